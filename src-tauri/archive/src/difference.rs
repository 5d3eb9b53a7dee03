//! What differs between two runs.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use similar::{Algorithm, ChangeTag, capture_diff_slices};

use crate::error::Result;
use crate::escape::stripped;
use crate::key::RunId;
use crate::shown::{beside, lines};
use crate::store::Archive;

/// Lines that are read at a time: about a chunk.
const STEP: u64 = 2_000;

/// Lines of each log that are compared from the first that differs on.
const WINDOW: u64 = 60;

/// Lines before the first that differs.
const BEFORE: u64 = 3;

/// What an engine tells of a container, but nobody chose: it differs whenever one is created.
const INCIDENTAL: &[&str] = &[
    "/AppArmorProfile",
    // The command as it runs: `/Config` has what was chosen.
    "/Args",
    "/BoundingCaps",
    "/Config/Annotations/io.kubernetes.cri-o.Created",
    "/Config/CreateCommand",
    "/Config/Hostname",
    "/ConmonPidFile",
    "/Created",
    "/EffectiveCaps",
    "/ExecIDs",
    "/ExitCommand",
    "/GraphDriver",
    "/HostConfig/LogConfig/Path",
    "/HostnamePath",
    "/HostsPath",
    "/Id",
    "/Image",
    "/ImageDigest",
    "/LogPath",
    "/Name",
    "/NetworkSettings",
    "/OCIConfigPath",
    "/Path",
    "/PidFile",
    "/ProcessLabel",
    "/ResolvConfPath",
    "/RestartCount",
    "/Rootfs",
    "/SizeRootFs",
    "/SizeRw",
    "/State",
    "/StaticDir",
];

/// What differs between an earlier run and a later one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RunDifference {
    /// The image as the person wrote it, and its id: each `(before, after)`.
    pub image: Option<ImageDifference>,
    /// What the containers were created from, without the environment, by path.
    pub spec: Vec<SpecDifference>,
    /// Names of the environment that only the later has.
    pub added: Vec<String>,
    /// Names of the environment that only the earlier has.
    pub removed: Vec<String>,
    /// The logs, from the first line that differs on.
    pub log: Option<LogDifference>,
}

/// Two images.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImageDifference {
    /// The earlier's name and id.
    pub before: (String, Option<String>),
    /// The later's.
    pub after: (String, Option<String>),
}

/// A value of the spec that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SpecDifference {
    /// Where it is, such as `/HostConfig/Memory`.
    pub path: String,
    /// The earlier's value as JSON; `None` where it has none.
    pub before: Option<String>,
    /// The later's.
    pub after: Option<String>,
}

/// Where two logs part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogDifference {
    /// The first line that differs, colours apart: 1 is the first.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub first: u64,
    /// Three lines before it, and at most 60 lines of each log from there on.
    pub lines: Vec<LineDifference>,
}

/// A line of one of the logs or of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LineDifference {
    /// Its number in the earlier log, if it is there.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub before: Option<u64>,
    /// Its number in the later log, if it is there.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub after: Option<u64>,
    /// The line with its colours, at most 4 KiB.
    pub text: String,
}

impl Archive {
    /// What differs between an earlier run and a later one.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read, and where it has no such run.
    pub fn differences(&self, before: RunId, after: RunId) -> Result<RunDifference> {
        let image = |id| self.run(id).map(|run| (run.image, run.image_id));
        let images = ImageDifference { before: image(before)?, after: image(after)? };
        let specs = (self.spec(before)?.unwrap_or_default(), self.spec(after)?.unwrap_or_default());
        let mut difference = RunDifference {
            image: (images.before != images.after).then_some(images),
            log: self.log_difference(before, after)?,
            ..RunDifference::default()
        };
        specs_differ("", &specs.0, &specs.1, &mut difference.spec);
        let (old, new) = (environment(&specs.0), environment(&specs.1));
        difference.added = new.difference(&old).cloned().collect();
        difference.removed = old.difference(&new).cloned().collect();
        Ok(difference)
    }

    fn log_difference(&self, before: RunId, after: RunId) -> Result<Option<LogDifference>> {
        let mut from = 1;
        let first = loop {
            let (old, new) =
                (self.read_log(before, from..from + STEP)?, self.read_log(after, from..from + STEP)?);
            let (old, new) = (lines(&old), lines(&new));
            let same = old.iter().zip(&new).take_while(|(old, new)| stripped(old) == stripped(new)).count();
            if same < old.len().max(new.len()) {
                break from + same as u64;
            }
            if old.is_empty() {
                return Ok(None);
            }
            from += STEP;
        };
        let begin = first.saturating_sub(BEFORE).max(1);
        let (old, new) =
            (self.read_log(before, begin..first + WINDOW)?, self.read_log(after, begin..first + WINDOW)?);
        Ok(Some(LogDifference { first, lines: lines_differ(&lines(&old), &lines(&new), begin) }))
    }
}

fn lines_differ(old: &[&[u8]], new: &[&[u8]], begin: u64) -> Vec<LineDifference> {
    let plain = |lines: &[&[u8]]| lines.iter().map(|line| stripped(line).into_owned()).collect::<Vec<_>>();
    let (old_plain, new_plain) = (plain(old), plain(new));
    let changes = capture_diff_slices(Algorithm::Myers, &old_plain, &new_plain);
    let number = |index: Option<usize>| index.map(|index| begin + index as u64);
    let line = |lines: &[&[u8]], index: Option<usize>| {
        index.and_then(|index| lines.get(index)).map(|line| beside(line)).unwrap_or_default()
    };
    changes
        .iter()
        .flat_map(|change| change.iter_changes(&old_plain, &new_plain))
        .map(|change| {
            let (old_at, new_at) = (change.old_index(), change.new_index());
            match change.tag() {
                ChangeTag::Equal => {
                    LineDifference { before: number(old_at), after: number(new_at), text: line(new, new_at) }
                }
                ChangeTag::Delete => {
                    LineDifference { before: number(old_at), after: None, text: line(old, old_at) }
                }
                ChangeTag::Insert => {
                    LineDifference { before: None, after: number(new_at), text: line(new, new_at) }
                }
            }
        })
        .collect()
}

/// The names of a container's environment.
fn environment(spec: &Value) -> BTreeSet<String> {
    let pairs = spec.pointer("/Config/Env").and_then(Value::as_array).into_iter().flatten();
    let name = |pair: &Value| pair.as_str()?.split('=').next().map(str::to_owned);
    pairs.filter_map(name).collect()
}

/// Appends what differs, by path: objects field by field, all else whole.
fn specs_differ(path: &str, old: &Value, new: &Value, found: &mut Vec<SpecDifference>) {
    if path == "/Config/Env" || INCIDENTAL.contains(&path) {
        return;
    }
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            for name in names {
                let field =
                    |fields: &serde_json::Map<String, Value>| fields.get(name).cloned().unwrap_or_default();
                specs_differ(&format!("{path}/{name}"), &field(old), &field(new), found);
            }
        }
        _ if old == new => {}
        _ => {
            let text = |value: &Value| (!value.is_null()).then(|| value.to_string());
            found.push(SpecDifference { path: path.to_owned(), before: text(old), after: text(new) });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn specs_differ_by_path_and_not_by_what_nobody_chose() {
        let old = json!({ "Id": "1", "Path": "a", "Args": ["a"], "State": { "Pid": 7 }, "Config": { "Env": ["A=…"], "Cmd": ["sh"], "Tty": true },
            "HostConfig": { "Memory": 0, "LogConfig": { "Path": "/1" }, "Binds": ["/a:/a"] } });
        let new = json!({ "Id": "2", "Path": "b", "Args": ["b"], "State": { "Pid": 8 }, "Config": { "Env": ["B=…"], "Cmd": ["sh"] },
            "HostConfig": { "Memory": 64, "LogConfig": { "Path": "/2" }, "Binds": ["/a:/a", "/b:/b"] } });
        let mut found = Vec::new();
        specs_differ("", &old, &new, &mut found);
        let found: Vec<_> =
            found.iter().map(|d| (d.path.as_str(), d.before.as_deref(), d.after.as_deref())).collect();
        let expected = [
            ("/Config/Tty", Some("true"), None),
            ("/HostConfig/Binds", Some(r#"["/a:/a"]"#), Some(r#"["/a:/a","/b:/b"]"#)),
            ("/HostConfig/Memory", Some("0"), Some("64")),
        ];
        assert_eq!(found, expected);
        assert_eq!(environment(&new), BTreeSet::from(["B".to_owned()]));
    }
}
