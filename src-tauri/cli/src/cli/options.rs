//! What a session may be created with beside image, command, variables, volumes and ports.

use std::collections::BTreeMap;

use berth_runner::{ContainerOptions, HealthOptions};
use clap::Args;

/// As of podman and docker, unless the help says otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Options of the container")]
pub struct OptionFlags {
    /// Start it again when it ends: no, always, unless-stopped, on-failure[:TIMES]
    #[arg(long, value_name = "POLICY")]
    pub restart: Option<String>,
    /// A limit of memory: 512m, 2g
    #[arg(short = 'm', long, value_name = "SIZE")]
    pub memory: Option<String>,
    /// A limit of memory and swap together; -1 for none of swap
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true)]
    pub memory_swap: Option<String>,
    /// A share of processors: 1.5
    #[arg(long, value_name = "NUMBER")]
    pub cpus: Option<String>,
    /// A limit of processes and threads; -1 for none
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub pids_limit: Option<i32>,
    /// Who its processes are: USER[:GROUP]
    #[arg(short = 'u', long, value_name = "USER")]
    pub user: Option<String>,
    /// The program before the command; empty for none
    #[arg(long, value_name = "COMMAND")]
    pub entrypoint: Option<String>,
    /// Its network: none, host, bridge, container:NAME, or one of the engine
    #[arg(long, value_name = "NETWORK")]
    pub network: Option<String>,
    /// A further name in its network
    #[arg(long = "network-alias", value_name = "NAME")]
    pub network_aliases: Vec<String>,
    /// A host that it knows: NAME:IP
    #[arg(long = "add-host", value_name = "NAME:IP")]
    pub hosts: Vec<String>,
    /// Its own name in its network
    #[arg(long, value_name = "NAME")]
    pub hostname: Option<String>,
    /// A label
    #[arg(short = 'l', long = "label", value_name = "KEY[=VALUE]")]
    pub labels: Vec<String>,
    /// What a stop sends: INT, SIGTERM, 15
    #[arg(long, value_name = "SIGNAL")]
    pub stop_signal: Option<String>,
    /// Seconds that a stop waits; -1 for ever
    #[arg(long, value_name = "SECONDS", allow_hyphen_values = true)]
    pub stop_timeout: Option<i32>,
    /// A health check: a line for its shell
    #[arg(long, value_name = "COMMAND")]
    pub health_cmd: Option<String>,
    /// Between two checks: 30s
    #[arg(long, value_name = "TIME")]
    pub health_interval: Option<String>,
    /// How long one may take
    #[arg(long, value_name = "TIME")]
    pub health_timeout: Option<String>,
    /// How many must fail in a row
    #[arg(long, value_name = "NUMBER")]
    pub health_retries: Option<u32>,
    /// How long after the start failures do not count
    #[arg(long, value_name = "TIME")]
    pub health_start_period: Option<String>,
    /// No health check, not even the image's own
    #[arg(long)]
    pub no_healthcheck: bool,
    /// A device of the host: HOST[:CONTAINER[:rwm]]
    #[arg(long = "device", value_name = "DEVICE")]
    pub devices: Vec<String>,
    /// A capability that it gets: SYS_PTRACE
    #[arg(long = "cap-add", value_name = "CAPABILITY")]
    pub cap_add: Vec<String>,
    /// A capability that it loses: ALL
    #[arg(long = "cap-drop", value_name = "CAPABILITY")]
    pub cap_drop: Vec<String>,
    /// Nothing may be written outside its volumes
    #[arg(long)]
    pub read_only: bool,
    /// A small init as process 1
    #[arg(long)]
    pub init: bool,
    /// Its processes can't gain privileges
    #[arg(long)]
    pub no_new_privileges: bool,
    /// GPUs: all, a number, device=0,1 (docker)
    #[arg(long, value_name = "GPUS")]
    pub gpus: Option<String>,
    /// The pod to be in (podman)
    #[arg(long, value_name = "POD")]
    pub pod: Option<String>,
    /// No terminal and no standard input, as a service
    #[arg(long)]
    pub no_terminal: bool,
    /// A further flag of the engine's create, in one word: --extra=--shm-size=1g
    #[arg(long, value_name = "FLAG", allow_hyphen_values = true)]
    pub extra: Vec<String>,
}

impl OptionFlags {
    /// As the runner takes them.
    pub fn options(self) -> ContainerOptions {
        ContainerOptions {
            restart: self.restart,
            memory: self.memory,
            memory_swap: self.memory_swap,
            cpus: self.cpus,
            pids_limit: self.pids_limit,
            user: self.user,
            entrypoint: self.entrypoint,
            network: self.network,
            network_aliases: self.network_aliases,
            hosts: self.hosts,
            hostname: self.hostname,
            labels: labels(&self.labels),
            stop_signal: self.stop_signal,
            stop_timeout: self.stop_timeout,
            health: HealthOptions {
                off: self.no_healthcheck,
                command: self.health_cmd,
                interval: self.health_interval,
                timeout: self.health_timeout,
                retries: self.health_retries,
                start_period: self.health_start_period,
            },
            devices: self.devices,
            cap_add: self.cap_add,
            cap_drop: self.cap_drop,
            read_only: self.read_only,
            init: self.init,
            no_new_privileges: self.no_new_privileges,
            gpus: self.gpus,
            pod: self.pod,
            no_terminal: self.no_terminal,
            extra: self.extra,
        }
    }
}

fn labels(texts: &[String]) -> BTreeMap<String, String> {
    let pair = |text: &String| {
        let (key, value) = text.split_once('=').unwrap_or((text, ""));
        (key.to_owned(), value.to_owned())
    };
    texts.iter().map(pair).collect()
}
