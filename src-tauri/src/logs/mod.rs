//! The log views of windows, by number.

mod wire;

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use berth_logs::{Event, View};
use parking_lot::Mutex;

pub use wire::{LineNumber, LogViewEvent};

use crate::error::{AppError, WireError};

/// The views that are open. Each lives as long as the work that follows its sessions.
#[derive(Default)]
pub struct LogViews(Mutex<HashMap<u32, Weak<View>>>);

impl LogViews {
    /// Remembers a view by the number of its work.
    pub fn add(&self, number: u32, view: &Arc<View>) {
        let mut views = self.0.lock();
        views.retain(|_, view| view.strong_count() > 0);
        views.insert(number, Arc::downgrade(view));
    }

    /// # Errors
    /// The view was closed.
    pub fn get(&self, number: u32) -> Result<Arc<View>, WireError> {
        let view = self.0.lock().get(&number).and_then(Weak::upgrade);
        Ok(view.ok_or_else(|| AppError::internal("this log is not open any more"))?)
    }
}

impl From<Event> for LogViewEvent {
    fn from(event: Event) -> Self {
        match event {
            Event::Changed(counts) => Self::Changed { counts },
            Event::Source { source, name, engine, state, failure } => {
                let source = u32::try_from(source).unwrap_or(u32::MAX);
                Self::Source { source, name, engine, state, failure: failure.map(WireError::from) }
            }
        }
    }
}
