//! Debug shells: a container of Berth's own, with a busybox, beside a session or of a copy of it.
//!
//! Beside one that runs it is in that session's namespaces and looks at its files through `/proc`: nothing is put
//! into the session, so that a read-only file system and one without any program are no matter. Of one that has
//! ended there is nothing to look through; a copy of its file system gets the program.

use super::invocation::Invocation;
use super::list::labelled;
use crate::session::{DEBUG_IMAGES, LABEL_DEBUG, STARTER_IMAGE};

/// Where the program is in a copy.
pub const BUSYBOX: &str = "/.berth-debug/busybox";

/// The prompt, so that nobody takes it for the session's own shell.
const PROMPT: &str = r"PS1=debug:\w \$ ";

/// A debug shell as the engine is to make it.
#[derive(Debug, Clone, Copy)]
pub struct Debug<'a> {
    /// The full id of the session.
    pub id: &'a str,
    /// Names it, and finds it again.
    pub token: &'a str,
    /// Whether it has a terminal.
    pub tty: bool,
    /// What to run.
    pub argv: &'a [String],
}

/// The image of a copy.
pub fn debug_image(token: &str) -> String {
    format!("{DEBUG_IMAGES}:{token}")
}

/// Those of one debug shell.
pub fn list_of_debug(token: &str) -> Invocation {
    labelled(LABEL_DEBUG, token)
}

/// Makes an image of a container's file system. It carries the container's configuration, values of variables
/// included, as the container itself does.
pub fn commit(id: &str, reference: &str) -> Invocation {
    Invocation::new(&["container", "commit"], [id, reference])
}

/// Creates one beside a running session, whose root is at `root` in `/proc`. `users`: the session has a user namespace
/// of its own, which podman joins; docker's is the daemon's.
///
/// `SYS_PTRACE`, because the kernel asks for it who looks through `/proc` at a process with more capabilities.
/// The shell of busybox (1.35, Debian) finds its programs in itself, also in a root that has none of them.
pub fn debug_beside(debug: Debug<'_>, root: &str, users: bool) -> Invocation {
    let pid = format!("--pid=container:{}", debug.id);
    let network = format!("--network=container:{}", debug.id);
    let users = users.then(|| format!("--userns=container:{}", debug.id));
    let flags = [pid, network, "--cap-add=SYS_PTRACE".to_owned(), "--cap-add=SYS_CHROOT".to_owned()];
    let words = ["/bin/busybox", "chroot", root];
    create(debug, flags.into_iter().chain(users), STARTER_IMAGE, &words)
}

/// Creates one of a copy, with the volumes of the session and without a network: its ports may be
/// taken meanwhile, and it may have had no network either. `env` runs what the image has, else busybox's own.
pub fn debug_copy(debug: Debug<'_>) -> Invocation {
    let volumes = format!("--volumes-from={}", debug.id);
    let entrypoint = format!("--entrypoint={BUSYBOX}");
    let flags = [volumes, entrypoint, "--network=none".to_owned(), "--no-healthcheck".to_owned()];
    create(debug, flags.into_iter(), &debug_image(debug.token), &["env"])
}

/// What is typed there is in no log: there is none.
fn create(debug: Debug<'_>, flags: impl Iterator<Item = String>, image: &str, words: &[&str]) -> Invocation {
    let Debug { token, tty, argv, .. } = debug;
    let (name, label) = (format!("berth-debug-{token}"), format!("{LABEL_DEBUG}={token}"));
    let begin = ["create", "--name", &name, "--label", &label, if tty { "-it" } else { "-i" }];
    let common = ["--user=0", "--log-driver=none", "-e", "TERM=xterm-256color", "-e", PROMPT];
    let flags: Vec<String> = begin.into_iter().chain(common).map(str::to_owned).chain(flags).collect();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let words = words.iter().copied().chain(argv.iter().map(String::as_str));
    Invocation::new(&flags, [image].into_iter().chain(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_beside_joins_what_the_session_has() {
        let argv = ["sh".to_owned()];
        let debug = Debug { id: "ab", token: "t", tty: true, argv: &argv };
        #[rustfmt::skip]
        let expected = [
            "create", "--name", "berth-debug-t", "--label", "dev.berth.debug=t", "-it", "--user=0",
            "--log-driver=none", "-e", "TERM=xterm-256color", "-e", r"PS1=debug:\w \$ ", "--pid=container:ab",
            "--network=container:ab", "--cap-add=SYS_PTRACE", "--cap-add=SYS_CHROOT", "--",
            "localhost/berth-starter:1", "/bin/busybox", "chroot", "/proc/1/root", "sh",
        ];
        assert_eq!(debug_beside(debug, "/proc/1/root", false).args, expected);
        assert!(debug_beside(debug, "/", true).args.contains(&"--userns=container:ab".to_owned()));
    }

    #[test]
    fn one_of_a_copy_has_the_volumes_and_nothing_else() {
        let argv = ["ls".to_owned(), "-l".to_owned()];
        #[rustfmt::skip]
        let expected = [
            "create", "--name", "berth-debug-t", "--label", "dev.berth.debug=t", "-i", "--user=0",
            "--log-driver=none", "-e", "TERM=xterm-256color", "-e", r"PS1=debug:\w \$ ", "--volumes-from=ab",
            "--entrypoint=/.berth-debug/busybox", "--network=none", "--no-healthcheck", "--",
            "localhost/berth-debug:t", "env", "ls", "-l",
        ];
        assert_eq!(debug_copy(Debug { id: "ab", token: "t", tty: false, argv: &argv }).args, expected);
    }
}
