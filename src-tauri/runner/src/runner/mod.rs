//! The verbs: what a person does with sessions, on one engine.
//!
//! A `key` is a session's name or its full id. It is resolved once by each verb,
//! which goes on with the id. What the engine says of the outcome is believed only
//! after looking: exit codes and states come from `container inspect`.

mod archiving;
mod attach;
mod attempt;
mod batch;
mod call;
mod cluster;
mod create;
mod debug;
mod drift;
mod exec;
mod files;
mod follow;
mod health;
mod image;
mod images;
mod inspect;
mod inspection;
mod intent;
mod journal;
mod ladder;
mod launch;
mod launcher;
mod limits;
mod log_client;
mod log_output;
mod logs;
mod note;
mod pause;
mod pods;
mod prune;
mod reboot;
mod reconcile;
mod record;
mod recreate;
mod removal;
mod rename;
mod restarts;
mod runs;
mod settle;
mod signal;
mod similar;
mod start;
mod stop;
mod usage;
mod waiting;
mod watch;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

use berth_archive::{Actor, Archive, Verb};
use parking_lot::Mutex;

use crate::args::PodContainer;
use crate::engine::Engine;
use crate::kind::EngineKind;
use crate::parse::warnings::Warnings;
use crate::session::SessionSpec;
use crate::times::Times;
use crate::validate::{self, Checked, PathContext, Problem, Variables};

pub use attach::{Observing, Shell};
pub(crate) use call::CallContext;
pub use debug::DebugShell;
pub use drift::Compared;
pub use exec::ExecInput;
pub use files::name_of_copy;
pub use ladder::{LadderMove, LadderNow, LadderOutcome, NotTyped, Typist};
pub use launcher::{Launched, Launcher};
pub use limits::Limits;
pub use log_client::{LogClient, LogPiece};
pub use logs::{DEFAULT_LINES, LogQuery, LogsByRun};
pub use prune::Pruned;
pub use record::{Follow, HistorySettings, LABEL_HISTORY, Recorder};
pub use recreate::{
    KeptData, PutBack, Recovered, RecreateOptions, RecreateOutcome, RecreatePlan, RecreateStep,
};
pub use runs::{Runs, Settled, since_run};
pub use similar::{SimilarName, SimilarNames};
pub use usage::{Measuring, Meter};
pub use waiting::{RunUntil, RunWaited};
pub use watch::{EngineUpdate, Watch, WatchIntervals};

/// What writes a session as the manifest of a pod; the values of its variables are in the Secret of that name.
pub type Manifest = fn(&Checked, secret: &str) -> String;

/// Sessions on one engine. Cheap to clone; clones share what is under way.
#[derive(Debug, Clone)]
pub struct Runner {
    inner: Arc<Inner>,
    /// Opens the terminals of the sessions that this one starts.
    launcher: Option<Arc<dyn Launcher>>,
    /// Writes a session as a pod.
    manifest: Option<Manifest>,
    /// Who calls its verbs.
    actor: Actor,
    /// The verb that it does a part of.
    on_behalf_of: Option<Verb>,
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
    /// Whether kubectl's `attach` can be kept from words of its own.
    quiet: tokio::sync::OnceCell<bool>,
    /// Whether it can change the restart policy of a session that there is.
    changes_restarts: tokio::sync::OnceCell<bool>,
    /// The names of its pods, by id.
    pods: Mutex<HashMap<String, String>>,
    /// Of a cluster: where its sessions are, by id, as far as any was seen.
    places: Mutex<HashMap<String, PodContainer>>,
    /// What its client says although all is well.
    warnings: Mutex<Warnings>,
    /// How long its calls took.
    times: Mutex<Times>,
    /// The programs of its images, as far as anybody asked.
    programs: crate::similar::known::Known,
}

impl Runner {
    /// Sessions on `engine`, whose ended runs go to `archive`. Starts nothing. An engine that is
    /// reached over a network gets [more time](Limits::over_network).
    pub fn new(engine: Engine, limits: Limits, archive: Archive) -> Self {
        let limits = if engine.is_remote() { limits.over_network() } else { limits };
        Self::build(engine, limits, archive, None)
    }

    /// Starts podman's clients in `folder`, for a program whose own folder means nothing to
    /// the person: conmon 2.1 leaves a file `oom` in the client's folder when the session
    /// meets its memory limit.
    ///
    /// The result shares nothing that is under way with clones that were made before.
    #[must_use]
    pub fn in_folder(self, folder: PathBuf) -> Self {
        let Inner { engine, limits, archive, .. } = &*self.inner;
        let built = Self::build(engine.clone(), limits.clone(), archive.clone(), Some(folder));
        Self { actor: self.actor, manifest: self.manifest, ..built }
    }

    /// Starts sessions on a cluster by the manifests that this writes.
    #[must_use]
    pub fn writing(self, manifest: Manifest) -> Self {
        Self { manifest: Some(manifest), ..self }
    }

    /// Starts sessions through clients on terminals of `launcher`, where that can be.
    #[must_use]
    pub fn launching(self, launcher: Arc<dyn Launcher>) -> Self {
        Self { launcher: Some(launcher), ..self }
    }

    fn build(engine: Engine, limits: Limits, archive: Archive, folder: Option<PathBuf>) -> Self {
        let inner = Inner {
            engine,
            limits,
            archive,
            folder,
            starting: Default::default(),
            listing: Default::default(),
            rootless: Default::default(),
            quiet: Default::default(),
            changes_restarts: Default::default(),
            pods: Default::default(),
            places: Default::default(),
            warnings: Default::default(),
            times: Default::default(),
            programs: Default::default(),
        };
        let actor = Actor::Berthctl { pid: std::process::id() };
        Self { inner: Arc::new(inner), launcher: None, manifest: None, actor, on_behalf_of: None }
    }

    /// The engine of the sessions.
    pub fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    /// The deadlines of its calls.
    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// The archive of ended runs.
    pub fn archive(&self) -> &Archive {
        &self.inner.archive
    }

    /// What is wrong with a spec, or the spec in the shape that [`crate::args`] takes.
    ///
    /// Asks no engine and reads no disk, beyond where "here" and "home" are and the environment.
    ///
    /// # Errors
    /// Every problem of the spec, in the order of its fields.
    pub fn check(&self, spec: &SessionSpec) -> Result<Checked, Vec<Problem>> {
        self.check_as(spec, self.engine().kind)
    }

    /// The same by the rules of the other kind of engine, for a text that is its own.
    ///
    /// # Errors
    /// Every problem there is.
    pub fn check_as(&self, spec: &SessionSpec, kind: EngineKind) -> Result<Checked, Vec<Problem>> {
        validate::check(spec, kind, &self.path_context())
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
        let mut starting = self.inner.starting.lock();
        starting.retain(|_, turn| turn.strong_count() > 0);
        if let Some(turn) = starting.get(name).and_then(Weak::upgrade) {
            return turn;
        }
        let turn = Arc::default();
        starting.insert(name.to_owned(), Arc::downgrade(&turn));
        turn
    }
}
