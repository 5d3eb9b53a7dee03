//! The network, and what a container is called in it.

use std::net::IpAddr;

use super::super::Rule;
use super::super::name::foreign_name;
use super::super::problem::Field;
use super::super::rule::OptionRule;
use super::check::Check;
use crate::kind::EngineKind;
use crate::session::SessionSpec;

/// Networks that have no names in them.
const UNNAMED: [&str; 5] = ["none", "host", "bridge", "default", "private"];
/// Networks of podman alone, which take options behind a colon.
const OF_PODMAN: [&str; 4] = ["slirp4netns", "pasta", "private", "ns"];
/// Characters of a host's name, at most: those of one label of DNS.
const MAX_HOSTNAME: usize = 63;

pub(super) struct Network {
    pub network: Option<String>,
    pub aliases: Vec<String>,
    pub hosts: Vec<String>,
    pub hostname: Option<String>,
}

pub(super) fn check(check: &mut Check<'_>, spec: &SessionSpec) -> Network {
    let (asked, kind) = (&spec.options, check.kind);
    let network = check.text(Field::Network, &asked.network, |text| network(kind, text));
    let aliases = check.list(Field::NetworkAliases, &asked.network_aliases, alias);
    let hosts = check.list(Field::Hosts, &asked.hosts, host);
    let hostname = check.text(Field::Hostname, &asked.hostname, hostname);
    let named = asked.network.as_deref();
    let nameless = named.is_none_or(|name| UNNAMED.contains(&name) || name.contains(':'));
    if nameless && !asked.network_aliases.is_empty() {
        let network = named.unwrap_or("bridge").escape_debug().to_string();
        check.found.add(Field::NetworkAliases, None, OptionRule::AliasNetwork { network });
    }
    let has = [
        (Field::Ports, !spec.ports.is_empty()),
        (Field::Hostname, asked.hostname.is_some()),
        (Field::Network, asked.network.is_some()),
    ];
    let has = has.into_iter().filter_map(|(field, has)| has.then_some(field));
    // podman 4.3: "published or exposed ports must be defined when the pod is created".
    if let (Some(pod), EngineKind::Podman) = (&asked.pod, kind) {
        has.for_each(|field| check.found.add(field, None, OptionRule::PodOwns { pod: pod.clone() }));
    } else if let Some(network) = named.filter(|name| name.starts_with("container:")) {
        // docker 20.10: "conflicting options: hostname and the network mode".
        let taken = has.filter(|field| *field != Field::Network);
        let rule = || OptionRule::NetworkTaken { network: network.escape_debug().to_string() };
        taken.for_each(|field| check.found.add(field, None, rule()));
    }
    Network { network, aliases, hosts, hostname }
}

fn network(kind: EngineKind, text: &str) -> Result<String, Rule> {
    let refused = || OptionRule::NetworkText { text: text.to_owned() };
    let (word, rest) = text.split_once(':').map_or((text, None), |(word, rest)| (word, Some(rest)));
    if OF_PODMAN.contains(&word) && (rest.is_some() || word != "private") {
        let blank = rest.is_some_and(|rest| rest.is_empty() || rest.contains(char::is_whitespace));
        return match kind {
            EngineKind::Podman if blank => Err(refused().into()),
            EngineKind::Podman => Ok(text.to_owned()),
            _ => Err(OptionRule::NetworkOfPodman { text: text.to_owned() }.into()),
        };
    }
    let named = match rest {
        Some(name) if word == "container" => name,
        Some(_) => return Err(refused().into()),
        None => word,
    };
    if foreign_name(named).is_ok() { Ok(text.to_owned()) } else { Err(refused().into()) }
}

fn alias(text: &str) -> Result<String, Rule> {
    match foreign_name(text) {
        Ok(()) => Ok(text.to_owned()),
        Err(_) => Err(OptionRule::AliasText { text: text.to_owned() }.into()),
    }
}

fn host(text: &str) -> Result<String, Rule> {
    let is_address = |ip: &str| {
        let bare = ip.strip_prefix('[').and_then(|ip| ip.strip_suffix(']')).unwrap_or(ip);
        ip == "host-gateway" || bare.parse::<IpAddr>().is_ok()
    };
    match text.split_once(':') {
        Some((name, ip)) if foreign_name(name).is_ok() && is_address(ip) => Ok(text.to_owned()),
        _ => Err(OptionRule::HostText { text: text.to_owned() }.into()),
    }
}

fn hostname(text: &str) -> Result<String, Rule> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    if begins && text.len() <= MAX_HOSTNAME && text.chars().all(allowed) {
        return Ok(text.to_owned());
    }
    Err(OptionRule::HostnameText { text: text.to_owned() }.into())
}
