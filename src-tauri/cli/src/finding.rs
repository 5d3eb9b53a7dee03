//! Engines and sessions by what a person calls them.

use std::sync::Arc;

use berth_activity::Rules;
use berth_archive::Archive;
use berth_control::{Alone, Place};
use berth_runner::{ClusterSettings, Config, Engine, EngineKind, Limits, Runner};

use crate::asking::{Asking, Target};
use crate::exit::Stop;
use crate::print;

/// The folder of the person's own rules.
pub const RULES: &str = "rules";

/// Finds engines and sessions, with the limits and the history of the person.
#[derive(Clone)]
pub struct Finder {
    archive: Archive,
    limits: Limits,
    clusters: ClusterSettings,
}

impl Finder {
    pub fn new(archive: Archive, limits: Limits, clusters: ClusterSettings) -> Self {
        Self { archive, limits, clusters }
    }

    pub fn runner(&self, engine: Engine) -> Runner {
        let engine = engine.allowed_by(&self.clusters);
        Runner::new(engine, self.limits.clone(), self.archive.clone()).writing(berth_convert::manifest)
    }

    /// The engine of one verb: as the plain client would find it now, if no place is named.
    pub async fn one(&self, id: Option<&str>) -> Result<Runner, Stop> {
        let engine = match id {
            None => Engine::find(None)?,
            Some("podman") => Engine::find(Some(EngineKind::Podman))?,
            Some("docker") => Engine::find(Some(EngineKind::Docker))?,
            Some(id) => Engine::by_id(id).await?,
        };
        Ok(self.runner(engine))
    }

    /// All engines that there are, and the clusters that the person has turned on.
    pub async fn found(&self) -> Vec<Runner> {
        let (mut engines, clusters) = tokio::join!(Engine::discover(), Engine::clusters(&self.clusters));
        engines.extend(clusters);
        engines.into_iter().map(|engine| self.runner(engine)).collect()
    }

    /// The same; that there is none is an error.
    pub async fn every(&self) -> Result<Vec<Runner>, Stop> {
        let engines = self.found().await;
        if engines.is_empty() {
            // Says what is missing.
            return Ok(vec![self.runner(Engine::find(None)?)]);
        }
        Ok(engines)
    }

    /// A session, and who is asked of it.
    pub async fn session(&self, engine: Option<&str>, name: &str) -> Result<(Asking, Target), Stop> {
        let runner = self.one(engine).await?;
        let target = Target::find(&runner, name).await?;
        Ok((Asking::new(self.place(), Alone::new(vec![runner], Arc::new(rules()))), target))
    }

    /// Where the app listens.
    pub fn place(&self) -> Place {
        Place::of(self.archive.path().parent().unwrap_or(self.archive.path()))
    }
}

/// The rules of Berth and the person's own, which stand beside `config.toml`.
pub fn rules() -> Rules {
    let Some(path) = Config::default_path() else { return Rules::shipped() };
    let (rules, faults) = Rules::with_folder(&path.with_file_name(RULES));
    faults.iter().for_each(|fault| print::err(&format!("berthctl: {fault}")));
    rules
}
