//! Who has a session that was handed over: `berthctl attach` says so in a folder of ours, see
//! `cli/src/verbs/handed.rs`. The lock on `held` ends with that process, however it ends.
//!
//! The other terminal lives on when the app ends, so the folders are beside the archive: the next app
//! finds in each, in `what`, whose it is, and goes on following those that are still held.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use berth_terminal::Size;
use jiff::Timestamp;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use crate::subscribers::{Deliver, Subscribers};
use crate::terminals::SessionKey;

/// How long a terminal program may take until it has joined; macOS may ask the person first.
const JOINS_WITHIN: Duration = Duration::from_secs(90);
/// How often the folder is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// How long the other terminal may take to give a session back.
const GIVES_BACK_WITHIN: Duration = Duration::from_secs(3);

/// A session that the person's own terminal program has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct HandedOver {
    pub engine: String,
    /// Its id.
    pub session: String,
    /// The name of the program.
    pub program: String,
    /// Since when, RFC 3339.
    #[specta(type = String)]
    pub since: Timestamp,
}

/// A folder that the app shares with one process that has a session; it goes with the last copy, but not with the
/// app: that process may outlive it.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// What was given away in it; `None` where that can't be read.
    fn what(&self) -> Option<HandedOver> {
        serde_json::from_slice(&fs::read(self.0.join("what")).ok()?).ok()
    }

    fn say(&self, what: &HandedOver) {
        let written = serde_json::to_vec(what).map_err(io::Error::from);
        if let Err(error) = written.and_then(|text| fs::write(self.0.join("what"), text)) {
            tracing::warn!(%error, "the next start of the app will not know who has a session");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is found at the next start.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Hears of the size of a session that was handed over.
pub type OnSize = Box<dyn Fn(Size) + Send>;

/// The sessions that the person's own terminal programs have.
pub struct HandedOvers {
    /// Where the folders are.
    place: PathBuf,
    now: Mutex<BTreeMap<SessionKey, (HandedOver, Arc<Folder>)>>,
    windows: Mutex<Subscribers<Vec<HandedOver>>>,
}

impl HandedOvers {
    /// Keeps its folders beside the archive.
    pub fn new(archive: &Path) -> Self {
        let place = archive.with_file_name("handed-over");
        Self { place, now: Mutex::default(), windows: Mutex::default() }
    }

    /// A new folder, for a program that is to have a session.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn folder(&self) -> io::Result<Folder> {
        fs::create_dir_all(&self.place)?;
        // Only this user can read it.
        Ok(Folder(tempfile::Builder::new().prefix("").tempdir_in(&self.place)?.keep()))
    }

    /// Goes on following the programs that an app before this one gave sessions to; `on_size` makes what hears of the
    /// size of each.
    pub fn resume(self: &Arc<Self>, on_size: impl Fn(&SessionKey) -> OnSize) {
        let Ok(folders) = fs::read_dir(&self.place) else { return };
        for folder in folders.flatten().map(|found| Folder(found.path())) {
            let Some(handed) = folder.what().filter(|_| is_held(folder.path())) else { continue };
            let key = SessionKey { engine: handed.engine.clone(), id: handed.session.clone() };
            let on_size = on_size(&key);
            let folder = Arc::new(folder);
            self.now.lock().insert(key.clone(), (handed, Arc::clone(&folder)));
            if let Err(error) = self.watch(key, String::new(), folder, true, on_size) {
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
                if let Some(now) = size_in(folder.path()).filter(|now| size != Some(*now)) {
                    size = Some(now);
                    on_size(now);
                    if !joined {
                        joined = true;
                        all.joined(&key, &program, &folder);
                    }
                }
                thread::sleep(LOOK_EVERY);
            }
            all.left(&key, &folder);
        };
        thread::Builder::new().name("berth-handover".to_owned()).spawn(follow).map(drop)
    }

    /// Asks for a session back; true when the other terminal has left it. Blocks until then.
    pub fn take_back(&self, key: &SessionKey) -> bool {
        let Some(folder) = self.now.lock().get(key).map(|(_, folder)| Arc::clone(folder)) else {
            return true;
        };
        if fs::write(folder.path().join("back"), "").is_err() {
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
        let (engine, session) = (key.engine.clone(), key.id.clone());
        let handed = HandedOver { engine, session, program: program.into(), since: Timestamp::now() };
        folder.say(&handed);
        self.now.lock().insert(key.clone(), (handed, Arc::clone(folder)));
        self.tell();
    }

    /// Of two programs that have it the one that joined last counts.
    fn left(&self, key: &SessionKey, folder: &Arc<Folder>) {
        {
            let mut now = self.now.lock();
            if now.get(key).is_none_or(|(_, other)| !Arc::ptr_eq(other, folder)) {
                return;
            }
            now.remove(key);
        }
        self.tell();
    }

    fn list(&self) -> Vec<HandedOver> {
        self.now.lock().values().map(|(handed, _)| handed.clone()).collect()
    }

    fn tell(&self) {
        let mut windows = self.windows.lock();
        windows.send(&self.list());
    }
}

/// Whether a process has locked it. What can't be read is not held.
fn is_held(folder: &Path) -> bool {
    let held = File::options().write(true).open(folder.join("held"));
    held.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

fn size_in(folder: &Path) -> Option<Size> {
    let text = fs::read_to_string(folder.join("size")).ok()?;
    let (cols, rows) = text.trim().split_once(' ')?;
    let (cols, rows): (u16, u16) = (cols.parse().ok()?, rows.parse().ok()?);
    (cols > 0 && rows > 0).then_some(Size { cols, rows })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    fn key() -> SessionKey {
        SessionKey { engine: "podman".into(), id: "0a".into() }
    }

    /// Handed over to a program that joins as `berthctl` does: the folder, its sizes, and what windows hear.
    fn handed() -> (Arc<HandedOvers>, PathBuf, mpsc::Receiver<Size>, mpsc::Receiver<Vec<HandedOver>>) {
        let state = tempfile::tempdir().unwrap();
        let all = Arc::new(HandedOvers::new(&state.keep().join("history.db")));
        let folder = all.folder().unwrap();
        let path = folder.path().to_owned();
        let ((sized, sizes), (tell, told)) = (mpsc::channel(), mpsc::channel());
        all.subscribe("main", Box::new(move |list: &Vec<HandedOver>| tell.send(list.clone()).is_ok()));
        assert!(told.recv_timeout(PATIENCE).unwrap().is_empty());
        let on_size: OnSize = Box::new(move |size| {
            let _ = sized.send(size);
        });
        all.follow(key(), "xterm".into(), folder, on_size).unwrap();
        (all, path, sizes, told)
    }

    fn join(folder: &Path) -> File {
        let held = File::create(folder.join("held")).unwrap();
        held.try_lock().unwrap();
        fs::write(folder.join("size"), "100 30").unwrap();
        held
    }

    #[test]
    fn it_is_held_until_the_process_ends() {
        let (_all, folder, sizes, told) = handed();
        let held = join(&folder);
        assert_eq!(sizes.recv_timeout(PATIENCE).unwrap(), Size { cols: 100, rows: 30 });
        let list = told.recv_timeout(PATIENCE).unwrap();
        assert_eq!(list.iter().map(|one| one.program.as_str()).collect::<Vec<_>>(), ["xterm"]);
        fs::write(folder.join("size"), "90 20").unwrap();
        assert_eq!(sizes.recv_timeout(PATIENCE).unwrap(), Size { cols: 90, rows: 20 });
        drop(held);
        assert!(told.recv_timeout(PATIENCE).unwrap().is_empty());
    }

    #[test]
    fn it_is_taken_back_when_the_other_leaves() {
        let (all, folder, _sizes, told) = handed();
        let held = join(&folder);
        assert_eq!(told.recv_timeout(PATIENCE).unwrap().len(), 1);
        let back = folder.join("back");
        let other = thread::spawn(move || {
            while !back.exists() {
                thread::yield_now();
            }
            drop(held);
        });
        assert!(all.take_back(&key()));
        other.join().unwrap();
        assert!(told.recv_timeout(PATIENCE).unwrap().is_empty());
        assert!(all.take_back(&key()), "nobody has it");
    }

    #[test]
    fn the_next_app_knows_who_still_has_a_session_and_forgets_who_has_not() {
        let (all, folder, sizes, told) = handed();
        let held = join(&folder);
        sizes.recv_timeout(PATIENCE).unwrap();
        let known = told.recv_timeout(PATIENCE).unwrap();
        let (archive, gone) = (all.place.with_file_name("history.db"), all.folder().unwrap());
        gone.say(&HandedOver { session: "0b".into(), ..known[0].clone() });
        let left = gone.path().to_owned();
        std::mem::forget(gone);

        let next = Arc::new(HandedOvers::new(&archive));
        let (sized, sizes) = mpsc::channel();
        next.resume(|key| {
            let (sized, key) = (sized.clone(), key.clone());
            Box::new(move |size| drop(sized.send((key.id.clone(), size))))
        });
        assert_eq!(next.list(), known, "and since when");
        assert_eq!(sizes.recv_timeout(PATIENCE).unwrap(), ("0a".to_owned(), Size { cols: 100, rows: 30 }));
        assert!(!left.exists());
        let (tell, told) = mpsc::channel();
        next.subscribe("main", Box::new(move |list: &Vec<HandedOver>| tell.send(list.len()).is_ok()));
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), 1);
        drop(held);
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), 0);
    }
}
