//! What a container was asked to be, read back from its inspect: minus what its image says, and
//! minus what engines add by themselves. Pure.
//!
//! Observed on podman 4.3.1 and docker 20.10.24. What a spec can't say is named in [`Lost`].

mod command;
mod compare;
mod environment;
mod further;
mod limits;
mod lost;
mod mounts;
mod network;
mod ports;
mod read;
mod security;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::session::{ContainerOptions, LABEL_OWNER, LABEL_TOKEN, SessionSpec};
use crate::validate;

pub use compare::{SpecDifference, compare};
pub use lost::Lost;
pub(crate) use mounts::is_anonymous;
use read::Container;
pub(crate) use read::texts_at;

/// The spec by which a container like that one is created, and what it can't say.
///
/// `row` is one entry of `container inspect`; `image` is what its image says of containers made
/// of it (`image inspect --format '{{json .Config}}'`), or nothing where it is gone. Then all that
/// the image said is in the spec.
pub fn spec_of(row: &Value, image: Option<&Value>) -> (SessionSpec, Vec<Lost>) {
    let nothing = Value::Null;
    let container = Container::new(row, image.unwrap_or(&nothing));
    let mut lost = Vec::new();
    let (entrypoint, command) = command::of(&container, &mut lost);
    let env = environment::of(&container);
    let network = network::of(&container, &mut lost);
    let mut options = ContainerOptions {
        restart: limits::restart(&container),
        cpus: limits::cpus(&container),
        pids_limit: limits::pids(&container),
        user: container.differing("/User"),
        entrypoint,
        network: network.network,
        network_aliases: network.aliases,
        hosts: container.texts("/HostConfig/ExtraHosts"),
        hostname: network.hostname,
        labels: labels(&container),
        stop_signal: limits::stop_signal(&container),
        stop_timeout: limits::stop_timeout(&container),
        health: limits::health(&container, &mut lost),
        read_only: container.flag("/HostConfig/ReadonlyRootfs"),
        init: container.flag("/HostConfig/Init")
            || container.text("/Config/Annotations/io.podman.annotations.init") == "TRUE",
        pod: container.pod().map(str::to_owned),
        no_terminal: !container.flag("/Config/Tty"),
        ..ContainerOptions::default()
    };
    limits::memory(&container, &mut options);
    security::read(&container, &mut options, &mut lost);
    options.extra = further::flags(&container, &mut lost);
    let working_dir = container.differing("/WorkingDir").filter(|_| !container.same_folder());
    let spec = SessionSpec {
        name: container.text("/Name").trim_start_matches('/').to_owned(),
        image: container.image_name().to_owned(),
        command,
        working_dir: working_dir.unwrap_or_default(),
        allow_loader_env: env.iter().any(|var| validate::env::loads(&var.key)),
        env,
        volumes: mounts::of(&container, &mut lost),
        log_volume: String::new(),
        ports: ports::of(&container),
        options,
    };
    (spec, lost)
}

/// Those that somebody gave it.
fn labels(container: &Container<'_>) -> BTreeMap<String, String> {
    let of_image = container.of_image("/Labels").and_then(Value::as_object);
    let has = container.row.pointer("/Config/Labels").and_then(Value::as_object);
    let own = |key: &str| key == LABEL_OWNER || key == LABEL_TOKEN;
    has.into_iter()
        .flatten()
        .filter(|(key, value)| !own(key) && of_image.and_then(|of_image| of_image.get(*key)) != Some(value))
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect()
}
