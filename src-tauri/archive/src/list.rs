//! The runs that there are, and what is kept of each.

use jiff::Timestamp;
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::exists::exists;
use crate::fault::Fault;
use crate::filter::Condition;
use crate::key::{RunId, RunKey, SessionKey};
use crate::pack::{pack, unpack};
use crate::run::{LogState, Run, RunFilter, Screen, Statistics};
use crate::store::Archive;
use crate::time::from_sql;

const COLUMNS: &str = "
    SELECT runs.id, engine, container, started_at, runs.name, own, runs.image, runs.image_id, number, generation,
        ended_at, ending, exit_code, oom_within, ended_by, grace, restarts, error, peak_memory, clock_offset,
        log_state, coalesce(logs.bytes, 0), coalesce(logs.feeds + logs.open_line, 0),
        EXISTS (SELECT 1 FROM screens WHERE run = runs.id), pinned, removed, unwatched_from, unwatched_to
    FROM runs JOIN sessions ON sessions.id = runs.session
        LEFT JOIN logs ON logs.run = runs.id AND logs.current = 1";

impl Archive {
    /// The runs that pass a filter, the latest start first.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read.
    pub fn runs(&self, filter: &RunFilter) -> Result<Vec<Run>> {
        self.read(|connection| {
            let Condition { sql, mut values } = Condition::of(filter);
            let limit = if filter.limit == 0 { -1 } else { i64::from(filter.limit) };
            values.extend([SqlValue::Integer(limit), SqlValue::Integer(filter.offset.into())]);
            let sql =
                format!("{COLUMNS} WHERE {sql} ORDER BY started_at DESC, runs.id DESC LIMIT ? OFFSET ?");
            let mut found = connection.prepare_cached(&sql)?;
            let mut rows = found.query(params_from_iter(values))?;
            let mut runs = Vec::new();
            while let Some(row) = rows.next()? {
                runs.push(run(row)?);
            }
            with_health(connection, &mut runs)?;
            Ok(runs)
        })
    }

    /// How many runs pass a filter, whatever its limit.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read.
    pub fn count(&self, filter: &RunFilter) -> Result<u64> {
        self.read(|connection| {
            let Condition { sql, values } = Condition::of(filter);
            let sql =
                format!("SELECT count(*) FROM runs JOIN sessions ON sessions.id = runs.session WHERE {sql}");
            let count: i64 = connection.query_row(&sql, params_from_iter(values), |row| row.get(0))?;
            Ok(u64::try_from(count).unwrap_or(0))
        })
    }

    /// One run.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read, and where it has no such run.
    pub fn run(&self, id: RunId) -> Result<Run> {
        self.read(|connection| {
            let mut found = connection.prepare_cached(&format!("{COLUMNS} WHERE runs.id = ?1"))?;
            let mut rows = found.query([id])?;
            let row = rows.next()?.ok_or(Error::NoSuchRun { id })?;
            let mut runs = [run(row)?];
            with_health(connection, &mut runs)?;
            let [run] = runs;
            Ok(run)
        })
    }

    /// What a run's container was created from, without secrets; `None` where that is not known.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read, and where it has no such run.
    pub fn spec(&self, id: RunId) -> Result<Option<Value>> {
        self.read(|connection| {
            exists(connection, id)?;
            let packed: Option<Vec<u8>> = connection
                .query_row(
                    "SELECT packed FROM runs JOIN specs ON specs.id = runs.spec WHERE runs.id = ?1",
                    [id],
                    |row| row.get(0),
                )
                .optional()?;
            packed.map(|packed| Ok(serde_json::from_slice(&unpack(&packed)?)?)).transpose()
        })
    }

    /// Keeps a run's last screen.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written, and where it has no such run.
    pub fn set_screen(&self, id: RunId, screen: &Screen) -> Result<()> {
        let packed = pack(&screen.bytes);
        self.write(|change| {
            exists(change, id)?;
            change.execute(
                "INSERT OR REPLACE INTO screens (run, columns, rows, packed) VALUES (?1, ?2, ?3, ?4)",
                params![id, screen.columns, screen.rows, packed?],
            )?;
            Ok(())
        })
    }

    /// A run's last screen, if one is kept.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read, and where it has no such run.
    pub fn screen(&self, id: RunId) -> Result<Option<Screen>> {
        self.read(|connection| {
            exists(connection, id)?;
            let mut found =
                connection.prepare_cached("SELECT columns, rows, packed FROM screens WHERE run = ?1")?;
            let screen = found
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?)))
                .optional()?;
            let Some((columns, rows, packed)) = screen else { return Ok(None) };
            Ok(Some(Screen { columns, rows, bytes: unpack(&packed)? }))
        })
    }

    /// What the archive holds, and what it costs.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read.
    pub fn statistics(&self) -> Result<Statistics> {
        self.read(|connection| {
            let number = |sql: &str| -> Result<u64, Fault> {
                let number: i64 = connection.query_row(sql, [], |row| row.get(0))?;
                Ok(u64::try_from(number).unwrap_or(0))
            };
            Ok(Statistics {
                runs: number("SELECT count(*) FROM runs")?,
                sessions: number("SELECT count(*) FROM sessions")?,
                log_bytes: number("SELECT coalesce(sum(bytes), 0) FROM logs")?,
                packed_bytes: number("SELECT coalesce(sum(packed_bytes + tail_bytes), 0) FROM logs")?,
                file_bytes: number("PRAGMA page_count")? * number("PRAGMA page_size")?,
            })
        })
    }
}

fn run(row: &Row<'_>) -> Result<Run, Fault> {
    let time = |index| row.get::<_, Option<i64>>(index).map(|time| time.map(from_sql));
    let length = |index| row.get::<_, i64>(index).map(|length| u64::try_from(length).unwrap_or(0));
    let ending: Option<String> = row.get(11)?;
    let peak_memory: Option<i64> = row.get(18)?;
    let log: String = row.get(20)?;
    Ok(Run {
        id: row.get(0)?,
        key: RunKey {
            session: SessionKey { engine: row.get(1)?, container: row.get(2)? },
            started_at: from_sql(row.get(3)?),
        },
        name: row.get(4)?,
        own: row.get(5)?,
        image: row.get(6)?,
        image_id: row.get(7)?,
        number: row.get(8)?,
        generation: row.get(9)?,
        ended_at: time(10)?,
        ending: ending.and_then(|word| word.parse().ok()),
        exit_code: row.get(12)?,
        oom_within: row.get(13)?,
        by: serde_json::from_str(&row.get::<_, String>(14)?)?,
        grace: row.get(15)?,
        restarts: row.get(16)?,
        error: row.get(17)?,
        peak_memory: peak_memory.and_then(|bytes| u64::try_from(bytes).ok()),
        health: Vec::new(),
        clock_offset: row.get(19)?,
        log: serde_json::from_str(&log).unwrap_or(LogState::Unread),
        log_bytes: length(21)?,
        log_lines: length(22)?,
        has_screen: row.get(23)?,
        pinned: row.get(24)?,
        removed: row.get(25)?,
        unwatched: time(26)?.zip(time(27)?),
    })
}

fn with_health(connection: &Connection, runs: &mut [Run]) -> Result<(), Fault> {
    let mut found = connection.prepare_cached("SELECT at, verdict FROM health WHERE run = ?1 ORDER BY at")?;
    for run in runs {
        let rows = found.query_map([run.id], |row| Ok((from_sql(row.get(0)?), row.get(1)?)))?;
        run.health = rows.collect::<Result<Vec<(Timestamp, String)>, _>>()?;
    }
    Ok(())
}
