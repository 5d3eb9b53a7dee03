//! What can go wrong, in words that name the operation and the subject.

use std::path::PathBuf;
use std::time::Duration;

use crate::validate::{Field, Problem};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The one error of this crate. The cause is in `source`, the engine's own words
/// in [`Error::detail`], a stable word for programs in [`Error::code`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{engine} was not found on this machine; install it from {url}")]
    EngineNotFound { engine: String, url: &'static str },

    #[error("There is no engine \"{engine}\"; known are: {known}")]
    UnknownEngine { engine: String, known: String },

    /// Installed, but not answering.
    #[error("{engine} is installed but does not answer: {reason}. {advice}")]
    EngineUnavailable { engine: String, reason: String, advice: String, detail: String },

    #[error("There is no session \"{name}\" on {engine}")]
    SessionNotFound { engine: String, name: String },

    #[error("A session \"{name}\" is already running on {engine}")]
    SessionExists { engine: String, name: String },

    /// Another container has the name that a session was to get.
    #[error("The name \"{name}\" is taken on {engine}; choose another")]
    NameTaken { engine: String, name: String },

    /// It belongs to another program, see [`crate::protect`].
    #[error("Berth does not remove \"{name}\": {sentence}")]
    Protected { name: String, sentence: String },

    #[error("Session \"{name}\" is paused; resume it to go on")]
    SessionPaused { name: String },

    #[error("Session \"{name}\" is not running (it is {state})")]
    NotRunning { name: String, state: String },

    #[error("Session \"{name}\" has no terminal (it was created without a TTY): read its logs instead")]
    NoTerminal { name: String },

    /// Its stop signal is SIGWINCH.
    #[error(
        "attaching would stop {name:?}: every attach tells it a size, and its stop signal is SIGWINCH; read its logs, or run a shell in it"
    )]
    StopsWhenAttached { name: String },

    /// Refused before any engine was asked.
    #[error("{}", .problems.iter().map(|p| p.message.as_str()).collect::<Vec<_>>().join("; "))]
    Invalid { problems: Vec<Problem> },

    /// As [`Error::Invalid`], for a value that is no part of a spec.
    #[error("{message}")]
    BadValue { message: String },

    /// The engine refused an operation.
    #[error("Could not {operation} \"{name}\" on {engine}: {reason}")]
    Refused {
        /// A verb: `start`, `stop`, `read the logs of`, …
        operation: &'static str,
        engine: String,
        name: String,
        /// One sentence for people.
        reason: String,
        status: Option<i32>,
        /// The engine's own words, whole.
        detail: String,
    },

    /// Nothing is known of the outcome, and asking again did not tell.
    #[error(
        "{engine} did not answer within {} s when asked to {operation}. It may be busy or stuck: look before you try again",
        .after.as_secs()
    )]
    TimedOut { engine: String, operation: String, after: Duration },

    #[error("{engine} answered \"{operation}\" with something that can't be read: {reason}")]
    Unreadable { engine: String, operation: String, reason: String, detail: String },

    /// Nothing was removed.
    #[error("The run of \"{name}\" could not be saved to {}, so it was not removed", .path.display())]
    ArchiveFailed {
        name: String,
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },

    #[error("Could not {operation} {}", .path.display())]
    File {
        operation: &'static str,
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },

    #[error("Could not run {}", .program.display())]
    Spawn {
        program: PathBuf,
        #[source]
        source: std::io::Error,
    },
}

impl Error {
    /// For one value of a spec that breaks a rule. `message` names the value and the rule.
    pub fn invalid(field: Field, message: String) -> Self {
        Self::Invalid { problems: vec![Problem { field, index: None, message }] }
    }

    /// A stable word that programs act on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EngineNotFound { .. } | Self::UnknownEngine { .. } => "engine_not_found",
            Self::EngineUnavailable { .. } => "engine_unavailable",
            Self::SessionNotFound { .. } => "session_not_found",
            Self::SessionExists { .. } | Self::NameTaken { .. } => "session_exists",
            Self::Protected { .. } => "protected",
            Self::SessionPaused { .. } => "session_paused",
            Self::NotRunning { .. } => "not_running",
            Self::NoTerminal { .. } => "no_terminal",
            Self::StopsWhenAttached { .. } => "stops_when_attached",
            Self::Invalid { .. } | Self::BadValue { .. } => "invalid",
            Self::Refused { .. } => "refused",
            Self::TimedOut { .. } => "timed_out",
            Self::Unreadable { .. } => "unreadable",
            Self::ArchiveFailed { .. } => "archive_failed",
            Self::File { .. } => "file",
            Self::Spawn { .. } => "spawn",
        }
    }

    /// The values in the message by name, for a sentence in another language.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let path = |path: &std::path::Path| path.display().to_string();
        match self {
            Self::EngineNotFound { engine, url } => {
                vec![("engine", engine.clone()), ("url", (*url).to_owned())]
            }
            Self::UnknownEngine { engine, known } => {
                vec![("engine", engine.clone()), ("known", known.clone())]
            }
            Self::EngineUnavailable { engine, .. } => vec![("engine", engine.clone())],
            Self::SessionNotFound { engine, name }
            | Self::SessionExists { engine, name }
            | Self::NameTaken { engine, name } => vec![("engine", engine.clone()), ("name", name.clone())],
            Self::NotRunning { name, state } => vec![("name", name.clone()), ("state", state.clone())],
            Self::Protected { name, .. }
            | Self::SessionPaused { name }
            | Self::NoTerminal { name }
            | Self::StopsWhenAttached { name } => vec![("name", name.clone())],
            Self::Invalid { .. } | Self::BadValue { .. } => Vec::new(),
            Self::Refused { operation, engine, name, .. } => vec![
                ("operation", (*operation).to_owned()),
                ("engine", engine.clone()),
                ("name", name.clone()),
            ],
            Self::TimedOut { engine, operation, after } => vec![
                ("engine", engine.clone()),
                ("operation", operation.clone()),
                ("seconds", after.as_secs().to_string()),
            ],
            Self::Unreadable { engine, operation, .. } => {
                vec![("engine", engine.clone()), ("operation", operation.clone())]
            }
            Self::ArchiveFailed { name, path: folder, .. } => {
                vec![("name", name.clone()), ("path", path(folder))]
            }
            Self::File { operation, path: file, .. } => {
                vec![("operation", (*operation).to_owned()), ("path", path(file))]
            }
            Self::Spawn { program, .. } => vec![("program", path(program))],
        }
    }

    /// The engine's own words, or the system's, where there are any.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::EngineUnavailable { detail, .. }
            | Self::Refused { detail, .. }
            | Self::Unreadable { detail, .. } => Some(detail.clone()).filter(|d| !d.trim().is_empty()),
            Self::ArchiveFailed { source, .. } | Self::File { source, .. } | Self::Spawn { source, .. } => {
                Some(source.to_string())
            }
            _ => None,
        }
    }
}
