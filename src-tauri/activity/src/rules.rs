//! The rules: read once, asked often.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use crate::fault::{RuleFault, RuleProblem};
use crate::judge::{Answer, Asked};
use crate::program::Program;
use crate::read::{Entry, read};
use crate::rule::Rule;
use crate::screen::{Moment, ScreenText};
use crate::verdict::{RuleSource, Verdict};
use crate::view::View;
use crate::who::Names;

/// KiB of a file that are read, and rules in all.
const LARGEST: u32 = 256;
const MOST: usize = 1000;

/// The files of Berth.
const SHIPPED: [(&str, &str); 6] = [
    ("agents.toml", include_str!("../rules/agents.toml")),
    ("general.toml", include_str!("../rules/general.toml")),
    ("programs.toml", include_str!("../rules/programs.toml")),
    ("repls.toml", include_str!("../rules/repls.toml")),
    ("said.toml", include_str!("../rules/said.toml")),
    ("screens.toml", include_str!("../rules/screens.toml")),
];

static OURS: LazyLock<(Vec<Arc<Rule>>, Vec<RuleFault>)> = LazyLock::new(|| {
    let (mut rules, mut faults) = (Vec::new(), Vec::new());
    for (name, text) in SHIPPED {
        let (entries, wrong) = read(name, text, &RuleSource::Shipped);
        faults.extend(wrong);
        let only = |entry| match entry {
            Entry::Rule(rule) => Some(Arc::from(rule)),
            Entry::Off { .. } => None,
        };
        rules.extend(entries.into_iter().filter_map(only));
    }
    (sorted(rules), faults)
});

/// The rules that say what a session does. A copy is cheap.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The highest priority first.
    rules: Arc<[Arc<Rule>]>,
}

impl Default for Rules {
    fn default() -> Self {
        Self::shipped()
    }
}

impl Rules {
    /// The rules of Berth. They are read once in a process.
    pub fn shipped() -> Self {
        Self { rules: OURS.0.as_slice().into() }
    }

    /// The rules of Berth and of the files `*.toml` in a folder, which need not exist, in the
    /// order of their names. A later rule replaces an earlier one of the same name. A fault
    /// affects no other rule.
    pub fn with_folder(folder: &Path) -> (Self, Vec<RuleFault>) {
        let (mut rules, mut faults) = (OURS.0.clone(), Vec::new());
        for path in files(folder) {
            let file = path.display().to_string();
            match text_of(&path) {
                Ok(text) => take(&mut rules, &file, &text, &mut faults),
                Err(problem) => faults.push(RuleFault::new(&file, (0, 0), problem)),
            }
        }
        (Self { rules: sorted(rules).into() }, faults)
    }

    /// The rules of Berth and of one file with this text.
    pub fn with_text(file: &str, text: &str) -> (Self, Vec<RuleFault>) {
        let (mut rules, mut faults) = (OURS.0.clone(), Vec::new());
        take(&mut rules, file, text, &mut faults);
        (Self { rules: sorted(rules).into() }, faults)
    }

    /// What a session does by its screen; `None` where no rule decides.
    pub fn judge(&self, program: &Program, screen: &ScreenText, moment: &Moment) -> Option<Verdict> {
        let asked = asked(program, screen, moment);
        self.rules.iter().find_map(|rule| match asked.ask(rule) {
            Answer::Yes(verdict, _) => Some(*verdict),
            Answer::No | Answer::Later(_) => None,
        })
    }

    /// The time after which [`Rules::judge`] may answer otherwise though nothing changes; `None`
    /// where it will not.
    pub fn next_look(&self, program: &Program, screen: &ScreenText, moment: &Moment) -> Option<Duration> {
        let asked = asked(program, screen, moment);
        let mut next: Option<Duration> = None;
        for rule in self.rules.iter() {
            match asked.ask(rule) {
                Answer::No => {}
                Answer::Later(wait) => next = Some(next.map_or(wait, |next| next.min(wait))),
                // What is below it counts only when it does not hold any more.
                Answer::Yes(_, left) => return next.into_iter().chain(left).min(),
            }
        }
        next
    }
}

fn asked<'a>(program: &'a Program, screen: &'a ScreenText, moment: &'a Moment) -> Asked<'a> {
    Asked { program, names: Names::of(program, moment), view: View::new(screen), moment }
}

fn sorted(mut rules: Vec<Arc<Rule>>) -> Vec<Arc<Rule>> {
    rules.sort_by_key(|rule| -rule.priority);
    rules
}

/// Takes the rules of a file into the others.
fn take(rules: &mut Vec<Arc<Rule>>, file: &str, text: &str, faults: &mut Vec<RuleFault>) {
    let (entries, wrong) = read(file, text, &RuleSource::File { path: file.into() });
    faults.extend(wrong);
    for entry in entries {
        let place_of = |id: &str| rules.iter().position(|rule| rule.id == id);
        match entry {
            Entry::Off { id, at } => match place_of(&id) {
                Some(place) => drop(rules.remove(place)),
                None => faults.push(RuleFault::new(file, at, RuleProblem::RuleAbsent { id })),
            },
            Entry::Rule(rule) => match place_of(&rule.id) {
                Some(place) => rules[place] = Arc::from(rule),
                None if rules.len() >= MOST => {
                    let limit = u32::try_from(MOST).unwrap_or_default();
                    return faults.push(RuleFault::new(file, (0, 0), RuleProblem::RuleTooMany { limit }));
                }
                // Among rules of one priority, the person's come first.
                None => rules.insert(0, Arc::from(rule)),
            },
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    paths
}

fn text_of(path: &Path) -> Result<String, RuleProblem> {
    let unread = |error: std::io::Error| RuleProblem::RuleFileUnread { words: error.to_string() };
    if fs::metadata(path).map_err(unread)?.len() > u64::from(LARGEST) << 10 {
        return Err(RuleProblem::RuleFileTooLarge { limit: LARGEST });
    }
    fs::read_to_string(path).map_err(unread)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
