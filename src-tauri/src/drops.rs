//! Files that are dragged from the desktop over a window.

use std::collections::BTreeMap;

use parking_lot::Mutex;
use serde::Serialize;
use tauri::DragDropEvent;

use crate::grants::Grants;
use crate::subscribers::Deliver;

/// What the window is told of them.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum DropEvent {
    /// They are over the window.
    Over,
    /// They left it.
    Left,
    /// They were dropped.
    Dropped { paths: Vec<String> },
}

/// Who is told, by window.
#[derive(Default)]
pub struct Drops(Mutex<BTreeMap<String, Deliver<DropEvent>>>);

impl Drops {
    /// Adds the receiver of the window with this label.
    pub fn subscribe(&self, window: &str, send: Deliver<DropEvent>) {
        self.0.lock().insert(window.to_owned(), send);
    }

    /// Ends the subscription of the window with this label.
    pub fn window_closed(&self, window: &str) {
        self.0.lock().remove(window);
    }

    /// Tells the window that they are over. What is dropped is chosen.
    pub fn happened(&self, window: &str, event: &DragDropEvent, grants: &Grants) {
        let event = match event {
            DragDropEvent::Enter { .. } => DropEvent::Over,
            DragDropEvent::Leave => DropEvent::Left,
            DragDropEvent::Drop { paths, .. } => {
                DropEvent::Dropped { paths: paths.iter().map(|path| grants.give(path)).collect() }
            }
            _ => return,
        };
        if let Some(send) = self.0.lock().get(window) {
            send(&event);
        }
    }
}
