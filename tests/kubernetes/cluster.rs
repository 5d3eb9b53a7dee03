//! The tests' own cluster: what each fault does to a client, past Berth.

use std::time::Duration;

use berth_tests::cluster::{
    CONTEXT, Cluster, EXPIRED, Kubectl, NOBODY, READER, UNREACHABLE, WITH_RIGHTS, pod_that_runs,
};
use berth_tests::wait::until;

const BOTH: [Kubectl; 2] = [Kubectl::Old, Kubectl::New];

/// What a client says when it fails: its last line, before which a current one logs.
fn refusal(cluster: &Cluster, version: Kubectl, args: &[&str]) -> String {
    let output = cluster.run(version, args);
    assert!(!output.status.success(), "{version:?} {args:?}: {output:?}");
    String::from_utf8_lossy(&output.stderr).trim().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn both_clients_see_how_a_pod_ended() {
    let cluster = Cluster::get();
    let pod = pod_that_runs(cluster, "ends", "exit 3");
    let code = "jsonpath={.status.containerStatuses[0].state.terminated.exitCode}";
    for version in BOTH {
        until("an exit code", || {
            let output = cluster.run(version, &["get", "pod", &pod.name, "-o", code]);
            (output.stdout == b"3").then_some(())
        });
    }
}

#[test]
fn each_context_is_what_its_name_says() {
    let cluster = Cluster::get();
    cluster.ask_for_rights();
    for version in BOTH {
        for context in [CONTEXT, WITH_RIGHTS, READER] {
            let output = cluster.run(version, &["--context", context, "get", "pods", "-o", "name"]);
            assert!(output.status.success(), "{context}: {output:?}");
        }
        let refused =
            |context, args: &[&str]| refusal(cluster, version, &[&["--context", context][..], args].concat());
        for (context, args, words) in [
            (READER, &["get", "secrets"][..], "secrets is forbidden: User \"reader\" cannot list"),
            (READER, &["delete", "pod", "none"], "is forbidden: User \"reader\" cannot delete"),
            (NOBODY, &["get", "pods"], "pods is forbidden: User \"nobody\" cannot list"),
            (EXPIRED, &["get", "pods"], "You must be logged in to the server"),
            (UNREACHABLE, &["get", "pods"], "was refused"),
        ] {
            let said = refused(context, args);
            assert!(said.contains(words), "{version:?} {context} {args:?}: {said}");
        }
    }
}

#[test]
fn a_link_to_the_server_is_slow_silent_cut_and_mended() {
    let cluster = Cluster::get();
    let behind = cluster.behind(Duration::from_millis(50));
    let kubeconfig = format!("--kubeconfig={}", behind.kubeconfig.display());
    for version in BOTH {
        let get = [&kubeconfig, "get", "pods", "-o", "name", "--request-timeout=3s"];
        assert!(cluster.run(version, &get).status.success());
        behind.link.silence();
        let said = refusal(cluster, version, &get);
        assert!(said.contains("imeout") || said.contains("deadline"), "{version:?}: {said}");
        behind.link.cut();
        refusal(cluster, version, &get);
        behind.link.mend();
        assert!(cluster.run(version, &get).status.success());
    }
}

#[test]
fn a_node_is_lost_and_comes_back() {
    let cluster = Cluster::get();
    // No pod comes there by itself.
    cluster.node(&["up", "n2"]);
    let ready = |wanted: &str| {
        let status = "jsonpath={.status.conditions[?(@.type==\"Ready\")].status}";
        until(wanted, || (cluster.ask(&["get", "node", "n2", "-o", status]) == wanted).then_some(()));
    };
    ready("True");
    cluster.node(&["unplug", "n2"]);
    ready("Unknown");
    cluster.node(&["plug", "n2"]);
    ready("True");
}

#[test]
fn whoever_watches_from_before_is_told_that_it_is_gone() {
    let place = tempfile::tempdir_in("/tmp").unwrap();
    let cluster = Cluster::own(place.path());
    let list = cluster.ask(&["get", "--raw", "/api/v1/pods?limit=1"]);
    let (_, rest) = list.split_once("\"resourceVersion\":\"").unwrap();
    let (version, _) = rest.split_once('"').unwrap();
    let _pod = pod_that_runs(&cluster, "after", "exit 0");
    cluster.server(&["forget"]);
    for client in BOTH {
        let path = format!("/api/v1/pods?watch=1&timeoutSeconds=5&resourceVersion={version}");
        let output = cluster.run(client, &["get", "--raw", &path]);
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(said.contains("too old resource version") || said.contains("410"), "{client:?}: {said}");
    }
}
