//! What can go wrong with the archive.

use std::path::PathBuf;
use std::sync::Arc;

/// An error of the archive, with the file that it is about.
#[derive(Debug, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Error {
    /// A newer Berth wrote it; it was not touched.
    #[error("{path} was written by a newer Berth (version {found}, this one knows {known}); update Berth", path = path.display())]
    ArchiveNewer {
        /// The database.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// The newest version that this program knows.
        known: i32,
    },
    /// It can't be opened, read or written.
    #[error("Could not {operation} the archive {path}: {reason}", path = path.display())]
    ArchiveUnusable {
        /// The database.
        path: PathBuf,
        /// What was about to be done: `open`, `read`, `write`.
        operation: &'static str,
        /// Why, in words: the disk is full, the folder is read-only.
        reason: String,
        /// SQLite's or the system's own error.
        #[source]
        source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    },
    /// A run can't be written to a folder or a file of the person's.
    #[error("Could not write {path}; choose another place", path = path.display())]
    ExportFailed {
        /// What was to be written.
        path: PathBuf,
        /// The system's own error.
        source: std::io::Error,
    },
    /// There is no such run.
    #[error("The archive has no run {id}")]
    NoSuchRun {
        /// Its number.
        id: i64,
    },
    /// The regular expression can't be read.
    #[error("\"{pattern}\" is no regular expression: {reason}")]
    BadPattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Error {
    /// The same error once more, where it is of the archive's file and not of what was asked.
    pub(crate) fn of_the_file(&self) -> Option<Self> {
        match self {
            Self::ArchiveNewer { path, found, known } => {
                Some(Self::ArchiveNewer { path: path.clone(), found: *found, known: *known })
            }
            Self::ArchiveUnusable { path, operation, reason, source } => Some(Self::ArchiveUnusable {
                path: path.clone(),
                operation,
                reason: reason.clone(),
                source: source.clone(),
            }),
            Self::ExportFailed { .. } | Self::NoSuchRun { .. } | Self::BadPattern { .. } => None,
        }
    }

    /// A stable name of the kind of error, such as `archive_newer`.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// The values in the message by name, for a sentence in another language.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::ArchiveNewer { path, found, known } => vec![
                ("path", path.display().to_string()),
                ("found", found.to_string()),
                ("known", known.to_string()),
            ],
            Self::ArchiveUnusable { path, operation, reason, .. } => vec![
                ("path", path.display().to_string()),
                ("operation", (*operation).to_owned()),
                ("reason", reason.clone()),
            ],
            Self::ExportFailed { path, .. } => vec![("path", path.display().to_string())],
            Self::NoSuchRun { id } => vec![("id", id.to_string())],
            Self::BadPattern { pattern, reason } => {
                vec![("pattern", pattern.clone()), ("reason", reason.clone())]
            }
        }
    }

    /// Words that are not in the message.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::ArchiveUnusable { reason, source: Some(source), .. } => {
                Some(source.to_string()).filter(|words| words != reason)
            }
            Self::ExportFailed { source, .. } => Some(source.to_string()),
            _ => None,
        }
    }
}

/// What the archive's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
