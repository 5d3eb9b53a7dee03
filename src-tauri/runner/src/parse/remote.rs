//! Why an engine on another machine is out of reach, by its client's stderr.
//!
//! docker runs `ssh … docker system dial-stdio` and quotes what that printed; podman
//! speaks SSH itself. Observed with docker 20.10 and 28.2, podman 4.3.1, OpenSSH 9.2.

use crate::reason::Unavailable;

/// The reason; `None` when the text is not about the way to a machine.
pub(super) fn unreachable(stderr: &str) -> Option<Unavailable> {
    let text = stderr.to_ascii_lowercase();
    let has = |phrase: &str| text.contains(phrase);
    // A daemon that answers is in reach; its own troubles with registries read alike.
    if has("error response from daemon") {
        return has("client sent an http request to an https server").then_some(Unavailable::NeedsTls {});
    }
    if has("docker system dial-stdio") || has("failed to connect: ") || has("unable to connect to podman") {
        ssh(&has)
    } else if has("error during connect") || has("--tlsverify") {
        tls(&has)
    } else if has("cannot connect to the docker daemon at tcp://") {
        Some(Unavailable::NoAnswer {})
    } else {
        None
    }
}

fn ssh(has: &dyn Fn(&str) -> bool) -> Option<Unavailable> {
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| has(phrase));
    if any(&["remote host identification has changed", "knownhosts: key mismatch"]) {
        Some(Unavailable::HostKeyChanged {})
    } else if any(&["host key verification failed", "knownhosts: key is unknown"]) {
        Some(Unavailable::HostKeyUnknown {})
    } else if any(&["permission denied (", "unable to authenticate"]) {
        Some(Unavailable::KeysRefused {})
    } else if any(&["could not resolve hostname", "no such host"]) {
        Some(Unavailable::NameUnknown {})
    } else if has("ssh: connect to host") || has("dial tcp") {
        Some(Unavailable::NoAnswer {})
    } else if has("ssh: rejected") {
        Some(Unavailable::PodmanStoppedThere {})
    } else if has("has exited with exit status 127") {
        Some(Unavailable::DockerMissingThere {})
    } else if has("dial-stdio") && has("cannot connect to the docker daemon") {
        Some(Unavailable::DockerStoppedThere {})
    } else if any(&["connection closed", "connection reset", "handshake failed", "dial-stdio"]) {
        Some(Unavailable::LostThere {})
    } else {
        None
    }
}

fn tls(has: &dyn Fn(&str) -> bool) -> Option<Unavailable> {
    if has("remote error: tls:") || has("--tlsverify") {
        Some(Unavailable::CertificateRefused {})
    } else if has("x509:") {
        Some(Unavailable::CertificateUntrusted {})
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::unreachable;

    fn dial(status: u8, printed: &str) -> String {
        format!(
            "error during connect: Get \"http://docker.example.com/v1.50/containers/json\": command [ssh -o ConnectTimeout=30 -T -l root -p 22 -- far docker system dial-stdio] has exited with exit status {status}, make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr={printed}\n"
        )
    }

    #[track_caller]
    fn is(stderr: &str, reason: &str) {
        let found = unreachable(stderr).map(|reason| reason.to_string());
        assert!(found.as_ref().is_some_and(|found| found.contains(reason)), "{found:?} for {stderr}");
    }

    #[test]
    fn docker_quotes_ssh() {
        is(&dial(255, "root@far: Permission denied (publickey)."), "none of this user's keys");
        is(&dial(255, "ssh: connect to host far port 22: Connection refused"), "does not answer");
        is(&dial(255, "ssh: connect to host far port 22: No route to host"), "does not answer");
        is(&dial(255, "ssh: Could not resolve hostname far: Name or service not known"), "leads nowhere");
        is(&dial(255, "Host key verification failed."), "not known yet");
        let changed =
            "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.";
        is(&dial(255, changed), "another host key");
        is(&dial(127, "bash: line 1: docker: command not found"), "not found on its machine");
        is(
            &dial(1, "Cannot connect to the Docker daemon at unix:///var/run/docker.sock."),
            "not running on its machine",
        );
        is(&dial(255, "kex_exchange_identification: Connection closed by remote host"), "broke off");
    }

    #[test]
    fn podman_speaks_ssh_itself() {
        is("Error: failed to connect: dial tcp 127.0.0.1:1: connect: connection refused", "does not answer");
        is(
            "Error: failed to connect: ssh: handshake failed: ssh: unable to authenticate, attempted methods [none publickey], no supported methods remain",
            "none of this user's keys",
        );
        is("Error: failed to connect: ssh: handshake failed: knownhosts: key mismatch", "another host key");
        is("Error: failed to connect: ssh: handshake failed: EOF", "broke off");
        is(
            "Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`, or try `podman machine init` and `podman machine start` to manage a new Linux VM\nError: unable to connect to Podman socket: Get \"http://d/v4.3.1/libpod/_ping\": ssh: rejected: connect failed (open failed)",
            "podman's service is not running",
        );
    }

    #[test]
    fn docker_over_tls() {
        is(
            "the server probably has client authentication (--tlsverify) enabled; check your TLS client certification settings: Get \"https://far:2376/v1.50/containers/json\": remote error: tls: bad certificate",
            "refuses this client's certificate",
        );
        is(
            "error during connect: Get \"https://far:2376/v1.50/containers/json\": tls: failed to verify certificate: x509: certificate signed by unknown authority",
            "can't be trusted",
        );
        is("Error response from daemon: Client sent an HTTP request to an HTTPS server.", "wants TLS");
        is(
            "Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?",
            "does not answer",
        );
    }

    #[test]
    fn troubles_of_engines_that_answer_are_not_of_the_way() {
        for stderr in [
            "Error response from daemon: Get \"https://registry/v2/\": x509: certificate signed by unknown authority",
            "Error: initializing source docker://registry/x: pinging container registry: Get \"https://registry/v2/\": dial tcp 10.0.0.1:443: connect: connection refused",
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
            "Cannot connect to Podman. Please verify your connection\nError: unable to connect to Podman socket: Get \"http://d/_ping\": dial unix ///run/podman/podman.sock: connect: no such file or directory",
        ] {
            assert_eq!(unreachable(stderr), None, "{stderr}");
        }
    }
}
