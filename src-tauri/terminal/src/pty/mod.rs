//! A client program on a pseudo-terminal, or what takes its place.

use std::io::{Read, Write};
use std::process::Command;

use crate::child::PtyChild;
use crate::error::{Error, Result};

mod opened;
mod pipes;
mod size;
#[cfg(target_os = "linux")]
pub(crate) mod socket;
#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(not(unix), path = "console.rs")]
mod system;

use opened::Opened;
pub(crate) use pipes::open as open_pipes;
pub use size::Size;

/// Which streams of the client are on pipes beside its terminal, where the system can do so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside {
    pub output: bool,
    pub errors: bool,
}

/// The parts of an open pseudo-terminal, each for one owner.
pub(crate) struct Pty {
    pub master: Master,
    pub child: PtyChild,
    /// The client's output. Reads 0 when the client and all that share its output closed it.
    pub reader: Box<dyn Read + Send>,
    pub writer: Box<dyn Write + Send>,
    /// The client's stderr, where it is apart.
    pub errors: Option<Box<dyn Read + Send>>,
}

impl Pty {
    /// Opens a terminal with the output and the stderr on it, or on pipes beside it.
    pub fn open(command: &Command, size: Size, beside: Beside) -> Result<Self> {
        let Opened { master, child, reader, writer, errors } = system::open(command, size, beside)?;
        Ok(Self { master: Master(Some(master)), child, reader, writer, errors })
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

/// A copy of `command`, which can be run once only.
fn copy_of(command: &Command) -> Command {
    let mut process = Command::new(command.get_program());
    process.args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        process.current_dir(folder);
    }
    for (key, value) in command.get_envs() {
        match value {
            Some(value) => process.env(key, value),
            None => process.env_remove(key),
        };
    }
    process
}
