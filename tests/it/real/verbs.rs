//! Pause, kill, rename, delete, prune; and what is left alone.

use berth_archive::LogState;
use berth_runner::{DeleteOptions, EngineKind, MissingLog, SessionSpec, State, StopOptions, StopOutcome};
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM, spec};
use berth_tests::on_both;

on_both!(harness: a_paused_one_goes_on,
    a_signal_reaches_the_process,
    a_kill_ends_it,
    one_that_goes_with_its_end_is_archived_before_its_kill,
    a_new_name_is_a_free_one,
    anonymous_volumes_go_only_when_asked_for,
    what_belongs_to_systemd_is_never_removed,
    one_whose_driver_keeps_no_log_goes_and_says_so,
    one_whose_log_cannot_be_read_goes_when_that_is_said,
    only_ended_own_sessions_are_pruned,
);

async fn a_paused_one_goes_on(harness: &Harness) {
    let name = harness.name("pause");
    let pid = harness.started(&name, RUNS_UNTIL_TERM).await.pid;
    for _ in 0..2 {
        assert_eq!(harness.runner.pause(&name.name).await.unwrap().state, State::Paused);
    }
    let other = harness.runner.kill(&name.name, Some("TERM")).await.unwrap_err();
    assert_eq!(other.code(), "session_paused");
    let session = harness.runner.resume(&name.name).await.unwrap();
    assert_eq!((session.state, session.pid), (State::Running, pid));
    harness.runner.kill(&name.name, None).await.unwrap();
    assert_eq!(harness.runner.pause(&name.name).await.unwrap_err().code(), "not_running");
}

async fn a_signal_reaches_the_process(harness: &Harness) {
    let name = harness.name("signal");
    harness
        .started(&name, "sh -c 'trap \"echo got it\" USR1; echo ready; while :; do sleep 0.1; done'")
        .await;
    for signal in ["USR1", "sigusr1", "10"] {
        assert_eq!(harness.runner.kill(&name.name, Some(signal)).await.unwrap().state, State::Running);
    }
    berth_tests::wait::until_async("the trap", || async {
        let log = harness.runner.logs(&name.name, 10).await.unwrap();
        String::from_utf8_lossy(&log).contains("got it").then_some(())
    })
    .await;
    for signal in ["", "NONSENSE", "--all", "0"] {
        assert_eq!(
            harness.runner.kill(&name.name, Some(signal)).await.unwrap_err().code(),
            "invalid",
            "{signal}"
        );
    }
}

async fn a_kill_ends_it(harness: &Harness) {
    let name = harness.name("kill");
    harness.started(&name, "sh -c 'trap \"\" TERM HUP INT; while :; do sleep 0.1; done'").await;
    let session = harness.runner.kill(&name.name, None).await.unwrap();
    assert_eq!((session.state, session.exit_code), (State::Exited, Some(137)));
    assert_eq!(harness.runner.kill(&name.name, None).await.unwrap_err().code(), "not_running");
    assert_eq!(harness.archived().len(), 0, "it is still there");
    let paused = harness.name("kill");
    harness.started(&paused, RUNS_UNTIL_TERM).await;
    harness.runner.pause(&paused.name).await.unwrap();
    assert_eq!(harness.runner.kill(&paused.name, None).await.unwrap().state, State::Exited);
}

async fn one_that_goes_with_its_end_is_archived_before_its_kill(harness: &Harness) {
    let script = "echo last words; sleep 1000";
    let name = Named::start(harness.kind, "rm").without_terminal().options(&["--rm"]).script(script).run();
    harness.until(&name, State::Running).await;
    berth_tests::wait::until_async("its output", || async {
        (!harness.runner.logs(&name.name, 1).await.unwrap().is_empty()).then_some(())
    })
    .await;
    assert_eq!(harness.runner.kill(&name.name, None).await.unwrap().state, State::Exited);
    let log = harness.archived_log(Some(harness.archived()[0].id));
    assert!(log.contains("last words"), "{log:?}");
}

async fn a_new_name_is_a_free_one(harness: &Harness) {
    let (name, taken, new) = (harness.name("name"), harness.name("name"), harness.name("name"));
    let session = harness.started(&name, RUNS_UNTIL_TERM).await;
    harness.started(&taken, RUNS_UNTIL_TERM).await;
    let error = harness.runner.rename(&name.name, &taken.name).await.unwrap_err();
    assert_eq!(error.code(), "session_exists");
    assert!(error.to_string().contains("taken"), "{error}");
    for bad in ["", "-x", "a b", "../x", "9x"] {
        assert_eq!(harness.runner.rename(&name.name, bad).await.unwrap_err().code(), "invalid", "{bad}");
    }
    let renamed = harness.runner.rename(&name.name, &new.name).await.unwrap();
    assert_eq!((&renamed.name, &renamed.id, renamed.pid), (&new.name, &session.id, session.pid));
    assert_eq!(harness.runner.rename(&new.name, &new.name).await.unwrap().name, new.name);
    assert_eq!(harness.runner.rename(&name.name, "other").await.unwrap_err().code(), "session_not_found");
}

async fn anonymous_volumes_go_only_when_asked_for(harness: &Harness) {
    let engines = Engines::get();
    let volumes = || -> Vec<String> {
        engines.ask(harness.kind, &["volume", "ls", "-q"]).lines().map(str::to_owned).collect()
    };
    for (asked, left) in [(false, true), (true, false)] {
        let named = format!("{}-data", harness.name("v").name);
        let data = format!("{named}:/data");
        let starting = Named::start(harness.kind, "vol").without_terminal().command(&["true"]);
        let name = starting.options(&["-v", "/anonymous", "-v", &data]).create();
        let session = harness.runner.status(&name.name).await.unwrap();
        let of = |target: &str| session.mounts.iter().find(|m| m.target == target).unwrap().source.clone();
        let outcome = harness
            .runner
            .delete(&name.name, DeleteOptions { volumes: asked, ..DeleteOptions::default() })
            .await
            .unwrap();
        assert!(outcome.removed);
        let now = volumes();
        assert_eq!(now.contains(&of("/anonymous")), left, "asked: {asked}");
        assert!(now.contains(&of("/data")), "a named volume is somebody's");
        engines.ask(harness.kind, &["volume", "rm", &named]);
        if left {
            engines.ask(harness.kind, &["volume", "rm", &of("/anonymous")]);
        }
    }
}

/// Why the log of an archived run is not whole; all else of it is there.
fn missing(harness: &Harness, outcome: &StopOutcome) -> String {
    let run = harness.run(outcome.archived);
    let spec = harness.runner.archive().spec(run.id).unwrap().unwrap();
    assert_eq!(spec["Id"], outcome.session.id.as_str());
    assert_eq!((run.exit_code, run.removed), (outcome.session.exit_code, true));
    match run.log {
        LogState::Missing { why } => why,
        state => panic!("{state:?}"),
    }
}

async fn one_whose_driver_keeps_no_log_goes_and_says_so(harness: &Harness) {
    let drivers: &[&str] = match harness.kind {
        EngineKind::Podman => &["none", "passthrough"],
        _ => &["none"],
    };
    for driver in drivers {
        let starting = Named::start(harness.kind, "unkept").without_terminal();
        let name = starting.options(&["--log-driver", driver]).command(&["true"]).run();
        harness.until(&name, State::Exited).await;
        let outcome = harness.runner.delete(&name.name, DeleteOptions::default()).await.unwrap();
        assert_eq!(outcome.missing_log, Some(MissingLog::NotKept { driver: (*driver).to_owned() }));
        let why = missing(harness, &outcome);
        assert!(why.contains(driver), "{why}");
    }
}

/// podman 4.3 has no driver that it writes to and can't read; a fake one is in `faults`.
async fn one_whose_log_cannot_be_read_goes_when_that_is_said(harness: &Harness) {
    if harness.kind == EngineKind::Podman {
        return;
    }
    let syslog = [
        "--log-driver=syslog",
        "--log-opt=syslog-address=udp://127.0.0.1:514",
        "--log-opt=cache-disabled=true",
    ];
    let starting = Named::start(harness.kind, "syslog").without_terminal();
    let name = starting.options(&syslog).command(&["sleep", "1000"]).run();
    let error = harness.runner.delete(&name.name, DeleteOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "log_unreadable", "{error}");
    assert!(error.detail().is_some_and(|words| words.contains("does not support reading")), "{error:?}");
    assert!(harness.runner.exists(&name.name).await.unwrap());
    assert!(
        harness.archived().iter().all(|run| run.log == LogState::Unread && !run.removed),
        "half an archive"
    );

    let options = DeleteOptions { without_log: true, ..DeleteOptions::default() };
    let outcome = harness.runner.delete(&name.name, options).await.unwrap();
    assert!(outcome.removed && !harness.runner.exists(&name.name).await.unwrap());
    let why = missing(harness, &outcome);
    assert!(why.contains("does not support reading"), "{why}");
    assert!(matches!(outcome.missing_log, Some(MissingLog::Unreadable { .. })), "{outcome:?}");
}

async fn what_belongs_to_systemd_is_never_removed(harness: &Harness) {
    let label = ["--label", "PODMAN_SYSTEMD_UNIT=web.service"];
    let starting = Named::start(harness.kind, "systemd").without_terminal();
    let name = starting.options(&label).command(&["sleep", "1000"]).run();
    let error = harness.runner.delete(&name.name, DeleteOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "protected");
    assert!(error.to_string().contains("systemctl stop web.service"), "{error}");
    let stop = harness.runner.stop(&name.name, StopOptions::default()).await.unwrap_err();
    assert_eq!(stop.code(), "protected");
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Running);
    let keep = StopOptions { remove: false, timeout: Some(0), ..StopOptions::default() };
    harness.runner.stop(&name.name, keep).await.unwrap();
    let id = harness.runner.status(&name.name).await.unwrap().id;
    assert_eq!(harness.runner.prune(&[id]).await[0].outcome.as_ref().unwrap_err().code(), "protected");
    assert!(harness.runner.exists(&name.name).await.unwrap());
}

async fn only_ended_own_sessions_are_pruned(harness: &Harness) {
    let (ended, runs) = (harness.name("prune"), harness.name("prune"));
    let asked: SessionSpec = spec(&ended, "sh -c 'echo done; exit 3'");
    let _ = harness.runner.start(&asked, Default::default()).await.unwrap();
    harness.until(&ended, State::Exited).await;
    let runs_id = harness.started(&runs, RUNS_UNTIL_TERM).await.id;
    let foreign = Named::start(harness.kind, "prune").without_terminal().command(&["true"]).create();
    let ended_id = harness.runner.status(&ended.name).await.unwrap().id;
    let foreign_id = harness.runner.status(&foreign.name).await.unwrap().id;

    let preview = harness.runner.prune_preview().await.unwrap();
    let has = |id: &str| preview.iter().any(|session| session.id == id);
    assert_eq!([has(&ended_id), has(&runs_id), has(&foreign_id)], [true, false, false]);

    let absent = "f".repeat(64);
    let pruned = harness.runner.prune(&[runs_id, ended_id, foreign_id, absent.clone()]).await;
    let codes: Vec<_> = pruned.iter().map(|p| p.outcome.as_ref().map_err(|e| e.code()).err()).collect();
    assert_eq!(codes, [Some("refused"), None, Some("refused"), Some("session_not_found")]);
    assert_eq!((&pruned[1].name, &pruned[3].name), (&ended.name, &absent));
    let log = harness.archived_log(*pruned[1].outcome.as_ref().unwrap());
    assert!(log.contains("done"), "{log:?}");
    assert!(!harness.runner.exists(&ended.name).await.unwrap());
    assert!(
        harness.runner.exists(&runs.name).await.unwrap()
            && harness.runner.exists(&foreign.name).await.unwrap()
    );
}
