//! Writes files whole or not at all.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Replaces the file at `path`. Readers see the old content or the new, also after a crash.
/// Without `permissions` only this user can read the new file.
///
/// # Errors
/// `path` names no file, its folder does not exist, or the system refuses. The old file is
/// then as it was.
pub fn atomic_write(path: &Path, content: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::IsADirectory)?;
    let mut file = tempfile::Builder::new().prefix(".berth-").tempfile_in(folder)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_new_file_is_alone_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for content in [&b"old"[..], b"new and longer"] {
            atomic_write(&path, content, None).unwrap();
            assert_eq!(fs::read(&path).unwrap(), content);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(atomic_write(&folder.path().join("none/file"), b"", None).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_private_unless_permissions_are_given() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        atomic_write(&path, b"", None).unwrap();
        assert_eq!(mode(), 0o600);
        atomic_write(&path, b"", Some(fs::Permissions::from_mode(0o644))).unwrap();
        assert_eq!(mode(), 0o644);
    }
}
