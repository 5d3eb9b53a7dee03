//! What sessions do, and who of them waits for the person.

mod wire;

use parking_lot::Mutex;

use crate::subscribers::{Deliver, Subscribers};

pub use wire::{ActivityEvent, AnswerOutcome, PeekEvent, PeekGone};

/// What is known, and the windows that show it.
#[derive(Default)]
pub struct Activities {
    windows: Mutex<Subscribers<ActivityEvent>>,
}

impl Activities {
    /// Sends all that is known to a window now, and every change from here on.
    pub fn subscribe(&self, window: &str, send: Deliver<ActivityEvent>) {
        let mut windows = self.windows.lock();
        if send(&ActivityEvent::List { sessions: Vec::new(), faults: Vec::new() }) {
            windows.add(window, send);
        }
    }

    /// Ends what a window had of it.
    pub fn window_closed(&self, window: &str) {
        self.windows.lock().remove(window);
    }
}
