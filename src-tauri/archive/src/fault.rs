//! What goes wrong inside, before the file that it is about is known.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rusqlite::ErrorCode;

use crate::error::Error;

/// A cause without its file; [`Fault::at`] makes an [`Error`] of it.
#[derive(Debug)]
pub enum Fault {
    Sql(rusqlite::Error),
    Json(serde_json::Error),
    Io(io::Error),
    Own(Error),
}

impl Fault {
    /// The error of an `operation` (`open`, `read`, `write`) on the file at `path`.
    pub fn at(self, path: &Path, operation: &'static str) -> Error {
        let (reason, source): (String, Arc<dyn std::error::Error + Send + Sync>) = match self {
            Self::Own(error) => return error,
            Self::Sql(error) => (in_words(&error, path), Arc::new(error)),
            Self::Json(error) => ("what is stored can't be understood".to_owned(), Arc::new(error)),
            Self::Io(error) => (io_in_words(&error), Arc::new(error)),
        };
        Error::ArchiveUnusable { path: path.to_owned(), operation, reason, source: Some(source) }
    }

    /// Whether another connection held the file, so that trying again may help.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sql(error)
            if matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)))
    }

    /// Whether the file can be read at most.
    pub fn is_read_only(&self) -> bool {
        let Self::Sql(error) = self else { return false };
        matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen))
    }
}

/// Of a folder that can't be made, or a file beside it that can't be written.
fn io_in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file or its folder is read-only".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not write to the file or its folder".to_owned(),
        _ => error.to_string(),
    }
}

/// SQLite's own words stand for what no person can act on.
fn in_words(error: &rusqlite::Error, path: &Path) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "the disk is full".to_owned(),
        Some(ErrorCode::ReadOnly) => "the file or its folder is read-only".to_owned(),
        // It opens a file for reading where it must, and nothing that it needs beside it.
        Some(ErrorCode::CannotOpen) if path.exists() => "the file or its folder is read-only".to_owned(),
        Some(ErrorCode::CannotOpen) => "the file can't be opened or made in its folder".to_owned(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program has been writing to it for too long".to_owned()
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => "the file is damaged".to_owned(),
        _ => error.to_string(),
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Own(error)
    }
}
