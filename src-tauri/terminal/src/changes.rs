//! Tells one listener that the screen changed, once until it looks.

use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;

/// Is called after a change of the screen, on the draining thread: it must not block. Not
/// again until somebody looks at the screen.
pub type ChangeHook = Box<dyn Fn() + Send + Sync>;

/// Costs the draining thread one atomic swap for each read.
#[derive(Default)]
pub(crate) struct Changes {
    told: AtomicBool,
    hook: Mutex<Option<ChangeHook>>,
}

impl Changes {
    /// The screen changed.
    pub fn tell(&self) {
        if !self.told.swap(true, Ordering::AcqRel)
            && let Some(hook) = &*self.hook.lock()
        {
            hook();
        }
    }

    /// Somebody looks at the screen now, and sees all changes until now.
    pub fn look(&self) {
        // No plain store: what was changed before a `tell` that told nobody has to be seen after this.
        self.told.swap(false, Ordering::AcqRel);
    }

    /// Replaces the listener. A new one is told at once, for it has seen nothing.
    pub fn listen(&self, hook: Option<ChangeHook>) {
        *self.hook.lock() = hook;
        self.look();
        self.tell();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicU32;

    use super::*;

    #[test]
    fn a_listener_is_told_once_until_it_looks() {
        let (changes, calls) = (Changes::default(), Arc::new(AtomicU32::new(0)));
        let counted = Arc::clone(&calls);
        changes.tell();
        changes.listen(Some(Box::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        })));
        assert_eq!(calls.load(Ordering::Relaxed), 1, "it has not looked yet");
        changes.tell();
        assert_eq!(calls.load(Ordering::Relaxed), 1);
        changes.look();
        assert_eq!(calls.load(Ordering::Relaxed), 1, "nothing changed");
        changes.tell();
        changes.tell();
        assert_eq!(calls.load(Ordering::Relaxed), 2);
        changes.listen(None);
        changes.look();
        changes.tell();
        assert_eq!(calls.load(Ordering::Relaxed), 2);
    }
}
