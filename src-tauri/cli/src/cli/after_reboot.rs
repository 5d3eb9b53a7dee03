//! What can be said of a restart of the machine: `berthctl after-reboot`.

use std::path::PathBuf;

use clap::Args;

/// Say what became of sessions since their machine was started anew, and what sessions.toml and labels want of them;
/// exits with 13 where one waits for you
#[derive(Debug, Args)]
pub struct AfterReboot {
    /// Start what is to be started, in the order of the file, each once however often this runs; of sessions that
    /// are named those, whatever is wanted of them
    #[arg(long)]
    pub apply: bool,
    /// Leave the named ones as they are: nobody asks before the next restart
    #[arg(long, conflicts_with = "apply", requires = "names")]
    pub leave: bool,
    /// Only these
    pub names: Vec<String>,
    /// Another file than sessions.toml beside config.toml
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}
