//! A terminal that the app handed over: in a folder of the app this process says that it has it, and reads
//! whether the app wants it back.
//!
//! | file   | written by | means                                                   |
//! |--------|------------|---------------------------------------------------------|
//! | `held` | berthctl   | locked as long as this process has the session          |
//! | `size` | berthctl   | columns and rows of its terminal; present once it joined |
//! | `back` | the app    | give it back                                            |
//!
//! The lock ends with the process, however that ends.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use berth_terminal::Size;

/// How often it is looked whether the app wants the session back.
pub const LOOK_EVERY: Duration = Duration::from_millis(200);

pub struct Handed {
    folder: PathBuf,
    _held: File,
}

impl Handed {
    /// Says that this process has the session, in a terminal of this size.
    ///
    /// # Errors
    /// Those of the file system: the app may have ended, and its folder with it.
    pub fn hold(folder: &Path, size: Size) -> io::Result<Self> {
        let held = File::create(folder.join("held"))?;
        held.try_lock()?;
        let handed = Self { folder: folder.to_owned(), _held: held };
        handed.resized(size)?;
        Ok(handed)
    }

    /// Says another size.
    ///
    /// # Errors
    /// As above.
    pub fn resized(&self, Size { cols, rows }: Size) -> io::Result<()> {
        let new = self.folder.join("size.new");
        std::fs::write(&new, format!("{cols} {rows}"))?;
        std::fs::rename(new, self.folder.join("size"))
    }

    pub fn wanted_back(&self) -> bool {
        self.folder.join("back").exists()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_folder_tells_who_has_it_how_large_and_whether_it_is_wanted_back() {
        let folder = tempfile::tempdir().unwrap();
        let other = || File::options().write(true).open(folder.path().join("held")).unwrap();
        let handed = Handed::hold(folder.path(), Size { cols: 80, rows: 24 }).unwrap();
        assert!(other().try_lock().is_err());
        assert!(Handed::hold(folder.path(), Size { cols: 80, rows: 24 }).is_err());
        handed.resized(Size { cols: 100, rows: 30 }).unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join("size")).unwrap(), "100 30");
        assert!(!handed.wanted_back());
        std::fs::write(folder.path().join("back"), "").unwrap();
        assert!(handed.wanted_back());
        drop(handed);
        assert!(other().try_lock().is_ok());
    }

    #[test]
    fn without_the_app_nothing_is_held() {
        let gone = tempfile::tempdir().unwrap().path().join("gone");
        assert!(Handed::hold(&gone, Size { cols: 80, rows: 24 }).is_err());
    }
}
