//! Text that is searched for in all logs and last screens.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::key::RunId;
use crate::run::RunFilter;

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "pattern", rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Pattern {
    /// This text, whatever its case.
    Text(String),
    /// This text exactly.
    Exact(String),
    /// A regular expression in the syntax of the crate `regex`.
    Regex(String),
}

/// A search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Query {
    /// What.
    pub pattern: Pattern,
    /// In which runs.
    pub runs: RunFilter,
    /// At most so many hits, those of the latest runs first.
    pub limit: u32,
    /// Lines before and after a hit.
    pub context: u32,
}

/// One line that matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Hit {
    /// The run.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub run: RunId,
    /// Whether it is in the last screen, and not in the log.
    pub in_screen: bool,
    /// The line's number in the log or on the screen: 1 is the first.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub line: u64,
    /// The line, colours kept, invalid UTF-8 replaced; at most 4 KiB around the match.
    pub text: String,
    /// Where the match is in the line without its colours, in characters: from, to.
    pub range: (u32, u32),
    /// Lines before it, colours kept.
    pub before: Vec<String>,
    /// Lines after it.
    pub after: Vec<String>,
    /// The start of the run.
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub started_at: Timestamp,
    /// The session's name.
    pub name: String,
}
