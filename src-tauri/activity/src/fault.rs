//! What is wrong with a file of rules.

use serde::{Deserialize, Serialize};

/// What is wrong with a file of rules, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[error("{file}:{line}:{column}: {reason}")]
pub struct RuleFault {
    /// The file's path.
    pub file: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// The column, in characters, from 1; 0 where the whole file is meant.
    pub column: u32,
    /// What is wrong, as a code with arguments.
    pub problem: RuleProblem,
    /// The same as an English sentence.
    pub reason: String,
}

impl RuleFault {
    /// A fault at a place.
    pub fn new(file: &str, (line, column): (u32, u32), problem: RuleProblem) -> Self {
        Self { file: file.into(), line, column, reason: problem.to_string(), problem }
    }
}

/// What is wrong with a file of rules, as a code with arguments; its English sentence stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum RuleProblem {
    /// `words` are the system's.
    #[error("the file can't be read: {words}")]
    RuleFileUnread {
        /// The system's words.
        words: String,
    },
    /// The file is longer than is read.
    #[error("the file is larger than {limit} KiB")]
    RuleFileTooLarge {
        /// The limit, in KiB.
        limit: u32,
    },
    /// `words` are the parser's.
    #[error("this is not TOML: {words}")]
    RuleNotToml {
        /// The parser's words.
        words: String,
    },
    /// A key that no rule has.
    #[error("there is no key {key:?} here")]
    RuleKeyUnknown {
        /// The key.
        key: String,
    },
    /// A key that is needed.
    #[error("the rule lacks {key}")]
    RuleLacks {
        /// The key.
        key: String,
    },
    /// A value of another type.
    #[error("{key} must be {expected}")]
    RuleValueType {
        /// The key.
        key: String,
        /// What it must be, in English.
        expected: String,
    },
    /// A value that is none of those that there are.
    #[error("{key} can't be {value:?}: use {allowed}")]
    RuleValueUnknown {
        /// The key.
        key: String,
        /// The value.
        value: String,
        /// The values that there are, in words.
        allowed: String,
    },
    /// A pattern that is no regular expression, or too large a one.
    #[error("this is not a pattern: {words}")]
    RulePattern {
        /// The parser's words.
        words: String,
    },
    /// Two rules of one file have one name.
    #[error("there is a rule {id:?} above")]
    RuleTwice {
        /// The name.
        id: String,
    },
    /// A rule is turned off that does not exist.
    #[error("there is no rule {id:?} to turn off")]
    RuleAbsent {
        /// The name.
        id: String,
    },
    /// More rules than are read.
    #[error("there are more than {limit} rules; the ones from here on don't count")]
    RuleTooMany {
        /// The limit.
        limit: u32,
    },
}
