//! The meaning of an engine's stderr, as a value. The last resort: the outcome is
//! found out by asking again first, then by this.
//!
//! Patterns are whole phrases observed with podman 4.3.1 and docker 28.2 / 20.10;
//! each is quoted in a test.

use super::remote::unreachable;
use crate::kind::EngineKind;
use crate::reason::{Refusal, Unavailable};

/// The class of a failure, by the engine's stderr.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StderrClass {
    /// The engine itself does not answer.
    Unavailable(Unavailable),
    /// No container has this name or id.
    NoSuchContainer,
    /// The image is not on the engine.
    NoSuchImage,
    /// Another container has the name.
    NameInUse,
    /// Anything else, in the engine's words.
    Other(Refusal),
}

/// Classifies the stderr of a call that failed.
pub fn classify(kind: EngineKind, stderr: &str) -> StderrClass {
    if let Some(reason) = unreachable(stderr).or_else(|| unavailable(kind, stderr)) {
        return StderrClass::Unavailable(reason);
    }
    let has = |phrase: &str| contains(stderr, phrase);
    // podman 4.3 says that of a container that is there and whose files are gone.
    let of_storage = has("mounting storage for container");
    if has("no such container") && !of_storage || has("no container with name or ID") || has("no such object")
    {
        StderrClass::NoSuchContainer
    } else if has("no such image") || has("image not known") {
        StderrClass::NoSuchImage
    } else if has("is already in use") && has("name") {
        StderrClass::NameInUse
    } else {
        StderrClass::Other(words(stderr))
    }
}

/// The reason, when no engine stands behind the client.
fn unavailable(kind: EngineKind, stderr: &str) -> Option<Unavailable> {
    let has = |phrase: &str| contains(stderr, phrase);
    let docker_denied =
        has("permission denied while trying to connect") || has("dial unix") && has("permission denied");
    if docker_denied {
        return Some(match kind {
            EngineKind::Docker => Unavailable::DockerDenied {},
            EngineKind::Podman => Unavailable::PodmanDenied {},
        });
    }
    if has("Cannot connect to the Docker daemon")
        || has("failed to connect to the docker API")
        || has("error during connect")
        || has("docker daemon is not running")
    {
        return Some(Unavailable::DockerStopped {});
    }
    if has("Cannot connect to Podman") || has("unable to connect to Podman") {
        return Some(Unavailable::PodmanStopped {});
    }
    // A daemon that answers is there: it says this of a broken tar, too.
    let lost = has("unexpected EOF") && !has("Error response from daemon");
    if lost && kind == EngineKind::Docker || has("connection reset by peer") || has("i/o timeout") {
        return Some(Unavailable::Lost {});
    }
    None
}

/// Why a container did not start, naming what is at fault.
pub fn start_reason(stderr: &str, argv: &[String]) -> Refusal {
    let has = |phrase: &str| contains(stderr, phrase);
    let program =
        || exec_name(stderr).or(argv.first().map(String::as_str)).unwrap_or("its command").to_owned();
    let of_command = has("exec:")
        || has("unable to start container process")
        || has("OCI runtime")
        // crun says only that (podman 4.9); its other "OCI permission denied" are of files of its own.
        || has("open executable:");
    if of_command && (has("executable file not found") || has("no such file or directory")) && !has("mount") {
        return Refusal::CommandAbsent { program: program() };
    }
    if of_command && has("permission denied") && !has("mount") {
        return Refusal::CommandNotExecutable { program: program() };
    }
    if has("address already in use") || has("port is already allocated") {
        return match taken_port(stderr) {
            Some(port) => Refusal::PortTaken { port },
            None => Refusal::SomePortTaken {},
        };
    }
    words(stderr)
}

fn words(stderr: &str) -> Refusal {
    sentence(stderr).map_or(Refusal::Silent {}, |words| Refusal::Words { words })
}

/// `exec: "/nope": stat /nope: no such file or directory` (runc) or
/// ``crun: executable file `/nope` not found`` -> `/nope`. docker 19.03 quotes runc once
/// more: `caused "exec: \"/nope\": …`.
fn exec_name(stderr: &str) -> Option<&str> {
    let between = |before: &str, after: &str| Some(stderr.split_once(before)?.1.split_once(after)?.0);
    between("exec: \"", "\"")
        .or_else(|| between("exec: \\\"", "\\\""))
        .or_else(|| between("executable file `", "`"))
}

/// The number in `listen tcp4 0.0.0.0:18081: bind: …` (docker 20.10, podman 4.3 with
/// no address) or `Bind for 0.0.0.0:80 failed: port is already allocated` (docker).
/// docker 28: `failed to bind host port for 0.0.0.0:80:172.18.0.2:80/tcp: address …`;
/// podman 5 with pasta: `Failed to bind port 80 (Address already in use) for option …`.
fn taken_port(stderr: &str) -> Option<u16> {
    if let Some((_, after)) = stderr.split_once("failed to bind host port for ") {
        let ends = after.split_once('/')?.0.rsplitn(3, ':').nth(2)?;
        return ends.rsplit(':').next()?.parse().ok();
    }
    if let Some((_, after)) = stderr.split_once("Failed to bind port ") {
        return after.split_once(' ')?.0.parse().ok();
    }
    let before =
        stderr.split_once(": bind: address already in use").or_else(|| stderr.split_once(" failed: port"))?.0;
    before.rsplit_once(':')?.1.trim().parse().ok()
}

/// The line that tells most, without the engines' prefixes; `None` where none does.
///
/// docker ends with `Error: failed to start containers: NAME` and newer ones with
/// `Run 'docker … --help' for more information`; podman may print warnings first
/// (`time="…" level=warning …`).
pub(crate) fn sentence(stderr: &str) -> Option<String> {
    let lines = || stderr.lines().map(str::trim).filter(|line| !line.is_empty());
    let own = || {
        lines()
            .filter(|line| !line.starts_with("time=\"") && !line.starts_with("WARNING"))
            .filter(|line| !line.contains("failed to start containers:") && !line.contains("--help"))
    };
    let telling = own()
        .find(|line| contains(line, "error"))
        .or_else(|| own().next_back())
        .or_else(|| lines().next_back());
    let mut line = telling?;
    for prefix in ["docker:", "Error response from daemon:", "Error:"] {
        line = line.strip_prefix(prefix).unwrap_or(line).trim_start();
    }
    Some(line.to_owned()).filter(|line| !line.is_empty())
}

/// Without regard to ASCII case: the engines change capitals between versions.
fn contains(text: &str, phrase: &str) -> bool {
    text.to_ascii_lowercase().contains(&phrase.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unavailable_reason(kind: EngineKind, stderr: &str) -> Option<Unavailable> {
        match classify(kind, stderr) {
            StderrClass::Unavailable(reason) => Some(reason),
            _ => None,
        }
    }

    #[test]
    fn an_engine_that_is_away() {
        // docker 28.2.2.
        let docker = "Cannot connect to the Docker daemon at unix:///nope. Is the docker daemon running?";
        assert_eq!(unavailable_reason(EngineKind::Docker, docker), Some(Unavailable::DockerStopped {}));
        // podman 4.3.1 --url.
        let podman = "Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`, or try `podman machine init` and `podman machine start` to manage a new Linux VM\nError: unable to connect to Podman socket: Get \"http://d/v4.3.1/libpod/_ping\": dial unix /nope: connect: no such file or directory";
        assert_eq!(unavailable_reason(EngineKind::Podman, podman), Some(Unavailable::PodmanStopped {}));
        // docker 28.2.2 without rights.
        let denied = "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get \"http://%2Fvar%2Frun%2Fdocker.sock/v1.50/containers/json\": dial unix /var/run/docker.sock: connect: permission denied";
        assert_eq!(unavailable_reason(EngineKind::Docker, denied), Some(Unavailable::DockerDenied {}));
    }

    #[test]
    fn a_daemon_that_answers_is_not_away() {
        // docker 28.2.2 with daemon 20.10.24: the import of a file that is no tar.
        let stderr = "Error response from daemon: ApplyLayer exit status 1 stdout:  stderr: unexpected EOF";
        assert_eq!(unavailable_reason(EngineKind::Docker, stderr), None);
        // An attach whose daemon was killed.
        assert_eq!(unavailable_reason(EngineKind::Docker, "unexpected EOF"), Some(Unavailable::Lost {}));
    }

    #[test]
    fn what_is_not_there() {
        for (kind, stderr) in [
            (EngineKind::Podman, "Error: inspecting object: no such container nope"),
            (EngineKind::Docker, "Error response from daemon: No such container: nope"),
            (EngineKind::Podman, "Error: no container with name or ID \"nope\" found: no such container"),
        ] {
            assert_eq!(classify(kind, stderr), StderrClass::NoSuchContainer);
        }
        let broken =
            "Error: unable to start container \"ab\": mounting storage for container ab: no such container";
        assert!(matches!(classify(EngineKind::Podman, broken), StderrClass::Other(_)));
        for (kind, stderr) in [
            (EngineKind::Podman, "Error: nosuchimage: image not known"),
            (EngineKind::Docker, "Error response from daemon: No such image: nosuchimage:latest"),
        ] {
            assert_eq!(classify(kind, stderr), StderrClass::NoSuchImage);
        }
    }

    #[test]
    fn a_name_in_use() {
        for (kind, stderr) in [
            (
                EngineKind::Podman,
                "Error: creating container storage: the container name \"a\" is already in use by c10b3dcd8103. You have to remove that container to be able to reuse that name: that name is already in use",
            ),
            (
                EngineKind::Docker,
                "Error response from daemon: Conflict. The container name \"/a\" is already in use by container \"767d9665f6ed\". You have to remove (or rename) that container to be able to reuse that name.",
            ),
        ] {
            assert_eq!(classify(kind, stderr), StderrClass::NameInUse);
        }
    }

    #[test]
    fn a_command_that_is_absent_or_not_executable_is_named() {
        let argv = ["x".to_owned()];
        for stderr in [
            // podman 4.3.1.
            "Error: unable to start container \"a8554bc3\": runc: runc create failed: unable to start container process: exec: \"/nope\": stat /nope: no such file or directory: OCI runtime attempted to invoke a command that was not found",
            // docker 20.10.
            "Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/nope\": stat /nope: no such file or directory: unknown\nError: failed to start containers: c-cmd",
            "Error response from daemon: OCI runtime create failed: exec: \"/nope\": executable file not found in $PATH: unknown",
            // docker 19.03.
            "Error response from daemon: OCI runtime create failed: container_linux.go:349: starting container process caused \"exec: \\\"/nope\\\": stat /nope: no such file or directory\": unknown\nError: failed to start containers: c",
            // podman with crun.
            "Error: crun: executable file `/nope` not found: No such file or directory: OCI runtime attempted to invoke a command that was not found",
        ] {
            assert_eq!(
                start_reason(stderr, &argv).to_string(),
                "the command \"/nope\" does not exist in the image (127)"
            );
        }
        let stderr = "Error: unable to start container \"5874\": runc: runc create failed: unable to start container process: exec: \"/etc/passwd\": permission denied: OCI permission denied";
        assert_eq!(
            start_reason(stderr, &argv).to_string(),
            "the command \"/etc/passwd\" is not executable (126)"
        );
        // crun names nothing.
        let stderr = "Error: crun: open executable: Permission denied: OCI permission denied";
        assert_eq!(start_reason(stderr, &argv).to_string(), "the command \"x\" is not executable (126)");
        let of_crun_itself = "Error: crun: open `/var/lib/merged`: Permission denied: OCI permission denied";
        assert!(start_reason(of_crun_itself, &argv).to_string().starts_with("crun: open `/var"));
    }

    #[test]
    fn a_taken_port_is_named() {
        for stderr in [
            "Error: unable to start container \"aa87\": cannot listen on the TCP port: listen tcp4 :18081: bind: address already in use",
            "Error response from daemon: driver failed programming external connectivity on endpoint c-port (23b0): Error starting userland proxy: listen tcp4 0.0.0.0:18081: bind: address already in use\nError: failed to start containers: c-port",
            "Error response from daemon: driver failed programming external connectivity on endpoint p (1): Bind for 0.0.0.0:18081 failed: port is already allocated",
            // docker 28.
            "Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint c (d5bd): failed to bind host port for 0.0.0.0:18081:172.18.0.2:80/tcp: address already in use\nError: failed to start containers: c",
            // podman 5 with pasta.
            "Error: unable to start container \"c\": pasta failed with exit code 1:\nFailed to bind port 18081 (Address already in use) for option '-t 18081-18081:80-80', exiting",
        ] {
            assert_eq!(start_reason(stderr, &[]).to_string(), "port 18081 is already taken on this machine");
        }
    }

    #[test]
    fn other_failures_keep_the_line_that_tells() {
        let docker = "Error response from daemon: Cannot mkdir: /etc/passwd is not a directory\nError response from daemon: No such container: c-wd\nError: failed to start containers: c-wd";
        assert_eq!(start_reason(docker, &[]).to_string(), "Cannot mkdir: /etc/passwd is not a directory");
        let podman = "time=\"2026-11-23T15:14:58Z\" level=warning msg=\"The input device is not a TTY.\"\nError: no command or entrypoint provided, and no CMD or ENTRYPOINT from image";
        assert_eq!(
            sentence(podman).as_deref(),
            Some("no command or entrypoint provided, and no CMD or ENTRYPOINT from image")
        );
        // docker 19.03 has no `--pull` for `create`.
        assert_eq!(
            sentence("unknown flag: --pull\nSee 'docker create --help'.\n").as_deref(),
            Some("unknown flag: --pull")
        );
        for silent in [" \n", "Error: \n", "Error response from daemon:"] {
            assert_eq!(sentence(silent), None);
        }
    }
}
