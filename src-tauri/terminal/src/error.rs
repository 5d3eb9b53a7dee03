//! What can go wrong between a window and a pseudo-terminal.

use std::io;
use std::path::PathBuf;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The one error of this crate. The cause is in `source`, a stable word for
/// programs in [`Error::code`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system has no pseudo-terminal left, or none at all.
    #[error("Could not open a pseudo-terminal")]
    OpenPty(#[source] io::Error),

    #[error("Could not run {} on a pseudo-terminal", .program.display())]
    Spawn {
        program: PathBuf,
        #[source]
        source: io::Error,
    },

    #[error("Could not resize the terminal to {cols}x{rows}")]
    Resize {
        cols: u16,
        rows: u16,
        #[source]
        source: io::Error,
    },

    /// The program does not read: what was typed or pasted before still waits.
    /// Nothing of this write was taken; try again later.
    #[error("The session does not read its input: {waiting} bytes are waiting")]
    Busy { waiting: usize },

    #[error("The terminal is closed")]
    Closed,

    #[error("Could not end the attach client (process {pid})")]
    Kill {
        pid: u32,
        #[source]
        source: io::Error,
    },

    /// It got SIGKILL and did not end; it may be stuck in the kernel.
    #[error("The attach client (process {pid}) was killed and did not end within {seconds} s")]
    Lingering { pid: u32, seconds: u64 },

    #[error("Could not start a thread for the terminal")]
    Thread(#[source] io::Error),
}

impl Error {
    /// A stable word that programs act on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OpenPty(_) => "open_pty",
            Self::Spawn { .. } => "spawn",
            Self::Resize { .. } => "resize",
            Self::Busy { .. } => "busy",
            Self::Closed => "closed",
            Self::Kill { .. } => "kill",
            Self::Lingering { .. } => "lingering",
            Self::Thread(_) => "thread",
        }
    }

    /// The values in the message by name, for a sentence in another language.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Spawn { program, .. } => vec![("program", program.display().to_string())],
            Self::Resize { cols, rows, .. } => vec![("cols", cols.to_string()), ("rows", rows.to_string())],
            Self::Busy { waiting } => vec![("waiting", waiting.to_string())],
            Self::Kill { pid, .. } => vec![("pid", pid.to_string())],
            Self::Lingering { pid, seconds } => {
                vec![("pid", pid.to_string()), ("seconds", seconds.to_string())]
            }
            Self::OpenPty(_) | Self::Closed | Self::Thread(_) => Vec::new(),
        }
    }

    /// The system's own words, where there are any.
    pub fn detail(&self) -> Option<String> {
        std::error::Error::source(self).map(ToString::to_string)
    }
}
