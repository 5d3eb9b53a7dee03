//! The network, and what the container is called in it.

use serde_json::Value;

use super::lost::Lost;
use super::read::{Container, texts};

pub(super) struct Network {
    pub network: Option<String>,
    pub aliases: Vec<String>,
    pub hostname: Option<String>,
}

pub(super) fn of(container: &Container<'_>, lost: &mut Vec<Lost>) -> Network {
    let mode = container.text("/HostConfig/NetworkMode");
    let networks = container.row.pointer("/NetworkSettings/Networks").and_then(Value::as_object);
    let mut names: Vec<&str> = networks.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let network = match (mode, container.is_podman()) {
        _ if container.pod().is_some() => None,
        // Their own defaults, with and without root.
        ("default" | "slirp4netns" | "pasta" | "private" | "", _) => None,
        ("bridge", false) => None,
        ("bridge", true) => {
            names.retain(|name| *name != "podman");
            names.first().map(|name| (*name).to_owned())
        }
        (mode, _) => Some(mode.to_owned()),
    };
    let beside = names.iter().filter(|name| Some(**name) != network.as_deref() && !is_usual(name, container));
    if container.pod().is_none() {
        lost.extend(beside.map(|name| Lost::new("NetworkSettings.Networks", *name)));
    }
    let joined = network.as_deref().and_then(|name| networks.and_then(|networks| networks.get(name)));
    let mut aliases = texts(joined.and_then(|network| network.get("Aliases")));
    aliases.retain(|alias| alias != container.short_id());
    let of_another = mode == "host" || mode.starts_with("container:") || container.pod().is_some();
    let named = Some(container.text("/Config/Hostname"))
        .filter(|name| !name.is_empty() && *name != container.short_id() && !of_another);
    Network { network, aliases, hostname: named.map(str::to_owned) }
}

/// The network that a container has where nobody names one.
fn is_usual(name: &str, container: &Container<'_>) -> bool {
    let mode = container.text("/HostConfig/NetworkMode");
    match container.is_podman() {
        true => name == "podman",
        false => matches!(mode, "default" | "bridge") && name == "bridge" || name == mode,
    }
}
