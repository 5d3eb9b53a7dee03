//! A folder from the tar stream in which an engine copies it.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::{Component, Path};

use jiff::Timestamp;
use tar::{Archive, EntryType, Header};

use super::entry::{FileEntry, FileKind};

/// Files of a folder, at most.
const MOST: usize = 200_000;

/// What a stream told.
#[derive(Debug, Default)]
pub(crate) struct Headers {
    /// What is directly in the folder.
    pub entries: Vec<FileEntry>,
    /// Whether the stream came to its end.
    pub whole: bool,
    /// Whether it is of something else than a folder.
    pub no_folder: bool,
}

/// What is directly in the folder that the stream is of. `named`: whether the names in it begin with that of the
/// folder, which comes first. `owners`: whether its numbers of owners are those of the session.
pub(crate) fn entries(mut stream: impl Read, named: bool, owners: bool) -> Headers {
    let mut found: Vec<FileEntry> = Vec::new();
    let mut named_at_first = named;
    // By name: where a hard link leads is a file that came before.
    let (mut sizes, mut linked) = (HashMap::<Vec<u8>, u64>::new(), Vec::new());
    let mut archive = Archive::new(&mut stream);
    let Ok(all) = archive.entries() else { return Headers::default() };
    let mut whole = true;
    for entry in all {
        let Ok(entry) = entry else {
            whole = false;
            break;
        };
        let path = entry.path_bytes();
        if std::mem::take(&mut named_at_first) {
            if kind(entry.header().entry_type()) != Some(FileKind::Folder) {
                return Headers { no_folder: true, ..Headers::default() };
            }
            continue;
        }
        let Some(name) = name_of(&path, named) else { continue };
        let header = entry.header();
        let Some(mut file) = described(header, name, owners) else { continue };
        if file.kind == FileKind::File {
            file.size = entry.size();
            sizes.insert(name.to_vec(), file.size);
        }
        match (header.entry_type(), entry.link_name_bytes()) {
            (EntryType::Link, Some(target)) => {
                linked.push((found.len(), name_of(&target, named).unwrap_or_default().to_vec()));
            }
            (_, target) => file.target = target.map(|target| String::from_utf8_lossy(&target).into_owned()),
        }
        found.push(file);
        if found.len() >= MOST {
            return Headers { entries: found, ..Headers::default() };
        }
    }
    for (at, target) in linked {
        if let (Some(file), Some(size)) = (found.get_mut(at), sizes.get(&target)) {
            file.size = *size;
        }
    }
    // The client ends by itself when all is read, its padding too.
    whole &= io::copy(&mut stream, &mut io::sink()).is_ok();
    Headers { entries: found, whole, no_folder: false }
}

/// The name of a file that stands directly in the folder: `a`, `./a`, `a/`; of a folder with a name `folder/a`.
fn name_of(path: &[u8], named: bool) -> Option<&[u8]> {
    let path = match named {
        true => &path[path.iter().position(|byte| *byte == b'/')? + 1..],
        false => path.strip_prefix(b"./").unwrap_or(path),
    };
    let path = path.strip_suffix(b"/").unwrap_or(path);
    (!path.is_empty() && path != b"." && path != b".." && !path.contains(&b'/')).then_some(path)
}

/// A file by its header; its size comes from elsewhere.
fn described(header: &Header, name: &[u8], owners: bool) -> Option<FileEntry> {
    let kind = kind(header.entry_type())?;
    let number = |number: io::Result<u64>| number.ok().and_then(|n| u32::try_from(n).ok()).filter(|_| owners);
    Some(FileEntry {
        name: String::from_utf8_lossy(name).into_owned(),
        exact: std::str::from_utf8(name).is_ok(),
        kind,
        size: 0,
        mode: header.mode().unwrap_or(0) & 0o7777,
        uid: number(header.uid()),
        gid: number(header.gid()),
        modified: header.mtime().ok().and_then(|at| Timestamp::from_second(i64::try_from(at).ok()?).ok()),
        target: None,
        leads_to: None,
    })
}

/// What a header is of; `None` of what describes the archive.
pub(crate) fn kind(kind: EntryType) -> Option<FileKind> {
    Some(match kind {
        EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse | EntryType::Link => FileKind::File,
        EntryType::Directory => FileKind::Folder,
        EntryType::Symlink => FileKind::Link,
        EntryType::Char | EntryType::Block => FileKind::Device,
        EntryType::Fifo => FileKind::Pipe,
        _ => return None,
    })
}

/// Whether a path in an archive is that clean path of a session.
pub(crate) fn is_at(in_archive: &Path, path: &str) -> bool {
    let parts =
        in_archive.components().filter(|part| !matches!(part, Component::CurDir | Component::RootDir));
    parts.eq(Path::new(path).components().filter(|part| !matches!(part, Component::RootDir)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use tar::Builder;

    use super::*;

    fn archive(with: impl FnOnce(&mut Builder<Vec<u8>>)) -> Vec<u8> {
        let mut builder = Builder::new(Vec::new());
        with(&mut builder);
        builder.into_inner().unwrap()
    }

    fn add(builder: &mut Builder<Vec<u8>>, path: &str, kind: EntryType, content: &[u8], target: &str) {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(0o640);
        header.set_uid(1000);
        header.set_gid(7);
        header.set_mtime(1_700_000_000);
        header.set_size(content.len() as u64);
        if target.is_empty() {
            builder.append_data(&mut header, path, content).unwrap();
        } else {
            builder.append_link(&mut header, path, target).unwrap();
        }
    }

    #[test]
    fn what_is_directly_in_the_folder_is_listed() {
        let long = "n".repeat(200);
        let bytes = archive(|builder| {
            add(builder, "./", EntryType::Directory, b"", "");
            add(builder, "./a\nb", EntryType::Regular, b"four", "");
            add(builder, "./sub/", EntryType::Directory, b"", "");
            add(builder, "./sub/deep", EntryType::Regular, &[7; 3000], "");
            add(builder, "./hard", EntryType::Link, b"", "./a\nb");
            add(builder, "./out", EntryType::Symlink, b"", "../../etc");
            add(builder, &format!("./{long}"), EntryType::Regular, b"x", "");
        });
        let Headers { entries: found, whole, .. } = entries(bytes.as_slice(), false, true);
        let shown: Vec<_> = found
            .iter()
            .map(|file| (file.name.as_str(), file.kind, file.size, file.target.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                ("a\nb", FileKind::File, 4, None),
                ("sub", FileKind::Folder, 0, None),
                ("hard", FileKind::File, 4, None),
                ("out", FileKind::Link, 0, Some("../../etc")),
                (long.as_str(), FileKind::File, 1, None)
            ]
        );
        assert!(whole && found[0].uid == Some(1000) && found[0].mode == 0o640);
        let without = entries(bytes.as_slice(), false, false).entries;
        assert_eq!((without[0].uid, without[0].gid), (None, None));
    }

    #[test]
    fn a_stream_that_is_cut_off_has_what_came() {
        let bytes = archive(|builder| {
            add(builder, "a", EntryType::Regular, b"four", "");
            add(builder, "b", EntryType::Regular, &[7; 3000], "");
            add(builder, "c", EntryType::Regular, b"x", "");
        });
        let found = entries(&bytes[..2048], false, true);
        assert_eq!((found.entries.len(), found.whole), (2, false));
    }

    #[test]
    fn a_folder_with_its_name_is_told_from_a_file() {
        let bytes = archive(|builder| {
            add(builder, "t", EntryType::Directory, b"", "");
            add(builder, "t/a", EntryType::Regular, b"four", "");
            add(builder, "t/hard", EntryType::Link, b"", "t/a");
            add(builder, "t/sub/deep", EntryType::Regular, b"x", "");
        });
        let found = entries(bytes.as_slice(), true, false);
        let shown: Vec<_> = found.entries.iter().map(|file| (file.name.as_str(), file.size)).collect();
        assert_eq!((shown, found.no_folder), (vec![("a", 4), ("hard", 4)], false));
        let file = archive(|builder| add(builder, "a", EntryType::Regular, b"four", ""));
        assert!(entries(file.as_slice(), true, false).no_folder);
    }

    #[test]
    fn paths_in_archives_are_compared_by_their_parts() {
        assert!(is_at(Path::new("./etc/hosts"), "/etc/hosts") && is_at(Path::new("etc/hosts"), "/etc/hosts"));
        assert!(
            !is_at(Path::new("etc/hosts/x"), "/etc/hosts") && !is_at(Path::new("../etc/hosts"), "/etc/hosts")
        );
    }
}
