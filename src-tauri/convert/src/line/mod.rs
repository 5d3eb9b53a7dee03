//! `docker run …` and `podman run …`, as people paste them.

mod lines;
mod program;
#[cfg(test)]
mod tests;

use berth_runner::{CommandRule, EngineKind, split};

use crate::draft::Draft;
use crate::flags::{self, Flag, Given, Unread};
use crate::import::{ImportForm, Imported, ImportedSession};
use crate::remark::{Remark, RemarkProblem};

use lines::{LINE, Line};
use program::Program;

/// Reads every run line of a text.
pub(crate) fn read(text: &str) -> Imported {
    let mut imported = Imported { form: ImportForm::Run, sessions: Vec::new(), remarks: Vec::new() };
    let mut others = Vec::new();
    for line in lines::of(text) {
        match one(&line) {
            Ok(Some((session, remarks))) => {
                imported.sessions.push(session);
                imported.remarks.extend(remarks);
            }
            Ok(None) => others.push(Remark::new("", line.number, RemarkProblem::OtherCommand {})),
            Err(remark) => imported.remarks.push(*remark),
        }
    }
    if imported.sessions.is_empty() && imported.remarks.is_empty() {
        return Imported::refused(ImportForm::Run, 0, RemarkProblem::NoRunLine {});
    }
    imported.remarks.extend(others);
    imported.remarks.sort_by_key(|remark| remark.line);
    imported
}

type Read = Result<Option<(ImportedSession, Vec<Remark>)>, Box<Remark>>;

fn one(line: &Line) -> Read {
    let words = match split(&line.text) {
        Ok(words) => numbered(words, line.number),
        // Another command may be anything.
        Err(_) if !lines::names_an_engine(&line.text) => return Ok(None),
        Err(CommandRule::CommandOperator { operator, .. }) => {
            return Err(Remark::new("", line.number, RemarkProblem::LineOperator { operator }).into());
        }
        Err(_) => return Err(Remark::new("", line.number, RemarkProblem::LineUnbalanced {}).into()),
    };
    let Some(program) = Program::of(&words) else { return Ok(None) };
    let rest = words.get(program.words..).unwrap_or_default();
    let given = flags::read(program.kind, rest).map_err(|unread| unreadable(program.kind, unread))?;
    let mut draft = Draft::new(program.kind, line.references.clone());
    draft.line = line.number;
    for (key, problem) in program.remarks {
        draft.remark(&key, problem);
    }
    take(&mut draft, &given);
    let (spec, remarks) = draft.finish("");
    Ok(Some((ImportedSession { spec, engine: program.engine }, remarks)))
}

fn unreadable(kind: EngineKind, unread: Unread) -> Remark {
    match unread {
        Unread::Unknown { flag, line } => {
            Remark::new(&flag, line, RemarkProblem::FlagUnknown { program: kind.word().to_owned() })
        }
        Unread::NoValue { flag, line } => Remark::new(&flag, line, RemarkProblem::FlagValueMissing {}),
    }
}

/// Takes flags, image and command.
pub(crate) fn take(draft: &mut Draft, given: &Given) {
    for flag in &given.flags {
        draft.flag(&format!("--{}", flag.name), flag);
    }
    let Some(((image, line), command)) = given.rest.split_first() else { return };
    draft.line = *line;
    draft.spec.image = draft.plain("", image).unwrap_or_default();
    let words: Vec<String> = command.iter().map(|(word, _)| word.clone()).collect();
    draft.spec.command = draft.command("", &words);
}

/// Flags alone, such as those of a dev container.
pub(crate) fn take_flags(draft: &mut Draft, key: &str, words: &[(String, u32)]) {
    match flags::read(draft.kind, words) {
        Ok(given) => {
            let named = |flag: &Flag| format!("{key} --{}", flag.name);
            given.flags.iter().for_each(|flag| draft.flag(&named(flag), flag));
        }
        Err(unread) => {
            let remark = unreadable(draft.kind, unread);
            draft.line = remark.line;
            draft.remark(&format!("{key} {}", remark.key), remark.problem);
        }
    }
}

/// Each word with its line; the words that say that a line ends go.
fn numbered(words: Vec<String>, first: u32) -> Vec<(String, u32)> {
    let mut line = first;
    let mut kept = Vec::new();
    for word in words {
        if word.chars().all(|c| c == LINE) && !word.is_empty() {
            line += u32::try_from(word.chars().count()).unwrap_or(0);
        } else {
            kept.push((word, line));
        }
    }
    kept
}

/// The words of a `create`, which are the runner's own.
pub(crate) fn of_words(kind: EngineKind, words: &[String]) -> Option<Given> {
    let words: Vec<(String, u32)> = words.iter().map(|word| (word.clone(), 0)).collect();
    flags::read(kind, &words).ok()
}
