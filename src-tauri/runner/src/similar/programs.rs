//! The names of the programs in a folder, from the tar stream in which an engine copies it.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tar::{Archive, EntryType};

/// Programs of one folder, at most.
const MOST: usize = 20_000;

/// The names of files that may be run, and of links, directly in the folder that the stream is of.
/// A stream that was cut off has those that came.
pub(crate) fn programs(stream: impl Read) -> Vec<String> {
    let mut names = Vec::new();
    let mut root: Option<PathBuf> = None;
    let mut archive = Archive::new(stream);
    let Ok(entries) = archive.entries() else { return names };
    for entry in entries.map_while(Result::ok).take(MOST) {
        let Ok(path) = entry.path() else { continue };
        let path: PathBuf =
            path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
        let kind = entry.header().entry_type();
        // The folder itself comes first.
        let root = root
            .get_or_insert_with(|| if kind == EntryType::Directory { path.clone() } else { PathBuf::new() });
        if path.parent() != Some(root.as_path()) || !is_program(kind, entry.header().mode().unwrap_or(0)) {
            continue;
        }
        names.extend(name(&path));
    }
    names
}

fn name(path: &Path) -> Option<String> {
    path.file_name()?.to_str().map(str::to_owned)
}

fn is_program(kind: EntryType, mode: u32) -> bool {
    match kind {
        EntryType::Symlink | EntryType::Link => true,
        EntryType::Regular | EntryType::Continuous => mode & 0o111 != 0,
        _ => false,
    }
}

/// What an async task passes, as a stream for one that may block. It ends when the task does.
pub(crate) struct Pieces {
    pieces: tokio::sync::mpsc::Receiver<Vec<u8>>,
    rest: io::Cursor<Vec<u8>>,
}

impl Pieces {
    pub fn new(pieces: tokio::sync::mpsc::Receiver<Vec<u8>>) -> Self {
        Self { pieces, rest: io::Cursor::default() }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.rest.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            match self.pieces.blocking_recv() {
                Some(piece) => self.rest = io::Cursor::new(piece),
                None => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use tar::{Builder, Header};

    use super::*;

    fn entry(builder: &mut Builder<Vec<u8>>, path: &str, kind: EntryType, mode: u32, size: u64) {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(mode);
        header.set_size(size);
        if kind == EntryType::Symlink {
            header.set_link_name("busybox").unwrap();
        }
        builder.append_data(&mut header, path, io::repeat(7).take(size)).unwrap();
    }

    /// A folder as engines name it in their streams.
    fn folder(root: &str) -> Vec<u8> {
        let mut builder = Builder::new(Vec::new());
        entry(&mut builder, &format!("{root}/"), EntryType::Directory, 0o755, 0);
        let root = root.trim_start_matches("./");
        let root = if root.is_empty() || root == "." { String::new() } else { format!("{root}/") };
        entry(&mut builder, &format!("{root}busybox"), EntryType::Regular, 0o755, 100_000);
        entry(&mut builder, &format!("{root}sh"), EntryType::Symlink, 0o777, 0);
        entry(&mut builder, &format!("{root}readme"), EntryType::Regular, 0o644, 10);
        entry(&mut builder, &format!("{root}deep/"), EntryType::Directory, 0o755, 0);
        entry(&mut builder, &format!("{root}deep/hidden"), EntryType::Regular, 0o755, 10);
        entry(&mut builder, &format!("{root}last"), EntryType::Regular, 0o755, 10);
        builder.into_inner().unwrap()
    }

    #[test]
    fn programs_and_links_of_the_folder_itself() {
        for root in ["bin", "usr/bin", "."] {
            assert_eq!(programs(folder(root).as_slice()), ["busybox", "sh", "last"], "{root}");
        }
    }

    #[test]
    fn a_stream_that_is_cut_off_has_what_came() {
        let whole = folder("bin");
        assert_eq!(programs(&whole[..50_000]), ["busybox"]);
        assert_eq!(programs(&b"no tar at all"[..]), Vec::<String>::new());
        assert_eq!(programs(io::empty()), Vec::<String>::new());
    }
}
