//! What joins a terminal or runs another process in a session.

use std::path::{Path, PathBuf};

use super::invocation::Invocation;
use crate::kind::EngineKind;

/// Where a client is told its detach keys, of which docker's default would keep Ctrl-P from the
/// program. Which they are `engine` says when it makes the command: they may be no text.
pub(crate) const DETACH_KEYS: &str = "--detach-keys=";
/// The variable that a shell of ours carries.
pub(super) const SHELL_MARK: &str = "BERTH_SHELL";

/// As [`start`](super::start), with the client's terminal joined to the container's before the
/// main process runs: it misses nothing, and what it asks its terminal is answered. Without
/// `--sig-proxy=false` podman's client takes the container down with it; docker's has no such
/// flag, and proxies none for a container with a terminal (28.2).
pub fn start_attached(kind: EngineKind, id: &str) -> Invocation {
    let proxy = (kind == EngineKind::Podman).then_some("--sig-proxy=false");
    let flags = ["start", "--attach", "--interactive"].into_iter().chain(proxy).chain([DETACH_KEYS]);
    Invocation::new(&flags.collect::<Vec<_>>(), [id])
}

/// Runs another process in a running session; with `tty` its stdin and a terminal too.
pub fn exec<S: AsRef<str>>(id: &str, argv: &[S], tty: bool) -> Invocation {
    let flags: &[&str] = if tty { &["exec", DETACH_KEYS, "-it"] } else { &["exec"] };
    Invocation::new(flags, [id].into_iter().chain(argv.iter().map(AsRef::as_ref)))
}

/// As [`exec`], with stdin but without a terminal: for pipes.
pub fn exec_with_input<S: AsRef<str>>(id: &str, argv: &[S]) -> Invocation {
    Invocation::new(&["exec", "-i"], [id].into_iter().chain(argv.iter().map(AsRef::as_ref)))
}

/// Prefers bash, and takes sh where there is none.
pub(super) const BASH_ELSE_SH: [&str; 3] =
    ["sh", "-c", "if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi"];

/// Runs an interactive shell on a terminal of its own; `None` is bash, else sh. Its
/// environment carries `token`, by which [`hang_up`] finds it.
pub fn shell(id: &str, argv: Option<&[String]>, token: &str) -> Invocation {
    let mark = format!("{SHELL_MARK}={token}");
    let flags = ["exec", DETACH_KEYS, "-it", "-e", "TERM=xterm-256color", "-e", &mark];
    match argv {
        Some(argv) => Invocation::new(&flags, [id].into_iter().chain(argv.iter().map(String::as_str))),
        None => Invocation::new(&flags, [id].into_iter().chain(BASH_ELSE_SH)),
    }
}

/// Hangs up on the shell that carries `token`, and on what runs in it, as a terminal
/// that closes does: on both engines a process outlives the client of its exec
/// (podman 4.3, docker 20.10). Ends with 0 when none is left.
pub fn hang_up(id: &str, token: &str) -> Invocation {
    let argv = hang_up_argv(token);
    Invocation::new(&["exec"], [id].into_iter().chain(argv.iter().map(String::as_str)))
}

/// The program that does it.
pub(super) fn hang_up_argv(token: &str) -> [String; 4] {
    const SCRIPT: &str = "for e in /proc/[0-9]*/environ; do case $(cat \"$e\" 2>/dev/null) in \
        *\"$0\"*) p=${e#/proc/}; kill -HUP \"${p%/environ}\" ;; esac; done; exit 0";
    ["sh", "-c", SCRIPT, &format!("{SHELL_MARK}={token}")].map(str::to_owned)
}

/// Joins the main process's terminal for who only looks, with a client whose output is no terminal:
/// docker's takes the size from that, and without one sends none (28.2 on 20.10), and so does podman's
/// over a connection (4.3). podman's own, which is the engine itself, sends the main process SIGWINCH
/// before it joins, whatever its streams are: see [`conmon_socket`].
///
/// `input`: whether the client is to send any. Of docker's the input must be a terminal then, and it
/// ends only with its detach keys: killed at once after a key, 15 of 15 keys did not arrive. podman's
/// takes a pipe, and ends when that does, when all has arrived.
pub fn observe(id: &str, input: bool) -> Invocation {
    let silent = (!input).then_some("--no-stdin");
    let flags = ["attach", "--sig-proxy=false", DETACH_KEYS].into_iter().chain(silent);
    Invocation::new(&flags.collect::<Vec<_>>(), [id])
}

/// Where conmon, podman's monitor of a container, serves attached clients (since podman 2): in the
/// folder of the file that inspect calls `OCIConfigPath`. podman's `attach` connects to it as well.
///
/// Whoever connects gets the output, a packet for each read, and sends input; the container hears
/// nothing of it: no SIGWINCH, no size (4.3, conmon 2.1). Input arrives though its sender goes at
/// once, 50 of 50 times.
pub fn conmon_socket(config_path: &str) -> Option<PathBuf> {
    Some(Path::new(config_path).parent()?.join("attach"))
}

/// Joins the main process's terminal. Without `--sig-proxy=false` podman's client takes
/// the container down with it.
pub fn attach(id: &str) -> Invocation {
    Invocation::new(&["attach", "--sig-proxy=false", DETACH_KEYS], [id])
}
