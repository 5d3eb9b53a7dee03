//! Sessions of which nothing is kept: names on an engine, and the containers that have them.

use rusqlite::{Connection, Transaction, params};

use crate::error::Result;
use crate::fault::Fault;
use crate::key::{RunId, SessionKey};
use crate::log::{current, seal_tail, set_state};
use crate::run::LogState;
use crate::store::Archive;

/// Why the log of a run that goes on does.
const WHY: &str = "nothing is kept of it any more";

impl Archive {
    /// Whether anything is kept from now on of sessions of this name on this engine, those that
    /// are created later too. What there is stays until it is erased.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn exclude(&self, engine: &str, name: &str, excluded: bool) -> Result<()> {
        self.write(|change| {
            if !excluded {
                change
                    .execute("DELETE FROM excluded_names WHERE engine = ?1 AND name = ?2", [engine, name])?;
                change.execute("DELETE FROM excluded WHERE engine = ?1 AND name = ?2", [engine, name])?;
                return Ok(());
            }
            change.execute(
                "INSERT OR IGNORE INTO excluded_names (engine, name) VALUES (?1, ?2)",
                [engine, name],
            )?;
            let mut found = change
                .prepare("SELECT container FROM sessions WHERE engine = ?1 AND name = ?2 AND removed = 0")?;
            let there = found.query_map([engine, name], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
            there.into_iter().try_for_each(|container| {
                leave(change, &SessionKey { engine: engine.to_owned(), container }, name)
            })
        })
    }

    /// Whether nothing is kept of sessions of this name on this engine.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read.
    pub fn is_excluded(&self, engine: &str, name: &str) -> Result<bool> {
        self.read(|connection| is_name_excluded(connection, engine, name))
    }
}

/// Whether nothing is kept of a container.
pub(crate) fn is_excluded(connection: &Connection, session: &SessionKey) -> Result<bool, Fault> {
    let mut found =
        connection.prepare_cached("SELECT 1 FROM excluded WHERE engine = ?1 AND container = ?2")?;
    Ok(found.exists([&session.engine, &session.container])?)
}

/// Whether nothing is kept of a container that has a name now. One that has an excluded name for the
/// first time is excluded from here on, and what an event told of it before is forgotten.
pub(crate) fn is_excluded_now(
    change: &Transaction<'_>,
    session: &SessionKey,
    name: &str,
) -> Result<bool, Fault> {
    if is_excluded(change, session)? {
        return Ok(true);
    }
    if !is_name_excluded(change, &session.engine, name)? {
        return Ok(false);
    }
    leave(change, session, name)?;
    change.execute(
        "DELETE FROM sessions WHERE engine = ?1 AND container = ?2 AND name = ''",
        [&session.engine, &session.container],
    )?;
    Ok(true)
}

fn is_name_excluded(connection: &Connection, engine: &str, name: &str) -> Result<bool, Fault> {
    let mut found =
        connection.prepare_cached("SELECT 1 FROM excluded_names WHERE engine = ?1 AND name = ?2")?;
    Ok(found.exists([engine, name])?)
}

/// Excludes a container. A run of it that goes on ends here, as far as it is known.
fn leave(change: &Transaction<'_>, session: &SessionKey, name: &str) -> Result<(), Fault> {
    change.execute(
        "INSERT OR IGNORE INTO excluded (engine, container, name) VALUES (?1, ?2, ?3)",
        params![session.engine, session.container, name],
    )?;
    let mut found = change.prepare(
        r#"UPDATE runs SET over = 1, ending = 'unknown', ended_by = '{"who":"unknown"}' WHERE over = 0
           AND session IN (SELECT id FROM sessions WHERE engine = ?1 AND container = ?2) RETURNING id"#,
    )?;
    let runs = found.query_map([&session.engine, &session.container], |row| row.get(0))?;
    for run in runs.collect::<Result<Vec<RunId>, _>>()? {
        // Who follows its log ends then.
        if let Some(log) = current(change, run)? {
            seal_tail(change, log)?;
        }
        set_state(change, run, &LogState::Missing { why: WHY.to_owned() })?;
    }
    Ok(())
}
