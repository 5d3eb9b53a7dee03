use serde::{Deserialize, Serialize};

/// Rules for names of sessions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum NameRule {
    #[error("The session needs a name, such as \"bot\"")]
    NameMissing {},
    #[error("The name is {count} characters long; {max} are the most. Choose a shorter one")]
    NameLong { count: u32, max: u32 },
    #[error("The name \"{name}\" begins with \"{character}\"; begin it with a letter (a-z, A-Z)")]
    NameBegins { name: String, character: String },
    #[error("The name \"{name}\" has a space in it; use letters (a-z, A-Z), digits, \"_\" and \"-\" only")]
    NameSpace { name: String },
    #[error(
        "The name \"{name}\" has \"{character}\" in it; use letters (a-z, A-Z), digits, \"_\" and \"-\" only"
    )]
    NameCharacter { name: String, character: String },
    #[error(
        "The name \"{name}\" can't be a pod's; use small letters (a-z), digits and \"-\" only, 63 at most, and no \"-\" at the end"
    )]
    NameOfPod { name: String },
    #[error("The name of a session is missing")]
    ForeignNameMissing {},
    #[error(
        "\"{name}\" can't be the name of a container: engines allow letters, digits, \"_\", \".\" and \"-\", beginning with a letter or digit"
    )]
    ForeignName { name: String },
}

/// Rules for signals.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum SignalRule {
    #[error(
        "\"{text}\" is not a signal; write a name such as TERM, INT, HUP or KILL, or a number from 1 to {max}"
    )]
    NoSignal { text: String, max: u32 },
}
