//! Where the app listens.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Where the app of one state folder listens. Two apps with the same state are one.
#[derive(Debug, Clone)]
pub struct Place {
    state: PathBuf,
}

impl Place {
    /// `state` is the folder of the archive.
    pub fn of(state: &Path) -> Self {
        Self { state: state.to_owned() }
    }

    /// Held by the app while it runs.
    pub(crate) fn lock(&self) -> PathBuf {
        self.state.join("control.lock")
    }

    /// Says where it listens: not every shell has the same variables as the app.
    fn note(&self) -> PathBuf {
        self.state.join("control.address")
    }

    /// The address that was noted last; its app may be gone.
    pub(crate) fn noted(&self) -> Option<String> {
        let note = std::fs::read_to_string(self.note()).ok()?;
        Some(note.trim_end().to_owned()).filter(|address| !address.is_empty())
    }

    /// Notes where the app listens.
    pub(crate) fn set_note(&self, address: &str) -> io::Result<()> {
        std::fs::write(self.note(), format!("{address}\n"))
    }

    /// The note is gone with the app.
    pub(crate) fn remove_note(&self) {
        let _ = std::fs::remove_file(self.note());
    }

    pub(crate) fn state(&self) -> &Path {
        &self.state
    }

    /// An address that only this person can reach; nobody listens there.
    pub(crate) fn new_address(&self) -> io::Result<String> {
        #[cfg(unix)]
        use unix::new_address;
        #[cfg(windows)]
        use windows::new_address;
        new_address(&self.state, &self.name())
    }

    /// Tells apart the apps of two state folders.
    fn name(&self) -> String {
        let folder = std::fs::canonicalize(&self.state).unwrap_or_else(|_| self.state.clone());
        let digest = Sha256::digest(folder.as_os_str().as_encoded_bytes());
        digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }
}
