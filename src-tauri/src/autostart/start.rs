//! The start at log-in: what of, and how it is told from others.

use std::ffi::OsString;
use std::path::PathBuf;

/// The argument of a start at log-in.
pub const AT_LOG_IN: &str = "--at-log-in";

/// Whether the desktop has started the program, and nobody asked for a window.
pub fn is_log_in(arguments: impl Iterator<Item = OsString>) -> bool {
    arguments.skip(1).any(|argument| argument == AT_LOG_IN)
}

/// What is to be started: of an AppImage its file, not what it mounts.
pub fn program() -> std::io::Result<PathBuf> {
    match std::env::var_os("APPIMAGE").filter(|_| std::env::var_os("APPDIR").is_some()) {
        Some(image) => Ok(image.into()),
        None => std::env::current_exe(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_at_log_in_says_so() {
        let is = |arguments: &[&str]| is_log_in(arguments.iter().map(OsString::from));
        assert!(is(&["berth", AT_LOG_IN]));
        assert!(!is(&["berth"]) && !is(&["berth", "berth://session/x"]) && !is(&[AT_LOG_IN]));
    }
}
