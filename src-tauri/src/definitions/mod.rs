//! The sessions that `sessions.toml` defines: read, watched, sent to every window.

mod row;
mod watch;
mod wire;

use std::path::PathBuf;

use berth_definitions::{Definition, File, Shelf, Unedited, Unwritten, with_session, without_session};
use berth_runner::{Engine, SessionSpec};
use parking_lot::Mutex;

use crate::engines::KINDS;
use crate::error::{AppError, WireError};
use crate::subscribers::{Deliver, Subscribers};

pub use watch::watch;
pub use wire::DefinitionsNow;

/// The file, and the windows that follow it.
pub struct Definitions {
    file: File,
    shown: Mutex<Shown>,
}

/// One lock for both, so that each window receives every change once and in order.
#[derive(Default)]
struct Shown {
    shelf: Shelf,
    now: DefinitionsNow,
    windows: Subscribers<DefinitionsNow>,
}

impl Definitions {
    /// A file, which is read by [`watch`].
    pub fn new(path: PathBuf) -> Self {
        Self { file: File::new(path), shown: Mutex::default() }
    }

    /// Its path; a symbolic link as it is.
    pub fn path(&self) -> &std::path::Path {
        self.file.path()
    }

    /// Reads the file, and sends what is new. May block.
    pub fn read(&self) {
        let mut read = self.file.read();
        let default = default_engine();
        let mut shown = self.shown.lock();
        if read.is_broken() {
            // Somebody edits it: what it said last stays in the list.
            read.definitions.clone_from(&shown.shelf.definitions);
            read.layouts.clone_from(&shown.shelf.layouts);
        }
        let now = DefinitionsNow::of(&self.file, &read, &default);
        shown.shelf = read;
        if shown.now != now {
            shown.now = now;
            let Shown { now, windows, .. } = &mut *shown;
            windows.send(now);
        }
    }

    /// Sends what is defined to a window: now, and after every change.
    pub fn subscribe(&self, window: &str, send: Deliver<DefinitionsNow>) {
        let mut shown = self.shown.lock();
        if send(&shown.now) {
            shown.windows.add(window, send);
        }
    }

    /// Ends what a window had.
    pub fn window_closed(&self, window: &str) {
        self.shown.lock().windows.remove(window);
    }

    /// A session that is defined, and the id of its engine.
    ///
    /// # Errors
    /// `definition_absent`
    pub fn find(&self, name: &str) -> Result<(String, Definition), WireError> {
        let found = self.shown.lock().shelf.find(name).cloned();
        let definition = found.ok_or_else(|| AppError::DefinitionAbsent { name: name.to_owned() })?;
        Ok((definition.engine.clone().unwrap_or_else(default_engine), definition))
    }

    /// Writes a session into the file. May block.
    ///
    /// # Errors
    /// `definition_unwritten`
    pub fn save(&self, spec: &SessionSpec, engine: &str) -> Result<(), WireError> {
        // One that is for the first engine, whichever that is, stays so.
        let known = self.shown.lock().shelf.find(&spec.name).map(|known| known.engine.clone());
        let engine = if known == Some(None) && engine == default_engine() { None } else { Some(engine) };
        self.change(&spec.name, |path, text| with_session(path, text, spec, engine))
    }

    /// Removes a session from the file; its container stays. May block.
    ///
    /// # Errors
    /// `definition_absent`, `definition_unwritten`
    pub fn remove(&self, name: &str) -> Result<(), WireError> {
        self.change(name, |path, text| without_session(path, text, name))
    }

    fn change(
        &self,
        name: &str,
        edit: impl Fn(&std::path::Path, &str) -> Result<String, Unedited>,
    ) -> Result<(), WireError> {
        let changed = self.file.change(edit);
        self.read();
        Ok(changed.map_err(|error| match error {
            Unwritten::Unedited(Unedited::Absent(_)) => AppError::DefinitionAbsent { name: name.to_owned() },
            error => AppError::DefinitionUnwritten { name: name.to_owned(), words: error.to_string() },
        })?)
    }
}

/// Of the engines that are installed: podman, then docker.
fn default_engine() -> String {
    Engine::find(None).map_or_else(|_| KINDS[0].word().to_owned(), |engine| engine.id)
}
