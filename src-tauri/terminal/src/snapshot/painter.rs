//! The writer of a snapshot's sequences.

use crate::emulator::cell::Attributes;
use crate::emulator::{Cluster, TermState};

/// The command at the last prompt that was painted.
#[derive(Default)]
pub struct Command {
    pub ran: bool,
    pub exit: Option<i32>,
}

/// Attributes of characters.
pub type Pen = Attributes;

/// Writes the sequences for a terminal.
pub(super) struct Painter<'a> {
    pub out: Vec<u8>,
    /// The attributes of the terminal that reads this.
    pub pen: Pen,
    /// The cluster that its next character may join.
    pub cluster: Cluster,
    pub terminal: &'a TermState,
    pub command: Command,
    /// Whether the sequences reproduce the terminal exactly, see [`crate::Snapshot`].
    pub exact: bool,
}

impl<'a> Painter<'a> {
    pub fn new(terminal: &'a TermState) -> Self {
        let (pen, cluster, command) = (Pen::default(), Cluster::NONE, Command::default());
        Self { out: Vec::new(), pen, cluster, terminal, command, exact: true }
    }

    /// Controls and sequences, which end a cluster.
    pub fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
        self.cluster = Cluster::NONE;
    }

    /// Characters that join none before them.
    pub fn print(&mut self, text: &str) {
        if text.chars().next().is_some_and(|c| self.cluster.next(c.into()).joined()) {
            self.take(self.pen);
        }
        self.out.extend_from_slice(text.as_bytes());
        self.cluster = text.chars().fold(self.cluster, |cluster, c| cluster.next(c.into()));
    }

    pub fn csi(&mut self, rest: &str) {
        self.text("\x1b[");
        self.text(rest);
    }

    pub fn osc(&mut self, rest: &str) {
        self.text("\x1b]");
        self.text(rest);
        self.text("\x1b\\");
    }

    /// Columns and rows are counted from 0.
    pub fn go_to(&mut self, x: usize, y: usize) {
        self.csi(&format!("{};{}H", y + 1, x + 1));
    }
}
