use std::fmt;

use serde::{Deserialize, Serialize};

/// Rules for text of every field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum TextRule {
    #[error("{subject} \"{text}\" has a NUL character in it; remove it")]
    TextNul { subject: TextSubject, text: String },
    #[error("{subject} \"{text}\" has the control character {character} in it; remove it")]
    TextControl { subject: TextSubject, text: String, character: String },
    #[error("{subject} \"{text}\" has \"..\" in it; write where it leads in full")]
    PathParent { subject: TextSubject, text: String },
    #[error("The working directory is {bytes} bytes long; {max} are the most. Use a shorter path")]
    WorkingDirLong { bytes: u32, max: u32 },
    #[error(
        "The working directory \"{text}\" is not absolute; write a path inside the container that begins with /, such as \"/{text}\""
    )]
    WorkingDirRelative { text: String },
}

/// The value that a [`TextRule`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum TextSubject {
    WorkingDir,
    Volume,
}

impl fmt::Display for TextSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WorkingDir => "The working directory",
            Self::Volume => "The volume",
        })
    }
}
