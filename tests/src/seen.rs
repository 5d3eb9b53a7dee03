//! Who on this machine can read a text: in the arguments and environments of processes, and in files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// A process that had the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// Its arguments, each after a space.
    pub arguments: String,
    /// In its arguments, or else in its environment.
    pub in_arguments: bool,
    /// It sees the files of this machine, as no process of a container does.
    pub is_here: bool,
}

/// Looks at every process, again and again, until it is told to end.
pub struct Watch {
    stop: Arc<AtomicBool>,
    looking: JoinHandle<BTreeSet<Sighting>>,
}

impl Watch {
    pub fn start(text: &str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, text) = (Arc::clone(&stop), text.to_owned());
        let looking = std::thread::spawn(move || {
            let mut seen = BTreeSet::new();
            while !stopped.load(Ordering::Relaxed) {
                look(text.as_bytes(), &mut seen);
                std::thread::sleep(Duration::from_millis(1));
            }
            look(text.as_bytes(), &mut seen);
            seen
        });
        Self { stop, looking }
    }

    pub fn end(self) -> BTreeSet<Sighting> {
        self.stop.store(true, Ordering::Relaxed);
        self.looking.join().expect("it looks until it is told to end")
    }
}

fn look(text: &[u8], seen: &mut BTreeSet<Sighting>) {
    let own = fs::read_link("/proc/self/ns/mnt").ok();
    for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let process = process.path();
        // One that ends meanwhile has nothing.
        let read = |name: &str| fs::read(process.join(name)).unwrap_or_default();
        // In this order: one that becomes another program meanwhile is seen with the arguments of the later one.
        let (environment, arguments) = (read("environ"), read("cmdline"));
        let in_arguments = contains(&arguments, text);
        if in_arguments || contains(&environment, text) {
            let arguments = String::from_utf8_lossy(&arguments).replace('\0', " ");
            let is_here = fs::read_link(process.join("ns/mnt")).ok() == own;
            seen.insert(Sighting { arguments, in_arguments, is_here });
        }
    }
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|part| part == text)
}

/// The files in a folder, and in those in it, that have the bytes in them.
pub fn files_with(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, kind) = (entry.path(), entry.file_type().expect("a kind"));
        if kind.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if kind.is_file() && fs::read(&path).is_ok_and(|text| contains(&text, bytes)) {
            found.push(path);
        }
    }
    found
}
