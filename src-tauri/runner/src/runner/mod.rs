//! The verbs: what a person does with sessions, on one engine.
//!
//! A `key` is a session's name or its full id. It is resolved once by each verb,
//! which goes on with the id. What the engine says of the outcome is believed only
//! after looking: exit codes and states come from `container inspect`.

mod attach;
mod call;
mod create;
mod exec;
mod follow;
mod health;
mod image;
mod inspect;
mod limits;
mod logs;
mod pods;
mod prune;
mod reconcile;
mod rename;
mod signal;
mod start;
mod stop;
mod watch;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::archive::Archive;
use crate::engine::Engine;
use crate::session::SessionSpec;
use crate::validate::{self, Checked, PathContext, Problem, Variables};

pub use attach::Shell;
pub use exec::{ExecInput, ExecOutcome};
pub use limits::Limits;
pub use logs::{DEFAULT_LINES, LogsByRun};
pub use prune::Pruned;
pub use watch::{EngineUpdate, Watch, WatchIntervals};

/// Sessions on one engine. Cheap to clone; clones share what is under way.
#[derive(Debug, Clone)]
pub struct Runner {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    limits: Limits,
    archive: Archive,
    /// Where podman's clients are started.
    folder: Option<PathBuf>,
    /// One start of a name at a time: the second sees what the first made.
    starting: Mutex<HashMap<String, Weak<tokio::sync::Mutex<()>>>>,
    /// One list at a time: on a busy engine a second one only makes both slower.
    listing: tokio::sync::Mutex<()>,
    /// What the engine said of it; it does not change.
    rootless: tokio::sync::OnceCell<bool>,
    /// The names of its pods, by id.
    pods: Mutex<HashMap<String, String>>,
}

impl Runner {
    pub fn new(engine: Engine, limits: Limits, archive: Archive) -> Self {
        let (starting, listing, rootless, pods) = Default::default();
        let folder = None;
        Self { inner: Arc::new(Inner { engine, limits, archive, folder, starting, listing, rootless, pods }) }
    }

    /// Has podman's clients started in `folder`, for a program whose folder means nothing
    /// to the person: of a session that meets its memory limit conmon 2.1 leaves a file
    /// `oom` where the client was that started it.
    #[must_use]
    pub fn in_folder(mut self, folder: PathBuf) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.inner) {
            inner.folder = Some(folder);
        }
        self
    }

    pub fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    pub fn archive(&self) -> &Archive {
        &self.inner.archive
    }

    /// What is wrong with a spec, or the spec in the shape that [`crate::args`] takes.
    ///
    /// Asks no engine and reads no disk, beyond where "here" and "home" are and the environment.
    pub fn check(&self, spec: &SessionSpec) -> Result<Checked, Vec<Problem>> {
        validate::check(spec, self.engine().kind, &self.path_context())
    }

    fn path_context(&self) -> PathContext {
        PathContext {
            cwd: std::env::current_dir().unwrap_or_default(),
            home: std::env::home_dir(),
            variables: Variables::of_this_process(),
            local: self.engine().is_local(),
        }
    }

    /// The lock that starts of `name` take turns with.
    fn name_lock(&self, name: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut starting = self.inner.starting.lock().unwrap_or_else(PoisonError::into_inner);
        starting.retain(|_, turn| turn.strong_count() > 0);
        if let Some(turn) = starting.get(name).and_then(Weak::upgrade) {
            return turn;
        }
        let turn = Arc::default();
        starting.insert(name.to_owned(), Arc::downgrade(&turn));
        turn
    }
}
