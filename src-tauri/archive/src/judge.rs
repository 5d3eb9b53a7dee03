//! Judges an end anew whenever more is known: how, by whom, and whether anybody watched.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::ended_by::{Asked, End, ended_by};
use crate::ending::Ending;
use crate::fault::Fault;
use crate::key::SessionKey;
use crate::time::{from_sql, shifted, to_sql};
use crate::verb::{IntentId, Outcome};
use crate::watch::{offset, unwatched};

/// Clocks that differ by no more are the same: a container's start takes that long at times.
const SAME_CLOCK: i32 = 2;

/// Verbs before the end that may matter: the longest grace that anybody gives.
const BEFORE: SignedDuration = SignedDuration::from_hours(25);

/// Whatever comes a little after the end may have been written by another clock.
const AFTER: SignedDuration = SignedDuration::from_mins(2);

/// Judges the last run of the session that an intent is about, where that run is over.
pub(crate) fn judge_last(change: &Transaction<'_>, intent: IntentId, now: Timestamp) -> Result<(), Fault> {
    let last = change
        .query_row(
            "SELECT runs.id FROM intents JOIN sessions USING (engine, container)
             JOIN runs ON runs.session = sessions.id
             WHERE intents.id = ?1 AND over = 1 ORDER BY started_at DESC LIMIT 1",
            [intent],
            |row| row.get(0),
        )
        .optional()?;
    last.map_or(Ok(()), |run| judge(change, run, now))
}

/// Writes how and by whom a run ended, if it is over.
pub(crate) fn judge(change: &Transaction<'_>, run: i64, now: Timestamp) -> Result<(), Fault> {
    let known = known(change, run)?;
    let engine = &known.session.engine;
    let offset = offset(change, engine)?;
    let ours = SignedDuration::from_secs(offset.into());
    let ended = known.ended_at.map(|at| shifted(at, -ours));
    let watch = match ended {
        // Once it is known that nobody watched, it stays so.
        Some(at) if known.unwatched.is_none() => {
            unwatched(change, engine, shifted(known.started_at, -ours), at, now)?
        }
        _ => known.unwatched,
    };
    let (asked, signals, shutdowns) = match ended {
        Some(at) => {
            let (from, to) = (shifted(at, -BEFORE), shifted(at, AFTER));
            (
                asked(change, &known.session, from, to)?,
                signals(change, &known.session, shifted(from, ours), shifted(to, ours))?
                    .into_iter()
                    .map(|at| shifted(at, -ours))
                    .collect(),
                shutdowns(change, engine, from, to)?,
            )
        }
        None => (Vec::new(), Vec::new(), Vec::new()),
    };
    let (by, grace) = ended_by(&End {
        over: known.over,
        ended_at: ended,
        exit_code: known.exit_code,
        oom_killed: known.oom_killed,
        unwatched: watch.is_some(),
        asked: &asked,
        signals: &signals,
        shutdowns: &shutdowns,
    });
    let ending = known.over.then(|| Ending::of(known.exit_code, known.oom_killed, known.failed));
    change.execute(
        "UPDATE runs SET ending = ?2, ended_by = ?3, grace = ?4, unwatched_from = ?5, unwatched_to = ?6,
             clock_offset = coalesce(?7, clock_offset) WHERE id = ?1",
        params![
            run,
            ending.map(|ending| ending.to_string()),
            serde_json::to_string(&by)?,
            grace,
            watch.map(|(from, _)| to_sql(from)),
            watch.map(|(_, to)| to_sql(to)),
            (offset.abs() > SAME_CLOCK).then_some(offset),
        ],
    )?;
    Ok(())
}

struct Known {
    session: SessionKey,
    started_at: Timestamp,
    over: bool,
    ended_at: Option<Timestamp>,
    exit_code: Option<i64>,
    oom_killed: bool,
    failed: bool,
    unwatched: Option<(Timestamp, Timestamp)>,
}

fn known(connection: &Connection, run: i64) -> Result<Known, Fault> {
    let mut found = connection.prepare_cached(
        "SELECT engine, container, started_at, over, ended_at, exit_code, oom_killed, error IS NOT NULL,
             unwatched_from, unwatched_to
         FROM runs JOIN sessions ON sessions.id = session WHERE runs.id = ?1",
    )?;
    Ok(found.query_row([run], |row| {
        let time = |index| row.get::<_, Option<i64>>(index).map(|time| time.map(from_sql));
        Ok(Known {
            session: SessionKey { engine: row.get(0)?, container: row.get(1)? },
            started_at: from_sql(row.get(2)?),
            over: row.get(3)?,
            ended_at: time(4)?,
            exit_code: row.get(5)?,
            oom_killed: row.get(6)?,
            failed: row.get(7)?,
            unwatched: time(8)?.zip(time(9)?),
        })
    })?)
}

/// What Berth asked of a session between two times by our clock.
fn asked(
    connection: &Connection,
    session: &SessionKey,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Asked>, Fault> {
    let mut found = connection.prepare_cached(
        "SELECT verb, actor, grace, at, finished_at, outcome FROM intents
         WHERE engine = ?1 AND container = ?2 AND at BETWEEN ?3 AND ?4",
    )?;
    let mut rows = found.query(params![session.engine, session.container, to_sql(from), to_sql(to)])?;
    let mut asked = Vec::new();
    while let Some(row) = rows.next()? {
        // What a newer Berth may have written is none of the verbs that end a run here.
        let Ok(verb) = row.get::<_, String>(0)?.parse() else { continue };
        let Ok(actor) = serde_json::from_str(&row.get::<_, String>(1)?) else { continue };
        let finished: Option<i64> = row.get(4)?;
        let outcome: Option<String> = row.get(5)?;
        let outcome = outcome.map(|word| word.parse().unwrap_or(Outcome::Unknown));
        asked.push(Asked {
            verb,
            actor,
            grace: row.get(2)?,
            at: from_sql(row.get(3)?),
            finished: finished.map(from_sql).zip(outcome),
        });
    }
    Ok(asked)
}

/// When the engine told of signals, between two times by its own clock.
fn signals(
    connection: &Connection,
    session: &SessionKey,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Timestamp>, Fault> {
    let mut found = connection.prepare_cached(
        "SELECT at FROM signals WHERE engine = ?1 AND container = ?2 AND at BETWEEN ?3 AND ?4",
    )?;
    let rows = found
        .query_map(params![session.engine, session.container, to_sql(from), to_sql(to)], |row| {
            Ok(from_sql(row.get(0)?))
        })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When an engine or its machine was shut down, between two times by our clock.
fn shutdowns(
    connection: &Connection,
    engine: &str,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Timestamp>, Fault> {
    let mut found =
        connection.prepare_cached("SELECT at FROM shutdowns WHERE engine = ?1 AND at BETWEEN ?2 AND ?3")?;
    let rows = found.query_map(params![engine, to_sql(from), to_sql(to)], |row| Ok(from_sql(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
