//! Containers that belong to other programs: shown and used, never removed by Berth.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The program that a session belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ProtectionKind {
    /// A systemd unit, as of a quadlet.
    Systemd,
    /// Toolbox.
    Toolbox,
    /// Distrobox.
    Distrobox,
}

/// Why Berth does not remove a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Protection {
    /// The program that it belongs to.
    pub kind: ProtectionKind,
    /// For people: the owner, what happens when it is stopped, and the command to use instead.
    pub sentence: String,
}

/// The labels that [`protection`] looks at.
pub(crate) const LABELS: [&str; 4] =
    ["PODMAN_SYSTEMD_UNIT", "com.github.containers.toolbox", "com.github.debarshi.toolbox", "manager"];

/// Recognises the containers of systemd (quadlets and generated units), toolbox and
/// distrobox by their labels.
pub fn protection(name: &str, labels: &BTreeMap<String, String>) -> Option<Protection> {
    let label = |key: &str| labels.get(key).map(String::as_str);
    let (kind, sentence) = if let Some(unit) = label("PODMAN_SYSTEMD_UNIT") {
        let sentence = format!(
            "it is run by the systemd unit {unit}. When it is stopped here, systemd may start it again; to end it for good: systemctl stop {unit} (with --user when it is yours)"
        );
        (ProtectionKind::Systemd, sentence)
    } else if ["com.github.containers.toolbox", "com.github.debarshi.toolbox"]
        .into_iter()
        .any(|l| label(l).is_some())
    {
        let sentence =
            format!("it is a toolbox, with what was installed in it. To remove it: toolbox rm {name}");
        (ProtectionKind::Toolbox, sentence)
    } else if label("manager") == Some("distrobox") {
        let sentence =
            format!("it is a distrobox, with what was installed in it. To remove it: distrobox rm {name}");
        (ProtectionKind::Distrobox, sentence)
    } else {
        return None;
    };
    Some(Protection { kind, sentence })
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
        for (key, value, kind, word) in [
            ("PODMAN_SYSTEMD_UNIT", "web.service", ProtectionKind::Systemd, "systemctl stop web.service"),
            ("com.github.containers.toolbox", "true", ProtectionKind::Toolbox, "toolbox rm"),
            ("com.github.debarshi.toolbox", "true", ProtectionKind::Toolbox, "toolbox rm"),
            ("manager", "distrobox", ProtectionKind::Distrobox, "distrobox rm"),
        ] {
            let protection = labelled(key, value).unwrap();
            assert_eq!(protection.kind, kind, "{key}");
            assert!(protection.sentence.contains(word), "{}", protection.sentence);
        }
    }

    #[test]
    fn others_are_not_protected() {
        assert_eq!(labelled("manager", "me"), None);
        assert_eq!(labelled("io.podman.compose.project", "x"), None);
    }
}
