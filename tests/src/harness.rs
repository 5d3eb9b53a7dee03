//! A runner over a real engine or a fake one, with an archive of its own.

use berth_archive::{Archive, Run, RunFilter, RunId};
use berth_runner::{
    Engine, EngineKind, Limits, Runner, Session, SessionSpec, StartOptions, StartOutcome, State,
};
use tempfile::TempDir;

use crate::engines::{Engines, IMAGE, Named};
use crate::fake::FakeEngine;
use crate::wait::until_async;

/// A runner, and the state folder with its archive.
#[derive(Debug)]
pub struct Harness {
    pub kind: EngineKind,
    pub runner: Runner,
    pub history: TempDir,
}

impl Harness {
    /// On the tests' own podman or docker.
    pub fn real(kind: EngineKind) -> Self {
        Self::with(kind, Engine::new(kind, Engines::get().program(kind)), Limits::default())
    }

    /// On a fake engine, with the limits of a test.
    pub fn fake(fake: &FakeEngine, limits: Limits) -> Self {
        Self::with(fake.kind, Engine::new(fake.kind, fake.program().to_owned()), limits)
    }

    /// On any engine, such as one that a client knows by name.
    pub fn on(engine: Engine) -> Self {
        Self::with(engine.kind, engine, Limits::default())
    }

    fn with(kind: EngineKind, engine: Engine, limits: Limits) -> Self {
        let history = TempDir::new().unwrap_or_else(|e| panic!("no temporary folder: {e}"));
        let runner = Runner::new(engine, limits, Archive::new(history.path()));
        Self { kind, runner, history }
    }

    /// A name that no other test uses; its container is removed when it is dropped.
    pub fn name(&self, stem: &str) -> Named {
        Named::new(self.kind, stem)
    }

    /// Starts a session and expects it to run.
    pub async fn started(&self, named: &Named, command: &str) -> Session {
        self.started_as(&spec(named, command)).await
    }

    /// Starts a session by its description and expects it to run.
    pub async fn started_as(&self, spec: &SessionSpec) -> Session {
        match self.runner.start(spec, StartOptions::default()).await {
            Ok(StartOutcome::Started { session } | StartOutcome::Restarted { session, .. }) => session,
            other => panic!("{} did not start: {other:?}", spec.name),
        }
    }

    /// Runs a program in a session with the engine's own client, and captures its output.
    pub fn exec(&self, named: &Named, argv: &[&str]) -> std::process::Output {
        Engines::get().run(self.kind, &[&["exec", "--", &named.name], argv].concat())
    }

    /// Waits until a session is in a state.
    pub async fn until(&self, named: &Named, state: State) -> Session {
        until_async(&format!("{} to be {state:?}", named.name), || async {
            self.runner.status(&named.name).await.ok().filter(|session| session.state == state)
        })
        .await
    }

    /// The runs in its archive, the latest first.
    pub fn archived(&self) -> Vec<Run> {
        runs(self.runner.archive(), &RunFilter::default())
    }

    /// An archived run.
    pub fn run(&self, run: Option<RunId>) -> Run {
        let run = run.unwrap_or_else(|| panic!("it is not archived"));
        self.runner.archive().run(run).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The log of an archived run.
    pub fn archived_log(&self, run: Option<RunId>) -> String {
        log_of(self.runner.archive(), &self.run(run))
    }
}

/// The runs in an archive that pass a filter, the latest first; none where there is no archive.
pub fn runs(archive: &Archive, filter: &RunFilter) -> Vec<Run> {
    if !archive.path().exists() {
        return Vec::new();
    }
    archive.runs(filter).unwrap_or_else(|error| panic!("{error}"))
}

/// The whole log of a run.
pub fn log_of(archive: &Archive, run: &Run) -> String {
    let mut log = Vec::new();
    let read = archive.stream_log(run.id, |bytes| {
        log.extend_from_slice(bytes);
        Ok(())
    });
    read.unwrap_or_else(|error| panic!("{error}"));
    String::from_utf8_lossy(&log).into_owned()
}

/// A session of the busybox image.
pub fn spec(named: &Named, command: &str) -> SessionSpec {
    SessionSpec {
        name: named.name.clone(),
        image: IMAGE.into(),
        command: command.into(),
        ..SessionSpec::default()
    }
}

/// A command that runs until SIGTERM and then ends at once. As process 1 it would ignore the
/// signal without a trap.
pub const RUNS_UNTIL_TERM: &str = "sh -c 'trap \"exit 0\" TERM; echo ready; while :; do sleep 0.1; done'";
