//! Published ports of `container inspect`.

use serde_json::Value;

use crate::session::Port;

/// `NetworkSettings.Ports` while it runs; docker empties that when it ends, and
/// `HostConfig.PortBindings` keeps what was asked for.
pub(super) fn parse(row: &Value) -> Vec<Port> {
    let live = table(row, "/NetworkSettings/Ports");
    if live.is_empty() { table(row, "/HostConfig/PortBindings") } else { live }
}

/// `{"80/tcp":[{"HostIp":"","HostPort":"8080"}],"81/udp":null}` on both engines.
fn table(row: &Value, pointer: &str) -> Vec<Port> {
    let mut ports = Vec::new();
    for (key, bindings) in row.pointer(pointer).and_then(Value::as_object).into_iter().flatten() {
        let (number, protocol) = key.split_once('/').unwrap_or((key, "tcp"));
        let Ok(container) = number.parse() else { continue };
        let port = |host_ip: &str, host| Port {
            // docker lists every address as two entries, podman as none.
            host_ip: if matches!(host_ip, "0.0.0.0" | "::") { "" } else { host_ip }.to_owned(),
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
    ports.sort_by(|a, b| (a.container, &a.protocol).cmp(&(b.container, &b.protocol)));
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
