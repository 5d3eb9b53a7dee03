//! Files that only their person reads: logs hold what programs print.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

/// Makes an empty file, unless there is one.
pub fn make(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    // What SQLite makes beside it gets the same rights. Windows keeps the folder's.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
