use serde::{Deserialize, Serialize};

/// What the steps of a stop may be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum StopStepRule {
    /// `text` are its first characters.
    #[error(
        "\"{}\" is no step of a stop; write a signal, such as SIGTERM=10, or a line to type, such as type:exit=5",
        text.escape_debug()
    )]
    NoStep { text: String },
    #[error("the line that a stop types is empty; write what ends the program, such as \"exit\"")]
    StepTextEmpty {},
    #[error("the line that a stop types has the control character {character}; remove it")]
    StepTextControl { character: String },
    #[error("the line that a stop types is {bytes} bytes long; at most {max} are allowed")]
    StepTextLong { bytes: u32, max: u32 },
    #[error("a step of a stop has {seconds} s; at most {max} are allowed")]
    StepSeconds { seconds: u32, max: u32 },
    #[error("a stop has from 1 to {max} steps, not {count}")]
    StepCount { count: u32, max: u32 },
}
