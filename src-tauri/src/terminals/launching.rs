//! Sessions that the window starts on a terminal, and those who wait for that.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::watch;

use super::key::TerminalKey;

/// Terminals that something is done to, which others wait for.
#[derive(Debug, Clone)]
pub(super) struct Turns(Arc<watch::Sender<HashSet<TerminalKey>>>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::default()))
    }
}

impl Turns {
    /// Waits until nothing is done to this one.
    pub async fn until_done(&self, key: &TerminalKey) {
        // The sender is our own.
        let _ = self.0.subscribe().wait_for(|taken| !taken.contains(key)).await;
    }

    /// Whether something is done to this one now.
    pub fn is_taken(&self, key: &TerminalKey) -> bool {
        self.0.borrow().contains(key)
    }

    /// Others wait until the result is dropped.
    pub fn begin(&self, key: &TerminalKey) -> Turn {
        self.0.send_modify(|taken| {
            taken.insert(key.clone());
        });
        Turn { turns: self.clone(), key: key.clone() }
    }
}

/// Something is done to a terminal until this is dropped.
pub(super) struct Turn {
    turns: Turns,
    key: TerminalKey,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.0.send_modify(|taken| {
            taken.remove(&self.key);
        });
    }
}

/// What is done to terminals of sessions that the window starts.
#[derive(Debug, Clone, Default)]
pub(super) struct Launching {
    /// Their sessions are being started. Nobody else attaches to them meanwhile: two clients
    /// would both answer.
    pub starting: Turns,
    /// Their clients ended, and the end of the run is being looked up.
    pub ending: Turns,
}

impl Launching {
    /// Waits until the session is not being started, nor its end looked up.
    pub async fn until_done(&self, key: &TerminalKey) {
        self.starting.until_done(key).await;
        self.ending.until_done(key).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nobody_attaches_to_what_is_being_started() {
        let launching = Launching::default();
        let (key, other) = (TerminalKey::main("podman", "a"), TerminalKey::main("podman", "b"));
        let turn = launching.starting.begin(&key);
        launching.until_done(&other).await;
        let mut waiting = std::pin::pin!(launching.until_done(&key));
        tokio::select! {
            biased;
            () = &mut waiting => unreachable!("it is being started"),
            () = std::future::ready(()) => {}
        }
        drop(turn);
        waiting.await;
    }
}
