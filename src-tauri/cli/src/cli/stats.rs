//! The flags of stats.

use clap::Args;

/// Show what sessions use: CPU, memory, network, disk, processes; again every two seconds
#[derive(Debug, Args)]
pub struct Stats {
    /// Their names or full ids; otherwise all that run, on every engine
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Print a JSON object a line for each sample
    #[arg(long)]
    pub json: bool,
    /// Measure each once, and end
    #[arg(long)]
    pub once: bool,
}
