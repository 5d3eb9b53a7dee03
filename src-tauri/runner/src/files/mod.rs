//! Files of sessions, as values. Nothing in a name, a link or an archive of theirs is trusted.

pub(crate) mod changes;
pub(crate) mod entry;
pub(crate) mod found;
pub(crate) mod headers;
pub(crate) mod host;
pub(crate) mod noise;
pub(crate) mod pack;
pub(crate) mod path;
pub(crate) mod progress;
pub(crate) mod single;
pub(crate) mod text;
pub(crate) mod unpack;

pub use changes::{Change, FileChange};
pub use entry::{Copied, FileEntry, FileKind, Folder, LeftOut, LeftOutBecause, TextFile};
pub use noise::Noise;
