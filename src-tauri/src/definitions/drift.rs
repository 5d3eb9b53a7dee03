//! How containers are not as the file says: each is looked at once, and again when it or its definition is another.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use berth_definitions::Definition;
use berth_runner::{Compared, Difference};
use tauri::{AppHandle, Manager, async_runtime};
use tokio::sync::mpsc::unbounded_channel;

use super::{Definitions, DefinitionsNow};
use crate::engines::EngineRegistry;
use crate::live::{ListEvent, Live};

/// Several changes count as one.
const QUIET: Duration = Duration::from_millis(300);
/// The name under which it listens.
const LISTENER: &str = "drift";

/// Looks for as long as the app runs.
pub fn follow(app: AppHandle) {
    let (sender, mut changes) = unbounded_channel();
    let live = Arc::clone(&app.state::<Arc<Live>>());
    let definitions = Arc::clone(&app.state::<Arc<Definitions>>());
    let listed = sender.clone();
    live.subscribe(LISTENER, Box::new(move |_: &ListEvent| listed.send(()).is_ok()));
    definitions.subscribe(LISTENER, Box::new(move |_: &DefinitionsNow| sender.send(()).is_ok()));
    async_runtime::spawn(async move {
        // What was compared: a container by its id, and what the file said then.
        let mut seen: HashMap<String, (String, Definition)> = HashMap::new();
        while changes.recv().await.is_some() {
            while let Ok(Some(())) = tokio::time::timeout(QUIET, changes.recv()).await {}
            let all = definitions.all();
            seen.retain(|name, _| all.iter().any(|(_, definition)| definition.name == *name));
            for (engine, definition) in all {
                let name = definition.name.clone();
                let Some(session) = live.named(&engine, &name).filter(|session| session.broken.is_none())
                else {
                    seen.remove(&name);
                    definitions.set_drift(&name, Vec::new());
                    continue;
                };
                let now = (session.id, definition);
                if seen.get(&name) == Some(&now) {
                    continue;
                }
                // Where it can't be told it is looked at again with the next change; a start says why.
                if let Some(drift) = look(&app, &engine, &now.1).await {
                    definitions.set_drift(&name, drift);
                    seen.insert(name, now);
                }
            }
        }
    });
}

/// `None` where it can't be told.
async fn look(app: &AppHandle, engine: &str, definition: &Definition) -> Option<Vec<Difference>> {
    let asked = definition.clone();
    let spec = async_runtime::spawn_blocking(move || asked.without_secrets()).await.ok()?.ok()?;
    let runner = app.state::<EngineRegistry>().runner(engine).await.ok()?;
    match runner.compared(&spec).await {
        Ok(compared) => Some(compared.map(|Compared { differences, .. }| differences).unwrap_or_default()),
        Err(error) => {
            tracing::debug!(%error, definition.name, "a session was not compared with its definition");
            None
        }
    }
}
