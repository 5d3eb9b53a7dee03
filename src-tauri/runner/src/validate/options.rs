//! The options of a container, each by its own rule.

mod check;
mod extra;
mod health;
mod limits;
mod network;
mod security;

use super::Rule;
use super::command::command;
use super::name::foreign_name;
use super::problem::{Field, Problems};
use super::rule::OptionRule;
use super::signal::signal;
use crate::kind::EngineKind;
use crate::session::{ContainerOptions, LABEL_OWNER, LABEL_TOKEN, SessionSpec};

use check::{Check, plain};
pub use extra::flag as extra_flag;
pub(crate) use limits::bytes;

/// Options that keep every rule, in the words that engines take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckedOptions {
    /// What goes to the engine as it stands; `entrypoint` and `extra` are below.
    pub plain: ContainerOptions,
    /// Nothing in it means none at all.
    pub entrypoint: Option<Vec<String>>,
    /// Words that begin with `--`.
    pub extra: Vec<String>,
}

pub(super) fn check(spec: &SessionSpec, kind: EngineKind, found: &mut Problems) -> CheckedOptions {
    let asked = &spec.options;
    let mut check = Check { kind, found };
    let restart = check.text(Field::Restart, &asked.restart, limits::restart);
    let (memory, memory_swap) = limits::memory(&mut check, asked);
    let cpus = check.text(Field::Cpus, &asked.cpus, limits::cpus);
    let pids_limit = limits::pids(&mut check, asked.pids_limit);
    let user = check.text(Field::User, &asked.user, security::user);
    let entrypoint = asked.entrypoint.as_deref();
    let entrypoint = entrypoint.and_then(|text| check.found.take(Field::Entrypoint, None, command(text)));
    let network = network::check(&mut check, spec);
    let stop_signal = check.text(Field::StopSignal, &asked.stop_signal, signal);
    let stop_timeout = limits::stop_timeout(&mut check, asked.stop_timeout);
    let health = health::check(&mut check, &asked.health);
    labels(&mut check, asked);
    let devices = check.list(Field::Devices, &asked.devices, security::device);
    let cap_add = check.list(Field::CapAdd, &asked.cap_add, security::capability);
    let cap_drop = check.list(Field::CapDrop, &asked.cap_drop, security::capability);
    let gpus = check.text(Field::Gpus, &asked.gpus, |text| security::gpus(kind, text));
    let pod = check.text(Field::Pod, &asked.pod, |text| pod(kind, text));
    let extra = check.list(Field::Extra, &asked.extra, |text| extra::flag(kind, text));
    let plain = ContainerOptions {
        restart,
        memory,
        memory_swap,
        cpus,
        pids_limit,
        user,
        entrypoint: asked.entrypoint.clone(),
        network: network.network,
        network_aliases: network.aliases,
        hosts: network.hosts,
        hostname: network.hostname,
        labels: asked.labels.clone(),
        stop_signal,
        stop_timeout,
        health,
        devices,
        cap_add,
        cap_drop,
        read_only: asked.read_only,
        init: asked.init,
        no_new_privileges: asked.no_new_privileges,
        gpus,
        pod,
        no_terminal: asked.no_terminal,
        extra: asked.extra.clone(),
    };
    CheckedOptions { plain, entrypoint, extra }
}

fn pod(kind: EngineKind, text: &str) -> Result<String, Rule> {
    match kind {
        EngineKind::Podman if foreign_name(text).is_ok() => Ok(text.to_owned()),
        EngineKind::Podman => Err(OptionRule::PodName { pod: text.to_owned() }.into()),
        _ => Err(OptionRule::PodOfPodman {}.into()),
    }
}

fn labels(check: &mut Check<'_>, asked: &ContainerOptions) {
    check.many(Field::Labels, asked.labels.len());
    for (key, value) in &asked.labels {
        let label = plain(key).and_then(|()| {
            if key.contains(|c: char| c.is_whitespace() || c == '=') {
                return Err(OptionRule::LabelKey { key: key.clone() }.into());
            }
            if key == LABEL_OWNER || key == LABEL_TOKEN {
                return Err(OptionRule::LabelOwn { key: key.clone() }.into());
            }
            match value.contains('\0') {
                true => Err(OptionRule::LabelNul { key: key.clone() }.into()),
                false => Ok(()),
            }
        });
        check.found.take(Field::Labels, None, label);
    }
}

#[cfg(test)]
mod tests;
