//! Making pods, and ending them.

use serde_json::{Map, Value, json};

use super::{PodContainer, call, pod_path};
use crate::args::invocation::{ENV_FILE, Invocation};
use crate::session::{EnvVar, LABEL_OWNER, OWNER};

/// So much of a token names a Secret.
const TOKEN_CHARS: usize = 8;

/// The name of the Secret with the values of the variables of a session: one start's own, so that no
/// pod gets the values of another.
pub fn secret_of(pod: &str, token: &str) -> String {
    format!("{pod}-env-{}", token.get(..TOKEN_CHARS).unwrap_or(token))
}

/// Makes a pod of its manifest, and before it the Secret with the values of the variables; neither is
/// in the arguments.
pub fn create(secret: &str, manifest: &str, env: &[EnvVar]) -> Invocation {
    let values: Map<String, Value> = env
        .iter()
        .filter(|var| !var.value.is_empty())
        .map(|var| (var.key.clone(), var.value.clone().into()))
        .collect();
    let has_values = !values.is_empty();
    let secret = json!({
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": { "name": secret, "labels": { LABEL_OWNER: OWNER } },
        "stringData": values,
    });
    // kubectl (1.20) takes all for JSON where the first character is a brace.
    let input = if has_values { format!("---\n{secret}\n---\n{manifest}") } else { manifest.to_owned() };
    Invocation { input: Some(input), ..call(["create", "-f", ENV_FILE]) }
}

/// Has the cluster remove a Secret when its pod is gone, whoever removes that.
pub fn tie_secret(secret: &str, of: &PodContainer) -> Invocation {
    let owner = json!({ "apiVersion": "v1", "kind": "Pod", "name": of.pod, "uid": of.uid });
    let patch = json!({ "metadata": { "ownerReferences": [owner] } }).to_string();
    call(["patch", "--type=merge", "-p", &patch, "--", &format!("secret/{secret}")])
}

/// Removes a Secret that Berth made.
pub fn remove_secret(secret: &str) -> Invocation {
    call(["delete", "--ignore-not-found", "--wait=false", "--", &format!("secret/{secret}")])
}

/// Ends a pod, and never the next one of its name: its containers are asked to end, and killed after
/// `seconds`; without them after its own limit. Does not wait for that.
pub(in crate::args) fn delete(of: &PodContainer, seconds: Option<u32>) -> Invocation {
    let options = json!({
        "apiVersion": "v1",
        "kind": "DeleteOptions",
        // 0 would take the pod from the list before it has ended on its node.
        "gracePeriodSeconds": seconds.map(|seconds| seconds.max(1)),
        "preconditions": { "uid": of.uid },
    });
    let path = pod_path(&of.namespace, &of.pod);
    Invocation { input: Some(options.to_string()), ..call(["delete", "--raw", &path, "-f", ENV_FILE]) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::web;
    use super::*;

    #[test]
    fn an_end_is_of_one_pod_and_has_a_grace_period() {
        let call = delete(&web(), None);
        let path = "/api/v1/namespaces/team/pods/web-0";
        assert_eq!(call.args, ["delete", "--raw", path, "-f", "/dev/stdin"]);
        let options = |seconds| -> Value {
            serde_json::from_str(&delete(&web(), seconds).input.unwrap_or_default()).unwrap_or_default()
        };
        assert_eq!(options(None)["preconditions"]["uid"], web().uid);
        let grace = |seconds| options(seconds)["gracePeriodSeconds"].clone();
        assert_eq!([grace(None), grace(Some(7)), grace(Some(0))], [Value::Null, 7.into(), 1.into()]);
    }

    #[test]
    fn values_go_by_standard_input() {
        let env =
            [("A", "s3cret"), ("B", "")].map(|(key, value)| EnvVar { key: key.into(), value: value.into() });
        let created = create("web-env-1", "kind: Pod\n", &env);
        assert_eq!(created.args, ["create", "-f", "/dev/stdin"]);
        let input = created.input.clone().unwrap_or_default();
        let (secret, pod) =
            input.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or_default();
        assert!(
            secret.contains(r#""stringData":{"A":"s3cret"}"#) && secret.contains(r#""name":"web-env-1""#),
            "{secret}"
        );
        assert_eq!(pod, "kind: Pod\n");
        assert!(!format!("{created:?}").contains("s3cret"));
        assert_eq!(create("web-env-1", "kind: Pod\n", &[]).input.as_deref(), Some("kind: Pod\n"));
    }

    #[test]
    fn a_secret_is_of_one_start_and_goes_with_its_pod() {
        assert_eq!(secret_of("web", "0123456789abcdef"), "web-env-01234567");
        let tied = tie_secret("web-env-1", &web()).args.join(" ");
        assert!(
            tied.starts_with("patch --type=merge -p {") && tied.ends_with(" -- secret/web-env-1"),
            "{tied}"
        );
        assert!(tied.contains(&web().uid), "{tied}");
        let removed = remove_secret("web-env-1").args.join(" ");
        assert_eq!(removed, "delete --ignore-not-found --wait=false -- secret/web-env-1");
    }
}
