//! The meaning of an engine's stderr, as a value. The last resort: the outcome is
//! found out by asking again first, then by this.
//!
//! Patterns are whole phrases observed with podman 4.3.1 and docker 28.2 / 20.10;
//! each is quoted in a test.

use super::kubectl;
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
    if kind == EngineKind::Kubernetes {
        return of_cluster(stderr);
    }
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

fn of_cluster(stderr: &str) -> StderrClass {
    match kubectl::unreachable(stderr) {
        Some(reason) => StderrClass::Unavailable(reason),
        None if kubectl::is_gone(stderr) => StderrClass::NoSuchContainer,
        None if stderr.contains("(AlreadyExists)") => StderrClass::NameInUse,
        None => StderrClass::Other(words(stderr)),
    }
}

/// The reason, when no engine stands behind the client.
fn unavailable(kind: EngineKind, stderr: &str) -> Option<Unavailable> {
    let has = |phrase: &str| contains(stderr, phrase);
    let docker_denied =
        has("permission denied while trying to connect") || has("dial unix") && has("permission denied");
    if docker_denied {
        return Some(match kind {
            EngineKind::Podman => Unavailable::PodmanDenied {},
            _ => Unavailable::DockerDenied {},
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
            .filter(|line| !kubectl::is_log(line))
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
mod tests;
