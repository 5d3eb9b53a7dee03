//! Marks: pins, colours and notes of sessions. No engine is asked for one that is not there any more.

use std::process::ExitCode;

use berth_marks::{Color, File, MAX_NOTE, Mark, MarkChange, key_of, note};
use berth_runner::{Error, Runner};
use serde::Serialize;

use crate::cli;
use crate::exit::{FAILURE, Stop, USAGE};
use crate::print;

/// What is printed as JSON.
#[derive(Serialize)]
struct Marked<'a> {
    engine: &'a str,
    name: &'a str,
    #[serde(flatten)]
    mark: &'a Mark,
}

pub async fn mark(runner: &Runner, asked: cli::Mark) -> Result<ExitCode, Stop> {
    let file = file()?;
    let engine = runner.engine().id.as_str();
    let name = match runner.status(&asked.name).await {
        Ok(session) => session.name,
        // One that is gone may still be marked, and what is defined has no container yet.
        Err(Error::SessionNotFound { .. }) if is_known(&file, engine, &asked.name) => asked.name.clone(),
        Err(error) => return Err(error.into()),
    };
    for change in changes(&asked)? {
        file.change(engine, &name, &change).map_err(|fault| Stop::new(FAILURE, fault.to_string()))?;
    }
    let marks = file.read();
    marks.faults.iter().for_each(|fault| print::err(&format!("berthctl: {fault}")));
    let mark = marks.sessions.get(&key_of(engine, &name)).cloned().unwrap_or_default();
    if asked.json {
        print::json(&Marked { engine, name: &name, mark: &mark })?;
    } else {
        print::line(&line(&name, &mark))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What the session was marked with is that of its new name.
pub fn renamed(runner: &Runner, old: &str, new: &str) {
    let Ok(file) = file() else { return };
    if let Err(fault) = file.rename(&runner.engine().id, old, new) {
        print::err(&format!("berthctl: the marks of {old} stay with that name: {fault}"));
    }
}

fn file() -> Result<File, Stop> {
    let path = File::default_path();
    path.map(File::new)
        .ok_or_else(|| Stop::new(FAILURE, "There is no home folder to keep marks in; set HOME"))
}

fn is_known(file: &File, engine: &str, name: &str) -> bool {
    file.read().sessions.contains_key(&key_of(engine, name))
        || berth_definitions::File::default_path()
            .is_some_and(|path| berth_definitions::File::new(path).read().find(name).is_some())
}

fn changes(asked: &cli::Mark) -> Result<Vec<MarkChange>, Stop> {
    let pinned = match (asked.pin, asked.unpin) {
        (true, _) => Some(MarkChange::Pinned(true)),
        (_, true) => Some(MarkChange::Pinned(false)),
        _ => None,
    };
    let color = asked.color.map(|color| MarkChange::Color(color.0));
    let words = match &asked.note {
        Some(text) if text.chars().count() > MAX_NOTE => {
            return Err(Stop::new(USAGE, format!("A note has {MAX_NOTE} characters at most")));
        }
        text => text.clone().map(MarkChange::Note),
    };
    Ok([pinned, color, words].into_iter().flatten().collect())
}

/// `web-bot: pinned, blue: the note`.
fn line(name: &str, mark: &Mark) -> String {
    let words: Vec<&str> =
        mark.pinned.then_some("pinned").into_iter().chain(mark.color.map(Color::word)).collect();
    // Another program may have written the file.
    let text = note(&mark.note).replace('\n', "\n  ");
    match (words.is_empty(), text.is_empty()) {
        (true, true) => format!("{name} is not marked"),
        (true, false) => format!("{name}: {text}"),
        (false, true) => format!("{name}: {}", words.join(", ")),
        (false, false) => format!("{name}: {}: {text}", words.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_one_line() {
        let mark = |pinned, color, note: &str| Mark { pinned, color, note: note.to_owned() };
        for (mark, expected) in [
            (mark(false, None, ""), "bot is not marked"),
            (mark(true, Some(Color::Blue), ""), "bot: pinned, blue"),
            (mark(false, None, "a\nb"), "bot: a\n  b"),
            (mark(true, None, "a"), "bot: pinned: a"),
        ] {
            assert_eq!(line("bot", &mark), expected);
        }
    }
}
