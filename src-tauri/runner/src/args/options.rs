//! The options of a spec to flags of `create`. Each is one word, `--flag=value`, so that no value
//! can be taken for a flag.

use crate::kind::EngineKind;
use crate::session::{ContainerOptions, HealthOptions};
use crate::validate::CheckedOptions;

/// The flags, in the order of the form's fields.
pub(super) fn flags(kind: EngineKind, options: &CheckedOptions) -> Vec<String> {
    let ContainerOptions {
        restart,
        memory,
        memory_swap,
        cpus,
        pids_limit,
        user,
        network,
        network_aliases,
        hosts,
        hostname,
        labels,
        stop_signal,
        stop_timeout,
        health,
        devices,
        cap_add,
        cap_drop,
        read_only,
        init,
        no_new_privileges,
        gpus,
        pod,
        entrypoint: _,
        no_terminal: _,
        extra: _,
    } = &options.plain;
    let mut flags = Vec::new();
    let mut one = |name: &str, value: Option<&str>| {
        flags.extend(value.map(|value| format!("--{name}={value}")));
    };
    one("restart", restart.as_deref());
    one("memory", memory.as_deref());
    one("memory-swap", memory_swap.as_deref());
    one("cpus", cpus.as_deref());
    one("pids-limit", number(pids_limit).as_deref());
    one("user", user.as_deref());
    one("entrypoint", options.entrypoint.as_deref().map(|argv| entrypoint(kind, argv)).as_deref());
    one("network", network.as_deref());
    one("hostname", hostname.as_deref());
    one("stop-signal", stop_signal.as_deref());
    one("stop-timeout", stop_timeout.map(|seconds| timeout(kind, seconds)).as_deref());
    one("gpus", gpus.as_deref());
    one("pod", pod.as_deref());
    one("security-opt", no_new_privileges.then_some("no-new-privileges"));
    let lists = [
        ("network-alias", network_aliases),
        ("add-host", hosts),
        ("device", devices),
        ("cap-add", cap_add),
        ("cap-drop", cap_drop),
    ];
    for (name, values) in lists {
        values.iter().for_each(|value| one(name, Some(value)));
    }
    for (key, value) in labels {
        one("label", Some(&format!("{key}={value}")));
    }
    flags.extend(read_only.then(|| "--read-only".to_owned()));
    flags.extend(init.then(|| "--init".to_owned()));
    flags.extend(checks(health));
    flags.extend(options.extra.iter().cloned());
    flags
}

/// What stands before the command: docker's `--entrypoint` takes one word, and the others lead
/// the command (docker 28.2).
pub(super) fn before_command(kind: EngineKind, options: &CheckedOptions) -> Vec<String> {
    match (kind, options.entrypoint.as_deref()) {
        (EngineKind::Docker, Some([_, rest @ ..])) => rest.to_vec(),
        _ => Vec::new(),
    }
}

/// podman (4.3) takes a word or a JSON array.
fn entrypoint(kind: EngineKind, argv: &[String]) -> String {
    match (kind, argv) {
        (_, []) => String::new(),
        (EngineKind::Podman, [_, _, ..]) => serde_json::json!(argv).to_string(),
        (EngineKind::Podman, [one]) if one.starts_with('[') => serde_json::json!(argv).to_string(),
        (_, [first, ..]) => first.clone(),
    }
}

/// podman's (4.3) is unsigned.
fn timeout(kind: EngineKind, seconds: i32) -> String {
    match kind {
        EngineKind::Podman if seconds < 0 => u32::MAX.to_string(),
        _ => seconds.to_string(),
    }
}

fn checks(health: &HealthOptions) -> Vec<String> {
    let HealthOptions { off, command, interval, timeout, retries, start_period } = health;
    let said = [
        ("cmd", command.clone()),
        ("interval", interval.clone()),
        ("timeout", timeout.clone()),
        ("retries", number(retries)),
        ("start-period", start_period.clone()),
    ];
    let flag = |(name, value): (&str, Option<String>)| value.map(|value| format!("--health-{name}={value}"));
    let off = off.then(|| "--no-healthcheck".to_owned());
    off.into_iter().chain(said.into_iter().filter_map(flag)).collect()
}

fn number<N: ToString>(number: &Option<N>) -> Option<String> {
    number.as_ref().map(ToString::to_string)
}
