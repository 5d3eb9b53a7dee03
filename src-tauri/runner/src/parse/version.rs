//! `version --format '{{json .}}'`.

use serde_json::Value;

/// What answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The server's, or the client's where there is no server between (local podman).
    pub version: String,
    /// A docker client whose server is podman.
    pub is_podman: bool,
}

impl Version {
    /// By its first two numbers; one without them is not.
    pub fn is_at_least(&self, major: u32, minor: u32) -> bool {
        let mut numbers = self.version.split(['.', '-', '+']).map_while(|part| part.parse::<u32>().ok());
        numbers.next().is_some_and(|found| (found, numbers.next().unwrap_or(0)) >= (major, minor))
    }
}

/// `None` when no engine stands behind the client's answer: docker prints its own
/// half and `"Server":null` when the daemon is down. Local podman has a client only.
pub fn parse(printed: &[u8], client_is_engine: bool) -> Option<Version> {
    let text = String::from_utf8_lossy(printed);
    let answer: Value = serde_json::from_str(text.trim_start_matches('\u{feff}').trim()).ok()?;
    let server = answer.get("Server").filter(|server| server.is_object());
    let half = server.or_else(|| answer.get("Client").filter(|_| client_is_engine))?;
    let components = half.get("Components").and_then(Value::as_array);
    let is_podman = components
        .into_iter()
        .flatten()
        .any(|c| c.get("Name").and_then(Value::as_str) == Some("Podman Engine"));
    Some(Version { version: half.get("Version").and_then(Value::as_str)?.to_owned(), is_podman })
}

/// `info`'s word on root: a flag on podman, docker's security options, such as
/// `["name=seccomp,profile=default","name=rootless"]`.
pub fn rootless(printed: &[u8]) -> Option<bool> {
    match serde_json::from_slice(printed).ok()? {
        Value::Bool(rootless) => Some(rootless),
        Value::Array(options) => Some(options.iter().filter_map(Value::as_str).any(|o| o == "name=rootless")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(version: &str, is_podman: bool) -> Option<Version> {
        Some(Version { version: version.to_owned(), is_podman })
    }

    #[test]
    fn versions_are_compared_by_numbers() {
        for (text, expected) in [
            ("4.3.1", false),
            ("5.0.3", false),
            ("5.1.0-rc1", true),
            ("5.10", true),
            ("10.0", true),
            ("dev", false),
        ] {
            assert_eq!(
                version(text, false).map(|version| version.is_at_least(5, 1)),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn the_server_counts_and_local_podman_has_none() {
        // podman 4.3.1, local.
        let podman = br#"{"Client":{"APIVersion":"4.3.1","Version":"4.3.1","GoVersion":"go1.19.8","Built":0,"OsArch":"linux/amd64","Os":"linux"}}"#;
        assert_eq!(parse(podman, true), version("4.3.1", false));
        assert_eq!(parse(podman, false), None);
        // docker 28.2.2 with daemon 20.10.24, shortened.
        let docker = br#"{"Client":{"Version":"28.2.2"},"Server":{"Components":[{"Name":"Engine","Version":"20.10.24+dfsg1"}],"Version":"20.10.24+dfsg1"}}"#;
        assert_eq!(parse(docker, false), version("20.10.24+dfsg1", false));
        let podman_behind = br#"{"Client":{"Version":"28.2.2"},"Server":{"Components":[{"Name":"Podman Engine","Version":"4.3.1"}],"Version":"4.3.1"}}"#;
        assert_eq!(parse(podman_behind, false), version("4.3.1", true));
    }

    #[test]
    fn engines_say_whether_they_are_root() {
        assert_eq!(rootless(b"false\n"), Some(false));
        assert_eq!(rootless(b"true"), Some(true));
        assert_eq!(rootless(br#"["name=seccomp,profile=default"]"#), Some(false));
        assert_eq!(rootless(br#"["name=seccomp,profile=builtin","name=rootless"]"#), Some(true));
        for printed in [&b""[..], b"null", b"json", b"\"\"", b"\xff"] {
            assert_eq!(rootless(printed), None);
        }
    }

    #[test]
    fn half_an_answer_is_no_engine() {
        // docker 28.2.2, no daemon, status 1.
        assert_eq!(parse(br#"{"Client":{"Version":"28.2.2"},"Server":null}"#, false), None);
        for printed in [&b""[..], b"json", b"[]", br#"{"Server":{"Version":7}}"#, b"{\"Client\":", b"\xff"] {
            assert_eq!(parse(printed, true), None);
        }
    }
}
