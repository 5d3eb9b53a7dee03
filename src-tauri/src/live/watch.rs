//! Follows every engine's events into the list.

use std::sync::Arc;
use std::time::Duration;

use berth_runner::{EngineUpdate, Runner, WatchIntervals};
use tauri::{AppHandle, Manager};

use super::{EngineListing, Live};
use crate::harbour::{Harbour, missing_engines};

/// How often the PATH is looked at for engines that come and go; nothing is spawned for it.
const LOOK: Duration = Duration::from_secs(2);

/// Keeps the list current for as long as the app runs.
pub fn watch(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let live = Arc::clone(&app.state::<Arc<Live>>());
        let harbour = app.state::<Harbour>();
        let mut watched: Vec<(Runner, tauri::async_runtime::JoinHandle<()>)> = Vec::new();
        // Which clients were missing when engines were looked for last.
        let mut missed = None;
        loop {
            let missing: Vec<_> = missing_engines().into_iter().map(|gone| gone.engine).collect();
            if missed.as_ref() != Some(&missing) {
                missed = Some(missing);
                let (runners, missing) = harbour.discover().await;
                watched.retain(|(old, task)| {
                    let known = runners.iter().any(|runner| runner.engine() == old.engine());
                    if !known {
                        task.abort();
                        live.forget(&old.engine().id);
                    }
                    known
                });
                live.set_missing(missing);
                for runner in runners {
                    if !watched.iter().any(|(old, _)| old.engine() == runner.engine()) {
                        let task = follow(Arc::clone(&live), runner.clone());
                        watched.push((runner, tauri::async_runtime::spawn(task)));
                    }
                }
            }
            // When the person asks, contexts and connections are looked for again too.
            if tokio::time::timeout(LOOK, live.look_again.notified()).await.is_ok() {
                missed = None;
            }
        }
    });
}

/// Follows one engine, away or not.
async fn follow(live: Arc<Live>, runner: Runner) {
    let doubt = live.doubt(&runner.engine().id);
    let watch = || runner.watch_while(WatchIntervals::default(), live.hidden.subscribe());
    let mut changes = watch();
    loop {
        let change = tokio::select! {
            change = changes.next() => change,
            // Its events may have gone silent, and it may find the same sessions again, which it does not tell.
            () = doubt.notified() => {
                changes = watch();
                continue;
            }
        };
        let Some(change) = change else { return };
        live.set(&runner, |listing| match change {
            EngineUpdate::Snapshot(all) => {
                *listing = EngineListing::fresh(&runner, all.sessions, all.skipped)
            }
            EngineUpdate::Updated { sessions, gone } => listing.update(&runner, sessions, &gone),
            EngineUpdate::Away { error, since } => listing.away(&runner, error, since),
        });
    }
}
