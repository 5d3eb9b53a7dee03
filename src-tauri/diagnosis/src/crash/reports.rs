//! The reports that are kept: few, short, and no other file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::text;
use crate::log::Log;

/// The folder in the state folder.
const FOLDER: &str = "reports";
/// Names the newest report that the person was shown.
const SEEN: &str = "seen";
/// Reports that are kept; an older one goes.
const MOST: usize = 10;
/// Reports of each kind of one process: what fails again and again is told thrice.
const MOST_OF_A_PROCESS: u32 = 3;
/// Names that are tried where others have failed in the same millisecond.
const TRIES: usize = 10;
/// Bytes of one report.
const MOST_BYTES: usize = 64 << 10;

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum CrashKind {
    /// A thread of the app.
    App,
    /// The process of a window's page.
    Page,
}

/// A report that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CrashReport {
    /// Names it among the others.
    pub name: String,
    /// What went wrong.
    pub kind: CrashKind,
    /// When.
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub at: Timestamp,
    /// Whether the person was not told of it yet.
    pub new: bool,
}

/// The reports of one state folder. Clones share how many this process has written.
#[derive(Debug, Clone)]
pub struct CrashReports {
    folder: PathBuf,
    pub(super) log: PathBuf,
    panics: Arc<AtomicU32>,
    pages: Arc<AtomicU32>,
}

impl CrashReports {
    /// Those in this state folder; it need not exist.
    #[must_use]
    pub fn of(state: &Path) -> Self {
        let (panics, pages) = Default::default();
        Self { folder: state.join(FOLDER), log: Log::path_in(state), panics, pages }
    }

    /// Leaves a report on a page whose process ended. `about` says of it what is known, a line each.
    pub fn page_ended(&self, about: &str) {
        self.write(CrashKind::Page, || text::of_page(about, &self.log));
    }

    /// The newest first.
    #[must_use]
    pub fn list(&self) -> Vec<CrashReport> {
        let seen = self.seen();
        let of = |name: String| {
            let (kind, at) = parts(&name)?;
            Some(CrashReport { new: name > seen, name, kind, at })
        };
        self.names().into_iter().rev().filter_map(of).collect()
    }

    /// The text of a report of the list; `None` where it is there no longer.
    #[must_use]
    pub fn read(&self, name: &str) -> Option<String> {
        let known = self.names().into_iter().find(|known| known == name)?;
        fs::read_to_string(self.folder.join(known)).ok()
    }

    /// Notes that the person was told of a report of the list, and of those before it.
    ///
    /// # Errors
    /// Those of the system.
    pub fn see(&self, name: &str) -> io::Result<()> {
        match self.names().into_iter().find(|known| known == name) {
            // A window that shows an older list takes nothing back.
            Some(known) if known > self.seen() => {
                let mut file = NamedTempFile::new_in(&self.folder)?;
                file.write_all(known.as_bytes())?;
                file.persist(self.folder.join(SEEN))?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Deletes a report of the list; one that is gone is no error.
    ///
    /// # Errors
    /// Those of the system.
    pub fn delete(&self, name: &str) -> io::Result<()> {
        match self.names().into_iter().find(|known| known == name) {
            Some(known) => fs::remove_file(self.folder.join(known)),
            None => Ok(()),
        }
    }

    /// Whoever fails has nobody to tell that this failed, too. Makes no text that would not be written.
    pub(super) fn write(&self, kind: CrashKind, text: impl FnOnce() -> String) {
        let written = match kind {
            CrashKind::App => &self.panics,
            CrashKind::Page => &self.pages,
        };
        let one_more = |count| (count < MOST_OF_A_PROCESS).then_some(count + 1);
        if written.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).is_ok() {
            let _ = self.put(kind, Timestamp::now(), &text());
        }
    }

    fn put(&self, kind: CrashKind, at: Timestamp, text: &str) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        // First: on a full disk that makes the room.
        let names = self.names();
        let old = names.iter().take((names.len() + 1).saturating_sub(MOST));
        old.for_each(|name| drop(fs::remove_file(self.folder.join(name))));
        let (path, mut file) = self.create(kind, at)?;
        let mut end = text.len().min(MOST_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let written = file.write_all(&text.as_bytes()[..end]);
        if written.is_err() {
            drop(file);
            let _ = fs::remove_file(path);
        }
        written
    }

    /// A new file. Its name may be taken: two threads can fail at once.
    fn create(&self, kind: CrashKind, mut at: Timestamp) -> io::Result<(PathBuf, File)> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut tries = 0;
        loop {
            let path = self.folder.join(name_of(kind, at));
            match options.open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < TRIES => {
                    tries += 1;
                    at = at.saturating_add(SignedDuration::from_millis(1)).map_err(io::Error::other)?;
                }
                opened => return opened.map(|file| (path, file)),
            }
        }
    }

    /// The newest report that the person was told of; empty where that is not known.
    fn seen(&self) -> String {
        let seen = fs::read_to_string(self.folder.join(SEEN)).unwrap_or_default();
        Some(seen).filter(|name| parts(name).is_some()).unwrap_or_default()
    }

    /// The oldest first.
    fn names(&self) -> Vec<String> {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut names: Vec<String> = files.filter_map(|file| file.file_name().into_string().ok()).collect();
        names.retain(|name| parts(name).is_some());
        names.sort();
        names
    }
}

/// `2026-11-27T16-31-52.123Z-page.txt`: in the order of time, and of characters that every system takes.
fn name_of(kind: CrashKind, at: Timestamp) -> String {
    let kind = match kind {
        CrashKind::App => "app",
        CrashKind::Page => "page",
    };
    format!("{}-{kind}.txt", at.strftime("%Y-%m-%dT%H-%M-%S%.3fZ"))
}

fn parts(name: &str) -> Option<(CrashKind, Timestamp)> {
    let (at, kind) = name.strip_suffix(".txt")?.rsplit_once('-')?;
    let kind = match kind {
        "app" => CrashKind::App,
        "page" => CrashKind::Page,
        _ => return None,
    };
    let (day, time) = at.split_once('T')?;
    Some((kind, format!("{day}T{}", time.replace('-', ":")).parse().ok()?))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    fn reports() -> (tempfile::TempDir, CrashReports) {
        let state = tempfile::tempdir().unwrap();
        let reports = CrashReports::of(state.path());
        (state, reports)
    }

    fn put(reports: &CrashReports, second: i64, text: &str) {
        reports.put(CrashKind::Page, Timestamp::from_second(second).unwrap(), text).unwrap();
    }

    #[test]
    fn a_report_is_new_until_it_was_seen() {
        let (_state, reports) = reports();
        assert_eq!(reports.list(), []);
        put(&reports, 10, "one");
        let one = reports.list().remove(0).name;
        reports.see(&one).unwrap();
        put(&reports, 20, "two");
        let new = || reports.list().iter().map(|one| (one.at.as_second(), one.new)).collect::<Vec<_>>();
        assert_eq!(new(), [(20, true), (10, false)]);
        let two = reports.list().remove(0).name;
        assert_eq!(reports.read(&two).as_deref(), Some("two"));

        // Neither a name of nothing nor an older one changes what was seen.
        reports.see("2999-01-01T00-00-00.000Z-page.txt").unwrap();
        assert_eq!(new(), [(20, true), (10, false)]);
        reports.see(&two).unwrap();
        reports.see(&one).unwrap();
        assert_eq!(new(), [(20, false), (10, false)]);
        fs::write(reports.folder.join(SEEN), "zzz").unwrap();
        assert_eq!(new(), [(20, true), (10, true)]);

        reports.delete(&two).unwrap();
        reports.delete(&two).unwrap();
        assert_eq!(new(), [(10, true)]);
    }

    #[test]
    fn no_other_file_is_read_or_deleted() {
        let (state, reports) = reports();
        put(&reports, 10, "one");
        let other = state.path().join("x-app.txt");
        fs::write(&other, "mine").unwrap();
        for name in
            ["../x-app.txt", "seen", &other.display().to_string(), "1970-01-01T00-00-10.000Z-page.txt/"]
        {
            assert_eq!(reports.read(name), None, "{name}");
            reports.delete(name).unwrap();
        }
        assert!(other.exists() && reports.list().len() == 1);
    }

    #[test]
    fn reports_are_few_and_short() {
        let (_state, reports) = reports();
        for second in 0..15 {
            put(&reports, second, &"é".repeat(MOST_BYTES));
        }
        let listed = reports.list();
        assert_eq!((listed.len(), listed[0].at.as_second(), listed[9].at.as_second()), (MOST, 14, 5));
        assert!(reports.read(&listed[0].name).unwrap().len() <= MOST_BYTES);
    }

    #[test]
    fn what_fails_again_and_again_is_told_thrice_of_each_kind() {
        let (_state, reports) = reports();
        for _ in 0..5 {
            reports.page_ended("Reason: Crashed");
        }
        assert_eq!(reports.list().len(), 3);
        reports.write(CrashKind::App, || "a panic".to_owned());
        assert_eq!(reports.list().len(), 4);
        reports.write(CrashKind::Page, || panic!("a text is made that is not written"));
    }

    #[test]
    fn two_of_one_moment_are_two() {
        let (_state, reports) = reports();
        put(&reports, 10, "one");
        put(&reports, 10, "two");
        let texts: Vec<_> = reports.list().iter().filter_map(|one| reports.read(&one.name)).collect();
        assert_eq!(texts, ["two", "one"]);
    }
}
