//! The engines that the app knows, and what each last told.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use berth_runner::engine::{Engine, EngineKind};
use berth_runner::history::History;
use berth_runner::runner::{Limits, Runner};
use berth_runner::{Error, Health, HealthStatus, Result, Session};
use jiff::Timestamp;
use serde::Serialize;
use tauri::{AppHandle, Manager};

use crate::failure::Failure;

/// In the order in which a default is looked for.
const KINDS: [EngineKind; 2] = [EngineKind::Podman, EngineKind::Docker];

/// One engine's part of the list.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EngineListing {
    pub health: Health,
    pub sessions: Vec<Session>,
    /// Rows that could not be read.
    pub skipped: u32,
    /// When `sessions` was read, RFC 3339; older than now when `problem` says why.
    #[specta(type = Option<String>)]
    pub read_at: Option<Timestamp>,
    /// Why this is not fresh; `sessions` are as the engine last told.
    pub problem: Option<Failure>,
}

/// What an engine told when it last answered.
#[derive(Clone)]
struct Told {
    sessions: Vec<Session>,
    skipped: u32,
    read_at: Timestamp,
}

/// Every engine on this machine, found anew when asked: one may be installed
/// while the app runs.
pub struct Harbour {
    history: History,
    limits: Limits,
    /// Kept, because a runner knows which starts are under way.
    runners: Mutex<HashMap<EngineKind, Runner>>,
    last: Mutex<HashMap<EngineKind, Told>>,
}

impl Harbour {
    /// # Errors
    /// When the platform gives no folder for state (no home folder).
    pub fn open() -> Result<Self, Failure> {
        let folder = History::default_dir().ok_or_else(|| {
            Failure::new(
                "no_home",
                "There is no home folder to keep history in; set HOME and start Berth again",
            )
        })?;
        let history = History::new(folder);
        Ok(Self { history, limits: Limits::default(), runners: Mutex::default(), last: Mutex::default() })
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    /// The runner of one engine, by the id that [`Health::engine`] gives.
    pub fn runner(&self, engine: &str) -> Result<Runner> {
        let kind = KINDS.into_iter().find(|kind| kind.word() == engine);
        let Some(kind) = kind else {
            return Err(Error::EngineNotFound { engine: engine.into(), url: "https://podman.io" });
        };
        Ok(self.berth(Engine::find(Some(kind))?))
    }

    /// Podman if it is there, else docker.
    pub fn default_runner(&self) -> Result<Runner> {
        Ok(self.berth(Engine::find(None)?))
    }

    fn berth(&self, engine: Engine) -> Runner {
        let mut runners = locked(&self.runners);
        match runners.get(&engine.kind) {
            Some(runner) if *runner.engine() == engine => runner.clone(),
            _ => {
                let kind = engine.kind;
                let runner = Runner::new(engine, self.limits.clone(), self.history.clone());
                runners.insert(kind, runner.clone());
                runner
            }
        }
    }

    /// How each engine is doing, the missing ones too.
    pub async fn health(&self) -> Vec<Health> {
        let [podman, docker] = KINDS.map(|kind| self.health_of(kind));
        let (podman, docker) = tokio::join!(podman, docker);
        vec![podman, docker]
    }

    async fn health_of(&self, kind: EngineKind) -> Health {
        match Engine::find(Some(kind)) {
            Ok(engine) => self.berth(engine).health().await,
            Err(error) => missing(kind, &error),
        }
    }

    /// What every engine runs. An engine that does not answer keeps its last rows.
    pub async fn listings(&self) -> Vec<EngineListing> {
        let [podman, docker] = KINDS.map(|kind| self.listing_of(kind));
        let (podman, docker) = tokio::join!(podman, docker);
        vec![podman, docker]
    }

    async fn listing_of(&self, kind: EngineKind) -> EngineListing {
        let runner = match Engine::find(Some(kind)) {
            Ok(engine) => self.berth(engine),
            Err(error) => {
                let health = missing(kind, &error);
                return EngineListing {
                    health,
                    sessions: Vec::new(),
                    skipped: 0,
                    read_at: None,
                    problem: None,
                };
            }
        };
        // The list first: a healthy engine costs one call for its rows, and one
        // more for its version only when the window asks for `engines`.
        match runner.list().await {
            Ok(listing) => {
                let told =
                    Told { sessions: listing.sessions, skipped: listing.skipped, read_at: Timestamp::now() };
                locked(&self.last).insert(kind, told.clone());
                listing_from(ready(kind), Some(told), None)
            }
            Err(error) => {
                let told = locked(&self.last).get(&kind).cloned();
                listing_from(unavailable(kind, &error), told, Some(error.into()))
            }
        }
    }
}

/// What a panic in another thread left is still the state to go on with.
pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn listing_from(health: Health, told: Option<Told>, problem: Option<Failure>) -> EngineListing {
    let (sessions, skipped, read_at) = match told {
        Some(told) => (told.sessions, told.skipped, Some(told.read_at)),
        None => (Vec::new(), 0, None),
    };
    EngineListing { health, sessions, skipped, read_at, problem }
}

fn health(kind: EngineKind, status: HealthStatus, message: String) -> Health {
    Health {
        engine: kind.word().into(),
        kind,
        endpoint: String::new(),
        rootless: None,
        status,
        version: None,
        message,
        detail: None,
        latency_ms: None,
    }
}

fn ready(kind: EngineKind) -> Health {
    health(kind, HealthStatus::Ready, String::new())
}

fn missing(kind: EngineKind, error: &Error) -> Health {
    health(kind, HealthStatus::Missing, error.to_string())
}

fn unavailable(kind: EngineKind, error: &Error) -> Health {
    Health { detail: error.detail(), ..health(kind, HealthStatus::Unavailable, error.to_string()) }
}

/// Tidies what a killed start left behind, without anybody waiting for it.
pub fn reconcile(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let harbour = app.state::<Harbour>();
        for kind in KINDS {
            let Ok(runner) = harbour.runner(kind.word()) else { continue };
            if let Err(error) = runner.reconcile().await {
                tracing::warn!("could not tidy {}: {error}", kind.word());
            }
        }
    });
}
