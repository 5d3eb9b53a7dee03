//! Files of this machine as a tar stream for a session.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tar::{Builder, EntryType, Header};

use super::entry::{Copied, LeftOutBecause};
use super::host::{self, Owner};
use super::progress::Progress;

/// Writes files and folders, each by its own name at the top. Links stay links, but for those that
/// were named. Owned by `owner`, or as on this machine.
///
/// # Errors
/// The stream can't be written.
pub(crate) fn pack(
    sources: &[PathBuf],
    out: impl Write,
    owner: Option<Owner>,
    progress: &Progress,
) -> io::Result<Copied> {
    progress.expect(sources.iter().map(|source| size(source)).sum());
    let mut packing = Packing { builder: Builder::new(out), owner, progress, copied: Copied::default() };
    for source in sources {
        let shown = source.display().to_string();
        let named = source.file_name().map(PathBuf::from);
        // `.` and `..` have a name, too.
        let name = named.or_else(|| Some(PathBuf::from(fs::canonicalize(source).ok()?.file_name()?)));
        match (name, fs::metadata(source)) {
            (Some(name), Ok(found)) => packing.add(source, &name, &found)?,
            _ => packing.copied.leave_out(shown, LeftOutBecause::Failed),
        }
    }
    let copied = packing.copied;
    packing.builder.into_inner()?.flush()?;
    Ok(copied)
}

/// The bytes of the files in a folder, or of a file; what can't be read counts nothing.
fn size(path: &Path) -> u64 {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => inside(path).iter().map(|path| size_of_entry(path)).sum(),
        Ok(found) => found.len(),
        Err(_) => 0,
    }
}

fn size_of_entry(path: &Path) -> u64 {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => inside(path).iter().map(|path| size_of_entry(path)).sum(),
        Ok(found) if found.is_file() => found.len(),
        _ => 0,
    }
}

/// In the order of their names.
fn inside(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

struct Packing<'a, W: Write> {
    builder: Builder<W>,
    owner: Option<Owner>,
    progress: &'a Progress,
    copied: Copied,
}

impl<W: Write> Packing<'_, W> {
    fn add(&mut self, path: &Path, name: &Path, found: &Metadata) -> io::Result<()> {
        let shown = || name.display().to_string();
        let mut header = self.header(found);
        if found.is_dir() {
            header.set_entry_type(EntryType::Directory);
            self.builder.append_data(&mut header, name, io::empty())?;
            self.copied.files += 1;
            if fs::read_dir(path).is_err() {
                self.copied.leave_out(shown(), LeftOutBecause::Failed);
            }
            for path in inside(path) {
                let Some(last) = path.file_name() else { continue };
                let name = name.join(last);
                match fs::symlink_metadata(&path) {
                    Ok(found) => self.add(&path, &name, &found)?,
                    Err(_) => self.copied.leave_out(name.display().to_string(), LeftOutBecause::Failed),
                }
            }
        } else if found.is_symlink() {
            header.set_entry_type(EntryType::Symlink);
            match fs::read_link(path) {
                Ok(target) => {
                    self.builder.append_link(&mut header, name, target)?;
                    self.copied.files += 1;
                }
                Err(_) => self.copied.leave_out(shown(), LeftOutBecause::Failed),
            }
        } else if found.is_file() {
            let Ok(file) = File::open(path) else {
                self.copied.leave_out(shown(), LeftOutBecause::Failed);
                return Ok(());
            };
            let size = file.metadata().map_or(0, |found| found.len());
            header.set_entry_type(EntryType::Regular);
            header.set_size(size);
            let content = Exactly { file, left: size, progress: self.progress };
            self.builder.append_data(&mut header, name, content)?;
            self.copied.files += 1;
            self.copied.bytes += size;
        } else {
            self.copied.leave_out(shown(), LeftOutBecause::Special);
        }
        Ok(())
    }

    fn header(&self, found: &Metadata) -> Header {
        let mut header = Header::new_gnu();
        header.set_mode(host::mode(found));
        let (uid, gid) = self.owner.or_else(|| host::owner(found)).unwrap_or_default();
        header.set_uid(uid.into());
        header.set_gid(gid.into());
        let modified = found.modified().ok().and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
        header.set_mtime(modified.map_or(0, |since| since.as_secs()));
        header.set_size(0);
        header
    }
}

/// As many bytes of a file as its header says, whether it grows or shrinks meanwhile.
struct Exactly<'a> {
    file: File,
    left: u64,
    progress: &'a Progress,
}

impl Read for Exactly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let Some(wanted) = buffer.get_mut(..most).filter(|wanted| !wanted.is_empty()) else { return Ok(0) };
        let read = match self.file.read(wanted) {
            // The rest that is missing.
            Ok(0) | Err(_) => {
                wanted.fill(0);
                most
            }
            Ok(read) => read,
        };
        self.left -= read as u64;
        self.progress.add(read as u64);
        Ok(read)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::files::unpack::unpack;

    #[test]
    fn a_folder_goes_there_and_back() {
        let from = tempfile::tempdir().unwrap();
        let top = from.path().join("top");
        fs::create_dir_all(top.join("sub")).unwrap();
        fs::write(top.join("sub/file"), b"content").unwrap();
        fs::write(top.join("long".repeat(40)), b"x").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("sub/file", top.join("link")).unwrap();
        let (mut bytes, progress) = (Vec::new(), Progress::default());
        let copied = pack(&[top], &mut bytes, Some((7, 8)), &progress).unwrap();
        assert_eq!((copied.bytes, copied.left_out_count), (8, 0));
        assert_eq!((progress.now().done, progress.now().total), (8, 8));
        let to = tempfile::tempdir().unwrap();
        let back = unpack(bytes.as_slice(), to.path(), None, false, &Progress::default()).unwrap();
        assert_eq!((back.files, back.left_out_count), (copied.files, 0));
        assert_eq!(fs::read(to.path().join("top/sub/file")).unwrap(), b"content");
        #[cfg(unix)]
        assert_eq!(fs::read(to.path().join("top/link")).unwrap(), b"content");
        let mut archive = tar::Archive::new(bytes.as_slice());
        assert!(archive.entries().unwrap().all(|entry| entry.unwrap().header().uid().unwrap() == 7));
    }

    #[test]
    fn what_is_not_there_is_named_and_the_rest_goes() {
        let from = tempfile::tempdir().unwrap();
        let file = from.path().join("a");
        fs::write(&file, b"x").unwrap();
        let absent = from.path().join("absent");
        let copied = pack(&[absent, file], &mut Vec::new(), None, &Progress::default()).unwrap();
        assert_eq!((copied.files, copied.left_out_count), (1, 1));
        assert_eq!(copied.left_out[0].because, LeftOutBecause::Failed);
    }

    #[test]
    fn a_file_that_shrinks_fills_what_was_promised() {
        let file = tempfile::tempfile().unwrap();
        let mut read = Vec::new();
        Exactly { file, left: 3, progress: &Progress::default() }.read_to_end(&mut read).unwrap();
        assert_eq!(read, [0, 0, 0]);
    }
}
