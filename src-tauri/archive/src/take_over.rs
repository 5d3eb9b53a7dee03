//! Runs that Berth archived before it had a database: a folder each, `<time>-<name>-<id>`, with
//! `inspect.json`, `output.log`, and `log-missing.txt` where that log is not whole.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::Result;
use crate::log_writer::LogWriter;
use crate::run::{LogState, RunFacts, SessionFacts};
use crate::store::Archive;

/// What an engine's description says of a session and its last run.
pub type TakeOver<'a> = &'a dyn Fn(&Value) -> Option<(SessionFacts, RunFacts)>;

/// What became of former archives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Runs that are in the archive now.
    pub runs: u64,
    /// Folders that can't be read; they were left as they are.
    pub broken: Vec<PathBuf>,
}

impl Archive {
    /// Takes over the runs in a former history folder, and removes their folders once all are in
    /// the archive and on the disk. `read` understands the engine's description of a session, and
    /// masks its secrets. A run that is there already is not taken twice, so that this can be
    /// repeated after a failure. Nothing happens where there is no such folder.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written; all folders are there then.
    pub fn take_over(&self, history: &Path, read: TakeOver<'_>) -> Result<Taken> {
        let (mut taken, mut done) = (Taken::default(), Vec::new());
        for folder in folders(history) {
            let result = match former(&folder, read) {
                Ok((session, run)) => self.take(&folder, &session, &run)?,
                Err(error) => Err(error),
            };
            match result {
                Ok(true) => done.push(folder),
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(folder = %folder.display(), %error, "a run of a former archive can't be read");
                    taken.broken.push(folder);
                }
            }
        }
        if done.is_empty() {
            return Ok(taken);
        }
        self.sync()?;
        for folder in &done {
            if let Err(error) = fs::remove_dir_all(folder) {
                tracing::warn!(folder = %folder.display(), %error, "a folder that was taken over can't be removed");
            }
        }
        // It stays where something else is in it.
        let _ = fs::remove_dir(history);
        taken.runs = done.len() as u64;
        Ok(taken)
    }

    /// Whether the run is in the archive now: nothing is kept of a session that is excluded. The
    /// inner error is that of a folder that can't be read.
    fn take(&self, folder: &Path, session: &SessionFacts, run: &RunFacts) -> Result<io::Result<bool>> {
        self.note_session(session)?;
        let Some(id) = self.note_run(&session.key, run)? else { return Ok(Ok(false)) };
        // It was archived because it was to be removed. If it was not, the next description says so.
        self.note_gone(&session.key)?;
        if matches!(self.run(id)?.log, LogState::Unread | LogState::Partial) {
            let why = fs::read_to_string(folder.join("log-missing.txt")).ok();
            let state = why.map_or(LogState::Whole, |why| LogState::Missing { why: why.trim().to_owned() });
            let mut log = self.write_log(id)?;
            if let Err(error) = copy(&folder.join("output.log"), &mut log)? {
                return Ok(Err(error));
            }
            log.finish(&state)?;
        }
        Ok(Ok(true))
    }
}

/// The folders of runs, the earliest first. One that was not finished has another name.
fn folders(history: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(history).into_iter().flatten().flatten();
    let is_run = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        path.is_dir() && name.len() > 16 && name.as_bytes().get(8) == Some(&b'T') && !name.starts_with('.')
    };
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_run).collect();
    folders.sort();
    folders
}

fn former(folder: &Path, read: TakeOver<'_>) -> io::Result<(SessionFacts, RunFacts)> {
    let described: Value = serde_json::from_slice(&fs::read(folder.join("inspect.json"))?)?;
    File::open(folder.join("output.log"))?;
    let unknown = || io::Error::new(io::ErrorKind::InvalidData, "inspect.json describes no session that ran");
    read(&described).ok_or_else(unknown)
}

fn copy(from: &Path, to: &mut LogWriter) -> Result<io::Result<()>> {
    let mut file = match File::open(from) {
        Ok(file) => file,
        Err(error) => return Ok(Err(error)),
    };
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(Ok(())),
            Ok(read) => to.write(buffer.get(..read).unwrap_or_default())?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Ok(Err(error)),
        }
    }
}
