//! Keep rules: what goes when it is too much or too old.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::fault::Fault;
use crate::key::RunId;
use crate::log::set_state;
use crate::run::LogState;
use crate::store::Archive;
use crate::time::{shifted, to_sql};

/// Runs that are removed in one change: others write in between.
const BATCH: i64 = 200;

/// How long verbs and signals are kept: they tell who ended a run.
const VERBS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How long a log that is written anew may take.
const DRAFT: SignedDuration = SignedDuration::from_hours(24);

/// How much and how long the archive keeps. Runs that are pinned or go on stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeepRules {
    /// The size of all, in bytes: beyond it the oldest logs go. 0 for any.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub bytes: u64,
    /// Days after its end that a run goes. 0 for never.
    pub days: u32,
    /// What is different for sessions of these names.
    pub sessions: BTreeMap<String, SessionRules>,
}

/// How much and how long is kept of sessions of one name; `None` for as of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SessionRules {
    /// The size of their logs in the archive, in bytes. 0 for any.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub bytes: Option<u64>,
    /// Days after its end that a run goes. 0 for never.
    pub days: Option<u32>,
}

impl Default for KeepRules {
    fn default() -> Self {
        Self { bytes: 2 << 30, days: 90, sessions: BTreeMap::new() }
    }
}

/// What keep rules removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Runs whose log went.
    pub logs: u64,
    /// Runs that went wholly.
    pub runs: u64,
}

impl Archive {
    /// Removes what rules no longer keep: runs that are too old, then the oldest logs until the
    /// rest is small enough. What is free then goes back to the system.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written. What was removed until then is gone.
    pub fn apply_keep_rules(&self, rules: &KeepRules) -> Result<Cleaned> {
        let now = self.now();
        let mut cleaned = Cleaned::default();
        self.write(|change| forget_leftovers(change, rules.days, now))?;
        for name in rules.sessions.keys().map(Some).chain([None]) {
            let days = match name.and_then(|name| rules.sessions.get(name)) {
                Some(session) => session.days.unwrap_or(rules.days),
                None => rules.days,
            };
            let (mut removed, others) =
                (1, serde_json::to_string(&rules.sessions.keys().collect::<Vec<_>>()));
            while days > 0 && removed > 0 {
                let before = shifted(now, -SignedDuration::from_hours(24 * i64::from(days)));
                let others = others.as_deref().unwrap_or("[]");
                removed = self.write(|change| remove_older(change, before, name, others))?;
                cleaned.runs += removed;
            }
        }
        for (name, session) in &rules.sessions {
            let Some(bytes) = session.bytes.filter(|bytes| *bytes > 0) else { continue };
            while self.write(|change| {
                let enough = size_of(change, name)? <= bytes;
                if enough { Ok(false) } else { drop_oldest_log(change, Some(name)) }
            })? {
                cleaned.logs += 1;
            }
        }
        while rules.bytes > 0
            && self.write(|change| {
                let enough = size(change)? <= rules.bytes;
                if enough { Ok(false) } else { drop_oldest_log(change, None) }
            })?
        {
            cleaned.logs += 1;
        }
        self.with_writer("write", give_back)?;
        Ok(cleaned)
    }
}

/// Gives free pages back to the system.
pub(crate) fn give_back(connection: &mut Connection) -> Result<(), Fault> {
    let mut free = connection.prepare("PRAGMA incremental_vacuum")?;
    let mut steps = free.query([])?;
    while steps.next()?.is_some() {}
    Ok(())
}

/// Drafts of logs whose writer was killed, verbs and watches of long ago.
fn forget_leftovers(change: &Transaction<'_>, days: u32, now: Timestamp) -> Result<(), Fault> {
    let before = |by: SignedDuration| to_sql(shifted(now, -by));
    // A clock that was set back makes some begin in the future.
    change.execute(
        "DELETE FROM logs WHERE current = 0 AND (begun_at < ?1 OR begun_at > ?2)",
        params![before(DRAFT), before(-DRAFT)],
    )?;
    change.execute("DELETE FROM intents WHERE at < ?1", [before(VERBS)])?;
    change.execute("DELETE FROM signals WHERE at < ?1", [before(VERBS)])?;
    let days = SignedDuration::from_hours(24 * i64::from(days.max(30)));
    change.execute("DELETE FROM shutdowns WHERE at < ?1", [before(days)])?;
    change.execute("DELETE FROM watches WHERE ended_at < ?1", [before(days)])?;
    // Sessions that are gone, and of which nothing is known any more.
    change.execute(
        "DELETE FROM sessions WHERE removed = 1 AND NOT EXISTS (SELECT 1 FROM runs WHERE session = sessions.id)",
        [],
    )?;
    Ok(())
}

/// Removes runs that ended before a time: of one name, or of all but the `others`, as JSON.
fn remove_older(
    change: &Transaction<'_>,
    before: Timestamp,
    name: Option<&String>,
    others: &str,
) -> Result<u64, Fault> {
    let removed = change.execute(
        "DELETE FROM runs WHERE id IN (
             SELECT id FROM runs WHERE pinned = 0 AND over = 1 AND coalesce(ended_at, started_at) < ?1
                 AND iif(?2 IS NULL, name NOT IN (SELECT value FROM json_each(?3)), name = ?2)
             LIMIT ?4)",
        params![to_sql(before), name, others, BATCH],
    )?;
    Ok(removed as u64)
}

/// The bytes that the archive takes, without pages that are free.
fn size(connection: &Connection) -> Result<u64, Fault> {
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
    let used = number("PRAGMA page_count")? - number("PRAGMA freelist_count")?;
    Ok(u64::try_from(used * number("PRAGMA page_size")?).unwrap_or(0))
}

/// The bytes that logs of a name take.
fn size_of(connection: &Connection, name: &str) -> Result<u64, Fault> {
    let bytes: i64 = connection.query_row(
        "SELECT coalesce(sum(packed_bytes + tail_bytes), 0) FROM logs JOIN runs ON runs.id = run WHERE name = ?1",
        [name],
        |row| row.get(0),
    )?;
    Ok(u64::try_from(bytes).unwrap_or(0))
}

/// Drops the oldest log, of all or of one name. Whether there was one that may go.
fn drop_oldest_log(change: &Transaction<'_>, name: Option<&str>) -> Result<bool, Fault> {
    let oldest: Option<(i64, RunId)> = change
        .query_row(
            "SELECT logs.id, runs.id FROM logs JOIN runs ON runs.id = logs.run
             WHERE current = 1 AND pinned = 0 AND over = 1 AND (?1 IS NULL OR name = ?1)
             ORDER BY coalesce(ended_at, started_at) LIMIT 1",
            [name],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((log, run)) = oldest else { return Ok(false) };
    change.execute("DELETE FROM logs WHERE id = ?1", [log])?;
    set_state(change, run, &LogState::Dropped)?;
    Ok(true)
}
