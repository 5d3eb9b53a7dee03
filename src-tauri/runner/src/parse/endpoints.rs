//! The endpoints that an engine's client knows by name.
//!
//! - `docker context ls`, an object a line (28.2.2):
//!   `{"Current":true,"Description":"…","DockerEndpoint":"unix:///var/run/docker.sock","Error":"","Name":"default"}`.
//!   `DOCKER_HOST` and `DOCKER_CONTEXT` are heeded: they say which one is current.
//! - `podman system connection ls`, an array (4.3.1):
//!   `[{"Name":"box","URI":"ssh://…","Identity":"…","Default":true}]`; `IsMachine` since 4.5.

use serde_json::Value;

use super::rows;

/// A docker context, or a podman connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The name by which the client knows it.
    pub name: String,
    /// `unix://…`, `npipe://…`, `ssh://…`, `tcp://…`.
    pub address: String,
    /// The one that is used when nobody names one.
    pub current: bool,
    /// A virtual machine of podman's own, on this machine: it sees our files.
    pub machine: bool,
}

/// Reads both shapes; a row without a name or an endpoint is left out.
pub fn parse(printed: &[u8]) -> Vec<Endpoint> {
    rows::parse(printed).rows.iter().filter_map(endpoint).collect()
}

fn endpoint(row: &Value) -> Option<Endpoint> {
    let text = |key: &str| row.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let flag = |key: &str| row.get(key).and_then(Value::as_bool);
    let address = text("DockerEndpoint").or_else(|| text("URI"))?;
    let current = flag("Current").or_else(|| flag("Default")).unwrap_or(false);
    // podman 4.3: the default connection's name ends with a star in some formats.
    let name = text("Name")?.trim_end_matches('*');
    let machine = flag("IsMachine").unwrap_or_else(|| is_of_machine(address));
    Some(Endpoint { name: name.to_owned(), address: address.to_owned(), current, machine })
}

/// Before podman said so: its machines are reached as their user `core`, or `root`, on a
/// port of the loopback, and of these only `core` is telling.
fn is_of_machine(address: &str) -> bool {
    ["ssh://core@127.0.0.1:", "ssh://core@localhost:"].iter().any(|start| address.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(name: &str, address: &str, current: bool, machine: bool) -> Endpoint {
        Endpoint { name: name.to_owned(), address: address.to_owned(), current, machine }
    }

    #[test]
    fn contexts_and_connections_are_places() {
        let contexts = br#"{"Current":true,"Description":"x","DockerEndpoint":"unix:///var/run/docker.sock","Error":"","Name":"default"}
{"Current":false,"Description":"","DockerEndpoint":"ssh://ann@far","Error":"","Name":"far"}
"#;
        assert_eq!(
            parse(contexts),
            [
                endpoint("default", "unix:///var/run/docker.sock", true, false),
                endpoint("far", "ssh://ann@far", false, false)
            ]
        );
        let connections = br#"[
    {"Name":"podman-machine-default","URI":"ssh://core@127.0.0.1:50001/run/user/501/podman/podman.sock","Identity":"/k","Default":true},
    {"Name":"box","URI":"ssh://core@127.0.0.1:22/run/podman/podman.sock","Identity":"","IsMachine":false,"Default":false}
]"#;
        let (machine, bx) = (
            "ssh://core@127.0.0.1:50001/run/user/501/podman/podman.sock",
            "ssh://core@127.0.0.1:22/run/podman/podman.sock",
        );
        assert_eq!(
            parse(connections),
            [endpoint("podman-machine-default", machine, true, true), endpoint("box", bx, false, false)]
        );
    }

    #[test]
    fn what_has_no_name_or_endpoint_is_left_out() {
        let rows = br#"{"Name":"kubernetes only","DockerEndpoint":"","Current":false}
{"DockerEndpoint":"unix:///x"}
json
null"#;
        assert_eq!(parse(rows), []);
        assert_eq!(parse(b"[]\n"), []);
        assert_eq!(parse(b""), []);
    }
}
