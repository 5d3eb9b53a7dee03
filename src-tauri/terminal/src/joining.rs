//! Ways to a session's terminal that give it no size: what reads there changes nothing.

use std::path::PathBuf;
use std::process::Command;

use crate::error::{Error, Result};
use crate::pty::{Beside, Pty, Size, open_pipes};

/// The size of a client's own terminal, which it tells nobody.
const UNTOLD: Size = Size { cols: 80, rows: 24 };

/// A way to a session's terminal that gives it no size.
#[derive(Debug)]
pub enum Joining {
    /// A client whose input is a terminal, for it takes no other, and whose output is a pipe, from
    /// which it gets no size. Not on Windows, where a console has both.
    Terminal {
        /// The client.
        command: Command,
        /// The keys at which it ends by itself, when all before has arrived.
        leave: Vec<u8>,
    },
    /// A client on pipes, which ends when its input does.
    Pipes {
        /// The client.
        command: Command,
        /// Whether it takes input.
        input: bool,
    },
    /// The socket at which podman's monitor of a container, conmon, serves attached clients. Only
    /// on Linux.
    Socket {
        /// The socket's path, of any length.
        path: PathBuf,
    },
}

impl Joining {
    /// What makes a client end by itself.
    pub(crate) fn leave(&self) -> Leave {
        match self {
            Self::Terminal { leave, .. } => Leave::Keys(leave.clone()),
            Self::Pipes { .. } => Leave::EndOfInput,
            Self::Socket { .. } => Leave::Close,
        }
    }

    pub(crate) fn open(&self) -> Result<Pty> {
        match self {
            Self::Terminal { command, .. } => {
                Pty::open(command, UNTOLD, Beside { output: true, errors: true })
            }
            Self::Pipes { command, input } => {
                open_pipes(command, *input).map_err(|source| Error::spawn(command, source))
            }
            Self::Socket { path } => {
                socket::open(path).map_err(|source| Error::Join { path: path.clone(), source })
            }
        }
    }
}

/// How a client is made to end by itself, when all input before has arrived.
#[derive(Debug, Clone)]
pub(crate) enum Leave {
    Keys(Vec<u8>),
    EndOfInput,
    Close,
}

#[cfg(target_os = "linux")]
use crate::pty::socket;

#[cfg(not(target_os = "linux"))]
mod socket {
    use std::io;
    use std::path::Path;

    use crate::pty::Pty;

    pub fn open(_: &Path) -> io::Result<Pty> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
