//! Looks at each engine that answers, also at one that comes late, and starts there what is to be started.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use berth_runner::{Boot, Need, Runner, Session};
use tauri::{AppHandle, Manager, async_runtime};
use tokio::sync::mpsc::unbounded_channel;

use super::{OfEngine, Reboots};
use crate::definitions::{Definitions, DefinitionsNow};
use crate::engines::EngineRegistry;
use crate::live::{ListEvent, Live};

/// Several changes count as one.
const QUIET: Duration = Duration::from_millis(300);
/// The name under which it listens.
const LISTENER: &str = "reboots";

/// What is known of an engine for as long as it answers.
struct Known {
    runner: Runner,
    boot: Boot,
    needs: Vec<Need>,
    /// Whether this start of the machine is dealt with, here or elsewhere.
    taken: bool,
}

/// Looks for as long as the app runs.
pub fn follow(app: AppHandle) {
    let (sender, mut changes) = unbounded_channel();
    let live = Arc::clone(&app.state::<Arc<Live>>());
    let definitions = Arc::clone(&app.state::<Arc<Definitions>>());
    let reboots = Arc::clone(&app.state::<Arc<Reboots>>());
    reboots.0.lock().again = Some(sender.clone());
    let listed = sender.clone();
    live.subscribe(LISTENER, Box::new(move |_: &ListEvent| listed.send(()).is_ok()));
    async_runtime::spawn(async move {
        // Without the file nothing would be wanted of any session.
        let read = Arc::clone(&definitions);
        let _ = async_runtime::spawn_blocking(move || read.read()).await;
        definitions.subscribe(LISTENER, Box::new(move |_: &DefinitionsNow| sender.send(()).is_ok()));
        let mut known: HashMap<String, Known> = HashMap::new();
        // Engines of which it can't be told when their machine was started.
        let mut unknown = HashSet::new();
        while changes.recv().await.is_some() {
            while let Ok(Some(())) = tokio::time::timeout(QUIET, changes.recv()).await {}
            let current = live.current();
            let engines: Vec<String> = current.iter().map(|(engine, _)| engine.clone()).collect();
            known.retain(|engine, _| engines.contains(engine));
            unknown.retain(|engine| engines.contains(engine));
            reboots.retain(&engines);
            for (engine, sessions) in current {
                if unknown.contains(&engine) {
                    continue;
                }
                if !known.contains_key(&engine) {
                    match meet(&app, &engine).await {
                        Ok(Some(met)) => drop(known.insert(engine.clone(), met)),
                        Ok(None) => drop(unknown.insert(engine.clone())),
                        // It is asked again with the next change.
                        Err(error) => tracing::debug!(%error, engine, "when its machine was started"),
                    }
                }
                let Some(one) = known.get_mut(&engine) else { continue };
                look(one, &definitions, &reboots, sessions).await;
            }
        }
    });
}

/// An engine that has just come: when was its machine started, and what does the system lack?
async fn meet(app: &AppHandle, engine: &str) -> berth_runner::Result<Option<Known>> {
    let runner = app.state::<EngineRegistry>().runner(engine).await?;
    let Some(boot) = runner.boot().await? else { return Ok(None) };
    let needs = runner.reboot_needs().await.unwrap_or_default();
    Ok(Some(Known { runner, boot, needs, taken: false }))
}

async fn look(known: &mut Known, definitions: &Definitions, reboots: &Arc<Reboots>, sessions: Vec<Session>) {
    let Known { runner, boot, needs, taken } = known;
    let engine = runner.engine().id.clone();
    let wishes = definitions.wishes(&engine);
    let sessions = runner.after_reboot_of(boot, &wishes, sessions).await;
    // By itself once after each start of the machine: what is changed in the file later is for the next.
    let first = !*taken && runner.take_boot(boot).await.unwrap_or(false);
    *taken = true;
    let seen = runner.boot_was_seen(boot).await;
    reboots.set(&engine, OfEngine { boot: boot.clone(), sessions, needs: needs.clone(), seen });
    if first {
        let (runner, boot, reboots) = (runner.clone(), boot.clone(), Arc::clone(reboots));
        async_runtime::spawn(async move {
            let tell = |_: &_| reboots.look_again();
            if let Err(error) = runner.start_after_reboot(&boot, &wishes, tell).await {
                tracing::warn!(%error, "sessions were not started after the restart of the machine");
            }
            reboots.look_again();
        });
    }
}
