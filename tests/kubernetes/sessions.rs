//! The same verbs on a cluster, with an old kubectl and a current one.

use std::fs;

use berth_runner::{Engine, EngineUpdate, ExecInput, State, StopOptions, WatchIntervals};
use berth_tests::cluster::{Cluster, Kubectl, NOBODY, READER};
use berth_tests::harness::Harness;
use berth_tests::view::View;
use berth_tests::wait::until_async;
use tokio::sync::watch;

use super::common::{allowing, engine, name, on_both_kubectls, pod, until_is};

/// Echoes nothing itself: what comes back is what the program answers.
const ANSWERS: &str = "stty -echo; echo ready; while read line; do echo \"got $line.\"; done";

on_both_kubectls!(
    it_answers_with_its_version,
    a_pod_is_listed_with_its_end,
    what_it_waits_for_is_said,
    changes_come_by_themselves,
    its_log_is_read_and_followed,
    its_terminal_is_joined_and_left,
    a_shell_is_another_process,
    what_berth_did_not_make_is_left_alone,
    what_a_cluster_has_not_is_refused,
    rights_are_told,
);

async fn it_answers_with_its_version(harness: &Harness) {
    let health = harness.runner.health().await;
    let told: serde_json::Value =
        serde_json::from_str(&Cluster::get().ask(&["get", "--raw", "/version"])).unwrap();
    let version = told["gitVersion"].as_str().unwrap().trim_start_matches('v').to_owned();
    assert_eq!(
        (health.message.as_str(), health.version.as_deref()),
        ("", Some(version.as_str())),
        "{health:?}"
    );
    assert!(health.latency_ms.is_some() && health.rootless.is_none());
}

async fn a_pod_is_listed_with_its_end(harness: &Harness) {
    let pod = pod("ends", "echo out; exit 3");
    let ended = until_is(harness, &pod.name, State::Exited).await;
    assert_eq!((ended.exit_code, ended.tty, ended.own), (Some(3), true, false));
    assert_eq!((ended.engine_state.as_str(), ended.restart_policy.as_str()), ("Error", "no"));
    // In whole seconds.
    assert!(ended.started_at <= ended.finished_at && ended.image.contains("berth-test"));
    let listing = harness.runner.list().await.unwrap();
    assert!(listing.sessions.contains(&ended), "{listing:?}");
    assert_eq!(listing.skipped, 0);
    let by_id = harness.runner.status(&ended.id).await.unwrap();
    assert_eq!(by_id, ended);
    // A runner that has not seen it yet.
    let fresh = Harness::on(harness.runner.engine().clone());
    assert_eq!(fresh.runner.status(&ended.id).await.unwrap(), ended);
    assert!(!harness.runner.exists("not-there").await.unwrap());
}

async fn what_it_waits_for_is_said(harness: &Harness) {
    let name = name("waits");
    let manifest = format!(
        r#"{{"apiVersion":"v1","kind":"Pod","metadata":{{"name":"{name}"}},"spec":{{"containers":[{{"name":"c","image":"nowhere/none:1","imagePullPolicy":"Never"}}]}}}}"#
    );
    let file = harness.history.path().join("pod.json");
    fs::write(&file, manifest).unwrap();
    let cluster = Cluster::get();
    cluster.ask(&["create", "-f", file.to_str().unwrap()]);
    let waits = until_async("the reason", || async {
        let session = harness.runner.status(&name).await.ok()?;
        (session.engine_state == "ErrImageNeverPull").then_some(session)
    });
    let waits = waits.await;
    cluster.ask(&["delete", "pod", &name, "--grace-period=0", "--force", "--wait=false"]);
    assert_eq!(waits.state, State::Created);
    assert!(waits.error.is_some_and(|words| words.contains("nowhere/none:1")));
}

async fn changes_come_by_themselves(harness: &Harness) {
    let (_shown, hidden) = watch::channel(false);
    let never =
        WatchIntervals { reconcile: std::time::Duration::from_secs(3600), ..WatchIntervals::default() };
    let mut watch = harness.runner.watch_while(never, hidden);
    assert!(matches!(watch.next().await, Some(EngineUpdate::Snapshot(_))));
    let pod = pod("seen", "sleep 1000");
    let name = pod.name.clone();
    let mut running = None;
    while running.is_none() {
        let Some(EngineUpdate::Updated { sessions, .. }) = watch.next().await else { panic!("it went away") };
        running = sessions.into_iter().find(|one| one.name == name && one.state == State::Running);
    }
    drop(pod);
    let id = running.unwrap().id;
    loop {
        let Some(EngineUpdate::Updated { gone, .. }) = watch.next().await else { panic!("it went away") };
        if gone.contains(&id) {
            break;
        }
    }
}

async fn its_log_is_read_and_followed(harness: &Harness) {
    let pod = pod("log", "echo one; echo two; sleep 1; echo three; exit 0");
    until_is(harness, &pod.name, State::Running).await;
    let mut followed = Vec::new();
    let follow = harness.runner.follow_logs(&pod.name, 100, |bytes| {
        followed.extend_from_slice(bytes);
        std::ops::ControlFlow::Continue(())
    });
    follow.await.unwrap();
    assert_eq!(String::from_utf8_lossy(&followed), "one\r\ntwo\r\nthree\r\n");
    until_is(harness, &pod.name, State::Exited).await;
    let last = harness.runner.logs(&pod.name, 1).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&last), "three\r\n");
}

async fn its_terminal_is_joined_and_left(harness: &Harness) {
    let harness = &allowing(harness);
    let pod = pod("join", ANSWERS);
    until_is(harness, &pod.name, State::Running).await;
    for round in ["one", "two"] {
        let view = View::open(&harness.runner.attach_command(&pod.name).await.unwrap());
        view.types_until(&format!("{round}\n"), &format!("got {round}."));
        view.types_until("\u{10}\n", "got \u{10}.");
        view.terminal.close().unwrap();
        assert_eq!(harness.runner.status(&pod.name).await.unwrap().state, State::Running);
    }
}

async fn a_shell_is_another_process(harness: &Harness) {
    let harness = &allowing(harness);
    let pod = pod("shell", "sleep 1000");
    until_is(harness, &pod.name, State::Running).await;
    let shell = harness.runner.shell(&pod.name, None).await.unwrap();
    let view = View::open(&shell.command());
    view.types_until("\n", "# ");
    view.types("sleep 1001 & echo $0-$TERM-$((40+2))\n");
    view.reads("sh-xterm-256color-42");
    view.terminal.close().unwrap();
    let processes = || Cluster::get().ask(&["exec", &pod.name, "--", "ps", "-o", "args"]);
    shell.hang_up().await.unwrap();
    until_async("the shell's end", || async { (!processes().contains("sleep 1001")).then_some(()) }).await;
    let other = harness.runner.shell(&pod.name, Some("sh -c 'exit 9'")).await.unwrap();
    assert_eq!(View::open(&other.command()).ends().code, Some(9));
}

async fn what_berth_did_not_make_is_left_alone(harness: &Harness) {
    let pod = pod("foreign", "sleep 1000");
    until_is(harness, &pod.name, State::Running).await;
    let runner = &harness.runner;
    let errors = [
        runner.stop(&pod.name, StopOptions::default()).await.err(),
        runner.attach_command(&pod.name).await.err(),
        runner.shell(&pod.name, None).await.err(),
        runner.exec_inherited(&pod.name, &["true".to_owned()], ExecInput::None).await.err(),
    ];
    for error in errors {
        let error = error.expect("a refusal");
        assert_eq!(error.code(), "refused");
        assert!(error.to_string().contains("change_others = [\"tests\"]"), "{error}");
    }
    assert_eq!(harness.runner.status(&pod.name).await.unwrap().state, State::Running);
    let stopped = allowing(harness).runner.stop(&pod.name, StopOptions::default()).await.unwrap();
    assert!(stopped.removed && !runner.exists(&pod.name).await.unwrap());
}

async fn what_a_cluster_has_not_is_refused(harness: &Harness) {
    let pod = pod("cannot", "sleep 1000");
    until_is(harness, &pod.name, State::Running).await;
    let errors = [
        harness.runner.pause(&pod.name).await.err(),
        harness.runner.rename(&pod.name, "other").await.err(),
        harness.runner.kill(&pod.name, Some("HUP")).await.err(),
        harness.runner.files(&pod.name, "/").await.err(),
        harness.runner.images().await.err(),
    ];
    for error in errors {
        let error = error.expect("a refusal");
        assert!(error.to_string().contains("Berth does not do that on a Kubernetes cluster"), "{error}");
    }
}

async fn rights_are_told(harness: &Harness) {
    Cluster::get().ask_for_rights();
    let lacking = async |context| {
        let engine = Engine {
            id: format!("kubernetes:{context}"),
            binary: harness.runner.engine().binary.clone(),
            ..engine(Kubectl::Old, context)
        };
        Harness::on(engine).runner.lacking_rights().await.unwrap()
    };
    let words =
        |rights: Vec<berth_runner::Right>| rights.into_iter().map(|right| right.words()).collect::<Vec<_>>();
    assert_eq!(words(lacking(READER).await), ["attach", "run shells", "start pods", "stop pods"]);
    assert_eq!(lacking(NOBODY).await.len(), 7);
}
