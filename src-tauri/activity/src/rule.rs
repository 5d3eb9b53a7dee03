//! One rule, ready to be asked.

use std::time::Duration;

use regex::Regex;

use crate::activity::Activity;
use crate::key::Key;
use crate::verdict::RuleSource;
use crate::who::Who;

/// One rule, ready to be asked: whom it is about, what must be so, what must be read.
#[derive(Debug, Clone)]
pub struct Rule {
    pub id: String,
    pub activity: Activity,
    pub priority: i32,
    pub source: RuleSource,
    pub who: Who,
    pub not_program: Vec<String>,
    pub state: State,
    /// All of these hold. The first one is the evidence.
    pub when: Vec<Condition>,
    /// At least one of these holds, where there are any.
    pub any: Vec<Condition>,
    /// None of these holds.
    pub not: Vec<Condition>,
    pub choices: Vec<ChoiceRule>,
}

/// What must be so beside the text.
#[derive(Debug, Clone, Default)]
pub struct State {
    pub alternate: Option<bool>,
    pub cursor: Option<CursorPlace>,
    pub mark: Vec<Mark>,
    pub progress: Option<Progress>,
    pub bell: Option<bool>,
    pub reads_terminal: Option<Reads>,
    pub command_runs: Option<bool>,
    /// Whether the cursor's line begins with a prompt, so that a person types the rest.
    pub prompt_line: Option<bool>,
    /// No output for at least this time.
    pub quiet: Option<Duration>,
    /// Output within this time.
    pub active: Option<Duration>,
}

impl State {
    /// Whether it says something of the program, and not only when to look.
    pub fn decides(&self) -> bool {
        !self.mark.is_empty()
            || self.progress.is_some()
            || self.bell.is_some()
            || self.command_runs.is_some()
            || self.prompt_line.is_some()
    }

    /// Whether it is what the program said itself, by a sequence.
    pub fn said(&self) -> bool {
        !self.mark.is_empty() || matches!(self.progress, Some(Progress::Running | Progress::Stopped))
    }
}

/// Where the cursor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum CursorPlace {
    /// Behind text, with nothing behind and below it.
    End,
    Visible,
    Hidden,
}

/// What a shell says of the cursor's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Mark {
    Prompt,
    Input,
    Output,
    None,
}

/// What a program says of its progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Progress {
    Running,
    Stopped,
    None,
}

/// Whether a program waits in a read of its terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Reads {
    Yes,
    No,
    /// Yes, or not known.
    Perhaps,
}

/// A text that must be there, or must not.
#[derive(Debug, Clone)]
pub struct Condition {
    pub region: Region,
    pub test: Test,
}

/// Where a text is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    Screen,
    Bottom(usize),
    Above(usize),
    BeforeCursor,
    AfterCursor,
    Title,
    Notice,
}

/// What is looked for.
#[derive(Debug, Clone)]
pub enum Test {
    /// Any of these texts.
    Contains(Vec<String>),
    Regex(Regex),
}

/// An answer, or one for each place where a pattern matches.
#[derive(Debug, Clone)]
pub struct ChoiceRule {
    /// Where `each` looks; `None` is where the evidence is.
    pub region: Option<Region>,
    pub each: Option<Regex>,
    pub label: String,
    pub text: Option<String>,
    pub keys: Vec<Key>,
}
