//! The PATH of the person's login shell, for programs that a desktop gives another one.
//!
//! Finder starts programs with the system's folders only, whatever a terminal would show:
//! engines, and their helpers, may be anywhere else. The shell is run as a terminal runs
//! it, as an interactive login shell, since people set their PATH in the files of either;
//! but in a session without a terminal, so that it can't take ours, and without input.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What Finder gives.
const BARE: [&str; 4] = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"];

/// Folders of the login shell's PATH, absolute ones, where our own may lack them: on macOS,
/// not started from a terminal. `None` elsewhere, and when the shell does not answer.
///
/// The first call takes up to 2 s, and others that come meanwhile wait for it.
pub(crate) fn login_path() -> &'static [PathBuf] {
    static LOGIN_PATH: OnceLock<Vec<PathBuf>> = OnceLock::new();
    LOGIN_PATH.get_or_init(|| {
        let own = std::env::var_os("PATH").unwrap_or_default();
        let bare = std::env::split_paths(&own).all(|place| BARE.iter().any(|bare| place == Path::new(bare)));
        if cfg!(target_os = "macos") && bare { shell::ask_own().unwrap_or_default() } else { Vec::new() }
    })
}

#[cfg(unix)]
mod shell {
    use std::ffi::OsStr;
    use std::io::{BufRead, BufReader, Read};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Stdio};
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use process_wrap::std::{CommandWrap, ProcessSession};

    use super::*;

    /// How long the person's files may take; nothing is found before.
    const LIMIT: Duration = Duration::from_secs(2);
    /// How much is read before the answer, in bytes: files may print a banner.
    const MAX_BANNER_BYTES: u64 = 1 << 20;

    /// Read by shells of every family (POSIX, csh, fish, nu), which differ in how they
    /// quote and in how PATH is written. It does not hold the line that it prints.
    const SCRIPT: &str = r#"/bin/sh -c 'printf "\n%s-%s:%s\n" berth path "$PATH"'"#;
    const MARK: &[u8] = b"berth-path:";

    pub fn ask_own() -> Option<Vec<PathBuf>> {
        let shell = std::env::var_os("SHELL").map(PathBuf::from).filter(|shell| shell.is_absolute());
        ask(login(&shell.unwrap_or_else(|| "/bin/zsh".into())), LIMIT)
    }

    /// csh knows no flag for a login shell beside others; all know this name.
    pub(super) fn login(shell: &Path) -> Command {
        let mut name = OsStr::new("-").to_owned();
        name.push(shell.file_name().unwrap_or_default());
        let mut command = Command::new(shell);
        command.arg0(name).args(["-i", "-c", SCRIPT]);
        command
    }

    /// Waits until the shell has answered, and not for its end. One that does not answer is
    /// killed with its process group.
    pub(super) fn ask(mut shell: Command, limit: Duration) -> Option<Vec<PathBuf>> {
        shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let started = CommandWrap::from(shell).wrap(ProcessSession).spawn();
        let mut shell = started.inspect_err(|error| tracing::warn!(%error, "no login shell")).ok()?;
        let stdout = shell.stdout().take()?;
        let (sender, path) = mpsc::channel();
        let read = move || {
            let mut lines = BufReader::new(stdout.take(MAX_BANNER_BYTES)).split(b'\n').map_while(Result::ok);
            // Nobody hears it any more when it comes late.
            let _ = sender.send(lines.find_map(|line| line.strip_prefix(MARK).map(<[u8]>::to_vec)));
        };
        thread::Builder::new().name("login shell".to_owned()).spawn(read).ok()?;
        let path = path.recv_timeout(limit).ok().flatten();
        if path.is_none() {
            tracing::warn!("the login shell does not print its PATH");
            let _ = shell.start_kill();
        }
        thread::Builder::new().name("login shell's end".to_owned()).spawn(move || shell.wait()).ok()?;
        let places: Vec<PathBuf> = std::env::split_paths(OsStr::from_bytes(&path?)).collect();
        Some(places.into_iter().filter(|place| place.is_absolute()).collect())
    }
}

#[cfg(not(unix))]
mod shell {
    use super::PathBuf;

    pub fn ask_own() -> Option<Vec<PathBuf>> {
        None
    }
}

#[cfg(all(test, unix))]
mod tests;
