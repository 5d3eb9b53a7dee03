//! `berthctl pod …`.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum PodVerb {
    /// Start all its sessions
    Start {
        /// Its name
        pod: String,
    },
    /// Stop all its sessions; they stay
    Stop {
        /// Its name
        pod: String,
    },
    /// Stop and remove it and all its sessions; their logs go to the history first
    Rm {
        /// Its name
        pod: String,
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
}
