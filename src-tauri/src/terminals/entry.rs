//! An open terminal with its client.

use std::sync::Arc;
use std::time::Instant;

use berth_runner::Shell;
use berth_terminal::AttachedTerminal;

use super::changes::Over;
use super::key::TerminalKey;
use super::registry::Entry;

pub(super) struct OpenTerminal {
    pub key: TerminalKey,
    /// How to end the process inside, for a shell.
    pub shell: Option<Shell>,
    pub terminal: Arc<AttachedTerminal>,
    pub opened: Instant,
    pub over: Over,
}

impl Entry for OpenTerminal {
    fn key(&self) -> &TerminalKey {
        &self.key
    }

    fn has_ended(&self) -> bool {
        self.terminal.has_ended()
    }
}
