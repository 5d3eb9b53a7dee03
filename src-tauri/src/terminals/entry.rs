//! An open terminal with its client.

use std::sync::Arc;
use std::time::Instant;

use berth_runner::{DebugShell, Run, Shell};
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
    /// The run that the client joined, where that is known; the log before may show a later one.
    pub joined: Option<Run>,
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
