//! What became of sessions after their machine was started anew, so that each start of it is dealt with
//! once, however many programs look.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::error::Result;
use crate::fault::Fault;
use crate::key::SessionKey;
use crate::store::Archive;
use crate::time::{from_sql, to_sql};

/// What became of a session after a start of its machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display, strum::EnumString)]
#[strum(serialize_all = "camelCase")]
pub enum BootStep {
    /// A program is about to start it. That program may be gone by now.
    Taken,
    /// It was started.
    Started,
    /// It could not be started.
    Failed,
    /// The person left it.
    Left,
    /// It was started, and its command that takes up the work was run or refused.
    Resumed,
}

/// The same, with the words of a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BootNote {
    /// What became of it.
    pub step: BootStep,
    /// Why it could not be started.
    pub words: Option<String>,
    /// By our clock.
    pub at: Timestamp,
}

/// How far the computed start of one machine may lie from that of another look at it.
const SAME_BOOT: SignedDuration = SignedDuration::from_mins(2);

impl Archive {
    /// Takes a session in hand after a start of its machine. Whether nobody has before: of several
    /// programs that ask, one is told so.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn take_after_boot(&self, session: &SessionKey, boot: &str) -> Result<bool> {
        let now = self.now();
        self.write(|change| {
            forget_others(change, session, boot)?;
            let taken = change.execute(
                "INSERT OR IGNORE INTO after_boot (engine, boot, container, step, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![session.engine, boot, session.container, BootStep::Taken.to_string(), to_sql(now)],
            )?;
            Ok(taken > 0)
        })
    }

    /// Notes what became of it.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_after_boot(
        &self,
        session: &SessionKey,
        boot: &str,
        step: BootStep,
        words: Option<&str>,
    ) -> Result<()> {
        let now = self.now();
        self.write(|change| {
            forget_others(change, session, boot)?;
            change.execute(
                "INSERT OR REPLACE INTO after_boot (engine, boot, container, step, words, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![session.engine, boot, session.container, step.to_string(), words, to_sql(now)],
            )?;
            Ok(())
        })
    }

    /// What became of an engine's sessions after a start of its machine, by container id. Nothing is
    /// made where there is no archive.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read.
    pub fn after_boot(&self, engine: &str, boot: &str) -> Result<HashMap<String, BootNote>> {
        if !self.path().exists() {
            return Ok(HashMap::new());
        }
        self.read(|connection| {
            let sql = "SELECT container, step, words, at FROM after_boot WHERE engine = ?1 AND boot = ?2";
            let mut found = connection.prepare_cached(sql)?;
            let notes = found.query_map([engine, boot], |row| {
                let step: String = row.get(1)?;
                let note = BootNote {
                    // A newer Berth's word: whatever it is, the session is in hand.
                    step: step.parse().unwrap_or(BootStep::Left),
                    words: row.get(2)?,
                    at: from_sql(row.get(3)?),
                };
                Ok((row.get(0)?, note))
            })?;
            Ok(notes.collect::<Result<_, _>>()?)
        })
    }

    /// When the sessions of an engine were left after an earlier start of its machine, by container id: those of
    /// which nothing is noted since the last one.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read.
    pub fn left_before(&self, engine: &str, boot: &str) -> Result<HashMap<String, Timestamp>> {
        if !self.path().exists() {
            return Ok(HashMap::new());
        }
        self.read(|connection| {
            let sql = "SELECT container, at FROM after_boot WHERE engine = ?1 AND boot <> ?2 AND step = ?3";
            let mut found = connection.prepare_cached(sql)?;
            let left = found.query_map([engine, boot, &BootStep::Left.to_string()], |row| {
                Ok((row.get(0)?, from_sql(row.get(1)?)))
            })?;
            Ok(left.collect::<Result<_, _>>()?)
        })
    }

    /// When the machine of an engine was started, for one that only says about how long ago: the same
    /// time at each look, to within two minutes.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn known_boot(&self, engine: &str, about: Timestamp) -> Result<Timestamp> {
        self.write(|change| {
            let sql = "SELECT at FROM boots WHERE engine = ?1";
            let last: Option<i64> = change.query_row(sql, [engine], |row| row.get(0)).optional()?;
            if let Some(last) = last.map(from_sql)
                && about.duration_since(last).abs() <= SAME_BOOT
            {
                return Ok(last);
            }
            let sql = "INSERT OR REPLACE INTO boots (engine, at) VALUES (?1, ?2)";
            change.execute(sql, params![engine, to_sql(about)])?;
            Ok(about)
        })
    }
}

/// Of each session only what became of it last is kept.
fn forget_others(change: &Transaction<'_>, session: &SessionKey, boot: &str) -> Result<(), Fault> {
    change.execute(
        "DELETE FROM after_boot WHERE engine = ?1 AND container = ?2 AND boot <> ?3",
        params![session.engine, session.container, boot],
    )?;
    Ok(())
}
