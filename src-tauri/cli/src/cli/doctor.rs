//! What `doctor` takes.

use clap::Args;

/// Say what Berth has to work with here, and what is wrong: engines, settings, history, app, disk, desktop
#[derive(Debug, Args)]
pub struct Doctor {
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
    /// Print a text to pass on, without your home folder, your name and what looks like a secret
    #[arg(long, conflicts_with = "json")]
    pub report: bool,
}
