//! What `start` takes.

use std::path::PathBuf;

use clap::Args;

use super::options::OptionFlags;

#[derive(Debug, Args)]
// The options are flattened into it, and then clap knows of no member: without one an
// `Option<Start>` is always `None`.
#[group(args = ["name"])]
pub struct Start {
    /// Its name: letters, digits, "_" and "-", beginning with a letter
    pub name: String,
    /// The image, such as docker.io/library/debian:12; not needed to start an ended session again
    #[arg(long, value_name = "IMAGE")]
    pub image: Option<String>,
    /// An environment variable; KEY alone takes the value from this shell and keeps it out of sight
    #[arg(short = 'e', long = "env", value_name = "KEY[=VALUE]")]
    pub env: Vec<String>,
    /// A file of lines KEY=VALUE, nothing quoted; --env stands above it, and a later file above an earlier one
    #[arg(long = "env-file", value_name = "FILE")]
    pub env_files: Vec<PathBuf>,
    /// A folder or a named volume: HOST:CONTAINER[:ro] or NAME:CONTAINER[:ro]; CONTAINER alone is a volume
    /// without a name. ./HOST is below the folder that you are in
    #[arg(short = 'v', long = "volume", value_name = "VOLUME")]
    pub volumes: Vec<String>,
    /// Memory that is gone with the run: CONTAINER[:size=64m,mode=1777,noexec]
    #[arg(long, value_name = "TMPFS")]
    pub tmpfs: Vec<String>,
    /// A port: [[IP:][HOST]:]CONTAINER[/tcp|udp|sctp]; ranges with -, without HOST a free one
    #[arg(short = 'p', long = "publish", value_name = "PORT")]
    pub ports: Vec<String>,
    /// The working directory inside
    #[arg(
        short = 'w',
        long = "workdir",
        value_name = "FOLDER",
        default_value = "",
        hide_default_value = true
    )]
    pub working_dir: String,
    /// A volume for logs that outlive the session
    #[arg(long, value_name = "VOLUME", default_value = "", hide_default_value = true)]
    pub log_volume: String,
    /// Allow variables that make the loader take code into every process (LD_PRELOAD, …)
    #[arg(long)]
    pub allow_loader_env: bool,
    /// Create host folders of volumes that do not exist
    #[arg(long)]
    pub create_host_paths: bool,
    /// Pull the image if it is not on the engine
    #[arg(long)]
    pub pull: bool,
    /// Print a JSON object: the session, how it was started, and what differs
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub options: OptionFlags,
    /// The command and its arguments, after --; otherwise the image's own
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<String>,
}
