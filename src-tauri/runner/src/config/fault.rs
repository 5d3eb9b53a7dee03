//! What is wrong with `config.toml`, as codes with arguments. The English sentence of each
//! stands beside it; the window has the others (`ui/src/notices/text/german/faults.ts`).
#![expect(missing_docs, reason = "the sentence of each fault says what it means")]

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something in the file, or about it, that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Fault {
    /// `words` are the parser's, with line and column.
    #[error("{path} is not TOML: {words}\nIt is left as it is, and none of it is used.")]
    NotToml { path: String, words: String },
    /// `words` are the system's.
    #[error("{path} can't be read: {words}\nIt is left as it is, and none of it is used.")]
    Unread { path: String, words: String },
    #[error("{path} could not be written: {words}")]
    Unwritten { path: String, words: String },
    #[error("{path}: there is no section [{section}]")]
    NoSection { path: String, section: String },
    #[error("{path}: {section} must be a section: [{section}]")]
    NotASection { path: String, section: String },
    #[error("{path}: [{section}] has no key {key}")]
    NoKey { path: String, section: String, key: String },
    /// `value` as it stands in the file.
    #[error("{path}: {section}.{key} must be {rule}, not {value}")]
    BadValue { path: String, section: String, key: String, rule: ValueRule, value: String },
}

/// What a value may be; finishes the sentence "KEY must be …".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ValueRule {
    #[error("{}", Quoted(values))]
    Choice { values: Vec<String> },
    #[error("true or false")]
    YesOrNo {},
    #[error("a whole number from {least} to {most}")]
    WholeNumber { least: u32, most: u32 },
    #[error("seconds, more than 0 and at most {most} (a day)")]
    Seconds { most: u32 },
    #[error("a number of bytes, at least {} ({least_mebibytes} MiB)", u64::from(*least_mebibytes) << 20)]
    Bytes { least_mebibytes: u32 },
    #[error("a number of days from 1 to {most}")]
    Days { most: u32 },
    #[error("a table of lists by session, such as bot = [{}] or \"docker/web\" = []", List(words))]
    ListsBySession { words: Vec<String> },
    #[error("a table of lists by name, such as errors = [\"level:error\", \"not text:retry\"]")]
    FiltersByName {},
    #[error(
        "a table of steps by session, such as bot = [{{ type = \"exit\", seconds = 5 }}, {{ signal = \"SIGKILL\" }}]"
    )]
    StopSteps {},
    #[error("keys such as \"Ctrl+Shift+K\", a list of such, or [] for none")]
    Keys {},
    #[error(
        "a list of contexts of kubectl, each alone or with a namespace, such as [\"dev\", \"prod/team\"]"
    )]
    Clusters {},
    #[error("the name of a font")]
    FontName {},
    #[error("the name of a theme")]
    ThemeName {},
}

impl ValueRule {
    /// One of these words.
    pub fn choice(values: &[&str]) -> Self {
        Self::Choice { values: values.iter().map(|value| (*value).to_owned()).collect() }
    }
}

/// `"a", "b"`.
struct List<'a>(&'a [String]);

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, word) in self.0.iter().enumerate() {
            write!(f, "{}\"{word}\"", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// `"a", "b" or "c"`.
struct Quoted<'a>(&'a [String]);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, value) in self.0.iter().enumerate() {
            let before = match index {
                0 => "",
                _ if index + 1 == self.0.len() => " or ",
                _ => ", ",
            };
            write!(f, "{before}\"{value}\"")?;
        }
        Ok(())
    }
}
