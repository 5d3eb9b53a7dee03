//! Errors as values: for programs, and for sentences in other languages.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Error;
use crate::reason::Reason;

/// An error without its English text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Coded {
    /// See [`Error::code`].
    pub code: String,
    /// See [`Error::args`].
    pub args: BTreeMap<String, String>,
    /// See [`Error::reason`].
    pub reason: Option<Reason>,
}

impl Coded {
    /// A fault of this code.
    pub fn new<const N: usize>(code: &str, args: [(&str, String); N]) -> Self {
        let args = args.map(|(name, value)| (name.to_owned(), value)).into();
        Self { code: code.to_owned(), args, reason: None }
    }
}

impl From<&Error> for Coded {
    fn from(error: &Error) -> Self {
        let args = error.args().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { code: error.code().to_owned(), args, reason: error.reason() }
    }
}

impl Error {
    /// The values in the message by name, for a sentence in another language.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let path = |path: &Path| path.display().to_string();
        match self {
            Self::EngineNotFound { engine, url } => {
                vec![("engine", engine.clone()), ("url", (*url).to_owned())]
            }
            Self::UnknownEngine { engine, known } => {
                vec![("engine", engine.clone()), ("known", known.clone())]
            }
            Self::EngineUnavailable { engine, .. } => vec![("engine", engine.clone())],
            Self::SessionNotFound { engine, name }
            | Self::ImageNotFound { engine, name }
            | Self::SessionExists { engine, name }
            | Self::NameTaken { engine, name }
            | Self::PolicyFixed { engine, name }
            | Self::LogUnreadable { engine, name, .. } => {
                vec![("engine", engine.clone()), ("name", name.clone())]
            }
            Self::NotRunning { name, state } => vec![("name", name.clone()), ("state", state.clone())],
            Self::FileNotFound { name, path } => vec![("name", name.clone()), ("path", path.clone())],
            Self::PodInfra { name, pod } => vec![("name", name.clone()), ("pod", pod.clone())],
            Self::Protected { name, .. }
            | Self::SessionPaused { name }
            | Self::NoTerminal { name }
            | Self::StopsWhenAttached { name } => vec![("name", name.clone())],
            Self::Invalid { .. } | Self::NoStarter {} => Vec::new(),
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
            Self::ArchiveFailed { name, path: folder, .. }
            | Self::PolicyNotKept { name, path: folder, .. } => {
                vec![("name", name.clone()), ("path", path(folder))]
            }
            Self::File { operation, path: file, .. } => {
                vec![("operation", (*operation).to_owned()), ("path", path(file))]
            }
            Self::Spawn { program, .. } => vec![("program", path(program))],
            Self::NotPutBack { name, aside, .. } => {
                vec![("name", name.clone()), ("aside", aside.clone())]
            }
        }
    }

    /// The reason in the message, where it has a code of its own.
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::EngineUnavailable { reason, .. } => Some(reason.clone().into()),
            Self::Refused { reason, .. } => Some(reason.clone().into()),
            Self::Unreadable { reason, .. } => Some(reason.clone().into()),
            Self::LogUnreadable { reason, .. } => Some(reason.clone()),
            Self::Protected { owner, .. } => Some(owner.clone().into()),
            _ => None,
        }
    }

    /// The text that the engine printed, or the system's message, where there is one.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::EngineUnavailable { detail, .. }
            | Self::Refused { detail, .. }
            | Self::LogUnreadable { detail, .. }
            | Self::Unreadable { detail, .. } => Some(detail.clone()).filter(|d| !d.trim().is_empty()),
            Self::ArchiveFailed { source, .. } | Self::PolicyNotKept { source, .. } => {
                Some(source.to_string())
            }
            Self::File { source, .. } | Self::Spawn { source, .. } => Some(source.to_string()),
            Self::NotPutBack { source, .. } => Some(
                source.detail().map_or_else(|| source.to_string(), |detail| format!("{source}\n{detail}")),
            ),
            _ => None,
        }
    }
}
