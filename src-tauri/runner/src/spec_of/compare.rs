//! What differs between two specs.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::duration::duration;
use crate::session::{ContainerOptions, EnvVar, HealthOptions, SessionSpec};
use crate::validate::{Field, bytes};

/// One part of a session that another spec says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "SpecChange", rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SpecDifference {
    /// The part.
    pub field: Field,
    /// What only the first says; nothing for the default. Of variables the names only.
    pub before: Vec<String>,
    /// What only the second says.
    pub after: Vec<String>,
}

/// Every part that differs, in the order of the form's fields. Sizes are compared by what they
/// mean, and lists without their order. Values of variables stay out.
pub fn compare(before: &SessionSpec, after: &SessionSpec) -> Vec<SpecDifference> {
    let pairs = said(before).into_iter().zip(said(after));
    let mut found: Vec<SpecDifference> =
        pairs.filter_map(|((field, a), (_, b))| differing(field, &a, &b)).collect();
    let at = found.iter().position(|one| !LEADING.contains(&one.field)).unwrap_or(found.len());
    if let Some(env) = variables(&before.env, &after.env) {
        found.insert(at, env);
    }
    found
}

/// The fields before the variables.
const LEADING: [Field; 4] = [Field::Name, Field::Image, Field::Command, Field::WorkingDir];

/// All but the variables, as texts; nothing for a default.
fn said(spec: &SessionSpec) -> Vec<(Field, Vec<String>)> {
    let SessionSpec { name, image, command, working_dir, volumes, log_volume, ports, options, .. } = spec;
    let one = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty()).into_iter().collect();
    let optional = |text: &Option<String>| text.iter().cloned().collect();
    let number = |number: Option<i32>| number.iter().map(ToString::to_string).collect();
    let flag = |is: bool| is.then(|| "true".to_owned()).into_iter().collect();
    // A log volume is a volume: an inspect does not tell them apart.
    let all_volumes =
        volumes.iter().chain(Some(log_volume).filter(|text| !text.is_empty())).cloned().collect();
    let ContainerOptions { labels, health, .. } = options;
    vec![
        (Field::Name, one(name)),
        (Field::Image, one(image)),
        (Field::Command, one(command)),
        (Field::WorkingDir, one(working_dir)),
        (Field::Volumes, all_volumes),
        (Field::Ports, ports.clone()),
        (Field::Restart, optional(&options.restart.clone().filter(|policy| policy != "no"))),
        (Field::Memory, optional(&options.memory)),
        (Field::MemorySwap, optional(&options.memory_swap)),
        (Field::Cpus, optional(&options.cpus)),
        (Field::PidsLimit, number(options.pids_limit)),
        (Field::User, optional(&options.user)),
        (Field::Entrypoint, options.entrypoint.iter().map(|text| none_or(text)).collect()),
        (Field::Network, optional(&options.network)),
        (Field::NetworkAliases, options.network_aliases.clone()),
        (Field::Hosts, options.hosts.clone()),
        (Field::Hostname, optional(&options.hostname)),
        (Field::Labels, labels.iter().map(|(key, value)| format!("{key}={value}")).collect()),
        (Field::StopSignal, optional(&options.stop_signal)),
        (Field::StopTimeout, number(options.stop_timeout)),
        (Field::Health, checks(health)),
        (Field::Devices, options.devices.clone()),
        (Field::CapAdd, options.cap_add.clone()),
        (Field::CapDrop, options.cap_drop.clone()),
        (Field::ReadOnly, flag(options.read_only)),
        (Field::Init, flag(options.init)),
        (Field::NoNewPrivileges, flag(options.no_new_privileges)),
        (Field::Gpus, optional(&options.gpus)),
        (Field::Pod, optional(&options.pod)),
        (Field::NoTerminal, flag(options.no_terminal)),
        (Field::Extra, options.extra.clone()),
    ]
}

/// An entrypoint that is nothing is not the same as the image's.
fn none_or(text: &str) -> String {
    if text.is_empty() { "\"\"".to_owned() } else { text.to_owned() }
}

fn checks(health: &HealthOptions) -> Vec<String> {
    let HealthOptions { off, command, interval, timeout, retries, start_period } = health;
    let retries = retries.map(|number| number.to_string());
    let parts = [
        ("command", command.clone()),
        ("interval", interval.clone()),
        ("timeout", timeout.clone()),
        ("retries", retries),
        ("start-period", start_period.clone()),
    ];
    let off = off.then(|| "off".to_owned());
    let said = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    off.into_iter().chain(said).collect()
}

fn differing(field: Field, before: &[String], after: &[String]) -> Option<SpecDifference> {
    let only = |these: &[String], those: &[String]| {
        let there = |text: &&String| !those.iter().any(|other| same(field, text, other));
        these.iter().filter(there).cloned().collect::<Vec<_>>()
    };
    let (before, after) = (only(before, after), only(after, before));
    (!before.is_empty() || !after.is_empty()).then_some(SpecDifference { field, before, after })
}

fn same(field: Field, one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    match field {
        Field::Memory | Field::MemorySwap => bytes(one).is_some() && bytes(one) == bytes(other),
        Field::Cpus => one.parse::<f64>().is_ok_and(|one| other.parse::<f64>() == Ok(one)),
        Field::Image => crate::difference::same_name(one, other),
        Field::StopSignal => validated(one).is_some() && validated(one) == validated(other),
        Field::Entrypoint => shlex::split(one).is_some() && shlex::split(one) == shlex::split(other),
        Field::Health => timed(one).is_some() && timed(one) == timed(other),
        Field::Devices => device(one) == device(other),
        Field::Gpus => one.trim_matches('"') == other.trim_matches('"'),
        Field::CapAdd | Field::CapDrop => capability(one) == capability(other),
        _ => false,
    }
}

/// `interval=1m30s` and `interval=90s` are the same.
fn timed(text: &str) -> Option<(&str, Duration)> {
    let (name, time) = text.split_once('=').filter(|(name, _)| *name != "command" && *name != "retries")?;
    Some((name, duration(time)?))
}

/// `HOST`, `HOST:HOST` and `HOST:HOST:rwm` are the same.
fn device(text: &str) -> (&str, &str, &str) {
    let mut parts = text.splitn(3, ':');
    let host = parts.next().unwrap_or_default();
    let inside = parts.next().unwrap_or(host);
    (host, inside, parts.next().unwrap_or("rwm"))
}

fn validated(text: &str) -> Option<String> {
    crate::validate::signal(text).ok()
}

fn capability(text: &str) -> String {
    let upper = text.to_ascii_uppercase();
    upper.strip_prefix("CAP_").unwrap_or(&upper).to_owned()
}

/// By name: a value is a secret.
fn variables(before: &[EnvVar], after: &[EnvVar]) -> Option<SpecDifference> {
    let only = |these: &[EnvVar], those: &[EnvVar]| {
        these.iter().filter(|var| !those.contains(var)).map(|var| var.key.clone()).collect::<Vec<_>>()
    };
    let (before, after) = (only(before, after), only(after, before));
    (!before.is_empty() || !after.is_empty()).then_some(SpecDifference { field: Field::Env, before, after })
}
