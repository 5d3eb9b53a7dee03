//! The result of looking at one thing.

use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Ok,
    /// Not as it could be; nothing is to be done where that is meant.
    Note,
    Fault,
}

impl Verdict {
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Fault => "fault",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub struct Check {
    pub about: String,
    pub verdict: Verdict,
    pub says: String,
    pub advice: Option<String>,
}

impl Check {
    pub fn good(about: &str, says: impl Into<String>) -> Self {
        Self { about: about.to_owned(), verdict: Verdict::Ok, says: says.into(), advice: None }
    }

    pub fn note(about: &str, says: impl Into<String>) -> Self {
        Self { verdict: Verdict::Note, ..Self::good(about, says) }
    }

    pub fn fault(about: &str, says: impl Into<String>) -> Self {
        Self { verdict: Verdict::Fault, ..Self::good(about, says) }
    }

    pub fn advising(self, advice: impl Into<String>) -> Self {
        Self { advice: Some(advice.into()), ..self }
    }
}
