//! `container inspect` -> the networks of a container, for both engines.

use serde_json::Value;

use crate::inspection::Attachment;

/// `NetworkSettings.Networks`, by name (podman 4.3, docker 20.10).
pub fn parse(row: &Value) -> Vec<Attachment> {
    let networks = row.pointer("/NetworkSettings/Networks").and_then(Value::as_object);
    networks.into_iter().flatten().map(|(name, value)| attachment(name, value)).collect()
}

fn attachment(name: &str, value: &Value) -> Attachment {
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let addresses = ["IPAddress", "GlobalIPv6Address"].map(text).into_iter().filter(|text| !text.is_empty());
    let aliases = value.get("Aliases").and_then(Value::as_array).into_iter().flatten();
    Attachment {
        network: name.to_owned(),
        addresses: addresses.collect(),
        gateway: text("Gateway"),
        mac: text("MacAddress"),
        aliases: aliases.filter_map(Value::as_str).map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn networks_of_both_engines() {
        let row = json!({ "NetworkSettings": { "Networks": {
            "podman": {
                "IPAddress": "10.88.0.2", "Gateway": "10.88.0.1", "MacAddress": "ce:5a:00:00:00:01",
                "GlobalIPv6Address": "fd00::2", "Aliases": ["4f5a", 7], "NetworkID": "podman",
            },
            "none": { "IPAddress": "", "Aliases": null },
            "odd": 7,
        } } });
        let known = Attachment {
            network: "podman".to_owned(),
            addresses: vec!["10.88.0.2".to_owned(), "fd00::2".to_owned()],
            gateway: "10.88.0.1".to_owned(),
            mac: "ce:5a:00:00:00:01".to_owned(),
            aliases: vec!["4f5a".to_owned()],
        };
        let bare = |name: &str| Attachment { network: name.to_owned(), ..Attachment::default() };
        let mut found = parse(&row);
        found.sort_by(|a, b| b.network.cmp(&a.network));
        assert_eq!(found, [known, bare("odd"), bare("none")]);
        assert_eq!(parse(&json!({ "NetworkSettings": { "Networks": null } })), []);
    }
}
