//! The start of a terminal program.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A terminal program that is to run something.
#[derive(Debug, PartialEq, Eq)]
pub struct Launch {
    pub program: PathBuf,
    pub args: Vec<OsString>,
}

/// The name of a program, for people.
pub fn name(program: &Path) -> String {
    program.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
