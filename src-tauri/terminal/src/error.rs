//! The errors of this crate.

use std::io;
use std::path::PathBuf;
use std::process::Command;

/// A result with this crate's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The error of this crate. Its cause is in `source`, a stable word for programs in
/// [`Error::code`].
#[derive(Debug, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Error {
    /// The system has no pseudo-terminal left, or none at all.
    #[error("Could not open a pseudo-terminal")]
    OpenPty(#[source] io::Error),

    /// The client did not start.
    #[error("Could not run {} on a pseudo-terminal", .program.display())]
    Spawn {
        /// The program, as it was given.
        program: PathBuf,
        /// The system's error.
        #[source]
        source: io::Error,
    },

    /// There is nothing to join at that place, or the system refuses it.
    #[error("Could not join the session at {}", .path.display())]
    Join {
        /// Where it was looked for.
        path: PathBuf,
        /// The system's error.
        #[source]
        source: io::Error,
    },

    /// The pseudo-terminal did not take a size.
    #[error("Could not resize the terminal to {cols}x{rows}")]
    Resize {
        /// Columns.
        cols: u16,
        /// Rows.
        rows: u16,
        /// The system's error.
        #[source]
        source: io::Error,
    },

    /// The program does not read, and earlier input still waits.
    /// Nothing of this write was taken; try again later.
    #[error("The session does not read its input: {waiting} bytes are waiting")]
    Busy {
        /// Bytes that wait.
        waiting: usize,
    },

    /// The client has ended.
    #[error("The terminal is closed")]
    Closed,

    /// The system refused to kill the client.
    #[error("Could not end the attach client (process {pid})")]
    Kill {
        /// The client's process id.
        pid: u32,
        /// The system's error.
        #[source]
        source: io::Error,
    },

    /// It got SIGKILL and did not end; it may be stuck in the kernel.
    #[error("The attach client (process {pid}) was killed and did not end within {seconds} s")]
    Lingering {
        /// The client's process id.
        pid: u32,
        /// The seconds that were waited.
        seconds: u64,
    },

    /// The system has no thread left.
    #[error("Could not start a thread for the terminal")]
    Thread(#[source] io::Error),
}

impl Error {
    pub(crate) fn spawn(command: &Command, source: io::Error) -> Self {
        Self::Spawn { program: command.get_program().into(), source }
    }

    /// A stable word that programs act on; one of [`Error::VARIANTS`](strum::VariantNames).
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// The values in the message by name, for a sentence in another language.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Spawn { program, .. } => vec![("program", program.display().to_string())],
            Self::Join { path, .. } => vec![("path", path.display().to_string())],
            Self::Resize { cols, rows, .. } => vec![("cols", cols.to_string()), ("rows", rows.to_string())],
            Self::Busy { waiting } => vec![("waiting", waiting.to_string())],
            Self::Kill { pid, .. } => vec![("pid", pid.to_string())],
            Self::Lingering { pid, seconds } => {
                vec![("pid", pid.to_string()), ("seconds", seconds.to_string())]
            }
            Self::OpenPty(_) | Self::Closed | Self::Thread(_) => Vec::new(),
        }
    }

    /// The system's own text, where there is any.
    pub fn detail(&self) -> Option<String> {
        std::error::Error::source(self).map(ToString::to_string)
    }
}
