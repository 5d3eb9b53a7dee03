//! The sessions that the person's own terminal programs have.
//!
//! The other terminal lives on when the app ends, so the folders are beside the archive: the next app
//! finds in each, in `what`, whose it is, and goes on following those that are held or may still be joined.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use berth_terminal::Size;
use jiff::Timestamp;
use parking_lot::Mutex;

use super::folder::{Folder, HandedOver, JOINS_WITHIN, handed_in, is_held, may_be_joined};
use crate::subscribers::{Deliver, Subscribers};
use crate::terminals::SessionKey;

/// The interval at which a folder is read.
const POLL_INTERVAL: Duration = Duration::from_millis(200);
/// How long the other terminal may take to give a session back.
const GIVES_BACK_WITHIN: Duration = Duration::from_secs(3);

/// Receives the size of a session that was handed over.
pub type OnSize = Box<dyn Fn(Size) + Send>;

/// The sessions that the person's own terminal programs have.
pub struct HandedOvers {
    /// The parent of the folders.
    parent: PathBuf,
    current: Mutex<BTreeMap<SessionKey, (HandedOver, Arc<Folder>)>>,
    windows: Mutex<Subscribers<Vec<HandedOver>>>,
}

impl HandedOvers {
    /// Keeps its folders beside the archive.
    pub fn new(archive: &Path) -> Self {
        let parent = archive.with_file_name("handed-over");
        Self { parent, current: Mutex::default(), windows: Mutex::default() }
    }

    /// A new folder, for a program that is to have a session.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn folder(&self) -> io::Result<Folder> {
        Folder::new(&self.parent)
    }

    /// Goes on following the programs that an app before this one gave sessions to; `on_size` makes the receiver of
    /// the sizes of each.
    pub fn resume(self: &Arc<Self>, on_size: impl Fn(&SessionKey) -> OnSize) {
        self.resume_at(SystemTime::now(), on_size);
    }

    fn resume_at(self: &Arc<Self>, now: SystemTime, on_size: impl Fn(&SessionKey) -> OnSize) {
        let Ok(folders) = fs::read_dir(&self.parent) else { return };
        for path in folders.flatten().map(|found| found.path()) {
            let held = is_held(&path);
            let in_use = held || may_be_joined(&path, now);
            let handed = handed_in(&path);
            if in_use && handed.is_none() {
                // An app has just made it, and has not said whose it is.
                continue;
            }
            let folder = Arc::new(Folder::found(path));
            let Some(handed) = handed.filter(|_| in_use) else { continue };
            let key = SessionKey { engine: handed.engine.clone(), id: handed.session.clone() };
            let (program, on_size) = (handed.program.clone(), on_size(&key));
            if held {
                self.current.lock().insert(key.clone(), (handed, Arc::clone(&folder)));
            }
            if let Err(error) = self.watch(key, program, folder, held, on_size) {
                tracing::warn!(%error, "who has a session is not known");
            }
        }
    }

    /// Sends all of them to a window, now and after every change.
    pub fn subscribe(&self, window: &str, send: Deliver<Vec<HandedOver>>) {
        let mut windows = self.windows.lock();
        if send(&self.list()) {
            windows.add(window, send);
        }
    }

    pub fn window_closed(&self, window: &str) {
        self.windows.lock().remove(window);
    }

    /// Follows the folder that was given to a program, until that has left the session or never joined it.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn follow(
        self: &Arc<Self>,
        key: SessionKey,
        program: String,
        folder: Folder,
        on_size: OnSize,
    ) -> io::Result<()> {
        folder.record(&handed_over(&key, &program));
        self.watch(key, program, Arc::new(folder), false, on_size)
    }

    fn watch(
        self: &Arc<Self>,
        key: SessionKey,
        program: String,
        folder: Arc<Folder>,
        mut joined: bool,
        on_size: OnSize,
    ) -> io::Result<()> {
        let all = Arc::clone(self);
        let follow = move || {
            let until = Instant::now() + JOINS_WITHIN;
            let mut size = None;
            while if joined { is_held(folder.path()) } else { Instant::now() < until } {
                let changed = folder.size().filter(|now| size != Some(*now));
                // A program that has left before has left its size.
                if let Some(now) = changed.filter(|_| joined || is_held(folder.path())) {
                    size = Some(now);
                    on_size(now);
                    if !joined {
                        joined = true;
                        all.joined(&key, &program, &folder);
                    }
                }
                thread::sleep(POLL_INTERVAL);
            }
            all.left(&key, &folder);
        };
        thread::Builder::new().name("berth-handover".to_owned()).spawn(follow).map(drop)
    }

    /// Asks for a session back; true when the other terminal has left it. Blocks until then.
    pub fn take_back(&self, key: &SessionKey) -> bool {
        let Some(folder) = self.current.lock().get(key).map(|(_, folder)| Arc::clone(folder)) else {
            return true;
        };
        if folder.ask_back().is_err() {
            return false;
        }
        let until = Instant::now() + GIVES_BACK_WITHIN;
        while is_held(folder.path()) {
            if Instant::now() > until {
                return false;
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.left(key, &folder);
        true
    }

    fn joined(&self, key: &SessionKey, program: &str, folder: &Arc<Folder>) {
        let handed = handed_over(key, program);
        folder.record(&handed);
        self.current.lock().insert(key.clone(), (handed, Arc::clone(folder)));
        self.publish();
    }

    /// Of two programs that have it the one that joined last counts.
    fn left(&self, key: &SessionKey, folder: &Arc<Folder>) {
        {
            let mut current = self.current.lock();
            if current.get(key).is_none_or(|(_, other)| !Arc::ptr_eq(other, folder)) {
                return;
            }
            current.remove(key);
        }
        self.publish();
    }

    fn list(&self) -> Vec<HandedOver> {
        self.current.lock().values().map(|(handed, _)| handed.clone()).collect()
    }

    fn publish(&self) {
        let mut windows = self.windows.lock();
        windows.send(&self.list());
    }
}

fn handed_over(key: &SessionKey, program: &str) -> HandedOver {
    let (engine, session) = (key.engine.clone(), key.id.clone());
    HandedOver { engine, session, program: program.to_owned(), since: Timestamp::now() }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
