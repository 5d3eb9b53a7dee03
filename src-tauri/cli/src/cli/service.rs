//! `berthctl service …`.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum ServiceVerb {
    /// Show what is written and run, ask, and do it
    Install {
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
    /// Say whether it is installed, and what the system says of it
    Status,
    /// End it and remove what was written; the history stays
    Remove {
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
}
