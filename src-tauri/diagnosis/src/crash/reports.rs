//! The reports that are kept: few, short, and no other file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::text;
use crate::log::Log;

/// The folder in the state folder.
const FOLDER: &str = "reports";
/// Names the newest report that the person was shown.
const SEEN: &str = "seen";
/// Reports that are kept; an older one goes.
const MOST: usize = 10;
/// Reports of one process: what fails again and again is told thrice.
const MOST_OF_A_PROCESS: u32 = 3;
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
    written: Arc<AtomicU32>,
}

impl CrashReports {
    /// Those in this state folder; it need not exist.
    #[must_use]
    pub fn of(state: &Path) -> Self {
        Self { folder: state.join(FOLDER), log: Log::path_in(state), written: Arc::default() }
    }

    /// Leaves a report on a page whose process ended. `about` says of it what is known, a line each.
    pub fn page_ended(&self, about: &str) {
        self.write(CrashKind::Page, &text::of_page(about, &self.log));
    }

    /// The newest first.
    #[must_use]
    pub fn list(&self) -> Vec<CrashReport> {
        let seen = fs::read_to_string(self.folder.join(SEEN)).unwrap_or_default();
        let of = |name: String| {
            let (kind, at) = parts(&name)?;
            Some(CrashReport { new: name.as_str() > seen.trim(), name, kind, at })
        };
        self.names().into_iter().rev().filter_map(of).collect()
    }

    /// The text of a report of the list; `None` where it is there no longer.
    #[must_use]
    pub fn read(&self, name: &str) -> Option<String> {
        let known = self.names().into_iter().find(|known| known == name)?;
        fs::read_to_string(self.folder.join(known)).ok()
    }

    /// Notes that the person was told of all there are.
    ///
    /// # Errors
    /// Those of the system.
    pub fn see(&self) -> io::Result<()> {
        match self.names().last() {
            Some(newest) => fs::write(self.folder.join(SEEN), newest),
            None => Ok(()),
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

    /// Whoever fails has nobody to tell that this failed, too.
    pub(super) fn write(&self, kind: CrashKind, text: &str) {
        if self.written.fetch_add(1, Ordering::Relaxed) < MOST_OF_A_PROCESS {
            let _ = self.put(&name_of(kind, Timestamp::now()), text);
        }
    }

    fn put(&self, name: &str, text: &str) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut end = text.len().min(MOST_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        options.open(self.folder.join(name))?.write_all(&text.as_bytes()[..end])?;
        let names = self.names();
        let old = names.iter().take(names.len().saturating_sub(MOST));
        old.for_each(|name| drop(fs::remove_file(self.folder.join(name))));
        Ok(())
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
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn reports() -> (tempfile::TempDir, CrashReports) {
        let state = tempfile::tempdir().unwrap();
        let reports = CrashReports::of(state.path());
        (state, reports)
    }

    fn at(second: i64) -> String {
        name_of(CrashKind::Page, Timestamp::from_second(second).unwrap())
    }

    #[test]
    fn a_report_is_new_until_it_was_seen() {
        let (_state, reports) = reports();
        assert_eq!(reports.list(), []);
        reports.see().unwrap();
        reports.put(&at(10), "one").unwrap();
        reports.see().unwrap();
        reports.put(&at(20), "two").unwrap();
        let listed = reports.list();
        let new: Vec<_> = listed.iter().map(|report| (report.at.as_second(), report.new)).collect();
        assert_eq!(new, [(20, true), (10, false)]);
        assert_eq!(reports.read(&listed[0].name).as_deref(), Some("two"));
        reports.delete(&listed[0].name).unwrap();
        reports.delete(&listed[0].name).unwrap();
        assert_eq!(reports.list().len(), 1);
    }

    #[test]
    fn no_other_file_is_read_or_deleted() {
        let (state, reports) = reports();
        reports.put(&at(10), "one").unwrap();
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
            reports.put(&at(second), &"é".repeat(MOST_BYTES)).unwrap();
        }
        let listed = reports.list();
        assert_eq!((listed.len(), listed[0].at.as_second(), listed[9].at.as_second()), (MOST, 14, 5));
        assert!(reports.read(&listed[0].name).unwrap().len() <= MOST_BYTES);
    }

    #[test]
    fn what_fails_again_and_again_is_told_thrice() {
        let (_state, reports) = reports();
        for _ in 0..5 {
            reports.page_ended("Reason: Crashed");
            // Names tell milliseconds.
            while name_of(CrashKind::Page, Timestamp::now()) == reports.list()[0].name {}
        }
        assert_eq!(reports.list().len(), 3);
    }
}
