//! What there is in a folder of a session, and what was copied.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum FileKind {
    /// A file with content.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A device, of blocks or characters.
    Device,
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
}

/// A file in a folder of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FileEntry {
    /// Its name; what is no UTF-8 in it is replaced.
    pub name: String,
    /// Whether the name is whole. One that is not can't be said to an engine.
    pub exact: bool,
    /// What it is.
    pub kind: FileKind,
    /// In bytes; 0 of what has no content.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub size: u64,
    /// Its permissions with the bits for set-user-id, set-group-id and sticky.
    pub mode: u32,
    /// The number of its owner in the session; `None` where the engine does not say.
    pub uid: Option<u32>,
    /// The number of its group.
    pub gid: Option<u32>,
    /// When its content changed last.
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub modified: Option<Timestamp>,
    /// Where a link leads, as it says; `None` where that was not asked.
    pub target: Option<String>,
    /// What there is where a link leads; `None` if nothing, or if that was not asked.
    pub leads_to: Option<FileKind>,
}

/// A folder of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Folder {
    /// Its path, cleaned of `.`, `..` and doubled slashes.
    pub path: String,
    /// What there is in it: folders first, then by name.
    pub entries: Vec<FileEntry>,
    /// Whether that is all.
    pub complete: bool,
}

/// A small file of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TextFile {
    /// Its path, cleaned.
    pub path: String,
    /// All of it.
    pub text: String,
    /// Its permissions.
    pub mode: u32,
}

/// What a copy brought, and what it did not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Copied {
    /// Files, folders and links.
    pub files: u32,
    /// The bytes of the files.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub bytes: u64,
    /// The first of those that were not copied.
    pub left_out: Vec<LeftOut>,
    /// How many those are in all.
    pub left_out_count: u32,
}

/// A file that was not copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LeftOut {
    /// Its path in what was copied.
    pub path: String,
    /// Why.
    pub because: LeftOutBecause,
}

/// Why a file was not copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum LeftOutBecause {
    /// A link that leads out of what is copied.
    #[error("a link that leads out of what is copied")]
    LinkOut,
    /// A device, a pipe or a socket.
    #[error("a device, a pipe or a socket")]
    Special,
    /// Its name leads elsewhere, is taken, or can't be had on this machine.
    #[error("its name leads elsewhere, is taken, or can't be had here")]
    Name,
    /// It could not be read or written.
    #[error("it could not be read or written")]
    Failed,
}

impl Copied {
    /// Those that are named, at most.
    const NAMED: usize = 100;

    pub(crate) fn leave_out(&mut self, path: String, because: LeftOutBecause) {
        self.left_out_count += 1;
        if self.left_out.len() < Self::NAMED {
            self.left_out.push(LeftOut { path, because });
        }
    }
}

impl Folder {
    /// Folders and links to them first, then by name.
    pub(crate) fn new(path: &str, mut entries: Vec<FileEntry>, complete: bool) -> Self {
        let is_file =
            |entry: &FileEntry| entry.kind != FileKind::Folder && entry.leads_to != Some(FileKind::Folder);
        entries.sort_by(|a, b| (is_file(a), &a.name).cmp(&(is_file(b), &b.name)));
        Self { path: path.to_owned(), entries, complete }
    }
}
