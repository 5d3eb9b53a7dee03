//! Erasing the runs of a session, so that nothing of it is left in the file.

use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, params};

use crate::error::Result;
use crate::fault::Fault;
use crate::keep::give_back;
use crate::key::{RunId, SessionKey};
use crate::store::Archive;

/// How long it waits for readers that keep the old pages beside the file.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EraseTarget {
    /// Of one container.
    Session(SessionKey),
    /// Of all sessions of a name, of one engine or of all, whatever containers they were.
    Name {
        /// The engine's id; `None` for all.
        engine: Option<String>,
        /// The name.
        name: String,
    },
    /// One run.
    Run(RunId),
}

impl Archive {
    /// Erases runs for good, pinned runs too, and returns how many runs that were over. A run
    /// that goes on stays, without its log and screen so far. Bytes that stood for it are
    /// overwritten in the file and in the log of changes beside it; what a disk keeps by itself
    /// is beyond the reach of any program.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written, and where another program reads it for so long
    /// that old pages stay beside the file: erase again then.
    pub fn erase(&self, target: &EraseTarget) -> Result<u64> {
        let erased = self.write(|change| {
            let runs = runs_of(change, target)?;
            let mut erased = 0;
            for (run, _, _, over) in &runs {
                if *over {
                    change.execute("DELETE FROM runs WHERE id = ?1", [run])?;
                    erased += 1;
                } else {
                    change.execute("DELETE FROM logs WHERE run = ?1", [run])?;
                    change.execute("DELETE FROM screens WHERE run = ?1", [run])?;
                    change.execute("DELETE FROM health WHERE run = ?1", [run])?;
                    change.execute(
                        r#"UPDATE runs SET log_state = '{"state":"unread"}' WHERE id = ?1"#,
                        [run],
                    )?;
                }
            }
            forget(change, target)?;
            for (_, engine, name, _) in &runs {
                forget_name(change, engine, name)?;
            }
            Ok(erased)
        })?;
        self.forget_readers();
        self.with_writer("write", |connection| {
            give_back(connection)?;
            forget_changes(connection)
        })?;
        Ok(erased)
    }
}

/// A run: its number, its engine and its name, and whether it is over.
type Erased = (i64, String, String, bool);

fn runs_of(change: &Transaction<'_>, target: &EraseTarget) -> Result<Vec<Erased>, Fault> {
    let (engine, container, name) = parts(target);
    let run = if let EraseTarget::Run(run) = target { Some(*run) } else { None };
    let mut found = change.prepare(
        "SELECT runs.id, engine, runs.name, over FROM runs JOIN sessions ON sessions.id = session
         WHERE (?1 IS NULL OR engine = ?1) AND (?2 IS NULL OR container = ?2) AND (?3 IS NULL OR runs.name = ?3)
             AND (?4 IS NULL OR runs.id = ?4)",
    )?;
    let rows = found.query_map(params![engine, container, name, run], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Sessions without runs, and what was asked of them.
fn forget(change: &Transaction<'_>, target: &EraseTarget) -> Result<(), Fault> {
    // Other runs of its session may be judged by the same.
    if matches!(target, EraseTarget::Run(_)) {
        return Ok(());
    }
    let (engine, container, name) = parts(target);
    let of_past = "(?1 IS NULL OR engine = ?1) AND (?2 IS NULL OR container = ?2)
        AND (?3 IS NULL OR (engine, container) IN (SELECT engine, container FROM sessions WHERE name = ?3))";
    for table in ["intents", "signals"] {
        change.execute(&format!("DELETE FROM {table} WHERE {of_past}"), [engine, container, name])?;
    }
    change.execute(
        "DELETE FROM sessions WHERE (?1 IS NULL OR engine = ?1) AND (?2 IS NULL OR container = ?2)
             AND (?3 IS NULL OR name = ?3) AND NOT EXISTS (SELECT 1 FROM runs WHERE session = sessions.id)",
        params![engine, container, name],
    )?;
    Ok(())
}

/// The count of runs of a name, where there is none any more.
fn forget_name(change: &Transaction<'_>, engine: &str, name: &str) -> Result<(), Fault> {
    change.execute(
        "DELETE FROM names WHERE engine = ?1 AND name = ?2 AND NOT EXISTS (
             SELECT 1 FROM runs JOIN sessions ON sessions.id = session WHERE engine = ?1 AND runs.name = ?2)",
        [engine, name],
    )?;
    Ok(())
}

fn parts(target: &EraseTarget) -> (Option<&str>, Option<&str>, Option<&str>) {
    match target {
        EraseTarget::Session(key) => (Some(&key.engine), Some(&key.container), None),
        EraseTarget::Name { engine, name } => (engine.as_deref(), None, Some(name)),
        EraseTarget::Run(_) => (None, None, None),
    }
}

/// Empties the log of changes beside the file, which holds pages as they were.
fn forget_changes(connection: &Connection) -> Result<(), Fault> {
    let began = Instant::now();
    loop {
        let busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if !busy {
            return Ok(());
        }
        if began.elapsed() > PATIENCE {
            let words =
                "another program reads it, and what was erased is still beside the file; erase it again";
            return Err(Fault::Io(std::io::Error::new(std::io::ErrorKind::ResourceBusy, words)));
        }
        thread::sleep(Duration::from_millis(20));
    }
}
