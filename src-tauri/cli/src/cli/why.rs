//! `berthctl why`.

use clap::Args;

#[derive(Debug, Args)]
pub struct Why {
    /// Its name or full id
    pub name: String,
    /// How many of its last lines
    #[arg(short = 'n', long = "lines", value_name = "N", default_value_t = 10)]
    pub lines: u32,
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}
