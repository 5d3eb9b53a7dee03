//! The person's own rules: files in a folder, read again when they change.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use berth_activity::Rules;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tauri::async_runtime;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::Activities;

/// An editor writes a file in several steps; they count as one.
const QUIET: Duration = Duration::from_millis(200);

/// Reads the rules now, and when a file of the folder changes; the folder need not exist.
pub fn follow(room: Arc<Activities>, folder: PathBuf) {
    async_runtime::spawn(async move {
        let (sender, mut changes) = unbounded_channel();
        let mut watcher = watcher(&folder, sender);
        loop {
            let (room, path) = (Arc::clone(&room), folder.clone());
            let read = move || {
                let (rules, faults) = Rules::with_folder(&path);
                room.set_rules(rules, faults);
            };
            if async_runtime::spawn_blocking(read).await.is_err() || changes.recv().await.is_none() {
                return;
            }
            while let Ok(Some(())) = tokio::time::timeout(QUIET, changes.recv()).await {}
            if let Some(watcher) = &mut watcher {
                // It may have been made, or made anew.
                watch(watcher, &folder);
            }
        }
    });
}

/// Sends something for each change of the folder, or of its being there.
fn watcher(folder: &Path, changes: UnboundedSender<()>) -> Option<RecommendedWatcher> {
    let (watched, parent) = (folder.to_owned(), folder.parent()?);
    // Nothing is watched in a folder that does not exist.
    if let Err(error) = std::fs::create_dir_all(parent) {
        tracing::debug!(%error, "there is no folder for rules");
    }
    let is_of_rules = move |event: &Event| {
        !matches!(event.kind, EventKind::Access(_))
            && event.paths.iter().any(|path| path.starts_with(&watched))
    };
    let made = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_of_rules(&event)) {
            // The receiver is gone at the end of the app.
            let _ = changes.send(());
        }
    });
    let mut watcher =
        made.inspect_err(|error| tracing::warn!(%error, "rules are read at the start only")).ok()?;
    watch(&mut watcher, parent);
    watch(&mut watcher, folder);
    Some(watcher)
}

fn watch(watcher: &mut RecommendedWatcher, folder: &Path) {
    if let Err(error) = watcher.watch(folder, RecursiveMode::NonRecursive) {
        tracing::debug!(%error, "a folder of rules is not watched");
    }
}
