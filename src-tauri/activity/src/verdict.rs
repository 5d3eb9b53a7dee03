//! What a rule says of a screen, and why.

use serde::{Deserialize, Serialize};

use crate::activity::Activity;
use crate::key::Key;

/// What a rule says of a screen, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Verdict {
    /// Never [`Activity::Done`], which is a matter of time, nor [`Activity::Unknown`].
    pub activity: Activity,
    /// The rule's name, e.g. `less.end`.
    pub rule: String,
    /// Where the rule is from.
    pub source: RuleSource,
    /// The row that decided, from 0; `None` where it was not the screen's text.
    pub line: Option<u16>,
    /// That row as shown, or what the program said: at most 200 characters.
    pub evidence: String,
    /// Answers that the rule knows. May be empty.
    pub choices: Vec<Choice>,
}

/// Where a rule is from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum RuleSource {
    /// The program itself said it, by a sequence.
    Program,
    /// A rule of Berth.
    Shipped,
    /// A rule of the person.
    File {
        /// The file's path.
        path: String,
    },
}

/// An answer that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Choice {
    /// Its word, as the program has it.
    pub label: String,
    /// What is sent for it, in order.
    pub send: Vec<Input>,
}

/// Something that is sent to a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Input {
    /// Text, pasted where the program has bracketed paste on. No Enter follows.
    Text(String),
    /// A key.
    Key(Key),
}
