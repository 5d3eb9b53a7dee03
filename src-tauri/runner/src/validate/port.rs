//! Published ports: `[[IP:][HOST]:]CONTAINER[/tcp|udp|sctp]`, ranges with `-`.
//!
//! Every form that podman 4.3 or docker 28.2 takes is read here and written in one form
//! that both take. Only docker takes several host ports for one container port.

use std::fmt;
use std::net::IpAddr;
use std::ops::RangeInclusive;

use super::problem::{Field, Problems};
use super::rule::{PortRule, PortTextRule, Rule, count};
use crate::kind::EngineKind;

/// Ports (or port ranges) in one session, at most.
pub const MAX_PORTS: usize = 50;

/// The transport protocol of a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// SCTP.
    Sctp,
}

impl Protocol {
    /// Both engines ignore the case.
    fn of(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "tcp" => Some(Self::Tcp),
            "udp" => Some(Self::Udp),
            "sctp" => Some(Self::Sctp),
            _ => None,
        }
    }

    /// `tcp`, `udp` or `sctp`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Sctp => "sctp",
        }
    }
}

/// One published port, or a range of them. Its text is what the engines' `-p` takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortSpec {
    /// `None`: every address of the host.
    pub ip: Option<IpAddr>,
    /// `None`: the engine picks free ports. As long as `container`, or a longer range from
    /// which docker picks a free port for the one container port.
    pub host: Option<RangeInclusive<u16>>,
    /// The ports inside the container, 1 to 65535.
    pub container: RangeInclusive<u16>,
    /// Its transport protocol.
    pub protocol: Protocol,
}

impl fmt::Display for PortSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ip {
            Some(IpAddr::V6(ip)) => write!(f, "[{ip}]:")?,
            Some(IpAddr::V4(ip)) => write!(f, "{ip}:")?,
            None => {}
        }
        match &self.host {
            Some(host) => write!(f, "{}:", Range(host))?,
            None if self.ip.is_some() => f.write_str(":")?,
            None => {}
        }
        write!(f, "{}/{}", Range(&self.container), self.protocol.word())
    }
}

struct Range<'a>(&'a RangeInclusive<u16>);

impl fmt::Display for Range<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.start(), self.0.end()) {
            (start, end) if start == end => write!(f, "{start}"),
            (start, end) => write!(f, "{start}-{end}"),
        }
    }
}

impl PortSpec {
    /// Both need the same port of the host.
    fn collides(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.needed(), other.needed()) else { return false };
        let same_address = match (self.ip, other.ip) {
            (Some(a), Some(b)) if a.is_ipv4() == b.is_ipv4() => {
                a == b || a.is_unspecified() || b.is_unspecified()
            }
            // A wildcard of IPv6 listens on IPv4 too, unless the system says otherwise.
            (Some(a), Some(b)) => (a.is_ipv6() && a.is_unspecified()) || (b.is_ipv6() && b.is_unspecified()),
            _ => true,
        };
        self.protocol == other.protocol && same_address && a.start() <= b.end() && b.start() <= a.end()
    }

    /// The host ports that it can't do without; none where the engine has a choice.
    fn needed(&self) -> Option<&RangeInclusive<u16>> {
        self.host.as_ref().filter(|host| host.len() == self.container.len())
    }
}

pub(super) fn check(texts: &[String], kind: EngineKind, found: &mut Problems) -> Vec<PortSpec> {
    if texts.len() > MAX_PORTS {
        let (count, max) = (count(texts.len()), count(MAX_PORTS));
        found.add(Field::Ports, None, PortRule::PortMany { count, max });
    }
    let mut ports: Vec<PortSpec> = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let Some(spec) = found.take(Field::Ports, Some(index), port(text, kind)) else { continue };
        if let Some(earlier) = ports.iter().find(|earlier| earlier.collides(&spec)) {
            let rule = PortRule::PortTwice { port: text.clone(), earlier: earlier.to_string() };
            found.add(Field::Ports, Some(index), rule);
        }
        ports.push(spec);
    }
    ports
}

/// Reads one port.
///
/// # Errors
/// The rule that a part of it breaks.
pub fn port(text: &str, kind: EngineKind) -> Result<PortSpec, Rule> {
    if text.is_empty() {
        return Err(PortRule::PortEmpty {}.into());
    }
    read(text, kind).map_err(|rule| PortRule::PortText { port: shown(text), rule }.into())
}

fn shown(text: &str) -> String {
    text.escape_debug().to_string()
}

fn read(text: &str, kind: EngineKind) -> Result<PortSpec, PortTextRule> {
    let (addresses, protocol) = match text.split_once('/') {
        None => (text, Protocol::Tcp),
        Some((rest, word)) => {
            (rest, Protocol::of(word).ok_or_else(|| PortTextRule::Protocol { word: shown(word) })?)
        }
    };
    let (ip, numbers) = address(addresses)?;
    let (host, container) = match numbers.split(':').collect::<Vec<_>>()[..] {
        [container] if ip.is_none() => (None, range(container)?),
        [container] => {
            let address = addresses.strip_suffix(container).unwrap_or_default().to_owned();
            return Err(PortTextRule::AddressAlone { address, container: container.to_owned() });
        }
        // Zero is the system's own word for "any free port"; podman refuses it.
        ["" | "0", container] => (None, range(container)?),
        [host, container] => (Some(range(host)?), range(container)?),
        _ => return Err(PortTextRule::PortShape {}),
    };
    if let Some(host) = &host
        && host.len() != container.len()
    {
        let (host, port) = (count(host.len()), *container.start());
        let container = count(container.len());
        if container > 1 {
            return Err(PortTextRule::RangeLengths { host, container });
        }
        if kind == EngineKind::Podman {
            return Err(PortTextRule::RangeForOne { host, container, port });
        }
    }
    Ok(PortSpec { ip, host, container, protocol })
}

/// Takes an address off the front: all before the last two colons, with or without brackets.
fn address(text: &str) -> Result<(Option<IpAddr>, &str), PortTextRule> {
    let (ip, ports) = if let Some(rest) = text.strip_prefix('[') {
        rest.split_once("]:").ok_or(PortTextRule::AddressBracket {})?
    } else {
        let last = text.rfind(':').unwrap_or_default();
        match text.get(..last).and_then(|before| before.rfind(':')) {
            Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default()),
            // "127.0.0.1:80", which both engines take for a host port.
            None => match text.split_once(':') {
                Some((ip, port)) if ip.parse::<IpAddr>().is_ok() => (ip, port),
                _ => return Ok((None, text)),
            },
        }
    };
    match ip.parse() {
        Ok(ip) => Ok((Some(ip), ports)),
        // docker takes "::80"; podman takes ":80" alone.
        Err(_) if ip.is_empty() && !text.starts_with('[') => Ok((None, ports)),
        Err(_) if ip.eq_ignore_ascii_case("localhost") => {
            Err(PortTextRule::AddressName { address: shown(ip) })
        }
        Err(_) if ip.contains('%') => Err(PortTextRule::AddressInterface { address: shown(ip) }),
        Err(_) => Err(PortTextRule::Address { address: shown(ip) }),
    }
}

fn range(text: &str) -> Result<RangeInclusive<u16>, PortTextRule> {
    let number = |text: &str| {
        // `parse` alone would take "+80".
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let port = text.parse::<u16>().ok().filter(|port| digits && *port > 0);
        port.ok_or_else(|| PortTextRule::PortNumber { text: shown(text) })
    };
    let Some((start, end)) = text.split_once('-') else {
        return number(text).map(|port| port..=port);
    };
    let (start, end) = (number(start)?, number(end)?);
    if start > end {
        return Err(PortTextRule::RangeBackwards { start, end });
    }
    Ok(start..=end)
}

#[cfg(test)]
mod tests;
