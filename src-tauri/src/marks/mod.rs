//! What the person marked sessions with, and their order by hand: `marks.toml`, read, watched, sent to every window.

use std::path::PathBuf;
use std::sync::Arc;

use berth_marks::{File, Mark, MarkChange, Marks as Read};
use berth_runner::Session;
use parking_lot::Mutex;
use serde::Serialize;
use tauri::async_runtime;

use crate::error::{AppError, WireError};
use crate::settings::SettingsProblem;
use crate::subscribers::{Deliver, Subscribers};
use crate::watched;

/// A session with a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct MarkedSession {
    /// Engine and name: `podman/web-bot`.
    pub key: String,
    pub mark: Mark,
}

/// What the file says now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct MarksNow {
    pub sessions: Vec<MarkedSession>,
    /// By hand: keys as those of marks.
    pub order: Vec<String>,
    /// What can't be used of it.
    pub faults: Vec<SettingsProblem>,
}

/// The file, and the windows that follow it.
pub struct Marks {
    file: File,
    shown: Mutex<Shown>,
    /// One change at a time, because each starts from the contents of the file.
    writing: Mutex<()>,
}

/// One lock for both, so that each window receives every change once and in order.
#[derive(Default)]
struct Shown {
    now: MarksNow,
    windows: Subscribers<MarksNow>,
}

impl Marks {
    /// A file, which is read by [`watch`].
    pub fn new(path: PathBuf) -> Self {
        Self { file: File::new(path), shown: Mutex::default(), writing: Mutex::default() }
    }

    /// Reads the file, and sends what is new. May block.
    pub fn read(&self) {
        let read = self.file.read();
        let is_broken = read.is_broken();
        let Read { sessions, order, faults } = read;
        let mut now = MarksNow {
            sessions: sessions.into_iter().map(|(key, mark)| MarkedSession { key, mark }).collect(),
            order,
            faults: faults.into_iter().map(SettingsProblem::new).collect(),
        };
        let mut shown = self.shown.lock();
        if is_broken {
            // Somebody edits it: what it said last stays.
            now.sessions.clone_from(&shown.now.sessions);
            now.order.clone_from(&shown.now.order);
        }
        if shown.now != now {
            shown.now = now;
            let Shown { now, windows } = &mut *shown;
            windows.send(now);
        }
    }

    /// Sends the marks to a window: now, and after every change.
    pub fn subscribe(&self, window: &str, send: Deliver<MarksNow>) {
        let mut shown = self.shown.lock();
        if send(&shown.now) {
            shown.windows.add(window, send);
        }
    }

    /// Ends what a window had.
    pub fn window_closed(&self, window: &str) {
        self.shown.lock().windows.remove(window);
    }

    /// Writes a mark of one session. May block.
    ///
    /// # Errors
    /// `marks`
    pub fn change(&self, engine: &str, name: &str, change: &MarkChange) -> Result<(), WireError> {
        self.write(|file| file.change(engine, name, change))
    }

    /// Writes the order by hand. May block.
    ///
    /// # Errors
    /// `marks`
    pub fn set_order(&self, order: &[String]) -> Result<(), WireError> {
        self.write(|file| file.set_order(order))
    }

    /// What a session was marked with stays with it when it has another name now.
    pub async fn follow(self: &Arc<Self>, before: Option<Session>, now: &Session) {
        let Some(before) = before.filter(|before| before.name != now.name) else { return };
        let (marks, name) = (Arc::clone(self), now.name.clone());
        let moved = move || marks.renamed(&before.engine, &before.name, &name);
        // It is as good as done: it fails only when the app ends.
        drop(async_runtime::spawn_blocking(moved).await);
    }

    /// A session has another name now. May block.
    fn renamed(&self, engine: &str, old: &str, new: &str) {
        if let Err(error) = self.write(|file| file.rename(engine, old, new)) {
            tracing::warn!(error.message, "the marks of {old} are not those of {new}");
        }
    }

    fn write(&self, write: impl FnOnce(&File) -> Result<(), berth_runner::Fault>) -> Result<(), WireError> {
        let written = {
            let _turn = self.writing.lock();
            write(&self.file)
        };
        self.read();
        Ok(written.map_err(AppError::Marks)?)
    }
}

/// Reads the file now, and for as long as the app runs when it changes.
pub fn watch(marks: Arc<Marks>) {
    watched::watch(marks.file.path().to_owned(), move || marks.read());
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn windows_hear_of_each_change_and_keep_what_a_faulty_file_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("marks.toml");
        let marks = Marks::new(path.clone());
        let (sender, events) = mpsc::channel();
        marks.subscribe("main", Box::new(move |now: &MarksNow| sender.send(now.clone()).is_ok()));
        marks.change("podman", "bot", &MarkChange::Pinned(true)).unwrap();
        marks.renamed("podman", "bot", "bot2");
        let said: Vec<_> = events
            .try_iter()
            .map(|now| now.sessions.into_iter().map(|one| one.key).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(said, ["", "podman/bot", "podman/bot2"]);
        std::fs::write(&path, "[sessions\n").unwrap();
        let error = marks.set_order(&["podman/bot2".to_owned()]).unwrap_err();
        assert_eq!(error.code, "marks");
        let now = events.try_iter().last().unwrap();
        assert_eq!((now.sessions.len(), now.faults.len()), (1, 1));
    }
}
