//! The flags of inspect.

use clap::Args;

/// Show everything that the engine says of a session, secrets left out
#[derive(Debug, Args)]
pub struct Inspect {
    /// Its name or full id
    pub name: String,
    /// Print the engine's own description, as JSON
    #[arg(long)]
    pub json: bool,
}
