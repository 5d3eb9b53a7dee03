//! What the verbs on a session's spec take.

use std::path::PathBuf;

use berth_runner::KeptData;
use clap::{Args, ValueEnum};

use super::options::OptionFlags;

#[derive(Debug, Args)]
pub struct Spec {
    /// Its name or full id
    pub name: String,
    /// Print a JSON object; values of variables are in it
    #[arg(long)]
    pub json: bool,
}

/// What a recreated session keeps beside the volumes and folders of its spec.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Data {
    /// Nothing
    Fresh,
    /// Its volumes without names
    #[default]
    Volumes,
    /// Those, and what was written into its own file system; without the values of its variables
    Layer,
}

impl From<Data> for KeptData {
    fn from(data: Data) -> Self {
        match data {
            Data::Fresh => Self::Fresh,
            Data::Volumes => Self::Volumes,
            Data::Layer => Self::Layer,
        }
    }
}

/// What is changed; what is not named stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Changes {
    /// Another image
    #[arg(long, value_name = "IMAGE")]
    pub image: Option<String>,
    /// A variable, set or replaced; KEY alone takes the value from this shell
    #[arg(short = 'e', long = "env", value_name = "KEY[=VALUE]")]
    pub env: Vec<String>,
    /// A file of lines KEY=VALUE, nothing quoted, each set or replaced; --env stands above it
    #[arg(long = "env-file", value_name = "FILE")]
    pub env_files: Vec<PathBuf>,
    /// A variable that goes
    #[arg(long = "unset-env", value_name = "KEY")]
    pub unset_env: Vec<String>,
    /// A folder or volume, instead of the one at the same path
    #[arg(short = 'v', long = "volume", value_name = "VOLUME")]
    pub volumes: Vec<String>,
    /// The path of a volume that goes
    #[arg(long = "unset-volume", value_name = "PATH")]
    pub unset_volumes: Vec<String>,
    /// The ports; they replace all
    #[arg(short = 'p', long = "publish", value_name = "PORT")]
    pub ports: Vec<String>,
    /// No port
    #[arg(long, conflicts_with = "ports")]
    pub no_ports: bool,
    /// The working directory inside
    #[arg(short = 'w', long = "workdir", value_name = "FOLDER")]
    pub working_dir: Option<String>,
    /// Back to the default: memory, memory-swap, cpus, pids-limit, restart, user, entrypoint, network, hostname,
    /// labels, stop-signal, stop-timeout, health, devices, cap-add, cap-drop, read-only, init,
    /// no-new-privileges, gpus, pod, hosts, network-aliases, extra, command
    #[arg(long, value_name = "OPTION")]
    pub unset: Vec<String>,
    #[command(flatten)]
    pub options: OptionFlags,
    /// Another command and its arguments, after --
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Recreate {
    /// Its name or full id
    pub name: String,
    /// Another name
    #[arg(long, value_name = "NAME")]
    pub rename: Option<String>,
    /// What it keeps beside the volumes and folders of its spec
    #[arg(long, value_enum, default_value_t)]
    pub data: Data,
    /// Seconds that the new one has to run; one with a health check has to become healthy
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub wait: u32,
    /// Say what would change and the two commands, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Change limits while it runs, without recreating it; podman 4 forgets them with the next start
    #[arg(long, conflicts_with_all = ["data", "rename"])]
    pub in_place: bool,
    /// Create host folders of volumes that do not exist
    #[arg(long)]
    pub create_host_paths: bool,
    /// Print a JSON object: the plan, or the outcome
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub changes: Changes,
}

#[derive(Debug, Args)]
pub struct Clone {
    /// Its name or full id
    pub name: String,
    /// The name of the new one; otherwise the next free one, such as bot-2
    pub new_name: Option<String>,
    /// Say the command, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Create host folders of volumes that do not exist
    #[arg(long)]
    pub create_host_paths: bool,
    /// Print a JSON object: the session, and how it was started
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub changes: Changes,
}
