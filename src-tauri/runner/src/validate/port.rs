//! Published ports: `[[IP:]HOST:]CONTAINER[/tcp|udp]`, ranges with `-`.

use std::fmt;
use std::net::IpAddr;
use std::ops::RangeInclusive;

use super::{Field, MAX_PORTS, Problems};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    Tcp,
    Udp,
}

/// One published port, or a range of them. Its text is what the engines' `-p` takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortSpec {
    /// `None`: every address of the host.
    pub ip: Option<IpAddr>,
    /// `None`: the engine picks free ones. As long as `container`.
    pub host: Option<RangeInclusive<u16>>,
    pub container: RangeInclusive<u16>,
    pub protocol: Protocol,
}

impl fmt::Display for PortSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ip {
            Some(IpAddr::V6(ip)) => write!(f, "[{ip}]:")?,
            Some(IpAddr::V4(ip)) => write!(f, "{ip}:")?,
            None => {}
        }
        if let Some(host) = &self.host {
            write!(f, "{}:", Range(host))?;
        }
        let protocol = match self.protocol {
            Protocol::Tcp => "tcp",
            Protocol::Udp => "udp",
        };
        write!(f, "{}/{protocol}", Range(&self.container))
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
    /// Both want the same port of the host.
    fn collides(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (&self.host, &other.host) else { return false };
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
}

pub(super) fn check(texts: &[String], found: &mut Problems) -> Vec<PortSpec> {
    if texts.len() > MAX_PORTS {
        found.add(Field::Ports, None, format!("There are {} ports; {MAX_PORTS} are the most. Join some to ranges, such as 8000-8010:8000-8010", texts.len()));
    }
    let mut ports: Vec<PortSpec> = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let Some(spec) = found.take(Field::Ports, Some(index), port(text)) else { continue };
        if let Some(earlier) = ports.iter().find(|earlier| earlier.collides(&spec)) {
            found.add(
                Field::Ports,
                Some(index),
                format!(
                    "The port \"{text}\" wants a host port that \"{earlier}\" has already; choose another"
                ),
            );
        }
        ports.push(spec);
    }
    ports
}

/// Reads one port.
///
/// # Errors
/// A sentence that names the part and the rule.
pub fn port(text: &str) -> Result<PortSpec, String> {
    let shown = text.escape_debug();
    let wrong = |rule: &str| format!("The port \"{shown}\" can't be used: {rule}");
    let shape = "write it as CONTAINER, HOST:CONTAINER or IP:HOST:CONTAINER, such as 127.0.0.1:8080:80/tcp";
    if text.is_empty() {
        return Err(format!("A port is empty; {shape}, or remove the line"));
    }
    let (addresses, protocol) = match text.split_once('/') {
        None => (text, Protocol::Tcp),
        Some((rest, "tcp")) => (rest, Protocol::Tcp),
        Some((rest, "udp")) => (rest, Protocol::Udp),
        Some((_, other)) => {
            return Err(wrong(&format!(
                "\"{}\" is not a protocol it can have; use tcp or udp",
                other.escape_debug()
            )));
        }
    };
    let (ip, numbers) = address(addresses).map_err(|rule| wrong(&rule))?;
    let read = |numbers: &str| range(numbers).map_err(|rule| wrong(&rule));
    let (host, container) = match numbers.split(':').collect::<Vec<_>>()[..] {
        [container] if ip.is_none() => (None, read(container)?),
        [_] => {
            return Err(wrong(
                "an address needs a host port and a container port after it, such as 127.0.0.1:8080:80",
            ));
        }
        [host, container] => (Some(read(host)?), read(container)?),
        _ => return Err(wrong(shape)),
    };
    if let Some(host) = &host
        && host.len() != container.len()
    {
        return Err(wrong(&format!(
            "its ranges differ in length ({} host ports for {} container ports); make them equal",
            host.len(),
            container.len()
        )));
    }
    Ok(PortSpec { ip, host, container, protocol })
}

/// Takes an address off the front. IPv6 stands in brackets.
fn address(text: &str) -> Result<(Option<IpAddr>, &str), String> {
    if let Some(rest) = text.strip_prefix('[') {
        let (ip, ports) = rest
            .split_once("]:")
            .ok_or("an IPv6 address stands in brackets and has ports after it, such as [::1]:8080:80")?;
        let ip = ip.parse().map_err(|_| format!("\"{}\" is not an IPv6 address", ip.escape_debug()))?;
        return Ok((Some(IpAddr::V6(ip)), ports));
    }
    match text.split_once(':') {
        Some((ip, ports)) if ip.contains('.') || ports.matches(':').count() == 1 => {
            let ip = ip.parse().map_err(|_| {
                format!(
                    "\"{}\" is not an address; write an IPv4 address, or an IPv6 one in brackets",
                    ip.escape_debug()
                )
            })?;
            Ok((Some(IpAddr::V4(ip)), ports))
        }
        _ => Ok((None, text)),
    }
}

fn range(text: &str) -> Result<RangeInclusive<u16>, String> {
    let number = |text: &str| {
        // `parse` alone would take "+80".
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u16>().ok().filter(|port| digits && *port > 0).ok_or_else(|| {
            format!("\"{}\" is not a port; ports are numbers from 1 to 65535", text.escape_debug())
        })
    };
    let Some((start, end)) = text.split_once('-') else {
        return number(text).map(|port| port..=port);
    };
    let (start, end) = (number(start)?, number(end)?);
    if start > end {
        return Err(format!("the range {start}-{end} goes backwards; write {end}-{start}"));
    }
    Ok(start..=end)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_shape_becomes_the_engines_text() {
        for (text, rendered) in [
            ("80", "80/tcp"),
            ("80/udp", "80/udp"),
            ("8080:80", "8080:80/tcp"),
            ("127.0.0.1:8080:80/tcp", "127.0.0.1:8080:80/tcp"),
            ("[::1]:8080:80", "[::1]:8080:80/tcp"),
            ("[0:0::1]:53:53/udp", "[::1]:53:53/udp"),
            ("8000-8010:9000-9010", "8000-8010:9000-9010/tcp"),
            ("8000-8001", "8000-8001/tcp"),
            ("1:65535", "1:65535/tcp"),
        ] {
            assert_eq!(port(text).unwrap().to_string(), rendered);
        }
    }

    #[test]
    fn what_breaks_a_rule_is_refused() {
        for bad in [
            "",
            "0",
            "65536",
            "80:0",
            "0:80",
            "x",
            "-1",
            "+80",
            " 80",
            "80 ",
            "80/",
            "80/TCP",
            "80/sctp",
            "80/tcp/udp",
            ":80",
            "80:",
            "1:2:3",
            "127.0.0.1:80",
            "127.0.0.1::80",
            "1.2.3:80:80",
            "1.2.3.4.5:80:80",
            "300.1.1.1:80:80",
            "::1:80:80",
            "[::1]80",
            "[::1]",
            "[::1]:80",
            "[::g]:80:80",
            "[1.2.3.4]:80:80",
            "[fe80::1%eth0]:80:80",
            "80-70",
            "8000-8010:80",
            "8000:80-81",
            "1-2-3",
            "80-",
            "-80",
            "localhost:80:80",
            "8\u{0660}",
        ] {
            let message = port(bad).unwrap_err();
            assert!(
                bad.is_empty() || message.contains(&format!("{}", bad.escape_debug())),
                "{bad}: {message}"
            );
        }
    }

    #[test]
    fn host_ports_are_wanted_once() {
        let problems = |texts: &[&str]| {
            let mut found = Problems(Vec::new());
            check(&texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>(), &mut found);
            found.0
        };
        for clash in [
            ["80:80", "80:81"],
            ["127.0.0.1:80:80", "80:81"],
            ["0.0.0.0:80:80", "127.0.0.1:80:81"],
            ["[::]:80:80", "127.0.0.1:80:81"],
            ["8000-8010:8000-8010", "8005:80"],
        ] {
            let found = problems(&clash);
            assert_eq!(found.len(), 1, "{clash:?}");
            assert_eq!(found.first().and_then(|p| p.index), Some(1));
        }
        for fine in [
            ["80:80/tcp", "80:80/udp"],
            ["127.0.0.1:80:80", "127.0.0.2:80:80"],
            ["80", "80"],
            ["0.0.0.0:80:80", "[::1]:80:80"],
        ] {
            assert_eq!(problems(&fine), [], "{fine:?}");
        }
        let many: Vec<String> = (1..=51).map(|p| format!("{p}:{p}")).collect();
        assert_eq!(problems(&many.iter().map(String::as_str).collect::<Vec<_>>()).len(), 1);
    }
}
