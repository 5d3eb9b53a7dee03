//! Windows: portable-pty, on a console of its own.

use std::io;
use std::process::Command;

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::Beside;
use super::opened::Opened;
use super::size::Size;
use crate::child::PtyChild;
use crate::error::{Error, Result};

pub type Master = Box<dyn MasterPty + Send>;

/// A console has no pipe beside it.
pub fn open(command: &Command, size: Size, _: Beside) -> Result<Opened<Master>> {
    let pair = native_pty_system().openpty(pty_size(size)).map_err(|e| Error::OpenPty(io_error(e)))?;
    let reader = pair.master.try_clone_reader().map_err(|e| Error::OpenPty(io_error(e)))?;
    let writer = pair.master.take_writer().map_err(|e| Error::OpenPty(io_error(e)))?;
    let child = pair.slave.spawn_command(builder(command)).map_err(|e| Error::spawn(command, io_error(e)))?;
    Ok(Opened { master: pair.master, child: PtyChild::new(child), reader, writer, errors: None })
}

pub fn resize(master: &Master, size: Size) -> io::Result<()> {
    master.resize(pty_size(size)).map_err(io_error)
}

/// A console does not tell.
pub fn is_raw(_: &Master) -> Option<bool> {
    None
}

/// A client on pipes would open a window of its own.
pub fn hide(process: &mut Command) {
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    std::os::windows::process::CommandExt::creation_flags(process, CREATE_NO_WINDOW);
}

fn pty_size(Size { cols, rows }: Size) -> PtySize {
    PtySize { cols, rows, pixel_width: 0, pixel_height: 0 }
}

fn builder(command: &Command) -> CommandBuilder {
    let mut builder = CommandBuilder::new(command.get_program());
    builder.args(command.get_args());
    let folder = command.get_current_dir().map(ToOwned::to_owned);
    // portable-pty would start it in the home folder.
    if let Some(folder) = folder.or_else(|| std::env::current_dir().ok()) {
        builder.cwd(folder);
    }
    // portable-pty mixes the environment with the registry's; engines must see what this
    // process sees.
    builder.env_clear();
    for (key, value) in std::env::vars_os() {
        builder.env(key, value);
    }
    for (key, value) in command.get_envs() {
        match value {
            Some(value) => builder.env(key, value),
            None => builder.env_remove(key),
        }
    }
    builder
}

fn io_error(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::other(error.into())
}
