//! Tells that a session's terminal was opened, or has ended.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;

/// Has another number after each change.
#[derive(Debug, Clone)]
pub(super) struct Changes(Arc<watch::Sender<u64>>);

impl Default for Changes {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Changes {
    pub fn tell(&self) {
        self.0.send_modify(|number| *number = number.wrapping_add(1));
    }

    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}

/// Whether the client of one terminal has ended, a moment before the terminal itself says so.
#[derive(Debug, Clone)]
pub(super) struct Over {
    is_over: Arc<AtomicBool>,
    changes: Changes,
}

impl Over {
    pub fn new(changes: &Changes) -> Self {
        Self { is_over: Arc::default(), changes: changes.clone() }
    }

    pub fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    /// Its client has ended.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Release);
        self.changes.tell();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_client_is_told_when_it_is_so() {
        let changes = Changes::default();
        let (mut seen, over) = (changes.subscribe(), Over::new(&changes));
        seen.mark_unchanged();
        assert!(!over.is_over());
        over.end();
        assert!(over.is_over() && seen.has_changed().unwrap_or_default());
    }
}
