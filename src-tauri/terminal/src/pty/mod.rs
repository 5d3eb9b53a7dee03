//! A client program on a pseudo-terminal.

use std::io::{self, Read, Write};
use std::process::Command;

use serde::Deserialize;

use crate::child::PtyChild;
use crate::error::{Error, Result};

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(not(unix), path = "console.rs")]
mod system;

/// A terminal's size in character cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "TerminalSize")]
pub struct Size {
    /// Columns; fewer than 2 count as 2.
    pub cols: u16,
    /// Rows; 0 counts as 1.
    pub rows: u16,
}

impl Size {
    /// The nearest size that a screen can have: 2 columns are needed to hold a
    /// wide character, and a pane that is being laid out may report nothing.
    pub(crate) fn usable(self) -> Self {
        Self { cols: self.cols.max(2), rows: self.rows.max(1) }
    }
}

/// The ends of an open pseudo-terminal that are of use, each for one owner.
pub(crate) struct Pty {
    pub master: Master,
    pub child: PtyChild,
    /// All that the client writes. Reads 0 when it and whoever shares its output closed it.
    pub reader: Box<dyn Read + Send>,
    pub writer: Box<dyn Write + Send>,
}

impl Pty {
    /// `piped` is that of [`crate::Options`].
    pub fn open(command: &Command, size: Size, piped: bool) -> Result<Self> {
        system::open(command, size, piped)
    }
}

/// Sets the size of the pseudo-terminal, while there is one.
pub(crate) struct Master(Option<system::Master>);

impl Master {
    /// Does nothing once the client has ended.
    pub fn resize(&self, size: Size) -> Result<()> {
        let Some(master) = &self.0 else { return Ok(()) };
        let Size { cols, rows } = size;
        system::resize(master, size).map_err(|source| Error::Resize { cols, rows, source })
    }

    /// Whether the client reads keys rather than lines; `None` where that can't be known.
    pub fn is_raw(&self) -> Option<bool> {
        system::is_raw(self.0.as_ref()?)
    }

    /// Gives the pseudo-terminal back once its client has ended. A Windows
    /// console never ends by itself: its reader sees the end only after this.
    pub fn hang_up(&mut self) {
        self.0 = None;
    }
}

fn spawn_error(command: &Command, source: io::Error) -> Error {
    Error::Spawn { program: command.get_program().into(), source }
}
