//! A named pipe.

use std::io;
use std::path::Path;

/// The name of a pipe that nobody can have taken before.
pub fn new_address(_: &Path, name: &str) -> io::Result<String> {
    let unique = uuid::Uuid::new_v4().simple();
    Ok(format!(r"\\.\pipe\berth-{name}-{unique}"))
}
