//! Sessions: described, named, removed.

use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::Value;

use crate::error::Result;
use crate::exclude::is_excluded_now;
use crate::fault::Fault;
use crate::key::SessionKey;
use crate::pack::{pack, unpack};
use crate::run::SessionFacts;
use crate::store::Archive;
use crate::time::to_sql;

impl Archive {
    /// Notes how a session is described now. The run that goes on follows a new name and
    /// spec; runs that are over keep theirs. Nothing is kept of a session that is excluded.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_session(&self, facts: &SessionFacts) -> Result<()> {
        self.write(|change| {
            if !is_excluded_now(change, &facts.key, &facts.name)? {
                describe(change, facts)?;
            }
            Ok(())
        })
    }

    /// Notes that a container is gone. Its runs that went on are over, and nobody knows how.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_gone(&self, session: &SessionKey) -> Result<()> {
        self.write(|change| {
            let sql = "SELECT id FROM sessions WHERE engine = ?1 AND container = ?2";
            let known = change.query_row(sql, [&session.engine, &session.container], |row| row.get(0));
            known.optional()?.map_or(Ok(()), |id| gone(change, id))
        })
    }

    /// Notes which containers an engine has: all others are gone, as [`Archive::note_gone`] says.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_all(&self, engine: &str, containers: &[String]) -> Result<()> {
        let there = serde_json::to_string(containers);
        self.write(|change| {
            let mut found = change.prepare(
                "SELECT id FROM sessions WHERE engine = ?1 AND removed = 0
                     AND container NOT IN (SELECT value FROM json_each(?2))",
            )?;
            let others = found.query_map(params![engine, there?], |row| row.get(0))?;
            let others: Vec<i64> = others.collect::<Result<_, _>>()?;
            others.into_iter().try_for_each(|id| gone(change, id))
        })
    }
}

fn gone(change: &Transaction<'_>, session: i64) -> Result<(), Fault> {
    change.execute("UPDATE sessions SET removed = 1 WHERE id = ?1", [session])?;
    for table in ["paused_restarts", "after_boot"] {
        change.execute(
            &format!(
                "DELETE FROM {table}
                 WHERE (engine, container) = (SELECT engine, container FROM sessions WHERE id = ?1)"
            ),
            [session],
        )?;
    }
    change.execute(
        r#"UPDATE runs SET over = 1, ending = 'unknown', ended_by = '{"who":"unknown"}'
           WHERE over = 0 AND session = ?1"#,
        [session],
    )?;
    Ok(())
}

/// The row of a session, made where there is none: its description may come later.
pub(crate) fn row_of(change: &Transaction<'_>, session: &SessionKey) -> Result<i64, Fault> {
    let mut found = change.prepare_cached("SELECT id FROM sessions WHERE engine = ?1 AND container = ?2")?;
    if let Some(id) = found.query_row([&session.engine, &session.container], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    change.execute(
        "INSERT INTO sessions (engine, container, name, own, image) VALUES (?1, ?2, '', 0, '')",
        [&session.engine, &session.container],
    )?;
    Ok(change.last_insert_rowid())
}

fn describe(change: &Transaction<'_>, facts: &SessionFacts) -> Result<(), Fault> {
    let id = row_of(change, &facts.key)?;
    let spec = spec_row(change, id, &facts.spec)?;
    change.execute(
        "UPDATE sessions SET name = ?2, own = ?3, image = ?4, image_id = coalesce(?5, image_id),
             created_at = coalesce(?6, created_at), spec = ?7, removed = 0 WHERE id = ?1",
        params![id, facts.name, facts.own, facts.image, facts.image_id, facts.created_at.map(to_sql), spec],
    )?;
    // Runs that were noted before their session was described have an empty name.
    let mut renamed = change.prepare_cached(
        "SELECT id FROM runs WHERE session = ?1 AND (over = 0 OR name = '') AND name <> ?2 ORDER BY started_at",
    )?;
    let runs: Vec<i64> =
        renamed.query_map(params![id, facts.name], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for run in runs {
        let (number, generation) = place(change, id, &facts.key.engine, &facts.name)?;
        change.execute(
            "UPDATE runs SET name = ?2, number = ?3, generation = ?4 WHERE id = ?1",
            params![run, facts.name, number, generation],
        )?;
    }
    change.execute(
        "UPDATE runs SET image = ?2, image_id = coalesce(?3, image_id), spec = ?4
         WHERE session = ?1 AND (over = 0 OR spec IS NULL AND image = '')",
        params![id, facts.image, facts.image_id, spec],
    )?;
    // Specs that no run has any more.
    change.execute(
        "DELETE FROM specs WHERE session = ?1 AND id <> ?2
             AND NOT EXISTS (SELECT 1 FROM runs WHERE spec = specs.id)",
        params![id, spec],
    )?;
    Ok(())
}

/// The row of a session's spec: the one that it has, unless that differs.
fn spec_row(change: &Transaction<'_>, session: i64, spec: &Value) -> Result<i64, Fault> {
    let now: Option<(i64, Vec<u8>)> = change
        .query_row(
            "SELECT specs.id, packed FROM sessions JOIN specs ON specs.id = sessions.spec WHERE sessions.id = ?1",
            [session],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let text = serde_json::to_vec(spec)?;
    match now {
        Some((id, packed)) if unpack(&packed)? == text => Ok(id),
        _ => {
            change.execute(
                "INSERT INTO specs (session, packed) VALUES (?1, ?2)",
                params![session, pack(&text)?],
            )?;
            Ok(change.last_insert_rowid())
        }
    }
}

/// The number of the next run of a name, and the generation of its session under that name.
pub(crate) fn place(
    change: &Transaction<'_>,
    session: i64,
    engine: &str,
    name: &str,
) -> Result<(i64, i64), Fault> {
    if name.is_empty() {
        return Ok((0, 0));
    }
    change.execute(
        "INSERT OR IGNORE INTO names (engine, name, runs, generations) VALUES (?1, ?2, 0, 0)",
        [engine, name],
    )?;
    let number = change.query_row(
        "UPDATE names SET runs = runs + 1 WHERE engine = ?1 AND name = ?2 RETURNING runs",
        [engine, name],
        |row| row.get(0),
    )?;
    let known = change
        .query_row(
            "SELECT generation FROM generations WHERE session = ?1 AND name = ?2",
            params![session, name],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(generation) = known {
        return Ok((number, generation));
    }
    let generation = change.query_row(
        "UPDATE names SET generations = generations + 1 WHERE engine = ?1 AND name = ?2 RETURNING generations",
        [engine, name],
        |row| row.get(0),
    )?;
    change.execute(
        "INSERT INTO generations (session, name, generation) VALUES (?1, ?2, ?3)",
        params![session, name, generation],
    )?;
    Ok((number, generation))
}
