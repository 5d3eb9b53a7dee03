//! Tells windows when the archive changes, whichever program changed it, and when it can't be written
//! any more, or again.

use std::sync::Arc;
use std::time::Duration;

use berth_archive::Archive;
use parking_lot::Mutex;
use tauri::async_runtime;

use crate::subscribers::{Deliver, Subscribers};

/// From one look at the archive to the next: a change is shown that late at most, and a window reads no
/// more often. A look at what did not change takes a few microseconds, and no engine is asked.
const INTERVAL: Duration = Duration::from_millis(400);

/// The windows that show a part of the archive.
#[derive(Default)]
pub struct ArchiveChanges(Mutex<Subscribers<()>>);

impl ArchiveChanges {
    /// Tells a window of every change from now on.
    pub fn subscribe(&self, window: &str, send: Deliver<()>) {
        self.0.lock().add(window, send);
    }

    /// Ends the subscription of a window.
    pub fn window_closed(&self, window: &str) {
        self.0.lock().remove(window);
    }
}

/// Looks at the archive for as long as the app runs.
pub fn watch(archive: &Archive, windows: Arc<ArchiveChanges>) {
    let (archive, mut changes) = (archive.clone(), archive.changes());
    let mut was_writable = true;
    async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(INTERVAL).await;
            let look = move || (changes.look(), changes);
            let Ok((look, after)) = async_runtime::spawn_blocking(look).await else { return };
            changes = after;
            let is_writable = archive.unwritable().is_none();
            let turned = std::mem::replace(&mut was_writable, is_writable) != is_writable;
            // One that can't be read says so when it is asked.
            if turned || look.is_ok_and(|changed| changed) {
                windows.0.lock().send(&());
            }
        }
    });
}
