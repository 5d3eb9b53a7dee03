use std::fs;
use std::time::{Duration, Instant};

use berth_archive::{Archive, LogState};
use berth_runner::{Engine, Limits, Runner, State, StopOptions};
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;

on_both!(harness: graceful_ends_it_archives_it_and_removes_it,
    one_that_ignores_the_signal_is_killed_after_its_grace,
    kill_does_not_wait,
    keep_leaves_it_exited,
    one_that_has_ended_is_fine,
    one_that_is_not_there_is_not_found,
    nothing_is_removed_when_the_archive_fails,
    a_paused_one_is_stopped,
    delete_stops_archives_and_removes,
    a_foreign_one_is_archived_too,
    a_restart_keeps_the_container,
    its_own_limit_counts_where_nobody_says_another,
);

const KEEP: StopOptions = StopOptions { graceful: true, timeout: Some(10), remove: false };
const KILL: StopOptions = StopOptions { graceful: false, timeout: Some(10), remove: true };

async fn graceful_ends_it_archives_it_and_removes_it(harness: &Harness) {
    let name = harness.name("stop");
    let session = harness
        .started(
            &name,
            "sh -c 'trap \"echo \\$((40+2)); exit 3\" TERM; echo up; while :; do sleep 0.1; done'",
        )
        .await;
    let outcome = harness.runner.stop(&name.name, StopOptions::default()).await.unwrap();
    assert!(outcome.removed && !outcome.already_stopped);
    assert_eq!((outcome.session.state, outcome.session.exit_code), (State::Exited, Some(3)));
    assert!(!harness.runner.exists(&name.name).await.unwrap());

    let run = harness.run(outcome.archived);
    assert_eq!(harness.archived(), vec![run.clone()]);
    let log = harness.archived_log(outcome.archived);
    assert!(log.contains("up") && log.contains("42"), "{log:?}");
    let spec = harness.runner.archive().spec(run.id).unwrap().unwrap();
    assert_eq!(spec["Id"], session.id.as_str());
    assert_eq!((run.key.session.container, run.exit_code), (session.id, Some(3)));
    assert_eq!((run.log, run.removed), (LogState::Whole, true));
}

async fn one_that_ignores_the_signal_is_killed_after_its_grace(harness: &Harness) {
    let name = harness.name("deaf");
    harness.started(&name, "sh -c 'trap \"\" TERM HUP INT; while :; do sleep 0.1; done'").await;
    let began = Instant::now();
    let outcome = harness.runner.stop(&name.name, StopOptions { timeout: Some(1), ..KEEP }).await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(1), "it had no grace");
    assert_eq!(outcome.session.exit_code, Some(137));
}

async fn kill_does_not_wait(harness: &Harness) {
    let name = harness.name("kill");
    harness.started(&name, "sh -c 'trap \"\" TERM HUP INT; while :; do sleep 0.1; done'").await;
    let began = Instant::now();
    let outcome = harness.runner.stop(&name.name, KILL).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
    assert_eq!(outcome.session.exit_code, Some(137));
    assert!(outcome.removed && !harness.runner.exists(&name.name).await.unwrap());
}

async fn keep_leaves_it_exited(harness: &Harness) {
    let name = harness.name("keep");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    let outcome = harness.runner.stop(&name.name, KEEP).await.unwrap();
    assert!(!outcome.removed);
    let session = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((session.state, session.exit_code, session.pid), (State::Exited, Some(0), None));
    assert!(session.finished_at.is_some());
}

async fn one_that_has_ended_is_fine(harness: &Harness) {
    let name = harness.name("ended");
    Engines::get().ask(harness.kind, &["run", "--name", &name.name, IMAGE, "true"]);
    let outcome = harness.runner.stop(&name.name, KEEP).await.unwrap();
    assert!(outcome.already_stopped && !outcome.removed);
    for options in [StopOptions { remove: false, ..KILL }, StopOptions::default()] {
        let outcome = harness.runner.stop(&name.name, options).await.unwrap();
        assert!(outcome.already_stopped);
        assert_eq!((outcome.session.exit_code, outcome.removed), (Some(0), options.remove));
    }
}

async fn one_that_is_not_there_is_not_found(harness: &Harness) {
    let name = harness.name("absent");
    for options in [StopOptions::default(), KEEP, KILL] {
        let error = harness.runner.stop(&name.name, options).await.unwrap_err();
        assert_eq!(error.code(), "session_not_found", "{error}");
        assert!(error.to_string().contains(&name.name));
    }
    assert_eq!(
        harness.runner.delete(&name.name, berth_runner::DeleteOptions::default()).await.unwrap_err().code(),
        "session_not_found"
    );
}

async fn nothing_is_removed_when_the_archive_fails(harness: &Harness) {
    let name = harness.name("noarchive");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    // A file stands where the history's folder would be.
    let file = harness.history.path().join("file");
    fs::write(&file, "").unwrap();
    let engine = Engine::new(harness.kind, Engines::get().program(harness.kind));
    let runner = Runner::new(engine, Limits::default(), Archive::new(file.join("history")));
    for _ in 0..2 {
        let error = runner.stop(&name.name, StopOptions::default()).await.unwrap_err();
        assert_eq!(error.code(), "archive_failed", "{error}");
        assert!(runner.exists(&name.name).await.unwrap(), "removed without an archive");
    }
    assert_eq!(
        runner.delete(&name.name, berth_runner::DeleteOptions::default()).await.unwrap_err().code(),
        "archive_failed"
    );
    assert!(harness.runner.delete(&name.name, berth_runner::DeleteOptions::default()).await.unwrap().removed);
}

async fn a_paused_one_is_stopped(harness: &Harness) {
    let name = harness.name("stoppaused");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    Engines::get().ask(harness.kind, &["pause", &name.name]);
    let outcome =
        harness.runner.stop(&name.name, StopOptions { timeout: Some(2), ..StopOptions::default() }).await;
    match outcome {
        Ok(outcome) => assert!(outcome.removed, "{outcome:?}"),
        // podman 4.3 refuses: the error says that it is paused, and nothing is lost.
        Err(error) => {
            assert_eq!(error.code(), "session_paused", "{error}");
            assert!(harness.runner.exists(&name.name).await.unwrap());
        }
    }
}

async fn delete_stops_archives_and_removes(harness: &Harness) {
    let name = harness.name("delete");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    let outcome = harness.runner.delete(&name.name, berth_runner::DeleteOptions::default()).await.unwrap();
    assert!(outcome.removed && outcome.archived.is_some());
    assert!(Engines::get().try_ask(harness.kind, &["container", "inspect", &name.name]).is_err());
    let log = harness.archived_log(Some(harness.archived()[0].id));
    assert!(log.contains("ready"), "{log:?}");
}

async fn a_foreign_one_is_archived_too(harness: &Harness) {
    let name = harness.name("dot.ted_name");
    Engines::get()
        .ask(harness.kind, &["run", "--name", &name.name, IMAGE, "sh", "-c", "echo out; echo err >&2"]);
    let session = harness.runner.status(&name.name).await.unwrap();
    assert!(!session.own && !session.tty);
    harness.runner.delete(&name.name, berth_runner::DeleteOptions::default()).await.unwrap();
    let log = harness.archived_log(Some(harness.archived()[0].id));
    assert!(log.contains("out") && log.contains("err"), "{log:?}");
}

async fn a_restart_keeps_the_container(harness: &Harness) {
    let name = harness.name("restart");
    let before = harness.started(&name, RUNS_UNTIL_TERM).await;
    harness.runner.restart(&name.name).await.unwrap();
    let after = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((after.state, &after.id), (State::Running, &before.id));
    assert!(after.started_at > before.started_at && after.pid != before.pid);
}

/// Every way to end it gives it the seconds of its `--stop-timeout`.
async fn its_own_limit_counts_where_nobody_says_another(harness: &Harness) {
    // It takes 12 s to end by itself: longer than the engines' own limit.
    let script = "trap 'sleep 12; exit 7' TERM; echo ready; while :; do sleep 0.1; done";
    let name = harness.name("limit");
    let run = ["run", "-d", "--name", &name.name, "--stop-timeout", "40", IMAGE, "sh", "-c", script];
    Engines::get().ask(harness.kind, &run);
    berth_tests::wait::until_async("it to be ready", || async {
        let log = harness.runner.logs(&name.name, 5).await.ok()?;
        log.starts_with(b"ready").then_some(())
    })
    .await;
    assert_eq!(harness.runner.status(&name.name).await.unwrap().stop_timeout, 40);
    let outcome = harness.runner.delete(&name.name, berth_runner::DeleteOptions::default()).await.unwrap();
    assert_eq!((outcome.session.exit_code, outcome.removed), (Some(7), true));
}
