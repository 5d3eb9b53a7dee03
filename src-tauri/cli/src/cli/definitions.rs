//! What can be said of sessions that a file defines: `berthctl up`, `down`, `diff`, `define`, `validate`.

use std::path::PathBuf;

use clap::Args;

use super::Start;

/// Start what sessions.toml defines and what does not run, in its order; one that fails stops no other
#[derive(Debug, Args)]
pub struct Up {
    /// Only these; otherwise all
    pub names: Vec<String>,
    #[command(flatten)]
    pub of: Of,
    /// Pull images that are not on the engine
    #[arg(long)]
    pub pull: bool,
    /// Create host folders of volumes that do not exist
    #[arg(long)]
    pub create_host_paths: bool,
}

/// Stop and remove what sessions.toml defines and what is there, the last first; logs go to the history
#[derive(Debug, Args)]
pub struct Down {
    /// Only these; otherwise all
    pub names: Vec<String>,
    #[command(flatten)]
    pub of: Of,
    /// Keep the stopped containers
    #[arg(long)]
    pub keep: bool,
}

/// Say how sessions differ from what sessions.toml says; exits with 1 where one does
#[derive(Debug, Args)]
pub struct Diff {
    /// Only these; otherwise all
    pub names: Vec<String>,
    #[command(flatten)]
    pub of: Of,
}

/// Write a session into sessions.toml, from flags as those of start, or remove it from there
#[derive(Debug, Args)]
pub struct Define {
    #[command(flatten)]
    pub start: Option<Start>,
    /// Another file than sessions.toml beside config.toml; it need not exist
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Write what its container is instead of flags: of one that is defined only what differs
    #[arg(long, conflicts_with = "remove")]
    pub from_session: bool,
    /// Remove it from the file; its container stays
    #[arg(long)]
    pub remove: bool,
    /// Print the JSON Schema of the file
    #[arg(long, exclusive = true)]
    pub schema: bool,
}

/// Check sessions.toml: its form, and every value as a start would; exits with 2 where there is a fault
#[derive(Debug, Args)]
pub struct Validate {
    /// Another file than sessions.toml beside config.toml
    pub file: Option<PathBuf>,
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}

/// List the layouts of sessions.toml, which the window's palette opens: sessions side by side
#[derive(Debug, Args)]
pub struct Layouts {
    #[command(flatten)]
    pub of: Of,
}

/// Which file, and how the result is printed.
#[derive(Debug, Args)]
pub struct Of {
    /// Another file than sessions.toml beside config.toml
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}
