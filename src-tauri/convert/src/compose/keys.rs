//! Keys of a service that one flag of `run` says, in both directions.

/// How a key holds its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One text.
    One,
    /// One number.
    Number,
    /// A list, one flag each; where a map is allowed, `KEY=VALUE`.
    List,
    /// `true` for a switch.
    Truth,
}

/// Key, flag and shape.
pub(crate) const KEYS: [(&str, &str, Shape); 53] = [
    ("blkio_weight", "blkio-weight", Shape::Number),
    ("cap_add", "cap-add", Shape::List),
    ("cap_drop", "cap-drop", Shape::List),
    ("cgroup", "cgroupns", Shape::One),
    ("cgroup_parent", "cgroup-parent", Shape::One),
    ("container_name", "name", Shape::One),
    ("cpu_period", "cpu-period", Shape::Number),
    ("cpu_quota", "cpu-quota", Shape::Number),
    ("cpu_rt_period", "cpu-rt-period", Shape::Number),
    ("cpu_rt_runtime", "cpu-rt-runtime", Shape::Number),
    ("cpu_shares", "cpu-shares", Shape::Number),
    ("cpus", "cpus", Shape::Number),
    ("cpuset", "cpuset-cpus", Shape::One),
    ("device_cgroup_rules", "device-cgroup-rule", Shape::List),
    ("devices", "device", Shape::List),
    ("dns", "dns", Shape::List),
    ("dns_opt", "dns-option", Shape::List),
    ("dns_search", "dns-search", Shape::List),
    ("domainname", "domainname", Shape::One),
    ("expose", "expose", Shape::List),
    ("extra_hosts", "add-host", Shape::List),
    ("group_add", "group-add", Shape::List),
    ("gpus", "gpus", Shape::One),
    ("hostname", "hostname", Shape::One),
    ("init", "init", Shape::Truth),
    ("ipc", "ipc", Shape::One),
    ("isolation", "isolation", Shape::One),
    ("labels", "label", Shape::List),
    ("mac_address", "mac-address", Shape::One),
    ("mem_limit", "memory", Shape::One),
    ("mem_reservation", "memory-reservation", Shape::One),
    ("mem_swappiness", "memory-swappiness", Shape::Number),
    ("memswap_limit", "memory-swap", Shape::One),
    ("network_mode", "network", Shape::One),
    ("oom_kill_disable", "oom-kill-disable", Shape::Truth),
    ("oom_score_adj", "oom-score-adj", Shape::Number),
    ("pid", "pid", Shape::One),
    ("pids_limit", "pids-limit", Shape::Number),
    ("platform", "platform", Shape::One),
    ("privileged", "privileged", Shape::Truth),
    ("read_only", "read-only", Shape::Truth),
    ("restart", "restart", Shape::One),
    ("runtime", "runtime", Shape::One),
    ("security_opt", "security-opt", Shape::List),
    ("shm_size", "shm-size", Shape::One),
    ("stop_signal", "stop-signal", Shape::One),
    ("storage_opt", "storage-opt", Shape::List),
    ("sysctls", "sysctl", Shape::List),
    ("tmpfs", "tmpfs", Shape::List),
    ("user", "user", Shape::One),
    ("userns_mode", "userns", Shape::One),
    ("uts", "uts", Shape::One),
    ("working_dir", "workdir", Shape::One),
];
