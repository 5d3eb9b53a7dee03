//! What `kubectl` is asked. Tried with 1.20.2 and 1.32.4.
//!
//! Reading goes through `get --raw`: it prints the answer of the API as it is, in one line, and
//! an event of a watch a line, whichever kubectl it is. A pod's name has no slash and never begins
//! with a dash (the API sees to both), so that it may stand in a path, and before `--`.

mod change;

use super::invocation::Invocation;
use super::logs::Part;
use super::terminal::{BASH_ELSE_SH, SHELL_MARK, hang_up_argv};

pub(super) use change::delete;
pub use change::{create, remove_secret, secret_of, tie_secret};

/// Pods in one answer, at most. One takes some 8 KB.
const PAGE: u32 = 200;

/// A container of a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodContainer {
    /// The namespace of the pod.
    pub namespace: String,
    /// The name of the pod, which the next one may have.
    pub pod: String,
    /// What no other pod ever has.
    pub uid: String,
    /// Its own name in the pod.
    pub container: String,
    /// The Secret that Berth made for it, and that goes with it.
    pub secret: Option<String>,
}

fn call<'a>(words: impl IntoIterator<Item = &'a str>) -> Invocation {
    let args = words.into_iter().map(str::to_owned).collect();
    Invocation { args, for_cluster: true, ..Invocation::default() }
}

/// The contexts, the clusters and the name of the current context, a line of JSON each but the
/// last. No credentials: those of the users are not in it.
pub fn contexts() -> Invocation {
    call(["config", "view", "-o", r#"jsonpath={.contexts}{"\n"}{.clusters}{"\n"}{.current-context}"#])
}

/// The server's version.
pub fn version() -> Invocation {
    call(["get", "--raw", "/version"])
}

/// What this person may do in the namespace, as a table.
pub fn rights() -> Invocation {
    call(["auth", "can-i", "--list", "--no-headers"])
}

fn pods_path(namespace: &str) -> String {
    format!("/api/v1/namespaces/{namespace}/pods")
}

/// Pods of a namespace: a list, which says how to get at those behind it.
pub fn pods(namespace: &str, after: Option<&str>) -> Invocation {
    let after = after.map(|token| format!("&continue={}", query(token))).unwrap_or_default();
    call(["get", "--raw", &format!("{}?limit={PAGE}{after}", pods_path(namespace))])
}

/// One pod.
pub fn pod(namespace: &str, name: &str) -> Invocation {
    call(["get", "--raw", &pod_path(namespace, name)])
}

fn pod_path(namespace: &str, name: &str) -> String {
    format!("{}/{}", pods_path(namespace), query(name))
}

/// All pods of a namespace, and what happens to them from then on: an event a line, with the whole
/// pod. Ends when the server likes, after half an hour or an hour.
pub fn watch(namespace: &str) -> Invocation {
    call(["get", "--raw", &format!("{}?watch=1", pods_path(namespace))])
}

/// The same of the pods of one name.
pub fn watch_pod(of: &PodContainer) -> Invocation {
    let path = pods_path(&of.namespace);
    call(["get", "--raw", &format!("{path}?watch=1&fieldSelector=metadata.name%3D{}", query(&of.pod))])
}

/// A part of a log. Of a container that was started anew there is the log of the run that goes on, and
/// of the one before: what was written until a time between the two is the latter.
pub(super) fn logs(of: &PodContainer, part: Part, lines: Option<u32>, follow: bool) -> Invocation {
    let (since, before) = match part {
        Part::Whole => (None, false),
        Part::Since(since) => (Some(since), false),
        Part::Until(_) => (None, true),
        Part::Between(since, _) => (Some(since), true),
    };
    let since = since.map(|time| format!("--since-time={time}"));
    let tail = lines.filter(|lines| *lines != u32::MAX).map(|lines| format!("--tail={lines}"));
    let mut words = vec!["logs"];
    words.extend(since.as_deref());
    words.extend(tail.as_deref());
    words.extend(before.then_some("--previous"));
    words.extend((follow && !before).then_some("--follow"));
    words.extend(["-c", &of.container, "--", &of.pod]);
    call(words)
}

/// Joins the terminal of the main process. Its client goes one column and one row further and back,
/// so that a program draws anew (1.20 to 1.32). `quiet`: it knows the flag that keeps it from words of its
/// own, as that Enter may help.
pub(super) fn attach(of: &PodContainer, quiet: bool) -> Invocation {
    let head = ["attach", "-i", "-t"].into_iter().chain(quiet.then_some("--quiet"));
    call(head.chain(["-c", &of.container, "--", &of.pod]))
}

/// What the client is, as JSON; asks no server.
pub fn client_version() -> Invocation {
    call(["version", "--client", "-o", "json"])
}

/// Runs another program, with these streams: none, `-i`, `-it`.
pub(super) fn exec<S: AsRef<str>>(
    of: &PodContainer,
    argv: &[S],
    streams: Option<&'static str>,
) -> Invocation {
    let head = ["exec"].into_iter().chain(streams).chain(["-c", &of.container, &of.pod, "--"]);
    call(head.chain(argv.iter().map(AsRef::as_ref)))
}

/// Runs a shell. `exec` has no flag for variables: the shell sets them, or `env` does.
pub(super) fn shell(of: &PodContainer, argv: Option<&[String]>, token: &str) -> Invocation {
    let mark = format!("{SHELL_MARK}={token}");
    let argv: Vec<String> = match argv {
        Some(argv) => ["env", "TERM=xterm-256color", &mark]
            .map(str::to_owned)
            .into_iter()
            .chain(argv.to_vec())
            .collect(),
        None => {
            let [sh, flag, script] = BASH_ELSE_SH;
            let script = format!("export TERM=xterm-256color {mark}; {script}");
            vec![sh.to_owned(), flag.to_owned(), script]
        }
    };
    exec(of, &argv, Some("-it"))
}

pub(super) fn hang_up(of: &PodContainer, token: &str) -> Invocation {
    exec(of, &hang_up_argv(token), None)
}

/// A value in the query of a URL.
fn query(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    let escaped = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(escaped).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::Timestamp;

    use super::*;

    pub(in crate::args::kube) fn web() -> PodContainer {
        PodContainer {
            namespace: "team".to_owned(),
            pod: "web-0".to_owned(),
            uid: "0b6a2c1e-8d3f-4a57-9c21-5e7f00aa11bb".to_owned(),
            container: "nginx".to_owned(),
            secret: None,
        }
    }

    #[test]
    fn pods_are_read_as_the_api_has_them() {
        assert_eq!(pods("team", None).args, ["get", "--raw", "/api/v1/namespaces/team/pods?limit=200"]);
        let next = pods("team", Some("eyJ2Ij+/=")).args.pop().unwrap_or_default();
        assert_eq!(next, "/api/v1/namespaces/team/pods?limit=200&continue=eyJ2Ij%2B%2F%3D");
        assert_eq!(pod("team", "web-0").args[2], "/api/v1/namespaces/team/pods/web-0");
        assert_eq!(pod("team", "../secrets").args[2], "/api/v1/namespaces/team/pods/..%2Fsecrets");
        assert_eq!(watch("team").args[2], "/api/v1/namespaces/team/pods?watch=1");
        let one = "/api/v1/namespaces/team/pods?watch=1&fieldSelector=metadata.name%3Dweb-0";
        assert_eq!(watch_pod(&web()).args[2], one);
    }

    #[test]
    fn a_log_by_its_parts() {
        let args = |part, lines, follow| logs(&web(), part, lines, follow).args.join(" ");
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(args(Part::Whole, None, false), "logs -c nginx -- web-0");
        assert_eq!(
            args(Part::Since(at), Some(5), true),
            "logs --since-time=1970-01-01T00:00:00Z --tail=5 --follow -c nginx -- web-0"
        );
        assert_eq!(args(Part::Until(at), Some(u32::MAX), false), "logs --previous -c nginx -- web-0");
        let timed = logs(&web(), Part::Whole, None, false).timestamped(true).args.join(" ");
        assert_eq!(timed, "logs --timestamps -c nginx -- web-0");
    }

    #[test]
    fn programs_stand_behind_the_pod() {
        assert_eq!(exec(&web(), &["ls", "-l"], None).args.join(" "), "exec -c nginx web-0 -- ls -l");
        let shell_of = |argv: Option<&[String]>| shell(&web(), argv, "T").args;
        let own = shell_of(Some(&["fish".to_owned()])).join(" ");
        assert_eq!(own, "exec -it -c nginx web-0 -- env TERM=xterm-256color BERTH_SHELL=T fish");
        let usual = shell_of(None);
        assert_eq!(usual[6..8], ["sh", "-c"]);
        assert!(usual[8].starts_with("export TERM=xterm-256color BERTH_SHELL=T; if command -v bash"));
    }
}
