//! Why a cluster is out of reach, by the stderr of kubectl. Observed with 1.20.2 and 1.32.4.

use crate::reason::Unavailable;

/// The reason; `None` when the cluster has answered.
pub(super) fn unreachable(stderr: &str) -> Option<Unavailable> {
    let text = stderr.to_ascii_lowercase();
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    // How the API begins what it has to say.
    if any(&["error from server ("]) && !any(&["(unauthorized)"]) {
        return None;
    }
    if any(&[
        "context was not found for specified context",
        "context \"",
        "no configuration has been provided",
    ]) && any(&["not found", "does not exist", "no configuration"])
    {
        Some(Unavailable::ContextGone {})
    } else if any(&["you must be logged in to the server", "(unauthorized)", "getting credentials"]) {
        Some(Unavailable::ClusterLogin {})
    } else if any(&["no such host", "server misbehaving"]) {
        Some(Unavailable::NameUnknown {})
    } else if any(&["x509:"]) {
        Some(Unavailable::CertificateUntrusted {})
    } else if any(&[
        "was refused - did you specify",
        "i/o timeout",
        "handshake timeout",
        "no route to host",
        "deadline exceeded",
    ]) || any(&["unable to connect to the server"])
    {
        Some(Unavailable::NoAnswer {})
    } else if any(&[
        "connection reset by peer",
        "unexpected eof",
        "client connection lost",
        "connection refused",
    ]) {
        Some(Unavailable::Lost {})
    } else {
        None
    }
}

/// Whether the API has no pod that was meant, as where another has its name. Of that there are two sentences, by
/// when it is found out.
pub(super) fn is_gone(stderr: &str) -> bool {
    ["(NotFound): pods ", "the UID in the precondition (", "UID in precondition: "]
        .iter()
        .any(|phrase| stderr.contains(phrase))
}

/// Whether it is a line of kubectl's log: `E1127 16:35:43.513681   30288 memcache.go:265] …` (1.32). What
/// it says comes once more in the end.
pub(super) fn is_log(line: &str) -> bool {
    let rest = line.strip_prefix(['E', 'W', 'I']).unwrap_or_default();
    let (date, rest) = rest.split_at_checked(4).unwrap_or_default();
    !date.is_empty()
        && date.bytes().all(|byte| byte.is_ascii_digit())
        && rest.starts_with(' ')
        && rest.contains(".go:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kubectl_says_why_there_is_no_answer() {
        for (stderr, reason) in [
            (
                "The connection to the server 10.1.2.3:6443 was refused - did you specify the right host or port?",
                Unavailable::NoAnswer {},
            ),
            (
                "Unable to connect to the server: dial tcp 10.1.2.3:6443: i/o timeout",
                Unavailable::NoAnswer {},
            ),
            (
                "Unable to connect to the server: dial tcp: lookup k.example: no such host",
                Unavailable::NameUnknown {},
            ),
            (
                "Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority",
                Unavailable::CertificateUntrusted {},
            ),
            ("error: You must be logged in to the server (Unauthorized)", Unavailable::ClusterLogin {}),
            ("Error from server (Unauthorized): Unauthorized", Unavailable::ClusterLogin {}),
            (
                "Unable to connect to the server: getting credentials: exec: executable aws not found",
                Unavailable::ClusterLogin {},
            ),
            (
                "Error in configuration: context was not found for specified context: nope",
                Unavailable::ContextGone {},
            ),
            // 1.32.
            ("error: context \"nope\" does not exist", Unavailable::ContextGone {}),
            ("error: unexpected EOF", Unavailable::Lost {}),
        ] {
            assert_eq!(unreachable(stderr), Some(reason), "{stderr}");
        }
    }

    #[test]
    fn a_pod_is_gone_where_another_has_its_name() {
        for stderr in [
            "Error from server (NotFound): pods \"web\" not found",
            "Error from server (Conflict): Operation cannot be fulfilled on Pod \"web\": the UID in the precondition (0b6a) does not match the UID in record (1c7b). The object might have been deleted and then recreated",
            "Error from server (Conflict): Operation cannot be fulfilled on pods \"web\": Precondition failed: UID in precondition: 0b6a, UID in object meta: 1c7b",
        ] {
            assert!(is_gone(stderr), "{stderr}");
        }
        assert!(!is_gone("Error from server (NotFound): namespaces \"x\" not found"));
    }

    #[test]
    fn its_log_is_not_its_answer() {
        assert!(is_log(r#"E1127 16:35:43.513681   30288 memcache.go:265] "Unhandled Error" err="x""#));
        for line in ["Error from server (NotFound): x", "E", "E1127", "E1127 x", "error: a.go:1"] {
            assert!(!is_log(line), "{line}");
        }
    }

    #[test]
    fn what_the_api_says_is_an_answer() {
        for stderr in [
            "Error from server (NotFound): pods \"x\" not found",
            "Error from server (Forbidden): pods is forbidden: User \"ann\" cannot list resource \"pods\" in API group \"\" in the namespace \"team\"",
            "error: unable to upgrade connection: container not found (\"main\")",
            "",
        ] {
            assert_eq!(unreachable(stderr), None, "{stderr}");
        }
    }
}
