//! Why a registry gave no image, by the client's stderr.
//!
//! Observed with podman 4.3.1 and docker 28.2 on 20.10, against Debian's docker-registry 2.8 with TLS
//! and a password, and against nothing; the words of Docker Hub are its own.

use crate::kind::EngineKind;
use crate::reason::Refusal;

/// The registry of a reference: what stands before its first `/`, if that is a host.
pub fn registry_of(image: &str) -> &str {
    let host = |part: &&str| part.contains(['.', ':']) || *part == "localhost";
    image.split_once('/').map(|(first, _)| first).filter(host).unwrap_or("docker.io")
}

/// The reason; `None` when the text is not about a registry. `image` may be that of a Dockerfile, which the
/// text names.
pub fn refusal(kind: EngineKind, stderr: &str, image: &str) -> Option<Refusal> {
    let text = stderr.to_ascii_lowercase();
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    if has(&["no space left on device", "disk quota exceeded"]) {
        return Some(Refusal::DiskFull {});
    }
    if has(&["did not resolve to an alias and no unqualified-search registries"]) {
        return Some(Refusal::ShortName { image: image.to_owned() });
    }
    // A daemon that is away is not a registry that is.
    let of_registry =
        has(&["docker://", "error response from daemon", "container registry", "manifest", "denied"]);
    if !of_registry || has(&["cannot connect to the docker daemon", "unable to connect to podman"]) {
        return None;
    }
    let registry = registry_of(named(stderr).unwrap_or(image)).to_owned();
    if has(&["toomanyrequests", "too many requests"]) {
        Some(Refusal::RateLimited { registry })
    } else if has(&["invalid username/password", "incorrect username or password"]) {
        Some(Refusal::LoginRefused { registry, kind })
    } else if has(&["authentication required", "no basic auth credentials", "unauthorized"]) {
        Some(Refusal::NotLoggedIn { registry, kind })
    } else if has(&[
        "pull access denied",
        "requested access to the resource is denied",
        "denied:",
        "403 forbidden",
    ]) {
        Some(Refusal::AccessDenied { registry, kind })
    } else if has(&["manifest unknown", "name unknown", "no such manifest", "404 not found"]) {
        Some(Refusal::NoSuchTag { registry })
    } else if has(&["x509:", "tls: "]) {
        Some(Refusal::RegistryUntrusted { registry })
    } else if has(&["server gave http response to https client"]) {
        Some(Refusal::RegistryPlain { registry })
    } else if has(&[
        "connection refused",
        "connection reset by peer",
        "no such host",
        "network is unreachable",
        "no route to host",
        "i/o timeout",
        "tls handshake timeout",
        "client.timeout exceeded",
        "context deadline exceeded",
        "server misbehaving",
        "temporary failure in name resolution",
    ]) {
        Some(Refusal::RegistryAway { registry })
    } else {
        None
    }
}

/// The image in `initializing source docker://localhost:5000/x:1: …`, or in docker's
/// `manifest for localhost:5000/x:1 not found`: the one that a build begins with.
fn named(stderr: &str) -> Option<&str> {
    let (_, after) = stderr.split_once("docker://").or_else(|| stderr.split_once("manifest for "))?;
    let end = after.find([' ', '"']).unwrap_or(after.len());
    Some(after[..end].trim_end_matches(':')).filter(|image| !image.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(kind: EngineKind, stderr: &str, expected: &str) {
        let said = refusal(kind, stderr, "localhost:5443/nope:1").map(|reason| reason.to_string());
        assert!(said.as_ref().is_some_and(|said| said.contains(expected)), "{said:?} for {stderr}");
    }

    #[test]
    fn the_registry_of_a_name() {
        for (image, registry) in [
            ("debian:12", "docker.io"),
            ("library/debian", "docker.io"),
            ("localhost/x", "localhost"),
            ("localhost:5000/x:1", "localhost:5000"),
            ("quay.io/a/b", "quay.io"),
            ("quay.io", "docker.io"),
        ] {
            assert_eq!(registry_of(image), registry, "{image}");
        }
    }

    #[test]
    fn each_reason_is_told_apart() {
        use EngineKind::{Docker, Podman};
        let podman = "Error: initializing source docker://localhost:5443/nope:1: ";
        let at = format!("{podman}reading manifest 1 in localhost:5443/nope: ");
        let ping = format!(
            "{podman}pinging container registry localhost:5443: Get \"https://localhost:5443/v2/\": "
        );
        for (kind, stderr, expected) in [
            (Podman, format!("{at}unauthorized: authentication required"), "podman login localhost:5443"),
            (Docker, "Error response from daemon: Head \"https://h/v2/a/manifests/1\": no basic auth credentials".to_owned(), "docker login localhost:5443"),
            (Podman, format!("{podman}unable to retrieve auth token: invalid username/password: unauthorized: authentication required"), "refuses the login"),
            (Docker, "Error response from daemon: Get \"https://registry-1.docker.io/v2/\": unauthorized: incorrect username or password".to_owned(), "refuses the login"),
            (Podman, format!("{at}manifest unknown: manifest unknown"), "no such image"),
            (Docker, "Error response from daemon: manifest for localhost:5443/nope:1 not found: manifest unknown: manifest unknown".to_owned(), "no such image"),
            (Docker, "no such manifest: localhost:5443/nope:1".to_owned(), "no such image"),
            // Docker Hub.
            (Docker, "Error response from daemon: pull access denied for nope, repository does not exist or may require 'docker login': denied: requested access to the resource is denied".to_owned(), "does not give it"),
            (Podman, format!("{at}requested access to the resource is denied"), "does not give it"),
            (Docker, "Error response from daemon: toomanyrequests: You have reached your pull rate limit.".to_owned(), "too much"),
            (Podman, format!("{ping}dial tcp 127.0.0.1:1: connect: connection refused"), "can't be reached"),
            (Podman, format!("{ping}dial tcp: lookup nohost.invalid on 10.0.0.53:53: no such host"), "can't be reached"),
            (Docker, "Error response from daemon: Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused".to_owned(), "can't be reached"),
            (Docker, "Error response from daemon: Get \"https://h/v2/\": dial tcp: lookup h on 10.255.255.53:53: dial udp 10.255.255.53:53: connect: network is unreachable".to_owned(), "can't be reached"),
            (Podman, format!("{ping}x509: certificate signed by unknown authority"), "certificate"),
            (Docker, "Error response from daemon: Get \"https://h/v2/\": http: server gave HTTP response to HTTPS client".to_owned(), "encrypt"),
            (Podman, "Error: writing blob: storing blob to file \"/var/tmp/storage2/3\": write /var/tmp/storage2/3: no space left on device".to_owned(), "full"),
            (Docker, "write /var/lib/docker/tmp/GetImageBlob1: no space left on device".to_owned(), "full"),
            (Podman, "Error: short-name \"nope\" did not resolve to an alias and no unqualified-search registries are defined in \"/etc/containers/registries.conf\"".to_owned(), "whole name"),
        ] {
            reads(kind, &stderr, expected);
        }
    }

    #[test]
    fn the_registry_of_what_a_build_begins_with_is_named() {
        let stderr = "Error: creating build container: initializing source docker://quay.io/a/b:1: reading manifest 1 in quay.io/a/b: unauthorized: authentication required";
        let reason = refusal(EngineKind::Podman, stderr, "app:1");
        let registry = "quay.io".to_owned();
        assert_eq!(reason, Some(Refusal::NotLoggedIn { registry, kind: EngineKind::Podman }));
    }

    #[test]
    fn other_troubles_are_not_the_registrys() {
        for stderr in [
            "Cannot connect to the Docker daemon at tcp://10.0.0.2:2375. Is the docker daemon running?",
            "Error: unable to connect to Podman socket: Get \"http://d/v4.3.1/libpod/_ping\": dial tcp 10.0.0.2:1: connect: connection refused",
            "Error response from daemon: No such image: nope:1",
            "unexpected EOF",
            "",
        ] {
            assert_eq!(refusal(EngineKind::Docker, stderr, "nope:1"), None, "{stderr}");
        }
    }
}
