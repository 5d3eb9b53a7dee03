//! `podman run …`, as the runner itself would create the session.

use berth_runner::{Checked, EngineKind, create_words, shell_line};

use super::{Notes, env_file, valued};
use crate::remark::RemarkProblem;

/// Flags whose value is the next word, among those that the runner writes.
const TWO_WORDS: [&str; 9] =
    ["--name", "--label", "-w", "-e", "--env-file", "--mount", "-v", "--tmpfs", "-p"];

pub(super) fn text(kind: EngineKind, spec: &Checked, notes: &mut Notes) -> String {
    let words = create_words(kind, spec, &env_file(spec));
    let (by_shell, by_file) = passed(spec, &words);
    if !by_shell.is_empty() {
        notes.add("--env", RemarkProblem::ValuesInShell { names: by_shell.join(", ") });
    }
    if !by_file.is_empty() {
        let (file, names) = (env_file(spec), by_file.join(", "));
        notes.add("--env-file", RemarkProblem::ValuesInFile { file, names });
    }
    let first = format!("{} run -d", kind.word());
    let lines = [first].into_iter().chain(groups(words.get(1..).unwrap_or_default()));
    lines.collect::<Vec<_>>().join(" \\\n  ") + "\n"
}

/// The variables that the words take from the shell, and those that they take from a file.
pub(super) fn passed<'a>(spec: &'a Checked, words: &[String]) -> (Vec<&'a str>, Vec<&'a str>) {
    let flags = words.iter().take_while(|word| *word != "--");
    let named: Vec<&str> = flags
        .clone()
        .zip(flags.skip(1))
        .filter(|(flag, _)| *flag == "-e")
        .map(|(_, name)| name.as_str())
        .collect();
    valued(spec).into_iter().partition(|name| named.contains(name))
}

/// A flag and its value a line; the image and the command are the last.
fn groups(words: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let length = match word.as_str() {
            "--" => words.len() - at,
            flag if TWO_WORDS.contains(&flag) => 2,
            _ => 1,
        };
        lines.push(shell_line(words.get(at..at + length).unwrap_or_default()));
        at += length;
    }
    lines
}
