//! Who records an engine, and when nobody did.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::Result;
use crate::fault::Fault;
use crate::store::Archive;
use crate::time::{from_sql, to_sql};

/// How long a recorder holds an engine after it last said so. Three times the pause that
/// callers should leave between two calls.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

impl Archive {
    /// The most that a recorder should let pass between two calls of [`Archive::watching`], in seconds.
    pub const HEARTBEAT: u64 = 10;

    /// Says that `holder` (a process and what it is, such as `berth 4711`) watches an engine, and
    /// asks to be the one that records it. Whether it is: there is one at a time, and another
    /// takes over 30 seconds after that was last heard of. Both keep calling.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn watching(&self, engine: &str, holder: &str) -> Result<bool> {
        let now = self.now();
        self.write(|change| {
            let last: Option<(i64, i64)> = change
                .query_row(
                    "SELECT id, ended_at FROM watches WHERE engine = ?1 ORDER BY id DESC LIMIT 1",
                    [engine],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            match last {
                // A clock that was set back begins another time.
                Some((id, ended)) if now.duration_since(from_sql(ended)).abs() <= LEASE => {
                    change.execute(
                        "UPDATE watches SET ended_at = max(ended_at, ?2) WHERE id = ?1",
                        params![id, to_sql(now)],
                    )?;
                }
                _ => {
                    change.execute(
                        "INSERT INTO watches (engine, began_at, ended_at) VALUES (?1, ?2, ?2)",
                        params![engine, to_sql(now)],
                    )?;
                }
            }
            hold(change, engine, holder, now)
        })
    }

    /// As [`Archive::watching`], of an engine that does not answer: nobody sees what happens on it.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn waiting(&self, engine: &str, holder: &str) -> Result<bool> {
        let now = self.now();
        self.write(|change| hold(change, engine, holder, now))
    }

    /// Notes a time, by our clock, in which whoever watches an engine missed something: what ended
    /// in it nobody saw.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_missed(&self, engine: &str, from: Timestamp, to: Timestamp) -> Result<()> {
        self.write(|change| {
            let ended = change.execute(
                "UPDATE watches SET ended_at = max(began_at, ?2) WHERE began_at <= ?3
                     AND id = (SELECT max(id) FROM watches WHERE engine = ?1)",
                params![engine, to_sql(from), to_sql(to)],
            )?;
            if ended > 0 {
                let sql = "INSERT INTO watches (engine, began_at, ended_at) VALUES (?1, ?2, ?2)";
                change.execute(sql, params![engine, to_sql(to)])?;
            }
            Ok(())
        })
    }

    /// Lets another record the engines that `holder` recorded.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn stopped_watching(&self, holder: &str) -> Result<()> {
        self.write(|change| {
            change.execute("UPDATE engines SET holder = NULL, held_at = NULL WHERE holder = ?1", [holder])?;
            Ok(())
        })
    }

    /// Notes by how many seconds an engine's clock is ahead of ours; negative where it is behind.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_offset(&self, engine: &str, seconds: i32) -> Result<()> {
        self.write(|change| {
            change.execute(
                "INSERT INTO engines (engine, clock_offset) VALUES (?1, ?2)
                 ON CONFLICT (engine) DO UPDATE SET clock_offset = excluded.clock_offset",
                params![engine, seconds],
            )?;
            Ok(())
        })
    }

    /// Notes that an engine or its machine was shut down at a time by our clock.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_shutdown(&self, engine: &str, at: Timestamp) -> Result<()> {
        self.write(|change| {
            let sql = "INSERT OR IGNORE INTO shutdowns (engine, at) VALUES (?1, ?2)";
            change.execute(sql, params![engine, to_sql(at)])?;
            Ok(())
        })
    }
}

/// Whether `holder` is the one that records an engine; it is where no other holds it.
fn hold(change: &Transaction<'_>, engine: &str, holder: &str, now: Timestamp) -> Result<bool, Fault> {
    change.execute("INSERT OR IGNORE INTO engines (engine) VALUES (?1)", [engine])?;
    let (held_by, held_at): (Option<String>, Option<i64>) =
        change.query_row("SELECT holder, held_at FROM engines WHERE engine = ?1", [engine], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let free = match (held_by, held_at) {
        (Some(other), Some(at)) if other != holder => now.duration_since(from_sql(at)).abs() > LEASE,
        _ => true,
    };
    if free {
        change.execute(
            "UPDATE engines SET holder = ?2, held_at = ?3 WHERE engine = ?1",
            params![engine, holder, to_sql(now)],
        )?;
    }
    Ok(free)
}

/// Seconds that the engine's clock is ahead of ours.
pub(crate) fn offset(connection: &Connection, engine: &str) -> Result<i32, Fault> {
    let mut found = connection.prepare_cached("SELECT clock_offset FROM engines WHERE engine = ?1")?;
    Ok(found.query_row([engine], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// The time around `ended` in which nobody watched the engine; `None` where somebody did.
pub(crate) fn unwatched(
    connection: &Connection,
    engine: &str,
    began: Timestamp,
    ended: Timestamp,
    now: Timestamp,
) -> Result<Option<(Timestamp, Timestamp)>, Fault> {
    let mut found = connection.prepare_cached(
        "SELECT began_at, ended_at FROM watches WHERE engine = ?1 ORDER BY id DESC LIMIT 100",
    )?;
    let rows = found.query_map([engine], |row| Ok((from_sql(row.get(0)?), from_sql(row.get(1)?))))?;
    Ok(gap(&rows.collect::<Result<Vec<_>, _>>()?, began, ended, now))
}

/// The gap between the times that somebody `watched`, the last first, which an end lies in, of a
/// run that began at `began`. Of a time before all watches nothing is known but the run's own begin.
fn gap(
    watched: &[(Timestamp, Timestamp)],
    began: Timestamp,
    ended: Timestamp,
    now: Timestamp,
) -> Option<(Timestamp, Timestamp)> {
    // The last goes on, and is said anew every few seconds.
    let goes_on = |(_, to): &(Timestamp, Timestamp)| now.duration_since(*to) <= LEASE;
    let last = watched.first().filter(|last| goes_on(last)).map(|(from, to)| (*from, (*to).max(now)));
    let covers = |(from, to): &(Timestamp, Timestamp)| *from <= ended && ended <= *to;
    if watched.is_empty() || watched.iter().chain(&last).any(covers) {
        return None;
    }
    let from = watched.iter().map(|(_, to)| *to).filter(|to| *to < ended).max();
    let to = watched.iter().map(|(from, _)| *from).filter(|from| *from > ended).min();
    Some((from.unwrap_or_else(|| began.min(ended)), to.unwrap_or(now)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).unwrap()
    }

    #[test]
    fn gaps_between_watches() {
        let watched = [(at(500), at(900)), (at(0), at(100))];
        let missed = [(at(104), at(104)), (at(0), at(102))];
        type Case<'a> = (&'a str, &'a [(Timestamp, Timestamp)], i64, i64, Option<(i64, i64)>);
        let cases: &[Case<'_>] = &[
            ("nobody ever watched, so that nothing can be said", &[], 50, 1000, None),
            ("watched", &watched, 50, 1000, None),
            ("between two", &watched, 300, 1000, Some((100, 500))),
            ("after the last", &watched, 950, 1000, Some((900, 1000))),
            ("after the last word of one that goes on", &watched, 920, 925, None),
            ("before the first", &watched, -10, 1000, Some((-20, 0))),
            ("before something was missed", &missed, 101, 105, None),
            ("while something was missed", &missed, 103, 105, Some((102, 104))),
            ("after something was missed", &missed, 105, 105, None),
        ];
        for (name, watched, ended, now, expected) in cases {
            let expected = expected.map(|(from, to)| (at(from), at(to)));
            assert_eq!(gap(watched, at(-20), at(*ended), at(*now)), expected, "{name}");
        }
    }
}
