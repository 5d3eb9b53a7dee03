//! An open terminal with its client.

use std::sync::Arc;
use std::time::Instant;

use berth_runner::{DebugShell, Shell};
use berth_terminal::AttachedTerminal;

use super::changes::Over;
use super::key::TerminalKey;
use super::registry::Entry;

/// What a terminal has on its engine that goes with it.
#[derive(Clone)]
pub(super) enum Inside {
    /// A process in the session.
    Shell(Shell),
    /// A container beside it.
    Debug(DebugShell),
}

pub(super) struct OpenTerminal {
    pub key: TerminalKey,
    /// How to end what is inside, for a shell.
    pub shell: Option<Inside>,
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
