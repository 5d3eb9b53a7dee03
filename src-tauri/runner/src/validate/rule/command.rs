use serde::{Deserialize, Serialize};

/// Rules for commands. `shell` is the command as an argument of `sh -c`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum CommandRule {
    #[error("The command is {bytes} bytes long; {max} are the most. Put it into a script and mount that")]
    CommandLong { bytes: u32, max: u32 },
    #[error("The command has a NUL character in it; remove it")]
    CommandNul {},
    #[error("The command has the control character {character} in it; remove it")]
    CommandControl { character: String },
    #[error("The command has a quote or a backslash without its other half: {command}. Close it")]
    CommandUnbalanced { command: String },
    #[error("The command begins with an empty word; begin it with the program to run")]
    CommandEmptyWord {},
    #[error(
        "The command looks like JSON, but is not an array of texts ({error}); write it as [\"sleep\", \"100\"] or as: sleep 100"
    )]
    CommandJson { error: String },
    #[error("The command has a control character in one of its texts; remove it")]
    CommandJsonControl {},
    #[error("The command begins with \"{prompt}\", the prompt of a shell; remove that and write: {command}")]
    CommandPrompt { prompt: String, command: String },
    #[error(
        "The command begins with the variable \"{name}\", which only a shell would set; set it under Environment and name the program to run"
    )]
    CommandOnlyVariable { name: String },
    #[error(
        "The command begins with the variable \"{name}\", which only a shell would set; set it under Environment, or write: env {command}"
    )]
    CommandVariable { name: String, command: String },
    #[error(
        "\"{word}\" is a part of the shell and no program, and no shell runs the command; write: {shell}"
    )]
    CommandBuiltin { word: String, shell: String },
    #[error("The command is missing; say what to run, such as \"sh\"")]
    CommandMissing {},
    #[error(
        "The command has a line end outside quotes, which only a shell understands, and no shell runs it. Put it in quotes, or write: {shell}"
    )]
    CommandLineEnd { shell: String },
    #[error(
        "The command has \"{operator}\" outside quotes, which only a shell understands, and no shell runs it. Put it in quotes, or write: {shell}"
    )]
    CommandOperator { operator: String, shell: String },
}
