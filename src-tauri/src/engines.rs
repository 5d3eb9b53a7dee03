//! The engines that the app knows, and how to reach each.

use std::collections::HashMap;

use berth_archive::{Actor, Archive};
use berth_runner::{ClusterSettings, Engine, EngineKind, Health, Limits, Result, Runner};
use parking_lot::Mutex;
use tauri::{AppHandle, Manager};

use crate::error::{AppError, WireError};

/// In the order in which a default is looked for.
pub const KINDS: [EngineKind; 2] = [EngineKind::Podman, EngineKind::Docker];

/// The engines of this person's clients, searched anew when asked: one may be installed,
/// or a context added, while the app runs.
pub struct EngineRegistry {
    archive: Archive,
    limits: Limits,
    clusters: ClusterSettings,
    /// By engine id. Kept, because a runner knows which starts are under way.
    runners: Mutex<HashMap<String, Runner>>,
}

impl EngineRegistry {
    /// # Errors
    /// When the platform gives no folder for state (no home folder).
    pub fn open(limits: Limits, clusters: ClusterSettings) -> Result<Self, WireError> {
        let folder = Archive::default_dir().ok_or(AppError::NoHome)?;
        let archive = Archive::new(folder);
        Ok(Self { archive, limits, clusters, runners: Mutex::default() })
    }

    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The runner of one engine, by the id that [`Health::engine`] gives.
    pub async fn runner(&self, engine: &str) -> Result<Runner> {
        let known = self.runners.lock().get(engine).cloned();
        match known {
            Some(runner) if runner.engine().binary.is_file() => Ok(runner),
            _ => Ok(self.get_or_create(Engine::by_id(engine).await?)),
        }
    }

    /// Podman if it is installed, else docker.
    pub async fn default_runner(&self) -> Result<Runner> {
        self.runner(&Engine::find(None)?.id).await
    }

    /// The engines that are installed and the clusters that are turned on, and the health of those that are missing.
    pub async fn discover(&self) -> (Vec<Runner>, Vec<Health>) {
        let (mut engines, clusters) = tokio::join!(Engine::discover(), Engine::clusters(&self.clusters));
        engines.extend(clusters);
        (engines.into_iter().map(|engine| self.get_or_create(engine)).collect(), missing_engines())
    }

    /// The engines that were asked for something since the start.
    pub fn known(&self) -> Vec<Runner> {
        let mut known: Vec<Runner> = self.runners.lock().values().cloned().collect();
        known.sort_by(|one, other| one.engine().id.cmp(&other.engine().id));
        known
    }

    fn get_or_create(&self, engine: Engine) -> Runner {
        let engine = engine.allowed_by(&self.clusters);
        let mut runners = self.runners.lock();
        match runners.get(&engine.id) {
            Some(runner) if *runner.engine() == engine => runner.clone(),
            _ => {
                let id = engine.id.clone();
                let runner = Runner::new(engine, self.limits.clone(), self.archive.clone());
                let runner = runner.in_folder(self.archive.path().with_file_name("podman"));
                let runner =
                    runner.writing(berth_convert::manifest).by(Actor::Window { pid: std::process::id() });
                runners.insert(id, runner.clone());
                runner
            }
        }
    }
}

/// Podman before docker before clusters, and of each the plain engine before its other places.
pub fn in_order<T>(engines: &mut [T], health: impl Fn(&T) -> &Health) {
    engines.sort_by_key(|engine| {
        let health = health(engine);
        (KINDS.iter().position(|kind| *kind == health.kind).unwrap_or(KINDS.len()), health.engine.clone())
    });
}

/// The families whose client is not installed. Spawns nothing.
pub fn missing_engines() -> Vec<Health> {
    let missing = |kind| Engine::find(Some(kind)).err().map(|error| Health::missing(kind, &error));
    KINDS.into_iter().filter_map(missing).collect()
}

/// Removes in the background what interrupted starts left behind.
pub fn reconcile(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        for kind in KINDS {
            let Ok(runner) = app.state::<EngineRegistry>().runner(kind.word()).await else { continue };
            if let Err(error) = runner.recover().await {
                tracing::warn!("could not undo a recreation on {kind}: {error}");
            }
            if let Err(error) = runner.reconcile().await {
                tracing::warn!("could not tidy {kind}: {error}");
            }
        }
    });
}
