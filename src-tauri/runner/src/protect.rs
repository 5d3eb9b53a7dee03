//! Containers that belong to other programs: shown and used, never removed by Berth.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The program that a session belongs to, so that Berth does not remove it. Its `Display` names
/// the owner, what happens when it is stopped, and the command to use instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Protection {
    /// A systemd unit, as of a quadlet.
    #[error(
        "it is run by the systemd unit {unit}. When it is stopped here, systemd may start it again; to end it for good: systemctl stop {unit} (with --user when it is yours)"
    )]
    SystemdUnit {
        /// The name of the unit.
        unit: String,
    },
    /// Toolbox.
    #[error("it is a toolbox, with what was installed in it. To remove it: toolbox rm {name}")]
    Toolbox {
        /// The name of the session.
        name: String,
    },
    /// A controller of Kubernetes, such as a ReplicaSet or a Job.
    #[error(
        "it belongs to the {kind} {owner}, which makes a new one in its place; change or remove that instead, with kubectl"
    )]
    Controller {
        /// What it is.
        kind: String,
        /// Its name.
        owner: String,
    },
    /// Distrobox.
    #[error("it is a distrobox, with what was installed in it. To remove it: distrobox rm {name}")]
    Distrobox {
        /// The name of the session.
        name: String,
    },
}

/// The labels that [`protection`] looks at.
pub(crate) const LABELS: [&str; 4] =
    ["PODMAN_SYSTEMD_UNIT", "com.github.containers.toolbox", "com.github.debarshi.toolbox", "manager"];

/// Recognises the containers of systemd (quadlets and generated units), toolbox and
/// distrobox by their labels.
pub fn protection(name: &str, labels: &BTreeMap<String, String>) -> Option<Protection> {
    let label = |key: &str| labels.get(key).map(String::as_str);
    if let Some(unit) = label("PODMAN_SYSTEMD_UNIT") {
        return Some(Protection::SystemdUnit { unit: unit.to_owned() });
    }
    let toolbox = ["com.github.containers.toolbox", "com.github.debarshi.toolbox"];
    if toolbox.into_iter().any(|key| label(key).is_some()) {
        return Some(Protection::Toolbox { name: name.to_owned() });
    }
    (label("manager") == Some("distrobox")).then(|| Protection::Distrobox { name: name.to_owned() })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn labelled(key: &str, value: &str) -> Option<Protection> {
        protection("bot", &BTreeMap::from([(key.to_owned(), value.to_owned())]))
    }

    #[test]
    fn labels_tell_whose_it_is() {
        let name = || "bot".to_owned();
        for (key, value, owner, command) in [
            (
                "PODMAN_SYSTEMD_UNIT",
                "web.service",
                Protection::SystemdUnit { unit: "web.service".to_owned() },
                "systemctl stop web.service",
            ),
            ("com.github.containers.toolbox", "true", Protection::Toolbox { name: name() }, "toolbox rm bot"),
            ("com.github.debarshi.toolbox", "true", Protection::Toolbox { name: name() }, "toolbox rm bot"),
            ("manager", "distrobox", Protection::Distrobox { name: name() }, "distrobox rm bot"),
        ] {
            let protection = labelled(key, value).unwrap();
            assert_eq!(protection, owner, "{key}");
            assert!(protection.to_string().contains(command), "{protection}");
        }
    }

    #[test]
    fn others_are_not_protected() {
        assert_eq!(labelled("manager", "me"), None);
        assert_eq!(labelled("io.podman.compose.project", "x"), None);
    }
}
