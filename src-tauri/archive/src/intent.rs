//! Verbs that are about to be called, and what became of them.

use jiff::Timestamp;
use rusqlite::params;

use crate::error::Result;
use crate::judge::judge_last;
use crate::key::SessionKey;
use crate::store::Archive;
use crate::time::to_sql;
use crate::verb::{Intent, IntentId, Outcome, Verb};

impl Archive {
    /// Writes that a verb is about to be called. It is written of excluded sessions, too: it
    /// says who ended them as long as anybody looks, and goes with the next clean-up.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn begin(&self, intent: &Intent) -> Result<IntentId> {
        self.write(|change| {
            change.execute(
                "INSERT INTO intents (engine, container, verb, actor, signal, grace, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    intent.session.engine,
                    intent.session.container,
                    intent.verb.to_string(),
                    serde_json::to_string(&intent.actor)?,
                    intent.signal,
                    intent.grace,
                    to_sql(intent.at),
                ],
            )?;
            Ok(change.last_insert_rowid())
        })
    }

    /// Writes what became of a verb. One that was refused has ended nothing, whatever was thought.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn finish(&self, intent: IntentId, outcome: Outcome) -> Result<()> {
        let now = self.now();
        self.write(|change| {
            change.execute(
                "UPDATE intents SET finished_at = ?2, outcome = ?3 WHERE id = ?1",
                params![intent, to_sql(now), outcome.to_string()],
            )?;
            judge_last(change, intent, now)
        })
    }

    /// Whether Berth stopped a session at or after a time by our clock, as far as is known: or killed it, but not by
    /// a signal that a program may take otherwise.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read.
    pub fn stopped_since(&self, session: &SessionKey, since: Timestamp) -> Result<bool> {
        if !self.path().exists() {
            return Ok(false);
        }
        self.read(|connection| {
            let mut found = connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM intents WHERE engine = ?1 AND container = ?2 AND at >= ?3
                     AND coalesce(outcome, '') <> ?4 AND (verb IN (?5, ?6) OR verb = ?7 AND signal = 'SIGKILL'))",
            )?;
            let [refused, stop, pod, kill] = [
                Outcome::Refused.to_string(),
                Verb::Stop.to_string(),
                Verb::PodStop.to_string(),
                Verb::Kill.to_string(),
            ];
            let values = params![session.engine, session.container, to_sql(since), refused, stop, pod, kill];
            Ok(found.query_row(values, |row| row.get(0))?)
        })
    }

    /// Notes that an engine told of a signal or a stop that somebody sent, Berth or not, at a
    /// time by the engine's clock. It tells who ended a session that obeys and exits with 0.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_signal(&self, session: &SessionKey, at: Timestamp, signal: Option<&str>) -> Result<()> {
        self.write(|change| {
            change.execute(
                "INSERT OR IGNORE INTO signals (engine, container, at, signal) VALUES (?1, ?2, ?3, ?4)",
                params![session.engine, session.container, to_sql(at), signal],
            )?;
            Ok(())
        })
    }
}
