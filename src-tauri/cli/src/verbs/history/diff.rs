//! What differs between two runs.

use std::process::ExitCode;

use berth_archive::{LineDifference, LogState, Run, RunDifference};
use serde::Serialize;

use super::Scope;
use crate::exit::Stop;
use crate::print;
use crate::runs::{Record, label};
use crate::words::{changes, colour};

/// The shape of `--json`. Fields are added, never taken away.
#[derive(Debug, Serialize)]
struct Differences<'a> {
    before: Record<'a>,
    after: Record<'a>,
    /// Names of the environment that only the later has, and only the earlier.
    environment_added: &'a [String],
    environment_removed: &'a [String],
    /// What else they were created from.
    spec: Vec<Change<'a>>,
    /// All of these in words.
    changes: Vec<String>,
    /// Where their logs part; `null` where they are alike, and where one is not kept.
    log: Option<Log<'a>>,
}

#[derive(Debug, Serialize)]
struct Change<'a> {
    /// Where it is in the engine's description, such as `/HostConfig/Memory`.
    path: &'a str,
    /// As JSON; `null` for nothing.
    before: Option<&'a str>,
    after: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Log<'a> {
    /// The first line that differs; 1 is the first.
    first: u64,
    /// A few lines from there on, and three before.
    lines: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    /// The line's number in each log that has it.
    before: Option<u64>,
    after: Option<u64>,
    text: &'a str,
}

pub fn diff(scope: &Scope, (before, after): (&Run, &Run), json: bool) -> Result<ExitCode, Stop> {
    let mut found = scope.archive.differences(before.id, after.id)?;
    if [before, after].into_iter().any(is_without_log) {
        found.log = None;
    }
    match json {
        true => print::json(&object(before, after, &found))?,
        false => print::line(&text(before, after, &found, colour::wanted()))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn is_without_log(run: &Run) -> bool {
    matches!(run.log, LogState::Unread | LogState::Dropped)
}

fn text(before: &Run, after: &Run, found: &RunDifference, colours: bool) -> String {
    let names = (label(before), label(after));
    let mut lines = changes::phrases(found);
    if lines.is_empty() {
        lines.push("They were created alike: same image, same environment names, same options".to_owned());
    }
    lines.push(match &found.log {
        Some(log) => changes::log(log, (&names.0, &names.1), colours),
        None if [before, after].into_iter().any(is_without_log) => {
            "Their logs can't be compared: one of them is not kept".to_owned()
        }
        None => "Their logs are alike".to_owned(),
    });
    lines.join("\n")
}

fn object<'a>(before: &'a Run, after: &'a Run, found: &'a RunDifference) -> Differences<'a> {
    let line = |line: &'a LineDifference| Line { before: line.before, after: line.after, text: &line.text };
    Differences {
        before: before.into(),
        after: after.into(),
        environment_added: &found.added,
        environment_removed: &found.removed,
        spec: found
            .spec
            .iter()
            .map(|change| Change {
                path: &change.path,
                before: change.before.as_deref(),
                after: change.after.as_deref(),
            })
            .collect(),
        changes: changes::phrases(found),
        log: found
            .log
            .as_ref()
            .map(|log| Log { first: log.first, lines: log.lines.iter().map(line).collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::tests::run;

    #[test]
    fn runs_that_are_alike_say_so() {
        let none = RunDifference::default();
        assert_eq!(
            text(&run(), &run(), &none, false),
            "They were created alike: same image, same environment names, same options\nTheir logs are alike"
        );
        let unread = Run { log: LogState::Unread, ..run() };
        assert!(text(&run(), &unread, &none, false).ends_with("one of them is not kept"));
    }
}
