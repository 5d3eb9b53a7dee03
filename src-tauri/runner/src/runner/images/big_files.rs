//! Where podman's client puts what is on its way: whole layers, in `/var/tmp`.
//!
//! Killed in the middle it leaves them there (4.3: 85 MB of a pull of 120, by SIGKILL, SIGTERM and SIGINT
//! alike). In a folder of ours they go with it.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// A client that was killed may still write for a moment.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// A folder for one call; goes when it is dropped.
pub(super) struct BigFiles(Option<TempDir>);

impl BigFiles {
    /// Beside what the client would have chosen; nothing where that can't be written to.
    pub fn new() -> Self {
        let chosen = std::env::var_os("TMPDIR").map(PathBuf::from);
        let place = chosen.unwrap_or_else(|| PathBuf::from("/var/tmp"));
        Self(tempfile::Builder::new().prefix("berth-").tempdir_in(place).ok())
    }

    /// For an engine whose client does not hold them.
    pub fn none() -> Self {
        Self(None)
    }

    /// The variable that leads the client there.
    pub fn variable(&self) -> Option<(String, String)> {
        Some(("TMPDIR".to_owned(), self.0.as_ref()?.path().to_str()?.to_owned()))
    }
}

impl Drop for BigFiles {
    fn drop(&mut self) {
        let Some(folder) = self.0.take() else { return };
        // Never in the way of who dropped it: it may be gigabytes.
        let path = folder.keep();
        let removed = {
            let path = path.clone();
            move || remove(&path)
        };
        if thread::Builder::new().name("big files".to_owned()).spawn(removed).is_err() {
            remove(&path);
        }
    }
}

fn remove(path: &Path) {
    for _ in 0..TRIES {
        match std::fs::remove_dir_all(path) {
            Ok(()) => return,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
            Err(_) => thread::sleep(PAUSE),
        }
    }
    tracing::warn!(path = %path.display(), "what a client left on its way could not be removed");
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_folder_goes_with_what_is_in_it() {
        let files = BigFiles::new();
        let Some((key, path)) = files.variable() else { return };
        assert_eq!(key, "TMPDIR");
        std::fs::create_dir(Path::new(&path).join("storage1")).unwrap();
        std::fs::write(Path::new(&path).join("storage1/1"), "layer").unwrap();
        drop(files);
        let gone = (0..200).any(|_| {
            thread::sleep(Duration::from_millis(10));
            !Path::new(&path).exists()
        });
        assert!(gone, "{path}");
        assert_eq!(BigFiles::none().variable(), None);
    }
}
