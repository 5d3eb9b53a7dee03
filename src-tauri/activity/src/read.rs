//! Reads a file of rules.

use std::collections::BTreeSet;
use std::ops::Range;
use std::str::FromStr;
use std::time::Duration;

use toml::de::DeTable;

use crate::activity::Activity;
use crate::fault::{RuleFault, RuleProblem};
use crate::fields::{Fault, Fields, parsed};
use crate::key::Key;
use crate::place::line_and_column;
use crate::rule::{ChoiceRule, Condition, Region, Rule, State, Test};
use crate::verdict::RuleSource;
use crate::who::Who;

/// The priority of a rule that names none: above those of Berth, but for the program's own marks.
const PRIORITY: i32 = 800;

/// What a file says of one rule.
#[derive(Debug)]
pub enum Entry {
    Rule(Box<Rule>),
    /// The rule of this name does not count. The place is for the fault if there is none.
    Off {
        id: String,
        at: (u32, u32),
    },
}

/// What a rule says, in the words of a file.
#[derive(Clone, Copy, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
enum Says {
    Asks,
    Works,
    Idle,
}

/// Rules of a file, and conditions or choices of a rule.
const MOST_RULES: usize = 1000;
const MOST_IN_RULE: usize = 20;
/// Faults of one file. One that is no file of rules would have hundreds.
const MOST_FAULTS: usize = 20;

/// Reads a file. A rule with a fault is left out, and so is one in which the file is no TOML.
pub fn read(file: &str, text: &str, source: &RuleSource) -> (Vec<Entry>, Vec<RuleFault>) {
    let mut faults = Vec::new();
    let mut entries = Vec::new();
    let mut ids = BTreeSet::new();
    // A file that is no TOML is read rule by rule, so that one fault costs one rule.
    let whole = std::iter::once(0..text.len());
    let parts = if DeTable::parse(text).is_ok() { whole.collect() } else { parts(text) };
    for part in parts {
        let shift = part.start;
        let document = match DeTable::parse(&text[part]) {
            Ok(document) => document,
            Err(error) => {
                let words = error.message().lines().next().unwrap_or_default().to_owned();
                let at = error.span().map_or(shift, |span| span.start + shift);
                faults.push((at..at, RuleProblem::RuleNotToml { words }));
                continue;
            }
        };
        let mut found = Vec::new();
        let mut top = Fields::new(document.get_ref(), 0..0);
        let tables = top.tables("rule", MOST_RULES, &mut found);
        top.finish(&mut found);
        for table in tables {
            let mut wrong = Vec::new();
            let place = |at: usize| line_and_column(text, at + shift);
            let entry = entry(table, place, source, &mut ids, &mut wrong);
            entries.extend(entry.filter(|_| wrong.is_empty()));
            found.append(&mut wrong);
        }
        faults
            .extend(found.into_iter().map(|(span, problem)| (span.start + shift..span.end + shift, problem)));
    }
    faults.sort_by_key(|(span, _)| span.start);
    faults.truncate(MOST_FAULTS);
    let place = |(span, problem): Fault| RuleFault::new(file, line_and_column(text, span.start), problem);
    (entries, faults.into_iter().map(place).collect())
}

/// The parts of a file that begin with the header of a rule, and what stands before them.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.split_whitespace().collect::<String>().starts_with("[[rule]]") && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(text.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Reads one table. What it returns counts only where there was no fault.
fn entry(
    mut table: Fields<'_, '_>,
    place: impl Fn(usize) -> (u32, u32),
    source: &RuleSource,
    ids: &mut BTreeSet<String>,
    faults: &mut Vec<Fault>,
) -> Option<Entry> {
    let Some((id, span)) = table.text("id", faults) else {
        if !table.has("id") {
            table.lacks("id", faults);
        }
        return None;
    };
    if id.is_empty()
        || id.len() > 60
        || !id.chars().all(|one| one.is_ascii_alphanumeric() || "._-".contains(one))
    {
        let (key, value) = ("id".into(), id.chars().take(60).collect());
        let allowed = "at most 60 letters, digits, points and hyphens".into();
        faults.push((span, RuleProblem::RuleValueUnknown { key, value, allowed }));
        return None;
    }
    if !ids.insert(id.to_owned()) {
        faults.push((span, RuleProblem::RuleTwice { id: id.into() }));
        return None;
    }
    if table.truth("off", faults) == Some(true) {
        table.finish(faults);
        return Some(Entry::Off { id: id.into(), at: place(span.start) });
    }
    rule(id, table, source, faults).map(|rule| Entry::Rule(Box::new(rule)))
}

fn rule(id: &str, mut table: Fields<'_, '_>, source: &RuleSource, faults: &mut Vec<Fault>) -> Option<Rule> {
    let says = table.word("activity", faults);
    if !table.has("activity") {
        table.lacks("activity", faults);
    }
    let priority = table.number("priority", (-1000.0, 1000.0), faults);
    let not_program = owned(table.texts("not_program", faults));
    let who = who(&mut table, faults);
    let state = state(&mut table, faults);
    let when = conditions(&mut table, "when", faults);
    let any = conditions(&mut table, "any", faults);
    let not = conditions(&mut table, "not", faults);
    let choices = table
        .tables("choices", MOST_IN_RULE, faults)
        .into_iter()
        .filter_map(|one| choice(one, faults))
        .collect();
    if when.is_empty() && any.is_empty() && !state.decides() && faults.is_empty() {
        table.lacks("when", faults);
    }
    table.finish(faults);
    let activity = match says? {
        Says::Asks => Activity::Asks,
        Says::Works => Activity::Works,
        Says::Idle => Activity::Idle,
    };
    #[expect(clippy::cast_possible_truncation, reason = "it is between -1000 and 1000")]
    let priority = priority.map_or(PRIORITY, |priority| priority as i32);
    let (id, source) = (id.to_owned(), source.clone());
    Some(Rule { id, activity, priority, source, who, not_program, state, when, any, not, choices })
}

fn who(table: &mut Fields<'_, '_>, faults: &mut Vec<Fault>) -> Who {
    Who {
        program: owned(table.texts("program", faults)),
        argv: table.pattern("argv", faults),
        image: table.pattern("image", faults),
        kind: owned(table.texts("kind", faults)),
        in_shell: table.truth("in_shell", faults).unwrap_or_default(),
    }
}

fn state(table: &mut Fields<'_, '_>, faults: &mut Vec<Fault>) -> State {
    State {
        alternate: table.truth("alternate", faults),
        cursor: table.word("cursor", faults),
        mark: table.words("mark", faults),
        progress: table.word("progress", faults),
        bell: table.truth("bell", faults),
        reads_terminal: table.word("reads_terminal", faults),
        command_runs: table.truth("command_runs", faults),
        prompt_line: table.truth("prompt_line", faults),
        quiet: table.number("quiet", (0.0, 86400.0), faults).map(Duration::from_secs_f64),
        active: table.number("active", (0.0, 86400.0), faults).map(Duration::from_secs_f64),
    }
}

fn conditions(table: &mut Fields<'_, '_>, key: &'static str, faults: &mut Vec<Fault>) -> Vec<Condition> {
    table.tables(key, MOST_IN_RULE, faults).into_iter().filter_map(|one| condition(one, faults)).collect()
}

fn condition(mut table: Fields<'_, '_>, faults: &mut Vec<Fault>) -> Option<Condition> {
    let region = match table.text("region", faults) {
        Some((text, span)) => parsed("region", text, span, REGIONS, faults),
        None => Some(Region::Screen),
    };
    let contains = owned(table.texts("contains", faults));
    let pattern = table.pattern("regex", faults);
    if table.has("contains") == table.has("regex") {
        table.lacks("contains or regex, one of the two", faults);
    }
    table.finish(faults);
    let test = match pattern {
        Some(pattern) => Test::Regex(pattern),
        None => Test::Contains(contains),
    };
    Some(Condition { region: region?, test })
}

fn choice(mut table: Fields<'_, '_>, faults: &mut Vec<Fault>) -> Option<ChoiceRule> {
    let each = table.pattern("each", faults);
    let region = table.text("region", faults);
    let region = region.and_then(|(text, span)| parsed("region", text, span, REGIONS, faults));
    let text = table.text("text", faults).map(|(text, _)| text.to_owned());
    let names = table.texts("key", faults).into_iter();
    let keys: Vec<Key> = names.filter_map(|(name, span)| parsed("key", name, span, KEYS, faults)).collect();
    let label = table.text("label", faults).map(|(label, _)| label.to_owned());
    if !table.has("label") {
        table.lacks("label", faults);
    }
    if !table.has("text") && !table.has("key") {
        table.lacks("text or key", faults);
    }
    table.finish(faults);
    Some(ChoiceRule { region, each, label: label?, text, keys })
}

const KEYS: &str = "one character, or a name such as enter, esc, up, f1 or ctrl-c";
const REGIONS: &str =
    "screen, bottom N, above cursor N, before cursor, after cursor, title or notice, with N from 1 to 200";

impl FromStr for Region {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let lines =
            |number: &str| number.trim().parse().ok().filter(|lines| (1..=200).contains(lines)).ok_or(());
        match text {
            "screen" => Ok(Self::Screen),
            "before cursor" => Ok(Self::BeforeCursor),
            "after cursor" => Ok(Self::AfterCursor),
            "title" => Ok(Self::Title),
            "notice" => Ok(Self::Notice),
            _ => match (text.strip_prefix("bottom "), text.strip_prefix("above cursor ")) {
                (Some(number), _) => lines(number).map(Self::Bottom),
                (_, Some(number)) => lines(number).map(Self::Above),
                _ => Err(()),
            },
        }
    }
}

fn owned(texts: Vec<(&str, Range<usize>)>) -> Vec<String> {
    texts.into_iter().map(|(text, _)| text.to_owned()).collect()
}

#[cfg(test)]
mod tests;
