//! Open terminals as those who judge their screens see them.

use std::sync::Arc;
use std::time::Instant;

use berth_observer::Watched;
use tokio::sync::watch;

use super::Terminals;
use super::key::TerminalKey;

/// The terminal of a session's main process, with a client that runs.
pub struct OpenMain {
    pub engine: String,
    /// The session's id.
    pub session: String,
    /// Another terminal of the same session was opened at another time.
    pub opened: Instant,
    pub screen: Arc<dyn Watched>,
    /// Whether the screen shows what there is, because the log before it was read.
    pub is_live: bool,
}

impl Terminals {
    /// Has another number after a terminal was opened, or has ended.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Every session's own terminal whose client runs, viewed or not.
    pub fn open_mains(&self) -> Vec<OpenMain> {
        let entries = self.registry.lock().entries();
        let is_open = |open: &Arc<super::OpenTerminal>| {
            open.key.shell.is_none() && !open.over.is_over() && !open.terminal.has_ended()
        };
        let mains = entries.into_iter().filter(is_open).map(|open| OpenMain {
            engine: open.key.engine.clone(),
            session: open.key.session.clone(),
            opened: open.opened,
            is_live: open.terminal.is_live(),
            screen: Arc::clone(&open.terminal) as Arc<dyn Watched>,
        });
        mains.collect()
    }

    /// Whether the window starts this session on a terminal just now.
    pub fn is_starting(&self, engine: &str, session: &str) -> bool {
        self.launching.starting.is_taken(&TerminalKey::main(engine, session))
    }
}
