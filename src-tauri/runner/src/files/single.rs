//! One file from a tar stream.

use std::io::Read;
use std::path::Path;

use tar::Archive;

use super::entry::FileKind;
use super::headers::{is_at, kind};

/// A file, with what is needed to put it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Single {
    pub kind: FileKind,
    pub size: u64,
    pub mode: u32,
    pub uid: Option<u32>,
    pub gid: Option<u32>,
    /// Of a link.
    pub target: Option<String>,
    /// Of a file that is not larger than the limit.
    pub content: Option<Vec<u8>>,
}

/// The first file of a stream, with its content if that is not longer than `most`.
pub(crate) fn first(stream: impl Read, most: u64) -> Option<Single> {
    of(stream, most, |_| true)
}

/// The file at a clean path of a whole file system, without its content.
pub(crate) fn at(stream: impl Read, path: &str) -> Option<Single> {
    of(stream, 0, |found| is_at(found, path))
}

/// The same with its content, if that is not longer than `most`.
pub(crate) fn content_at(stream: impl Read, path: &str, most: u64) -> Option<Vec<u8>> {
    of(stream, most, |found| is_at(found, path))?.content
}

fn of(stream: impl Read, most: u64, is_it: impl Fn(&Path) -> bool) -> Option<Single> {
    let mut archive = Archive::new(stream);
    for entry in archive.entries().ok()? {
        let mut entry = entry.ok()?;
        if !entry.path().is_ok_and(|path| is_it(&path)) {
            continue;
        }
        let header = entry.header();
        let Some(kind) = kind(header.entry_type()) else { continue };
        let number = |number: std::io::Result<u64>| number.ok().and_then(|n| u32::try_from(n).ok());
        let (uid, gid) = (number(header.uid()), number(header.gid()));
        let mode = header.mode().unwrap_or(0o644) & 0o7777;
        let size = entry.size();
        let target = entry.link_name_bytes().and_then(|target| String::from_utf8(target.into_owned()).ok());
        let target = target.filter(|_| kind == FileKind::Link);
        let mut content = None;
        if kind == FileKind::File && size <= most {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).ok()?;
            content = Some(bytes);
        }
        return Some(Single { kind, size, mode, uid, gid, target, content });
    }
    None
}

/// An archive of one file.
pub(crate) fn archive(
    name: &str,
    single: &Single,
    content: &[u8],
    modified: u64,
) -> std::io::Result<Vec<u8>> {
    let mut header = tar::Header::new_gnu();
    header.set_mode(single.mode);
    header.set_uid(single.uid.unwrap_or(0).into());
    header.set_gid(single.gid.unwrap_or(0).into());
    header.set_mtime(modified);
    header.set_size(content.len() as u64);
    let mut builder = tar::Builder::new(Vec::new());
    builder.append_data(&mut header, name, content)?;
    builder.into_inner()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_there_and_back() {
        let single = Single {
            kind: FileKind::File,
            size: 5,
            mode: 0o4750,
            uid: Some(1000),
            gid: Some(1001),
            target: None,
            content: Some(b"hello".to_vec()),
        };
        let name = format!("{} …", "n".repeat(150));
        let bytes = archive(&name, &single, b"hello", 1).unwrap();
        assert_eq!(first(bytes.as_slice(), 10).unwrap(), single);
        assert_eq!(first(bytes.as_slice(), 4).unwrap(), Single { content: None, ..single.clone() });
        assert_eq!(at(bytes.as_slice(), &format!("/{name}")).unwrap().uid, Some(1000));
        assert_eq!(at(bytes.as_slice(), "/other"), None);
        assert_eq!(content_at(bytes.as_slice(), &format!("/{name}"), 5).unwrap(), b"hello");
    }
}
