//! Feeds every engine's events into the list.

use std::sync::Arc;
use std::time::Duration;

use berth_runner::{Recorder, Runner, WatchIntervals};
use tauri::{AppHandle, Manager};

use super::Live;
use crate::engines::{EngineRegistry, missing_engines};
use crate::settings::Preferences;

/// How often the PATH is searched for engines that come and go; spawns nothing.
const SEARCH_INTERVAL: Duration = Duration::from_secs(2);

/// Keeps the list current for as long as the app runs.
pub fn watch(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let live = Arc::clone(&app.state::<Arc<Live>>());
        let engines = app.state::<EngineRegistry>();
        let mut watched: Vec<(Runner, tauri::async_runtime::JoinHandle<()>)> = Vec::new();
        // The clients that were missing at the last search.
        let mut last_missing = None;
        loop {
            let missing: Vec<_> = missing_engines().into_iter().map(|gone| gone.engine).collect();
            if last_missing.as_ref() != Some(&missing) {
                last_missing = Some(missing);
                let (runners, missing) = engines.discover().await;
                watched.retain(|(old, task)| {
                    let known = runners.iter().any(|runner| runner.engine() == old.engine());
                    if !known {
                        task.abort();
                        live.remove(&old.engine().id);
                    }
                    known
                });
                live.set_missing(missing);
                for runner in runners {
                    if !watched.iter().any(|(old, _)| old.engine() == runner.engine()) {
                        let task = follow(app.clone(), Arc::clone(&live), runner.clone());
                        watched.push((runner, tauri::async_runtime::spawn(task)));
                    }
                }
            }
            // When the person asks, contexts and connections are searched too.
            if tokio::time::timeout(SEARCH_INTERVAL, live.rediscover.notified()).await.is_ok() {
                last_missing = None;
            }
        }
    });
}

/// Follows one engine, away or not.
async fn follow(app: AppHandle, live: Arc<Live>, runner: Runner) {
    let suspect = live.suspicion(&runner.engine().id);
    // Hidden or not: what happens meanwhile is asked for later.
    let recorder = Recorder::start(&runner, app.state::<Preferences>().history());
    let watch =
        || runner.watch_recorded(WatchIntervals::default(), live.hidden.subscribe(), recorder.clone());
    let mut changes = watch();
    loop {
        let change = tokio::select! {
            change = changes.next() => change,
            // Its events may have gone silent; a new watch begins with a snapshot.
            () = suspect.notified() => {
                changes = watch();
                continue;
            }
        };
        let Some(change) = change else { return };
        live.apply(&runner, change);
    }
}
