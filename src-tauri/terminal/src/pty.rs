//! The only portable-pty: a client program on a pseudo-terminal.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::client::Client;
use crate::error::{Error, Result};

/// A program to run on a pseudo-terminal: argv, never a shell line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PtyCommand {
    /// An absolute path, or a name that is looked up in `PATH`.
    pub program: PathBuf,
    /// Without the program itself.
    pub args: Vec<String>,
    /// Set on top of this process's own environment.
    pub env: Vec<(String, String)>,
    /// Taken out of this process's own environment.
    pub env_remove: Vec<String>,
}

/// A terminal's size in character cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub cols: u16,
    pub rows: u16,
}

impl Size {
    /// The nearest size that a screen can have: 2 columns are needed to hold a
    /// wide character, and a pane that is being laid out may report nothing.
    pub(crate) fn usable(self) -> Self {
        Self { cols: self.cols.max(2), rows: self.rows.max(1) }
    }

    fn to_pty(self) -> PtySize {
        PtySize { cols: self.cols, rows: self.rows, pixel_width: 0, pixel_height: 0 }
    }
}

/// The ends of an open pseudo-terminal that are of use, each for one owner.
pub(crate) struct Pty {
    pub master: Master,
    pub client: Client,
    /// Reads 0 when the client's side is closed (portable-pty turns EIO into that).
    pub reader: Box<dyn Read + Send>,
    /// Must outlive the client: on Unix portable-pty's writer *types* a newline
    /// and an end-of-file when dropped, which a living client would pass on.
    pub writer: Box<dyn Write + Send>,
}

impl Pty {
    pub fn open(command: &PtyCommand, size: Size) -> Result<Self> {
        let pair = native_pty_system().openpty(size.to_pty()).map_err(|e| Error::OpenPty(io_error(e)))?;
        let reader = pair.master.try_clone_reader().map_err(|e| Error::OpenPty(io_error(e)))?;
        let writer = pair.master.take_writer().map_err(|e| Error::OpenPty(io_error(e)))?;
        let child = pair
            .slave
            .spawn_command(builder(command))
            .map_err(|e| Error::Spawn { program: command.program.clone(), source: io_error(e) })?;
        // Held open, our copy of the client's side would keep EIO, the end, away.
        drop(pair.slave);
        Ok(Self { master: Master(Some(pair.master)), client: Client::new(child), reader, writer })
    }
}

/// Sets the size of the pseudo-terminal, while there is one.
pub(crate) struct Master(Option<Box<dyn MasterPty + Send>>);

impl Master {
    /// Does nothing once the client has ended.
    pub fn resize(&self, size: Size) -> Result<()> {
        let Some(master) = &self.0 else { return Ok(()) };
        master.resize(size.to_pty()).map_err(|e| Error::Resize {
            cols: size.cols,
            rows: size.rows,
            source: io_error(e),
        })
    }

    /// Whether the client reads keys rather than lines; `None` where that can't be known.
    pub fn is_raw(&self) -> Option<bool> {
        system::is_raw(self.0.as_deref()?)
    }

    /// Gives the pseudo-terminal back once its client has ended. A Windows
    /// console never ends by itself: its reader sees the end only after this.
    pub fn hang_up(&mut self) {
        self.0 = None;
    }
}

fn builder(command: &PtyCommand) -> CommandBuilder {
    let mut builder = CommandBuilder::new(&command.program);
    builder.args(&command.args);
    if let Ok(folder) = std::env::current_dir() {
        // portable-pty would start it in the home folder.
        builder.cwd(folder);
    }
    // portable-pty mixes the environment with the login shell's and the
    // registry's; engines must see what this process sees.
    builder.env_clear();
    for (key, value) in std::env::vars_os() {
        if !command.env_remove.iter().any(|removed| OsString::from(removed) == key) {
            builder.env(key, value);
        }
    }
    for (key, value) in &command.env {
        builder.env(key, value);
    }
    builder
}

fn io_error(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::other(error.into())
}

#[cfg(unix)]
mod system {
    use portable_pty::MasterPty;
    use rustix::termios::LocalModes;

    pub fn is_raw(master: &(dyn MasterPty + Send)) -> Option<bool> {
        let modes = LocalModes::from_bits_retain(master.get_termios()?.local_flags.bits());
        Some(!modes.contains(LocalModes::ICANON))
    }
}

#[cfg(not(unix))]
mod system {
    use portable_pty::MasterPty;

    /// A Windows console does not tell.
    pub fn is_raw(_: &(dyn MasterPty + Send)) -> Option<bool> {
        None
    }
}
