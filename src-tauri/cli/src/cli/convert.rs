//! What can be said of texts of other tools: `berthctl import` and `export`.

use std::path::PathBuf;

use berth_convert::{ExportForm, ImportForm};
use clap::Args;

/// Read sessions from a run line, a compose file or a dev container, and print, define or start them
#[derive(Debug, Args)]
pub struct Import {
    /// The file, or - for standard input
    pub file: PathBuf,
    /// What it is: run, compose or devcontainer; otherwise what it looks like
    #[arg(long = "as", value_name = "FORM", value_parser = import_form)]
    pub form: Option<ImportForm>,
    /// Print what was read, as spec does; so does neither --define nor --start
    #[arg(long, conflicts_with_all = ["define", "start", "json"])]
    pub print: bool,
    /// Write the sessions into sessions.toml; values of variables too
    #[arg(long, conflicts_with = "start")]
    pub define: bool,
    /// Start the sessions, one after the other; the first that fails ends it
    #[arg(long)]
    pub start: bool,
    /// Pull images that are not on the engine
    #[arg(long, requires = "start")]
    pub pull: bool,
    /// Create host folders of volumes that do not exist
    #[arg(long, requires = "start")]
    pub create_host_paths: bool,
    /// Print a JSON object
    #[arg(long, conflicts_with_all = ["define", "start"])]
    pub json: bool,
}

/// Write a session, or what sessions.toml defines, as a text for another tool; values of variables stay out
#[derive(Debug, Args)]
pub struct Export {
    /// Its name or full id; that of a definition where there is no such session
    pub name: String,
    /// As what: run, compose, quadlet, systemd or kube
    #[arg(long = "as", value_name = "FORM", value_parser = export_form)]
    pub form: ExportForm,
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}

fn import_form(text: &str) -> Result<ImportForm, String> {
    text.parse().map_err(|_| "write run, compose or devcontainer".to_owned())
}

fn export_form(text: &str) -> Result<ExportForm, String> {
    text.parse().map_err(|_| "write run, compose, quadlet, systemd or kube".to_owned())
}
