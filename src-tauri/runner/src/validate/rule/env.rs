use serde::{Deserialize, Serialize};

/// Rules for variables of the environment. Values are secrets and in none of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum EnvRule {
    #[error("There are {count} environment variables; {max} are the most. Remove some")]
    EnvMany { count: u32, max: u32 },
    #[error("The variable \"{key}\" is set twice; keep one of them")]
    EnvTwice { key: String },
    #[error("A variable has no name; write one, such as \"LOG_LEVEL\", or remove the line")]
    EnvUnnamed {},
    #[error("The variable \"{key}…\" has a name of {bytes} bytes; {max} are the most")]
    EnvNameLong { key: String, bytes: u32, max: u32 },
    #[error(
        "The variable \"{key}\" can't be named so: it has the control character {character} in it; remove that"
    )]
    EnvNameControl { key: String, character: String },
    #[error(
        "The variable \"{key}\" can't be named so: a name has no \"=\" in it; write what follows that as the value"
    )]
    EnvNameEquals { key: String },
    #[error(
        "The variable \"{key}\" can't be named so: it begins or ends with a space or an invisible mark; remove that"
    )]
    EnvNameEdges { key: String },
    #[error(
        "The value of \"{key}\" is {bytes} bytes long; {max} (32 KiB) are the most. Mount it as a file instead"
    )]
    EnvValueLong { key: String, bytes: u32, max: u32 },
    #[error("The value of \"{key}\" has a NUL character in it; remove it")]
    EnvValueNul { key: String },
    #[error(
        "The variable \"{key}\" makes the loader take code into every process of the session; allow loader variables if that is meant, or remove it"
    )]
    EnvLoader { key: String },
    #[error(
        "The variable \"{key}\" can only be passed in an env-file, as it would steer the engine's own client, and no name there begins with \"#\" or has a space in it; choose another name"
    )]
    EnvFileName { key: String },
    #[error(
        "The variable \"{key}\" can only be passed in an env-file, as it would steer the engine's own client, and no value there has a line end in it; mount the value as a file instead"
    )]
    EnvFileLineEnd { key: String },
}
