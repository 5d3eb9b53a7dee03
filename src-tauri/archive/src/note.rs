//! What was seen of runs, written so that it never gets poorer.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::Result;
use crate::exclude::is_excluded;
use crate::exists::exists;
use crate::fault::Fault;
use crate::judge::judge;
use crate::key::{RunId, SessionKey};
use crate::merge::{self, Life, StartEvent};
use crate::run::{RunEnd, RunFacts};
use crate::session::{place, row_of};
use crate::store::Archive;
use crate::time::{from_sql, shifted, to_sql};

/// Runs further away than this are others, whatever an event says.
const NEAR: SignedDuration = SignedDuration::from_secs(10);

impl Archive {
    /// Notes what is known of a run, and joins it with what was: a start that an event told of
    /// is the one that the engine describes later, and `None` overwrites nothing. An earlier run
    /// of the session that was thought to go on is over. `None` where the session is excluded.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_run(&self, session: &SessionKey, facts: &RunFacts) -> Result<Option<RunId>> {
        let now = self.now();
        self.write(|change| {
            if is_excluded(change, session)? {
                return Ok(None);
            }
            let row = row_of(change, session)?;
            let near = (shifted(facts.started_at, -NEAR), shifted(facts.started_at, NEAR));
            let known = lives(change, row, near)?;
            let lives: Vec<Life> = known.iter().map(|(_, life)| *life).collect();
            let run = match merge::same_run(&lives, &facts.into()).and_then(|index| known.get(index)) {
                Some((run, life)) => {
                    if facts.exact && !life.exact {
                        change.execute(
                            "UPDATE runs SET started_at = ?2, exact = 1 WHERE id = ?1",
                            params![run, to_sql(facts.started_at)],
                        )?;
                    }
                    *run
                }
                None => insert(change, row, &session.engine, facts)?,
            };
            merge_facts(change, run, facts)?;
            let goes_on =
                facts.exact && facts.ended_at.is_none() && facts.exit_code.is_none() && !facts.cut_off;
            if goes_on {
                reopen(change, run)?;
            }
            judge(change, run, now)?;
            close_others(change, run, goes_on, now)?;
            Ok(Some(run))
        })
    }

    /// Notes the end of a run by an event, which says nothing of its start: the last run of the
    /// session that began before. `None` where none is known, and where the session is excluded.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_end(&self, session: &SessionKey, end: &RunEnd) -> Result<Option<RunId>> {
        let now = self.now();
        self.write(|change| {
            let last = last_before(change, session, end.at)?.filter(|(_, life)| merge::ended_run(&[*life], end.at).is_some());
            let run = match last {
                Some((run, _)) => run,
                // The engine's clock was set back while it went on.
                None => match open_run(change, session)? {
                    Some(run) => run,
                    None => return Ok(None),
                },
            };
            change.execute(
                "UPDATE runs SET over = 1, ended_at = coalesce(ended_at, ?2), exit_code = coalesce(exit_code, ?3),
                     oom_killed = oom_killed OR ?4, oom_within = oom_within OR ?5 WHERE id = ?1",
                params![run, to_sql(end.at), end.exit_code, end.oom_killed, end.oom_within],
            )?;
            judge(change, run, now)?;
            Ok(Some(run))
        })
    }

    /// Notes a verdict of a run's health check, at a time by the engine's clock.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written, and where it has no such run.
    pub fn note_health(&self, run: RunId, at: Timestamp, verdict: &str) -> Result<()> {
        self.write(|change| {
            exists(change, run)?;
            let before: Option<String> = change
                .query_row(
                    "SELECT verdict FROM health WHERE run = ?1 AND at < ?2 ORDER BY at DESC LIMIT 1",
                    params![run, to_sql(at)],
                    |row| row.get(0),
                )
                .optional()?;
            // Changes only: docker tells of each check.
            if before.as_deref() != Some(verdict) {
                change.execute(
                    "INSERT OR REPLACE INTO health (run, at, verdict) VALUES (?1, ?2, ?3)",
                    params![run, to_sql(at), verdict],
                )?;
            }
            Ok(())
        })
    }

    /// Notes memory that the run of a session that went on at a time, by the engine's clock, was
    /// seen to use, in bytes; the most of it is kept. Nothing happens where no run goes on.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn note_peak_memory(&self, session: &SessionKey, at: Timestamp, bytes: u64) -> Result<()> {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        self.write(|change| {
            change.execute(
                "UPDATE runs SET peak_memory = ?4
                 WHERE over = 0 AND started_at <= ?3 AND coalesce(peak_memory, 0) < ?4
                     AND session = (SELECT id FROM sessions WHERE engine = ?1 AND container = ?2)",
                params![session.engine, session.container, to_sql(at), bytes],
            )?;
            Ok(())
        })
    }

    /// Whether keep rules leave a run alone.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written, and where it has no such run.
    pub fn pin(&self, run: RunId, pinned: bool) -> Result<()> {
        self.write(|change| {
            exists(change, run)?;
            change.execute("UPDATE runs SET pinned = ?2 WHERE id = ?1", params![run, pinned])?;
            Ok(())
        })
    }
}

fn lives(
    connection: &Connection,
    session: i64,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<(RunId, Life)>, Fault> {
    let mut found = connection.prepare_cached(
        "SELECT id, started_at, exact, ended_at FROM runs
         WHERE session = ?1 AND started_at BETWEEN ?2 AND ?3",
    )?;
    let rows = found.query_map(params![session, to_sql(from), to_sql(to)], life)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The last run of a session that began before a time.
fn last_before(
    connection: &Connection,
    session: &SessionKey,
    time: Timestamp,
) -> Result<Option<(RunId, Life)>, Fault> {
    let mut found = connection.prepare_cached(
        "SELECT runs.id, started_at, exact, ended_at FROM runs JOIN sessions ON sessions.id = session
         WHERE engine = ?1 AND container = ?2 AND started_at <= ?3 ORDER BY started_at DESC LIMIT 1",
    )?;
    let until = to_sql(shifted(time, merge::SAME));
    Ok(found.query_row(params![session.engine, session.container, until], life).optional()?)
}

fn life(row: &rusqlite::Row<'_>) -> rusqlite::Result<(RunId, Life)> {
    let ended_at: Option<i64> = row.get(3)?;
    let (started_at, exact) = (from_sql(row.get(1)?), row.get(2)?);
    let ended_at = ended_at.map(from_sql);
    Ok((row.get(0)?, Life { started_at, exact, ended_at, event: StartEvent::Unknown }))
}

fn insert(change: &Transaction<'_>, session: i64, engine: &str, facts: &RunFacts) -> Result<RunId, Fault> {
    let name: String =
        change.query_row("SELECT name FROM sessions WHERE id = ?1", [session], |row| row.get(0))?;
    let (number, generation) = place(change, session, engine, &name)?;
    change.execute(
        "INSERT INTO runs (session, started_at, exact, name, image, image_id, spec, number, generation)
         SELECT id, ?2, ?3, name, image, image_id, spec, ?4, ?5 FROM sessions WHERE id = ?1",
        params![session, to_sql(facts.started_at), facts.exact, number, generation],
    )?;
    Ok(change.last_insert_rowid())
}

/// What the engine itself says stands above what an event says.
fn merge_facts(change: &Transaction<'_>, run: RunId, facts: &RunFacts) -> Result<(), Fault> {
    let ended_at = facts.ended_at.map(to_sql);
    change.execute(
        "UPDATE runs SET
             over = over OR ?9 OR ?2 IS NOT NULL OR ?3 IS NOT NULL,
             ended_at = iif(?8 AND NOT end_exact, coalesce(?2, ended_at), coalesce(ended_at, ?2)),
             exit_code = iif(?8 AND NOT end_exact, coalesce(?3, exit_code), coalesce(exit_code, ?3)),
             end_exact = end_exact OR (?8 AND ?2 IS NOT NULL),
             oom_killed = oom_killed OR ?4, oom_within = oom_within OR ?5,
             restarts = max(restarts, ?6), error = coalesce(?7, error)
         WHERE id = ?1",
        params![
            run,
            ended_at,
            facts.exit_code,
            facts.oom_killed,
            facts.oom_within,
            facts.restarts,
            facts.error,
            facts.exact,
            facts.cut_off,
        ],
    )?;
    Ok(())
}

/// A run that was only thought to be over goes on: its end is not known, and its container is there.
fn reopen(change: &Transaction<'_>, run: RunId) -> Result<(), Fault> {
    change.execute(
        "UPDATE runs SET over = 0 WHERE id = ?1 AND over = 1 AND ended_at IS NULL AND exit_code IS NULL
             AND NOT (SELECT removed FROM sessions WHERE sessions.id = session)",
        [run],
    )?;
    Ok(())
}

/// Other runs of the session that seem to go on: nobody saw their end. All of them, where the
/// engine says that this one goes on; else those that were told of before. Not those that began
/// before: clocks are set back.
fn close_others(change: &Transaction<'_>, run: RunId, goes_on: bool, now: Timestamp) -> Result<(), Fault> {
    let mut open = change.prepare_cached(
        "SELECT id FROM runs WHERE session = (SELECT session FROM runs WHERE id = ?1) AND over = 0
             AND id <> ?1 AND (id < ?1 OR ?2 AND (SELECT over = 0 FROM runs WHERE id = ?1))",
    )?;
    let open: Vec<RunId> =
        open.query_map(params![run, goes_on], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for run in open {
        change.execute("UPDATE runs SET over = 1 WHERE id = ?1", [run])?;
        judge(change, run, now)?;
    }
    Ok(())
}

/// The run of a session that goes on.
fn open_run(connection: &Connection, session: &SessionKey) -> Result<Option<RunId>, Fault> {
    let mut found = connection.prepare_cached(
        "SELECT runs.id FROM runs JOIN sessions ON sessions.id = session
         WHERE engine = ?1 AND container = ?2 AND over = 0 ORDER BY runs.id DESC LIMIT 1",
    )?;
    Ok(found.query_row([&session.engine, &session.container], |row| row.get(0)).optional()?)
}
