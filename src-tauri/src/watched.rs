//! Reads a file of the person's when it changes: written, replaced by another name, or a link that leads elsewhere.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use parking_lot::Mutex;
use tauri::async_runtime;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// An editor writes a file in several steps; they count as one.
const QUIET: Duration = Duration::from_millis(150);
/// Links that lead to links.
const MOST_LINKS: usize = 8;

/// Has the file read now, and for as long as the app runs when it changes; it need not exist. Reading may block.
pub fn watch(path: PathBuf, read: impl Fn() + Send + Sync + 'static) {
    let read = Arc::new(read);
    async_runtime::spawn(async move {
        let (sender, mut changes) = unbounded_channel();
        let names = Arc::new(Mutex::new(Vec::new()));
        let mut watcher = watcher(Arc::clone(&names), sender);
        loop {
            // Before it is read, so that no change falls between.
            if let Some(watcher) = &mut watcher {
                *names.lock() = follow(watcher, &path);
            }
            let read = Arc::clone(&read);
            if async_runtime::spawn_blocking(move || read()).await.is_err() || changes.recv().await.is_none()
            {
                return;
            }
            while let Ok(Some(())) = tokio::time::timeout(QUIET, changes.recv()).await {}
        }
    });
}

/// Sends something for each change of a file of these names.
fn watcher(names: Arc<Mutex<Vec<OsString>>>, changes: UnboundedSender<()>) -> Option<RecommendedWatcher> {
    let is_meant = move |event: &Event| {
        let names = names.lock();
        !matches!(event.kind, EventKind::Access(_))
            && event
                .paths
                .iter()
                .any(|path| path.file_name().is_some_and(|name| names.iter().any(|one| one == name)))
    };
    let made = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_meant(&event)) {
            // The receiver is gone at the end of the app.
            let _ = changes.send(());
        }
    });
    made.inspect_err(|error| tracing::warn!(%error, "files are read at the start only")).ok()
}

/// Watches the folders of the file and of what it links to; their names there.
fn follow(watcher: &mut RecommendedWatcher, path: &Path) -> Vec<OsString> {
    // Nothing is watched in a folder that does not exist.
    if let Some(folder) = path.parent()
        && let Err(error) = std::fs::create_dir_all(folder)
    {
        tracing::debug!(%error, "there is no folder for the file");
    }
    let mut names = Vec::new();
    for hop in hops(path) {
        let (Some(folder), Some(name)) = (hop.parent(), hop.file_name()) else { continue };
        if let Err(error) = watcher.watch(folder, RecursiveMode::NonRecursive) {
            tracing::debug!(%error, folder = %folder.display(), "a folder is not watched");
        }
        names.push(name.to_owned());
    }
    names
}

/// The file, and the link or file that each leads to.
fn hops(path: &Path) -> Vec<PathBuf> {
    let mut hops = vec![path.to_owned()];
    while let Some(target) =
        hops.last().and_then(|last| Some(last.parent()?.join(std::fs::read_link(last).ok()?)))
        && hops.len() < MOST_LINKS
    {
        hops.push(target);
    }
    hops
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use super::*;

    /// Waits until the file was read with exactly this in it.
    fn wait_for(events: &mpsc::Receiver<String>, wanted: &str) {
        let deadline = std::time::Instant::now() + Duration::from_secs(20);
        loop {
            let left = deadline.saturating_duration_since(std::time::Instant::now());
            if events.recv_timeout(left).unwrap() == wanted {
                return;
            }
        }
    }

    fn watched(path: &Path) -> mpsc::Receiver<String> {
        let (sender, events) = mpsc::channel();
        let file = path.to_owned();
        watch(path.to_owned(), move || drop(sender.send(fs::read_to_string(&file).unwrap_or_default())));
        events
    }

    #[test]
    fn a_file_that_is_made_written_and_replaced_is_heard_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("berth/sessions.toml");
        let events = watched(&path);
        wait_for(&events, "");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "a").unwrap();
        wait_for(&events, "a");
        // As vim does.
        let draft = folder.path().join("berth/.sessions.swp");
        fs::write(&draft, "b").unwrap();
        fs::rename(&draft, &path).unwrap();
        wait_for(&events, "b");
        fs::remove_file(&path).unwrap();
        wait_for(&events, "");
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_is_heard_of() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (path, one, two) = (
            folder.path().join("sessions.toml"),
            folder.path().join("dots/one"),
            folder.path().join("dots/two"),
        );
        fs::create_dir(folder.path().join("dots")).unwrap();
        fs::write(&one, "a").unwrap();
        fs::write(&two, "z").unwrap();
        symlink("dots/one", &path).unwrap();
        let events = watched(&path);
        wait_for(&events, "a");
        fs::write(&one, "b").unwrap();
        wait_for(&events, "b");
        let draft = folder.path().join("draft");
        symlink("dots/two", &draft).unwrap();
        fs::rename(&draft, &path).unwrap();
        wait_for(&events, "z");
        fs::write(&two, "y").unwrap();
        wait_for(&events, "y");
    }
}
