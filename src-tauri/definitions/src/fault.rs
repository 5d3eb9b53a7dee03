//! What is wrong with a file of definitions.

use berth_runner::Rule;
use serde::{Deserialize, Serialize};

/// What is wrong with a file of definitions, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[error("{file}:{line}:{column}: {}{reason}", Costs(name))]
pub struct DefinitionFault {
    /// The file's path.
    pub file: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// The column, in characters, from 1; 0 where the whole file is meant.
    pub column: u32,
    /// The session, template or layout that does not count for it; empty where it is another.
    pub name: String,
    /// What is wrong, as a code with arguments.
    pub problem: DefinitionProblem,
    /// The same as an English sentence.
    pub reason: String,
}

struct Costs<'a>(&'a str);

impl std::fmt::Display for Costs<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, "{}: ", self.0) }
    }
}

impl DefinitionFault {
    /// A fault at a place, which costs the thing of that name.
    pub fn new(file: &str, (line, column): (u32, u32), name: &str, problem: DefinitionProblem) -> Self {
        let reason = problem.to_string();
        Self { file: file.into(), line, column, name: name.into(), reason, problem }
    }

    /// Whether no definition of the file counts for it.
    pub fn is_of_file(&self) -> bool {
        use DefinitionProblem as P;
        let whole = matches!(
            self.problem,
            P::DefinitionNotToml { .. } | P::DefinitionsUnread { .. } | P::DefinitionsTooLarge { .. }
        );
        whole && self.name.is_empty()
    }
}

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ValueKind {
    /// `"…"`
    #[error("a text")]
    Text,
    /// `true` or `false`
    #[error("true or false")]
    Truth,
    /// `3`
    #[error("a whole number")]
    Whole,
    /// `0.5`
    #[error("a number")]
    Number,
    /// `["…"]`
    #[error("a list")]
    List,
    /// `{ … }`, or a section
    #[error("a table")]
    Table,
}

/// What is wrong with a file of definitions, as a code with arguments; its English sentence stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum DefinitionProblem {
    /// `words` are the system's.
    #[error("the file can't be read: {words}")]
    DefinitionsUnread {
        /// The system's words.
        words: String,
    },
    /// The file is longer than is read.
    #[error("the file is larger than {limit} KiB")]
    DefinitionsTooLarge {
        /// The limit, in KiB.
        limit: u32,
    },
    /// `words` are the parser's.
    #[error("this is not TOML: {words}")]
    DefinitionNotToml {
        /// The parser's words.
        words: String,
    },
    /// A key that does not belong there.
    #[error("there is no key {key:?} here{}", Meant(nearest))]
    DefinitionKeyUnknown {
        /// The key.
        key: String,
        /// The one that was meant, maybe; else empty.
        nearest: String,
    },
    /// A key that is needed.
    #[error("{key} is missing")]
    DefinitionLacks {
        /// The key.
        key: String,
    },
    /// A value of another type.
    #[error("{key} must be {}", Kinds(expected))]
    DefinitionValueType {
        /// The key.
        key: String,
        /// What it may be.
        expected: Vec<ValueKind>,
    },
    /// A value that is none of those that there are.
    #[error("{key} can't be {value:?}: use {}", allowed.join(", "))]
    DefinitionValueUnknown {
        /// The key.
        key: String,
        /// The value.
        value: String,
        /// The values that there are.
        allowed: Vec<String>,
    },
    /// A number outside what is possible.
    #[error("{key} must be from {least} to {most}")]
    DefinitionOutOfRange {
        /// The key.
        key: String,
        /// The least.
        least: i32,
        /// The most.
        most: u32,
    },
    /// A template that does not exist.
    #[error("there is no template {template:?}{}", Meant(nearest))]
    DefinitionNoTemplate {
        /// The template.
        template: String,
        /// The one that was meant, maybe; else empty.
        nearest: String,
    },
    /// A template that has a fault of its own.
    #[error("the template {template:?} has a fault")]
    DefinitionTemplateFaulty {
        /// The template.
        template: String,
    },
    /// A parameter that the template has not.
    #[error("the template {template:?} has no parameter {parameter:?}{}", Meant(nearest))]
    DefinitionNoParameter {
        /// The template.
        template: String,
        /// The parameter.
        parameter: String,
        /// The one that was meant, maybe; else empty.
        nearest: String,
    },
    /// A parameter that the template needs, and no value is given for it.
    #[error("the template {template:?} needs the parameter {parameter:?}")]
    DefinitionLacksParameter {
        /// The template.
        template: String,
        /// The parameter.
        parameter: String,
    },
    /// `{{…}}` in a template that names no parameter of it.
    #[error("{{{{{parameter}}}}} is no parameter of this template{}; list it in params", Meant(nearest))]
    DefinitionPlaceholderUnknown {
        /// What stands in the braces.
        parameter: String,
        /// The one that was meant, maybe; else empty.
        nearest: String,
    },
    /// A layout names a session that the file does not define.
    #[error("there is no session {session:?} in this file{}", Meant(nearest))]
    DefinitionNoSession {
        /// The session.
        session: String,
        /// The one that was meant, maybe; else empty.
        nearest: String,
    },
    /// A layout has a session twice.
    #[error("{session:?} is in this layout already")]
    DefinitionSessionTwice {
        /// The session.
        session: String,
    },
    /// A section stands there twice.
    #[error("there is one of this name above")]
    DefinitionTwice {},
    /// A step of `stop` that is none.
    #[error("a step needs one of type and signal")]
    DefinitionStopStep {},
    /// A secret that is kept nowhere.
    #[error(
        "{key} must be \"keyring:NAME\" or \"engine:NAME\"; NAME has letters, digits, \".\", \"_\" and \"-\""
    )]
    DefinitionSecret {
        /// The variable.
        key: String,
    },
    /// A rule that the steps of `stop` break.
    #[error("{rule}")]
    DefinitionStopRule {
        /// The rule.
        rule: Rule,
    },
}

struct Meant<'a>(&'a str);

impl std::fmt::Display for Meant<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, "; do you mean {:?}?", self.0) }
    }
}

struct Kinds<'a>(&'a [ValueKind]);

impl std::fmt::Display for Kinds<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, kind) in self.0.iter().enumerate() {
            write!(f, "{}{kind}", if index == 0 { "" } else { " or " })?;
        }
        Ok(())
    }
}

/// The nearest of some names, if one is near.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let distance = |other: &&str| strsim::osa_distance(&name.to_lowercase(), &other.to_lowercase());
    let best = known.into_iter().min_by_key(distance);
    let close = |other: &&str| distance(other) <= (name.chars().count() / 3).max(1);
    best.filter(close).unwrap_or_default().to_owned()
}
