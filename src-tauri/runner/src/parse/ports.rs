//! Published ports of `container inspect`.

use serde_json::Value;

use crate::session::Port;

/// `NetworkSettings.Ports` while it runs; docker empties that when it ends, and
/// `HostConfig.PortBindings` keeps what was asked for.
pub(super) fn parse(row: &Value) -> Vec<Port> {
    let live = table(row, "/NetworkSettings/Ports");
    let mut ports = if live.is_empty() { table(row, "/HostConfig/PortBindings") } else { live };
    if row.get("ImageName").is_some() {
        // podman: 4.3 prints "" for every address and for `0.0.0.0`, 5.4 `0.0.0.0` for both.
        ports.iter_mut().filter(|port| port.host_ip == "0.0.0.0").for_each(|port| port.host_ip.clear());
    }
    ports
}

/// `{"80/tcp":[{"HostIp":"","HostPort":"8080"}],"81/udp":null}` on both engines.
fn table(row: &Value, pointer: &str) -> Vec<Port> {
    let mut ports = Vec::new();
    for (key, bindings) in row.pointer(pointer).and_then(Value::as_object).into_iter().flatten() {
        let (number, protocol) = key.split_once('/').unwrap_or((key, "tcp"));
        let Ok(container) = number.parse() else { continue };
        let port = |host_ip: &str, host| Port {
            host_ip: host_ip.to_owned(),
            host,
            container,
            protocol: protocol.to_owned(),
        };
        let bindings = bindings.as_array().map(Vec::as_slice).unwrap_or_default();
        if bindings.is_empty() {
            ports.push(port("", None));
        }
        for binding in bindings {
            let host_ip = binding.get("HostIp").and_then(Value::as_str).unwrap_or_default();
            let host = binding.get("HostPort").and_then(Value::as_str).and_then(|p| p.parse().ok());
            let port = port(host_ip, host);
            if !ports.contains(&port) {
                ports.push(port);
            }
        }
    }
    let mut ports = join_families(ports);
    ports.sort_by(|a, b| (a.container, &a.protocol).cmp(&(b.container, &b.protocol)));
    ports
}

/// docker 20.10 lists a port that is published on every address twice, as `0.0.0.0` and as
/// `::`; where the host ports are the same they are joined. One of the two alone is the addresses of that family.
fn join_families(mut ports: Vec<Port>) -> Vec<Port> {
    let ipv6: Vec<Port> = ports.iter().filter(|port| port.host_ip == "::").cloned().collect();
    for both in ipv6 {
        let ipv4 = Port { host_ip: "0.0.0.0".to_owned(), ..both.clone() };
        if let Some(at) = ports.iter().position(|port| *port == ipv4)
            && let Some(port) = ports.get_mut(at)
        {
            port.host_ip.clear();
            ports.retain(|port| *port != both);
        }
    }
    ports
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn port(host_ip: &str, host: Option<u16>, container: u16, protocol: &str) -> Port {
        Port { host_ip: host_ip.to_owned(), host, container, protocol: protocol.to_owned() }
    }

    #[test]
    fn live_ports_win_and_asked_for_ones_stand_in() {
        let asked = json!({"80/tcp": [{"HostIp": "", "HostPort": "18080"}], "81/udp": [{"HostIp": "", "HostPort": ""}]});
        let live = json!({"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "18080"}, {"HostIp": "::", "HostPort": "18080"}],
            "81/udp": [{"HostIp": "127.0.0.1", "HostPort": "49153"}], "9/tcp": null});
        let row = json!({"NetworkSettings": {"Ports": live}, "HostConfig": {"PortBindings": asked}});
        assert_eq!(
            parse(&row),
            [
                port("", None, 9, "tcp"),
                port("", Some(18080), 80, "tcp"),
                port("127.0.0.1", Some(49153), 81, "udp")
            ]
        );
        let row = json!({"NetworkSettings": {"Ports": {}}, "HostConfig": {"PortBindings": asked}});
        assert_eq!(parse(&row), [port("", Some(18080), 80, "tcp"), port("", None, 81, "udp")]);
    }

    #[test]
    fn addresses_of_one_family_are_told_from_all() {
        let bound = |ips: &[&str]| {
            let bindings: Vec<_> = ips.iter().map(|ip| json!({"HostIp": ip, "HostPort": "8080"})).collect();
            parse(&json!({"NetworkSettings": {"Ports": {"80/tcp": bindings}}}))
        };
        for all in [&["0.0.0.0", "::"][..], &["::", "0.0.0.0"], &[""]] {
            assert_eq!(bound(all), [port("", Some(8080), 80, "tcp")], "{all:?}");
        }
        for one in ["::", "0.0.0.0", "::1"] {
            assert_eq!(bound(&[one]), [port(one, Some(8080), 80, "tcp")]);
        }
        let podman = json!({"ImageName": "", "HostConfig": {"PortBindings": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]}}});
        assert_eq!(parse(&podman), [port("", Some(8080), 80, "tcp")]);
        // docker 20.10 may pick another free port for each family.
        let row = json!({"NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "1"}, {"HostIp": "::", "HostPort": "2"}]}}});
        assert_eq!(parse(&row), [port("0.0.0.0", Some(1), 80, "tcp"), port("::", Some(2), 80, "tcp")]);
    }

    #[test]
    fn what_is_no_port_is_left_out() {
        for row in [
            json!(null),
            json!({"NetworkSettings": {"Ports": [1]}}),
            json!({"NetworkSettings": {"Ports": {"x/tcp": []}}}),
        ] {
            assert_eq!(parse(&row), []);
        }
    }
}
