//! What `find` and `stat` of a session say of a folder.
//!
//! Each record is `MODE UID GID SIZE SECONDS /START/NAME` and the end of a line, where START is the
//! folder that was asked for. A name holds no slash, so that none can look like the begin of another
//! record: `/START/` is there only where a record has it.

use jiff::Timestamp;

use super::entry::{FileEntry, FileKind};

/// For `stat -c`; busybox (1.35), toybox and GNU (9.1) know all of it. The first is hexadecimal.
pub(crate) const FORMAT: &str = "%f %u %g %s %Y /%n";

/// Where `find` is to start, so that a link to a folder is followed.
pub(crate) fn start(folder: &str) -> String {
    format!("{}/.", folder.trim_end_matches('/'))
}

/// The records in the output for the folder. `None` if it is something else.
pub(crate) fn entries(output: &[u8], folder: &str) -> Option<Vec<FileEntry>> {
    let text = output;
    if text.is_empty() {
        return Some(Vec::new());
    }
    let mark = format!("/{}/", start(folder)).into_bytes();
    let mut pieces = split(text, &mark).into_iter();
    let mut facts = pieces.next()?;
    let mut entries = Vec::new();
    for piece in pieces {
        // The last line in it begins the next record.
        let end = piece.iter().rposition(|byte| *byte == b'\n')?;
        entries.push(entry(facts, &piece[..end])?);
        facts = &piece[end + 1..];
    }
    facts.is_empty().then_some(entries)
}

/// The targets of links, from `find … -print0 -exec readlink -n {} ; -print0`: each path comes before its
/// link's target and, with the end of a record, after it.
pub(crate) fn targets(output: &[u8], folder: &str) -> Vec<(String, String)> {
    let mark = format!("{}/", start(folder)).into_bytes();
    let mut pieces = output.split(|byte| *byte == 0);
    let mut targets = Vec::new();
    while let (Some(path), Some(with_path)) = (pieces.next(), pieces.next()) {
        let (Some(target), Some(name)) = (with_path.strip_suffix(path), path.strip_prefix(mark.as_slice()))
        else {
            break;
        };
        targets.push((lossy(name), lossy(target)));
    }
    targets
}

fn split<'a>(text: &'a [u8], mark: &[u8]) -> Vec<&'a [u8]> {
    let (mut pieces, mut from, mut at) = (Vec::new(), 0, 0);
    while at + mark.len() <= text.len() {
        if text[at..].starts_with(mark) {
            pieces.push(&text[from..at]);
            at += mark.len();
            from = at;
        } else {
            at += 1;
        }
    }
    pieces.push(&text[from..]);
    pieces
}

fn entry(facts: &[u8], name: &[u8]) -> Option<FileEntry> {
    let facts = std::str::from_utf8(facts).ok()?;
    let mut fields = facts.split(' ');
    let mode = u32::from_str_radix(fields.next()?, 16).ok()?;
    let (uid, gid) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let size = fields.next()?.parse().ok()?;
    let seconds: i64 = fields.next()?.parse().ok()?;
    let kind = kind(mode)?;
    Some(FileEntry {
        name: lossy(name),
        exact: std::str::from_utf8(name).is_ok(),
        kind,
        size: if kind == FileKind::File { size } else { 0 },
        mode: mode & 0o7777,
        uid: Some(uid),
        gid: Some(gid),
        modified: Timestamp::from_second(seconds).ok(),
        target: None,
        leads_to: None,
    })
}

/// The type in `st_mode`, which is that of Linux: sessions run on it.
fn kind(mode: u32) -> Option<FileKind> {
    Some(match mode & 0o170_000 {
        0o100_000 => FileKind::File,
        0o040_000 => FileKind::Folder,
        0o120_000 => FileKind::Link,
        0o020_000 | 0o060_000 => FileKind::Device,
        0o010_000 => FileKind::Pipe,
        0o140_000 => FileKind::Socket,
        _ => return None,
    })
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// busybox 1.35 on podman 4.3.1 and docker 20.10.
    const SAID: &[u8] = b"81a4 0 0 0 1795753950 //t/./ sp\n21a4 0 0 0 1795753950 //t/./dev\na1ff 0 0 11 1795753950 //t/./out\n\
        81a4 0 0 1 1795753950 //t/./b\xffd\n11a4 0 0 0 1795753950 //t/./p\n41ed 0 0 4096 1795753950 //t/./sub\n\
        81a4 0 0 1 1795753950 //t/./new\nline\n89e8 1000 1001 3 1795753950 //t/./a\n";

    #[test]
    fn every_record_is_read() {
        let entries = entries(SAID, "/t").unwrap();
        let names: Vec<_> = entries.iter().map(|entry| (entry.name.as_str(), entry.kind)).collect();
        use FileKind::*;
        assert_eq!(
            names,
            [
                (" sp", File),
                ("dev", Device),
                ("out", Link),
                ("b\u{fffd}d", File),
                ("p", Pipe),
                ("sub", Folder),
                ("new\nline", File),
                ("a", File)
            ]
        );
        let last = entries.last().unwrap();
        assert_eq!((last.mode, last.uid, last.gid, last.size), (0o4750, Some(1000), Some(1001), 3));
        assert!(!entries[3].exact && last.exact);
    }

    #[test]
    fn an_empty_folder_and_words_are_told_apart() {
        assert_eq!(entries(b"", "/t"), Some(Vec::new()));
        assert_eq!(entries(b"find: not found\n", "/t"), None);
        assert_eq!(entries(b"zz 0 0 0 0 //t/./a\n", "/t"), None);
    }

    #[test]
    fn links_have_their_targets() {
        let said = b"/t/./dl\0sub/t/./dl\0/t/./o\0/etc/passwd/t/./o\0";
        let pairs = [("dl", "sub"), ("o", "/etc/passwd")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(targets(said, "/t"), pairs);
    }

    proptest! {
        /// Whatever names there are, as many records are read, each with its own name.
        #[test]
        fn no_name_is_taken_for_a_record(names in prop::collection::vec("[^/\0]{1,30}", 0..8), folder in "(/[a-z .\n]{1,8}){0,3}") {
            let said: String = names
                .iter()
                .map(|name| format!("81a4 0 0 0 1 /{}/{name}\n", start(&folder)))
                .collect();
            let read = entries(said.as_bytes(), &folder).unwrap();
            let read: Vec<_> = read.into_iter().map(|entry| entry.name).collect();
            prop_assert_eq!(read, names);
        }
    }
}
