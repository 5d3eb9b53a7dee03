//! The result of looking at one thing.

use serde::{Deserialize, Serialize};

use crate::fact::{Advice, Fact, Subject};

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum CheckVerdict {
    /// As it should be.
    Ok,
    /// Not as it could be; nothing is to be done where that is meant.
    Note,
    /// Something is wrong.
    Fault,
}

impl CheckVerdict {
    /// For people and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Fault => "fault",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Check {
    /// What.
    pub about: Subject,
    /// How it is.
    pub verdict: CheckVerdict,
    /// What was found.
    pub fact: Fact,
    /// What to do, or what it means.
    pub advice: Option<Advice>,
}

impl Check {
    /// As it should be.
    #[must_use]
    pub fn good(about: Subject, fact: Fact) -> Self {
        Self { about, verdict: CheckVerdict::Ok, fact, advice: None }
    }

    /// Not as it could be.
    #[must_use]
    pub fn note(about: Subject, fact: Fact) -> Self {
        Self { verdict: CheckVerdict::Note, ..Self::good(about, fact) }
    }

    /// Wrong.
    #[must_use]
    pub fn fault(about: Subject, fact: Fact) -> Self {
        Self { verdict: CheckVerdict::Fault, ..Self::good(about, fact) }
    }

    /// The same with what to do.
    #[must_use]
    pub fn advising(self, advice: Advice) -> Self {
        Self { advice: Some(advice), ..self }
    }
}
