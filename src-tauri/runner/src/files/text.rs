//! What is text.

use crate::reason::Refusal;

/// The most that is read or written as text, in bytes.
pub(crate) const MOST: u64 = 1 << 20;

/// The text in a file. What has a NUL or is no UTF-8 is none: it would not come back as it was.
pub(crate) fn text(path: &str, bytes: Vec<u8>) -> Result<String, Refusal> {
    if bytes.contains(&0) {
        return Err(Refusal::FileNoText { path: path.to_owned() });
    }
    String::from_utf8(bytes).map_err(|_| Refusal::FileNoText { path: path.to_owned() })
}

/// Why a file of that size is not opened.
pub(crate) fn too_large(path: &str) -> Refusal {
    Refusal::FileTooLarge { path: path.to_owned(), mebibytes: u32::try_from(MOST >> 20).unwrap_or(u32::MAX) }
}
