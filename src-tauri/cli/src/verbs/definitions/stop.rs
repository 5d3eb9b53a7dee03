//! How the person's file has a session stopped.

use berth_definitions::File;
use berth_runner::{Engine, Runner, StopStep};

use crate::exit::Stop;

/// The steps that `sessions.toml` has for the session of this name or id on this engine; none without a definition.
pub async fn steps_of(runner: &Runner, name: &str) -> Result<Vec<StopStep>, Stop> {
    let Some(path) = File::default_path().filter(|path| path.exists()) else { return Ok(Vec::new()) };
    let shelf = File::new(path).read();
    if shelf.definitions.iter().all(|definition| definition.stop.is_empty()) {
        return Ok(Vec::new());
    }
    // It may be called by its id.
    let name = runner.status(name).await?.name;
    let default = || Engine::find(None).map(|engine| engine.id).unwrap_or_default();
    let here = shelf
        .find(&name)
        .filter(|definition| definition.engine.clone().unwrap_or_else(default) == runner.engine().id);
    Ok(here.map(|definition| definition.stop.clone()).unwrap_or_default())
}
