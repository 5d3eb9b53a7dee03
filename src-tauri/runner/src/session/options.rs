//! What a container is created with beside its image, command, variables, volumes and ports.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The health check of a session. Without any of its fields it is the image's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct HealthOptions {
    /// Runs none, not even the image's own; excludes the others.
    pub off: bool,
    /// A line for the shell of the container.
    pub command: Option<String>,
    /// Between two checks: `30s`, `1m30s`.
    pub interval: Option<String>,
    /// How long one may take: `5s`.
    pub timeout: Option<String>,
    /// How many must fail in a row; at least 1.
    #[cfg_attr(feature = "schemars", schemars(range(min = 1, max = 4_294_967_295_u32)))]
    pub retries: Option<u32>,
    /// How long after the start failures do not count: `1m`.
    pub start_period: Option<String>,
}

/// Everything that may be said of a container, and need not: each default is the engine's own,
/// or the image's.
///
/// A tmpfs is written as a volume, `tmpfs:/run:size=64m`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ContainerOptions {
    /// `no`, `always`, `unless-stopped`, `on-failure` or `on-failure:TIMES`.
    pub restart: Option<String>,
    /// Bytes, or with a unit of `b`, `k`, `m`, `g`: `512m`.
    pub memory: Option<String>,
    /// Memory and swap together, as `memory`; `-1` for no limit of swap. Needs `memory`.
    pub memory_swap: Option<String>,
    /// Whole and parts of processors: `1.5`.
    pub cpus: Option<String>,
    /// Processes and threads at once; -1 for no limit.
    #[cfg_attr(feature = "schemars", schemars(range(min = -1, max = 2_147_483_647)))]
    pub pids_limit: Option<i32>,
    /// `USER[:GROUP]`, names or numbers.
    pub user: Option<String>,
    /// Split as a command; empty runs the command without the image's entrypoint.
    pub entrypoint: Option<String>,
    /// `none`, `host`, `bridge`, `container:NAME`, or a network of the engine.
    pub network: Option<String>,
    /// Further names in its network; needs a network of the engine.
    pub network_aliases: Vec<String>,
    /// `NAME:IP`, for its `/etc/hosts`.
    pub hosts: Vec<String>,
    /// Its own name in its network.
    pub hostname: Option<String>,
    /// By name; those of Berth (`dev.berth.owner`, `dev.berth.token`) are its own.
    pub labels: BTreeMap<String, String>,
    /// What a stop sends: `SIGINT`, `INT` or `2`.
    pub stop_signal: Option<String>,
    /// Seconds that a stop waits; -1 for ever.
    #[cfg_attr(feature = "schemars", schemars(range(min = -1, max = 2_147_483_647)))]
    pub stop_timeout: Option<i32>,
    /// Its health check.
    pub health: HealthOptions,
    /// `HOST[:CONTAINER[:rwm]]`, or a name of CDI such as `nvidia.com/gpu=all`.
    pub devices: Vec<String>,
    /// Names such as `SYS_PTRACE`, or `ALL`.
    pub cap_add: Vec<String>,
    /// As `cap_add`.
    pub cap_drop: Vec<String>,
    /// Nothing may be written outside its volumes.
    pub read_only: bool,
    /// A small init as process 1, which reaps and passes signals on.
    pub init: bool,
    /// Its processes can't gain privileges (setuid has no effect).
    pub no_new_privileges: bool,
    /// `all`, a count, or `device=0,1`; docker only.
    pub gpus: Option<String>,
    /// The pod to be in, by name; podman only.
    pub pod: Option<String>,
    /// Runs without a terminal and without standard input, as a service does.
    pub no_terminal: bool,
    /// Further flags of the engine's `create`, one each: `--shm-size=1g`, `--privileged`.
    pub extra: Vec<String>,
}
