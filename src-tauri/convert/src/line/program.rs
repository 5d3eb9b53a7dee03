//! What stands before the flags of `run`: `sudo`, variables, the client and its own flags, and the verb.

use berth_runner::EngineKind;

use crate::remark::RemarkProblem;

/// Flags of the clients that take the next word.
const WITH_VALUE: [&str; 32] = [
    "--config",
    "--context",
    "--host",
    "--log-level",
    "--tlscacert",
    "--tlscert",
    "--tlskey",
    "--connection",
    "--url",
    "--identity",
    "--root",
    "--runroot",
    "--storage-driver",
    "--storage-opt",
    "--tmpdir",
    "--cgroup-manager",
    "--conmon",
    "--events-backend",
    "--hooks-dir",
    "--module",
    "--network-cmd-path",
    "--network-config-dir",
    "--out",
    "--runtime",
    "--runtime-flag",
    "--ssh",
    "--volumepath",
    "--imagestore",
    "--namespace",
    "-c",
    "-H",
    "-l",
];

/// The client that a line calls.
pub(super) struct Program {
    pub kind: EngineKind,
    /// `docker`, or `docker:CONTEXT`.
    pub engine: String,
    /// Words up to the flags of `run`.
    pub words: usize,
    pub remarks: Vec<(String, RemarkProblem)>,
}

/// A client by its name.
pub(super) fn kind(word: &str) -> Option<EngineKind> {
    match word.strip_suffix(".exe").unwrap_or(word) {
        "docker" => Some(EngineKind::Docker),
        "podman" | "podman-remote" => Some(EngineKind::Podman),
        _ => None,
    }
}

impl Program {
    /// `None` where the words are no run line.
    pub fn of(words: &[(String, u32)]) -> Option<Self> {
        let word = |at: usize| words.get(at).map(|(word, _)| word.as_str());
        let base = |word: &str| word.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let (mut at, mut remarks, mut before) = (0, Vec::new(), Vec::new());
        let mut root = false;
        let kind = loop {
            let text = word(at)?;
            at += 1;
            let name = base(text);
            if let Some(kind) = kind(&name) {
                break kind;
            }
            match name.as_str() {
                "sudo" | "doas" => root = true,
                "env" | "time" | "exec" | "nohup" | "command" | "nice" => before.push(name),
                // A value may be a secret.
                _ if is_assignment(text) => {
                    before.push(text.split('=').next().unwrap_or_default().to_owned() + "=…")
                }
                // A flag of one of these, or the value of one: the client follows soon.
                _ if at > 1 && (text.starts_with('-') || at < 6) => {}
                _ => return None,
            }
        };
        if root {
            remarks.push(("sudo".to_owned(), RemarkProblem::AsRoot {}));
        }
        if !before.is_empty() {
            remarks.push((String::new(), RemarkProblem::Before { words: before.join(" ") }));
        }
        let mut engine = kind.word().to_owned();
        while let Some(flag) = word(at).filter(|word| word.starts_with('-')) {
            at += 1;
            let (name, value) =
                flag.split_once('=').map_or((flag, None), |(name, value)| (name, Some(value)));
            let value = match value {
                None if WITH_VALUE.contains(&name) => {
                    at += 1;
                    word(at - 1)
                }
                value => value,
            };
            match (name, value) {
                ("--context" | "--connection" | "-c", Some(place)) => {
                    engine = format!("{}:{place}", kind.word());
                }
                _ => remarks.push((name.to_owned(), RemarkProblem::ClientFlag {})),
            }
        }
        if word(at) == Some("container") {
            at += 1;
        }
        matches!(word(at)?, "run" | "create").then_some(Self { kind, engine, words: at + 1, remarks })
    }
}

fn is_assignment(text: &str) -> bool {
    let name = text.split_once('=').map(|(name, _)| name);
    name.is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}
