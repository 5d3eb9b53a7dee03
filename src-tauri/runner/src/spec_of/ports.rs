//! Published ports, as they were asked for.

use serde_json::Value;

use super::read::Container;

/// One port; host ports are numbers, empty for a free one, or a range to choose from (docker).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Published {
    ip: String,
    protocol: String,
    container: u16,
    host: String,
}

pub(super) fn of(container: &Container<'_>) -> Vec<String> {
    if container.pod().is_some() {
        return Vec::new();
    }
    let table = container.row.pointer("/HostConfig/PortBindings").and_then(Value::as_object);
    let mut ports = Vec::new();
    for (key, bindings) in table.into_iter().flatten() {
        let (number, protocol) = key.split_once('/').unwrap_or((key, "tcp"));
        let Ok(inside) = number.parse() else { continue };
        for binding in bindings.as_array().into_iter().flatten() {
            let text = |name| binding.get(name).and_then(Value::as_str).unwrap_or_default();
            let ip = if text("HostIp") == "0.0.0.0" { "" } else { text("HostIp") };
            ports.push(Published {
                ip: ip.to_owned(),
                protocol: protocol.to_owned(),
                container: inside,
                host: text("HostPort").to_owned(),
            });
        }
    }
    ports.sort();
    ranges(&ports)
}

/// Neighbours with the same distance to the host's are written as one range.
fn ranges(ports: &[Published]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = ports;
    while let Some(first) = rest.first() {
        let follows = |(at, port): &(usize, &Published)| {
            let at = u16::try_from(*at).ok();
            let next = |from: u16| at.and_then(|at| from.checked_add(at));
            let host = first.host.parse::<u16>().ok().and_then(next);
            port.ip == first.ip
                && port.protocol == first.protocol
                && Some(port.container) == next(first.container)
                && (at == Some(0) || host.is_some() && port.host.parse().ok() == host)
        };
        let length = rest.iter().enumerate().take_while(follows).count().max(1);
        let (run, after) = rest.split_at(length);
        texts.extend(run.last().map(|last| text(first, last)));
        rest = after;
    }
    texts
}

fn text(first: &Published, last: &Published) -> String {
    let span = |first: &str, last: &str| {
        if first == last { first.to_owned() } else { format!("{first}-{last}") }
    };
    let inside = span(&first.container.to_string(), &last.container.to_string());
    let host = span(&first.host, &last.host);
    let ip = match first.ip.as_str() {
        "" => String::new(),
        ip if ip.contains(':') => format!("[{ip}]:"),
        ip => format!("{ip}:"),
    };
    let protocol = if first.protocol == "tcp" { String::new() } else { format!("/{}", first.protocol) };
    match (ip.is_empty(), host.is_empty()) {
        (true, true) => format!("{inside}{protocol}"),
        _ => format!("{ip}{host}:{inside}{protocol}"),
    }
}
