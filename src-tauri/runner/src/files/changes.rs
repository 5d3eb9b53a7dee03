//! What a session changed in its image's files, from `diff`.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::noise::{Noise, noise};
use crate::kind::EngineKind;

/// How a file differs from the image's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Change {
    /// The image has no such file.
    Added,
    /// It has another one.
    Changed,
    /// It is gone.
    Deleted,
}

/// A file that differs from the image's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FileChange {
    /// Its path in the session.
    pub path: String,
    /// How.
    pub change: Change,
    /// Why it tells little, if it does.
    pub noise: Option<Noise>,
    /// Of a folder that was added: how many others are added below it, without those that tell little.
    pub below: u32,
    /// Whether it is one of those: it was added below a folder that was.
    pub within: bool,
}

/// Reads what the engine's `diff` prints, in the order of paths.
///
/// podman 4.3 `--format json`: `{"changed":["/etc"],"added":["/etc/x"],"deleted":[…]}`, keys only where there is one.
/// docker 28.2: `C /etc` and so on, a line each; a name may hold the end of a line.
pub(crate) fn changes(kind: EngineKind, output: &[u8]) -> Option<Vec<FileChange>> {
    let mut found = match kind {
        EngineKind::Podman => of_json(output)?,
        _ => of_lines(&String::from_utf8_lossy(output)),
    };
    found.sort();
    found.dedup();
    // A folder counts as changed by what is in it.
    let above: HashSet<String> = found.iter().flat_map(|(path, _)| ancestors(path)).collect();
    let described = found.into_iter().map(|(path, change)| {
        let is_above = change == Change::Changed && above.contains(&path);
        let noise = noise(&path).or(is_above.then_some(Noise::Parent));
        FileChange { path, change, noise, below: 0, within: false }
    });
    Some(folded(described.collect()))
}

/// Says of what was added below a folder that was added as well, so that one line can stand for all.
fn folded(mut changes: Vec<FileChange>) -> Vec<FileChange> {
    let counts = |change: &FileChange| change.change == Change::Added && change.noise.is_none();
    let added: HashSet<&str> =
        changes.iter().filter(|change| counts(change)).map(|change| change.path.as_str()).collect();
    let mut below = HashMap::<String, u32>::new();
    let mut within = HashSet::new();
    for change in changes.iter().filter(|change| counts(change)) {
        let path = change.path.as_str();
        // The topmost stands for all.
        let mut above = path.match_indices('/').map(|(at, _)| &path[..at]);
        if let Some(top) = above.find(|above| added.contains(above)) {
            *below.entry(top.to_owned()).or_default() += 1;
            within.insert(path.to_owned());
        }
    }
    for change in &mut changes {
        change.below = below.get(&change.path).copied().unwrap_or_default();
        change.within = within.contains(&change.path);
    }
    changes
}

fn ancestors(path: &str) -> Vec<String> {
    path.match_indices('/').filter(|(at, _)| *at > 0).map(|(at, _)| path[..at].to_owned()).collect()
}

fn of_json(output: &[u8]) -> Option<Vec<(String, Change)>> {
    let value: Value = serde_json::from_slice(output).ok()?;
    let kinds = [("added", Change::Added), ("changed", Change::Changed), ("deleted", Change::Deleted)];
    let of_kind = |(key, change): (&str, Change)| {
        let paths = value.get(key).and_then(Value::as_array).into_iter().flatten();
        paths.filter_map(Value::as_str).map(|path| (path.to_owned(), change)).collect::<Vec<_>>()
    };
    value.is_object().then(|| kinds.into_iter().flat_map(of_kind).collect())
}

fn of_lines(text: &str) -> Vec<(String, Change)> {
    let mut found: Vec<(String, Change)> = Vec::new();
    for line in text.lines() {
        let change = match line.get(..3) {
            Some("A /") => Change::Added,
            Some("C /") => Change::Changed,
            Some("D /") => Change::Deleted,
            _ => {
                if let Some((path, _)) = found.last_mut() {
                    path.push('\n');
                    path.push_str(line);
                }
                continue;
            }
        };
        found.push((line[2..].to_owned(), change));
    }
    found
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn shown(kind: EngineKind, output: &str) -> Vec<(String, Change, Option<Noise>)> {
        let found = changes(kind, output.as_bytes()).unwrap();
        found.into_iter().map(|one| (one.path, one.change, one.noise)).collect()
    }

    #[test]
    fn both_engines_say_the_same() {
        let podman =
            r#"{"changed":["/etc","/etc/passwd"],"added":["/etc/x","/tmp/y"],"deleted":["/bin/ls"]}"#;
        let docker = "C /etc\nC /etc/passwd\nA /etc/x\nA /tmp/y\nD /bin/ls\n";
        let expected = [
            ("/bin/ls", Change::Deleted, None),
            ("/etc", Change::Changed, Some(Noise::Parent)),
            ("/etc/passwd", Change::Changed, None),
            ("/etc/x", Change::Added, None),
            ("/tmp/y", Change::Added, Some(Noise::Temporary)),
        ];
        let expected = expected.map(|(path, change, noise)| (path.to_owned(), change, noise));
        assert_eq!(shown(EngineKind::Podman, podman), expected);
        assert_eq!(shown(EngineKind::Docker, docker), expected);
    }

    #[test]
    fn the_topmost_added_folder_stands_for_what_is_below_it() {
        let lines = "C /app\nA /app/new\nA /app/new/sub\nA /app/new/sub/x\nA /app/new-y\nA /app/new/__pycache__\n\
            A /app/new/sub/__pycache__/z\nC /app/old\nA /app/old/w\n";
        let found = changes(EngineKind::Docker, lines.as_bytes()).unwrap();
        let of = |path: &str| found.iter().find(|one| one.path == path).map(|one| (one.below, one.within));
        assert_eq!(of("/app/new"), Some((2, false)));
        assert_eq!(of("/app/new/sub"), Some((0, true)));
        assert_eq!(of("/app/new/sub/x"), Some((0, true)));
        for own in ["/app/new-y", "/app/old", "/app/old/w", "/app/new/__pycache__"] {
            assert_eq!(of(own), Some((0, false)), "{own}");
        }
    }

    #[test]
    fn nothing_changed_and_nothing_said_are_told_apart() {
        assert_eq!(changes(EngineKind::Podman, b"{}"), Some(vec![]));
        assert_eq!(changes(EngineKind::Docker, b""), Some(vec![]));
        assert_eq!(changes(EngineKind::Podman, b"oh"), None);
    }

    #[test]
    fn a_name_with_the_end_of_a_line_is_one() {
        let found = shown(EngineKind::Docker, "A /a\nb\nA /c\n");
        assert_eq!(found.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), ["/a\nb", "/c"]);
    }
}
