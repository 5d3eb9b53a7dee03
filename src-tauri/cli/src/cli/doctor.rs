//! What `doctor` takes.

use clap::Args;

/// Say what Berth has to work with here, and what is wrong: engines, settings, history, app, desktop
#[derive(Debug, Args)]
pub struct Doctor {
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}
