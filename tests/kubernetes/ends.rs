//! How sessions are started on a cluster, how they end, and what is kept of them.

use berth_archive::{Ending, LogState, RunFilter};
use berth_runner::{
    HistorySettings, Recorder, StartOptions, StartOutcome, State, StopOptions, WatchIntervals,
};
use berth_tests::cluster::Cluster;
use berth_tests::harness::{Harness, runs};
use berth_tests::wait::until_async;
use tokio::sync::watch;

use super::common::{name, on_both_kubectls, pod, spec, until_is};

on_both_kubectls!(
    one_is_started_and_stopped_with_its_run_kept,
    its_secret_goes_with_its_pod_whoever_removes_that,
    a_name_that_is_taken_leaves_no_secret,
    how_one_ended_that_others_removed_is_kept,
    the_log_of_the_next_pod_of_a_name_is_not_its_own,
    the_next_pod_of_a_name_is_left_alone,
);

/// Says so when it is asked to end, and ends with 4.
const SAYS_BYE: &str =
    "sh -c 'echo \"it is $TOKEN\"; trap \"echo bye; exit 4\" TERM; while :; do sleep 0.1; done'";

async fn until_says(harness: &Harness, name: &str, words: &str) {
    until_async("its output", || async {
        let log = harness.runner.logs(name, 10).await.ok()?;
        String::from_utf8_lossy(&log).contains(words).then_some(())
    })
    .await;
}

fn secrets_of(name: &str) -> Vec<String> {
    let all = Cluster::get().ask(&["get", "secrets", "-o", "name"]);
    all.lines().filter(|secret| secret.contains(name)).map(str::to_owned).collect()
}

async fn one_is_started_and_stopped_with_its_run_kept(harness: &Harness) {
    let name = name("own");
    let spec = spec(&name, SAYS_BYE);
    let outcome = harness.runner.start(&spec, StartOptions::default()).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Started { .. }), "{outcome:?}");
    let session = until_is(harness, &name, State::Running).await;
    assert!(session.own && session.tty && session.protection.is_none());
    let manifest = Cluster::get().ask(&["get", "pod", &name, "-o", "json"]);
    assert!(!manifest.contains("s3cret-of-mine"), "a value in the pod");
    until_says(harness, &name, "it is s3cret-of-mine").await;
    let again = harness.runner.start(&spec, StartOptions::default()).await.unwrap_err();
    assert_eq!(again.code(), "session_exists");
    let stopped = harness.runner.stop(&name, StopOptions::default()).await.unwrap();
    assert!(stopped.removed && !stopped.already_stopped);
    assert_eq!((stopped.session.state, stopped.session.exit_code), (State::Exited, Some(4)));
    let run = harness.run(stopped.archived);
    assert_eq!((run.key.session.container.as_str(), &run.log), (session.id.as_str(), &LogState::Whole));
    assert_eq!((run.exit_code, run.ending), (Some(4), Some(Ending::Failed)), "{run:?}");
    let log = harness.archived_log(stopped.archived);
    assert!(log.contains("it is") && log.contains("bye"), "{log}");
    assert!(!harness.runner.exists(&name).await.unwrap());
    assert_eq!(secrets_of(&name), Vec::<String>::new());
}

async fn its_secret_goes_with_its_pod_whoever_removes_that(harness: &Harness) {
    let name = name("secret");
    harness.runner.start(&spec(&name, "sleep 1000"), StartOptions::default()).await.unwrap();
    assert_eq!(secrets_of(&name).len(), 1);
    Cluster::get().ask(&["delete", "pod", &name, "--grace-period=1"]);
    until_async("its Secret to go", || async { secrets_of(&name).is_empty().then_some(()) }).await;
}

async fn a_name_that_is_taken_leaves_no_secret(harness: &Harness) {
    let pod = pod("taken", "sleep 1000");
    until_is(harness, &pod.name, State::Running).await;
    let error =
        harness.runner.start(&spec(&pod.name, "sleep 1000"), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "session_exists");
    assert_eq!(secrets_of(&pod.name), Vec::<String>::new());
}

async fn how_one_ended_that_others_removed_is_kept(harness: &Harness) {
    let recorder = Recorder::start(&harness.runner, HistorySettings::default());
    let hidden = watch::channel(false).1;
    let mut watch = harness.runner.watch_recorded(WatchIntervals::default(), hidden, recorder);
    watch.next().await.unwrap();
    let _recording = tokio::spawn(async move { while watch.next().await.is_some() {} });
    let pod = pod("kept", "trap 'exit 5' TERM; echo ready; while :; do sleep 0.1; done");
    until_says(harness, &pod.name, "ready").await;
    let run_of = || {
        let filter = RunFilter { session: Some(pod.name.clone()), ..RunFilter::default() };
        runs(harness.runner.archive(), &filter).pop()
    };
    until_async("its run to be known", || async { run_of() }).await;
    Cluster::get().ask(&["delete", "pod", &pod.name, "--grace-period=20"]);
    let run =
        until_async("its end to be known", || async { run_of().filter(|run| run.ending.is_some()) }).await;
    assert_eq!((run.exit_code, run.ending), (Some(5), Some(Ending::Failed)), "{run:?}");
}

async fn the_log_of_the_next_pod_of_a_name_is_not_its_own(harness: &Harness) {
    let (name, cluster) = (name("next"), Cluster::get());
    harness
        .runner
        .start(&spec(&name, "sh -c 'echo first; sleep 1000'"), StartOptions::default())
        .await
        .unwrap();
    until_says(harness, &name, "first").await;
    let first = harness.runner.status(&name).await.unwrap();
    cluster.ask(&["delete", "pod", &name, "--grace-period=1"]);
    harness
        .runner
        .start(&spec(&name, "sh -c 'echo second; sleep 1000'"), StartOptions::default())
        .await
        .unwrap();
    until_says(harness, &name, "second").await;
    for error in [
        harness.runner.logs(&first.id, 10).await.err(),
        harness.runner.stop(&first.id, StopOptions::default()).await.err(),
    ] {
        assert_eq!(error.expect("a refusal").code(), "session_not_found");
    }
    assert_eq!(harness.runner.status(&name).await.unwrap().state, State::Running);
    harness.runner.stop(&name, StopOptions { graceful: false, ..StopOptions::default() }).await.unwrap();
}

/// A pod may be replaced between a look and its end: the cluster itself refuses then, in these words.
async fn the_next_pod_of_a_name_is_left_alone(harness: &Harness) {
    let pod = pod("other", "sleep 1000");
    until_is(harness, &pod.name, State::Running).await;
    let file = harness.history.path().join("options.json");
    let uid = "00000000-0000-4000-8000-000000000000";
    std::fs::write(
        &file,
        format!(r#"{{"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":1,"preconditions":{{"uid":"{uid}"}}}}"#),
    )
    .unwrap();
    let engine = harness.runner.engine();
    let path = format!("/api/v1/namespaces/default/pods/{}", pod.name);
    let mut kubectl = std::process::Command::new(&engine.binary);
    let output =
        kubectl.args(&engine.global_args).args(["delete", "--raw", &path, "-f"]).arg(&file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("the UID in the precondition ("), "{said}");
    assert_eq!(harness.runner.status(&pod.name).await.unwrap().state, State::Running);
}
