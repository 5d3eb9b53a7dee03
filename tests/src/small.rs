//! Small file systems, which hold root to their limits as well.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system in memory; gone when dropped.
#[derive(Debug)]
pub struct Small(PathBuf);

impl Small {
    /// With options of tmpfs, such as `size=4m` or `ro`.
    pub fn at(folder: impl Into<PathBuf>, options: &str) -> Self {
        let folder = folder.into();
        std::fs::create_dir_all(&folder).expect("a folder");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", options, "none"]).arg(&folder).status();
        assert!(mount.expect("mount runs").success(), "{} is mounted", folder.display());
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Lets it be written to or not, with `rw` and `ro`.
    pub fn remount(&self, how: &str) {
        let mount = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&self.0).status();
        assert!(mount.expect("mount runs").success(), "{} is mounted again", self.0.display());
    }

    /// Fills it to its last byte, until the file that does is removed.
    pub fn fill(&self) -> PathBuf {
        let path = self.0.join("ballast");
        let mut ballast = std::fs::File::create(&path).expect("a file");
        while ballast.write_all(&[0; 4096]).is_ok() {}
        path
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        // One that stays mounted is empty, and harms no other test.
        drop(Command::new("umount").arg("--lazy").arg(&self.0).status());
    }
}
