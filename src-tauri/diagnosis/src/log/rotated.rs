//! A file that does not grow: beyond a size it becomes an older one, and the oldest goes.
//!
//! None of the libraries for this keeps what a log of a desktop app needs: `tracing-appender` (0.2) rotates by time
//! only; `file-rotate` (0.8) panics on a file that was removed; `rolling-file` (0.2) and `tracing-rolling-file` (0.1)
//! hold back what was written last, which is what one looks for after a crash.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use parking_lot::Mutex;
use tracing_subscriber::fmt::MakeWriter;

/// Bytes of one file.
const MOST: u64 = 1 << 20;
/// Older files that are kept.
const OLDER: u32 = 2;

/// Writes whole lines; each is in the file once it is written.
#[derive(Debug)]
pub struct Rotated {
    path: PathBuf,
    most: u64,
    open: Mutex<Option<Open>>,
}

#[derive(Debug)]
struct Open {
    file: File,
    bytes: u64,
}

impl Rotated {
    /// Opens nothing before there is something to write.
    pub fn new(path: PathBuf) -> Self {
        Self { path, most: MOST, open: Mutex::default() }
    }

    fn write(&self, line: &[u8]) -> io::Result<()> {
        let mut held = self.open.lock();
        let mut open = match held.take() {
            Some(open) => open,
            None => Open::at(&self.path)?,
        };
        if open.bytes > 0 && open.bytes + line.len() as u64 > self.most {
            // Closed first: Windows renames no open file.
            drop(open);
            make_room(&self.path);
            open = Open::at(&self.path)?;
            // It got no other name: a log without an end is worse than one without a beginning.
            if open.bytes > self.most / 2 {
                OpenOptions::new().write(true).truncate(true).open(&self.path)?;
                open.bytes = 0;
            }
        }
        let open = held.insert(open);
        open.file.write_all(line)?;
        open.bytes += line.len() as u64;
        Ok(())
    }
}

impl Open {
    fn at(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        let bytes = file.metadata()?.len();
        Ok(Self { file, bytes })
    }
}

/// Where a step fails, the next may still do.
fn make_room(path: &Path) {
    for number in (0..OLDER).rev() {
        let from = if number == 0 { path.to_owned() } else { older(path, number) };
        let _ = fs::rename(from, older(path, number + 1));
    }
}

/// `berth.1.log` of `berth.log`.
pub fn older(path: &Path, number: u32) -> PathBuf {
    path.with_extension(format!("{number}.log"))
}

impl<'a> MakeWriter<'a> for Rotated {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line(self)
    }
}

/// Takes a line.
pub struct Line<'a>(&'a Rotated);

impl Write for Line<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.write(line)?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_a_limited_size_and_keeps_what_came_last() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/berth.log");
        let log = Rotated { most: 32, ..Rotated::new(path.clone()) };
        for number in 0..20 {
            log.write(format!("line {number:02}\n").as_bytes()).unwrap();
        }
        let read = |path: &Path| fs::read_to_string(path).unwrap();
        assert_eq!(read(&path), "line 16\nline 17\nline 18\nline 19\n");
        assert_eq!(read(&older(&path, 1)), "line 12\nline 13\nline 14\nline 15\n");
        assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), 1 + OLDER as usize);

        // The next start goes on with the file, and a limit holds over both.
        let next = Rotated { most: 32, ..Rotated::new(path.clone()) };
        next.write(b"next\n").unwrap();
        assert_eq!(read(&path), "next\n");
    }

    #[test]
    fn a_log_that_was_removed_begins_anew_with_the_next_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("berth.log");
        let log = Rotated { most: 8, ..Rotated::new(path.clone()) };
        log.write(b"one two\n").unwrap();
        fs::remove_file(&path).unwrap();
        log.write(b"three\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "three\n");
    }

    #[test]
    fn a_log_that_gets_no_other_name_does_not_grow() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("berth.log");
        for number in 1..=OLDER {
            fs::create_dir_all(older(&path, number).join("in the way")).unwrap();
        }
        let log = Rotated { most: 32, ..Rotated::new(path.clone()) };
        for number in 0..6 {
            log.write(format!("line {number:02}\n").as_bytes()).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "line 04\nline 05\n");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_person_reads_it() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("berth.log");
        Rotated::new(path.clone()).write(b"x\n").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
