//! The engines that the app knows, and how to reach each.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use berth_runner::{Archive, Engine, EngineKind, Health, Limits, Result, Runner};
use tauri::{AppHandle, Manager};

use crate::failure::Failure;

/// In the order in which a default is looked for.
pub const KINDS: [EngineKind; 2] = [EngineKind::Podman, EngineKind::Docker];

/// Every engine that this person's clients know, found anew when asked: one may be
/// installed, or a context added, while the app runs.
pub struct Harbour {
    archive: Archive,
    limits: Limits,
    /// By engine id. Kept, because a runner knows which starts are under way.
    runners: Mutex<HashMap<String, Runner>>,
}

impl Harbour {
    /// # Errors
    /// When the platform gives no folder for state (no home folder).
    pub fn open(limits: Limits) -> Result<Self, Failure> {
        let folder = Archive::default_dir().ok_or_else(|| {
            Failure::new(
                "no_home",
                "There is no home folder to keep history in; set HOME and start Berth again",
            )
        })?;
        let archive = Archive::new(folder);
        Ok(Self { archive, limits, runners: Mutex::default() })
    }

    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The runner of one engine, by the id that [`Health::engine`] gives.
    pub async fn runner(&self, engine: &str) -> Result<Runner> {
        let known = locked(&self.runners).get(engine).cloned();
        match known {
            Some(runner) if runner.engine().binary.is_file() => Ok(runner),
            _ => Ok(self.berth(Engine::by_id(engine).await?)),
        }
    }

    /// Podman if it is installed, else docker.
    pub async fn default_runner(&self) -> Result<Runner> {
        self.runner(&Engine::find(None)?.id).await
    }

    /// Every engine that is installed, and for those that are not, how they are missed.
    pub async fn discover(&self) -> (Vec<Runner>, Vec<Health>) {
        let runners = Engine::discover().await.into_iter().map(|engine| self.berth(engine)).collect();
        (runners, missing_engines())
    }

    fn berth(&self, engine: Engine) -> Runner {
        let mut runners = locked(&self.runners);
        match runners.get(&engine.id) {
            Some(runner) if *runner.engine() == engine => runner.clone(),
            _ => {
                let id = engine.id.clone();
                let runner = Runner::new(engine, self.limits.clone(), self.archive.clone());
                let runner = runner.in_folder(self.archive.folder().with_file_name("podman"));
                runners.insert(id, runner.clone());
                runner
            }
        }
    }
}

/// Podman before docker, and of each the plain engine before its other places.
pub fn in_order<T>(engines: &mut [T], health: impl Fn(&T) -> &Health) {
    engines.sort_by_key(|engine| {
        let health = health(engine);
        (KINDS.iter().position(|kind| *kind == health.kind), health.engine.clone())
    });
}

/// What a panic in another thread left is still the state to go on with.
pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The families whose client is not installed. Spawns nothing.
pub fn missing_engines() -> Vec<Health> {
    let missing = |kind| Engine::find(Some(kind)).err().map(|error| Health::missing(kind, &error));
    KINDS.into_iter().filter_map(missing).collect()
}

/// Tidies what a killed start left behind, without anybody waiting for it.
pub fn reconcile(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        for kind in KINDS {
            let Ok(runner) = app.state::<Harbour>().runner(kind.word()).await else { continue };
            if let Err(error) = runner.reconcile().await {
                tracing::warn!("could not tidy {kind}: {error}");
            }
        }
    });
}
