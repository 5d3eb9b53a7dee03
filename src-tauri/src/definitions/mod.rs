//! The sessions that `sessions.toml` defines: read, watched, sent to every window.

mod drift;
mod row;
mod take;
mod wire;

use std::path::PathBuf;
use std::sync::Arc;

use berth_definitions::{
    Definition, File, Shelf, Unedited, Unwritten, with_layout, with_session, without_session,
};
use berth_runner::{Difference, Engine, SessionSpec, Wish};
use parking_lot::Mutex;

use crate::engines::KINDS;
use crate::error::{AppError, WireError};
use crate::settings::NoticeSettings;
use crate::subscribers::{Deliver, Subscribers};
use crate::watched;

pub use drift::follow;
use wire::DefinedSession;
pub use wire::{DefinitionsNow, SessionDefined};

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
        let mut now = DefinitionsNow::of(&self.file, &read, &default);
        for one in &mut now.sessions {
            // Until it is looked at anew.
            if let Some(before) =
                shown.now.sessions.iter().find(|known| known.session.name == one.session.name)
            {
                one.drift.clone_from(&before.drift);
            }
        }
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

    /// All that is defined, with the ids of their engines.
    fn all(&self) -> Vec<(String, Definition)> {
        let default = default_engine();
        let shown = self.shown.lock();
        let all = shown.shelf.definitions.iter();
        all.map(|definition| (definition.engine_or(&default).to_owned(), definition.clone())).collect()
    }

    /// What sessions of an engine want after a restart of its machine.
    pub fn wishes(&self, engine: &str) -> Vec<Wish> {
        self.shown.lock().shelf.wishes(engine, &default_engine())
    }

    /// Tells how the container of a session is not as the file says.
    fn set_drift(&self, name: &str, drift: Vec<Difference>) {
        let mut shown = self.shown.lock();
        let Shown { now, windows, .. } = &mut *shown;
        let Some(one) = now.sessions.iter_mut().find(|one| one.session.name == name) else { return };
        if one.drift != drift {
            one.drift = drift;
            windows.send(now);
        }
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

    /// What is told of sessions, with what the file says of those that the settings do not name.
    pub fn with_notices(&self, mut settings: NoticeSettings) -> NoticeSettings {
        for DefinedSession { session, notices, .. } in &self.shown.lock().now.sessions {
            if let (Some(rules), None) = (notices, settings.of_session(&session.engine, &session.name)) {
                settings.sessions.insert(format!("{}/{}", session.engine, session.name), rules.clone());
            }
        }
        settings
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

    /// Writes a layout into the file: columns of names. What the file does not define is left out. May block.
    ///
    /// # Errors
    /// `definition_unwritten`
    pub fn save_layout(&self, name: &str, columns: &[Vec<String>]) -> Result<(), WireError> {
        self.change(name, |path, text| with_layout(path, text, name, columns))
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

/// Reads the file now, and for as long as the app runs when it changes.
pub fn watch(definitions: Arc<Definitions>) {
    watched::watch(definitions.path().to_owned(), move || definitions.read());
}

/// Of the engines that are installed: podman, then docker.
fn default_engine() -> String {
    Engine::find(None).map_or_else(|_| KINDS[0].word().to_owned(), |engine| engine.id)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// Somebody edits it: what it said stays in the list.
    #[test]
    fn a_faulty_file_keeps_what_it_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sessions.toml");
        let definitions = Definitions::new(path.clone());
        let names = || {
            definitions.read();
            definitions.all().into_iter().map(|(_, one)| one.name).collect::<Vec<_>>()
        };
        std::fs::write(&path, "[sessions.b]\nimage = \"x\"\n").unwrap();
        assert_eq!(names(), ["b"]);
        std::fs::write(&path, "[sessions.b\n").unwrap();
        assert_eq!(names(), ["b"]);
        std::fs::remove_file(&path).unwrap();
        assert!(names().is_empty());
    }
}
