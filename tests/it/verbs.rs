//! Pause, kill, rename, delete, prune; and what is left alone.

use berth_runner::{DeleteOptions, SessionSpec, State, StopOptions};
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::rig::{Rig, STAYS, spec};

on_both!(
    a_paused_one_goes_on,
    a_signal_reaches_the_process,
    a_kill_ends_it,
    one_that_goes_with_its_end_is_archived_before_its_kill,
    a_new_name_is_a_free_one,
    anonymous_volumes_go_only_when_asked_for,
    what_belongs_to_systemd_is_never_removed,
    only_ended_own_sessions_are_pruned,
);

async fn a_paused_one_goes_on(rig: &Rig) {
    let name = rig.name("pause");
    let pid = rig.started(&name, STAYS).await.pid;
    for _ in 0..2 {
        assert_eq!(rig.runner.pause(&name.name).await.unwrap().state, State::Paused);
    }
    let other = rig.runner.kill(&name.name, Some("TERM")).await.unwrap_err();
    assert_eq!(other.code(), "session_paused");
    let session = rig.runner.resume(&name.name).await.unwrap();
    assert_eq!((session.state, session.pid), (State::Running, pid));
    rig.runner.kill(&name.name, None).await.unwrap();
    assert_eq!(rig.runner.pause(&name.name).await.unwrap_err().code(), "not_running");
}

async fn a_signal_reaches_the_process(rig: &Rig) {
    let name = rig.name("signal");
    rig.started(&name, "sh -c 'trap \"echo got it\" USR1; echo ready; while :; do sleep 0.1; done'").await;
    for signal in ["USR1", "sigusr1", "10"] {
        assert_eq!(rig.runner.kill(&name.name, Some(signal)).await.unwrap().state, State::Running);
    }
    berth_tests::wait::until_async("the trap", || async {
        let log = rig.runner.logs(&name.name, 10).await.unwrap();
        String::from_utf8_lossy(&log).contains("got it").then_some(())
    })
    .await;
    for signal in ["", "NONSENSE", "--all", "0"] {
        assert_eq!(
            rig.runner.kill(&name.name, Some(signal)).await.unwrap_err().code(),
            "invalid",
            "{signal}"
        );
    }
}

async fn a_kill_ends_it(rig: &Rig) {
    let name = rig.name("kill");
    rig.started(&name, "sh -c 'trap \"\" TERM HUP INT; while :; do sleep 0.1; done'").await;
    let session = rig.runner.kill(&name.name, None).await.unwrap();
    assert_eq!((session.state, session.exit_code), (State::Exited, Some(137)));
    assert_eq!(rig.runner.kill(&name.name, None).await.unwrap_err().code(), "not_running");
    assert_eq!(rig.archived().len(), 0, "it is still there");
    let paused = rig.name("kill");
    rig.started(&paused, STAYS).await;
    rig.runner.pause(&paused.name).await.unwrap();
    assert_eq!(rig.runner.kill(&paused.name, None).await.unwrap().state, State::Exited);
}

async fn one_that_goes_with_its_end_is_archived_before_its_kill(rig: &Rig) {
    let name = rig.name("rm");
    let args = ["run", "-d", "--rm", "--name", &name.name, IMAGE, "sh", "-c", "echo last words; sleep 1000"];
    Engines::get().ask(rig.kind, &args);
    rig.until(&name, State::Running).await;
    berth_tests::wait::until_async("its words", || async {
        (!rig.runner.logs(&name.name, 1).await.unwrap().is_empty()).then_some(())
    })
    .await;
    assert_eq!(rig.runner.kill(&name.name, None).await.unwrap().state, State::Exited);
    let log = std::fs::read_to_string(rig.archived()[0].join("output.log")).unwrap();
    assert!(log.contains("last words"), "{log:?}");
}

async fn a_new_name_is_a_free_one(rig: &Rig) {
    let (name, taken, new) = (rig.name("name"), rig.name("name"), rig.name("name"));
    let session = rig.started(&name, STAYS).await;
    rig.started(&taken, STAYS).await;
    let error = rig.runner.rename(&name.name, &taken.name).await.unwrap_err();
    assert_eq!(error.code(), "session_exists");
    assert!(error.to_string().contains("taken"), "{error}");
    for bad in ["", "-x", "a b", "../x", "9x"] {
        assert_eq!(rig.runner.rename(&name.name, bad).await.unwrap_err().code(), "invalid", "{bad}");
    }
    let renamed = rig.runner.rename(&name.name, &new.name).await.unwrap();
    assert_eq!((&renamed.name, &renamed.id, renamed.pid), (&new.name, &session.id, session.pid));
    assert_eq!(rig.runner.rename(&new.name, &new.name).await.unwrap().name, new.name);
    assert_eq!(rig.runner.rename(&name.name, "other").await.unwrap_err().code(), "session_not_found");
}

async fn anonymous_volumes_go_only_when_asked_for(rig: &Rig) {
    let engines = Engines::get();
    let volumes = || -> Vec<String> {
        engines.ask(rig.kind, &["volume", "ls", "-q"]).lines().map(str::to_owned).collect()
    };
    for (asked, left) in [(false, true), (true, false)] {
        let (name, named) = (rig.name("vol"), format!("{}-data", rig.name("v").name));
        let data = format!("{named}:/data");
        engines
            .ask(rig.kind, &["create", "--name", &name.name, "-v", "/anonymous", "-v", &data, IMAGE, "true"]);
        let session = rig.runner.status(&name.name).await.unwrap();
        let of = |target: &str| session.mounts.iter().find(|m| m.target == target).unwrap().source.clone();
        let outcome = rig.runner.delete(&name.name, DeleteOptions { volumes: asked }).await.unwrap();
        assert!(outcome.removed);
        let now = volumes();
        assert_eq!(now.contains(&of("/anonymous")), left, "asked: {asked}");
        assert!(now.contains(&of("/data")), "a named volume is somebody's");
        engines.ask(rig.kind, &["volume", "rm", &named]);
        if left {
            engines.ask(rig.kind, &["volume", "rm", &of("/anonymous")]);
        }
    }
}

async fn what_belongs_to_systemd_is_never_removed(rig: &Rig) {
    let name = rig.name("systemd");
    let label = "PODMAN_SYSTEMD_UNIT=web.service";
    Engines::get()
        .ask(rig.kind, &["run", "-d", "--label", label, "--name", &name.name, IMAGE, "sleep", "1000"]);
    let error = rig.runner.delete(&name.name, DeleteOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "protected");
    assert!(error.to_string().contains("systemctl stop web.service"), "{error}");
    let stop = rig.runner.stop(&name.name, StopOptions::default()).await.unwrap_err();
    assert_eq!(stop.code(), "protected");
    assert_eq!(rig.runner.status(&name.name).await.unwrap().state, State::Running);
    let keep = StopOptions { remove: false, timeout: 0, ..StopOptions::default() };
    rig.runner.stop(&name.name, keep).await.unwrap();
    let id = rig.runner.status(&name.name).await.unwrap().id;
    assert_eq!(rig.runner.prune(&[id]).await[0].outcome.as_ref().unwrap_err().code(), "protected");
    assert!(rig.runner.exists(&name.name).await.unwrap());
}

async fn only_ended_own_sessions_are_pruned(rig: &Rig) {
    let (ended, runs, foreign) = (rig.name("prune"), rig.name("prune"), rig.name("prune"));
    let told: SessionSpec = spec(&ended, "sh -c 'echo done; exit 3'");
    let _ = rig.runner.start(&told, Default::default()).await.unwrap();
    rig.until(&ended, State::Exited).await;
    let runs_id = rig.started(&runs, STAYS).await.id;
    Engines::get().ask(rig.kind, &["create", "--name", &foreign.name, IMAGE, "true"]);
    let ended_id = rig.runner.status(&ended.name).await.unwrap().id;
    let foreign_id = rig.runner.status(&foreign.name).await.unwrap().id;

    let preview = rig.runner.prune_preview().await.unwrap();
    let has = |id: &str| preview.iter().any(|session| session.id == id);
    assert_eq!([has(&ended_id), has(&runs_id), has(&foreign_id)], [true, false, false]);

    let absent = "f".repeat(64);
    let pruned = rig.runner.prune(&[runs_id, ended_id, foreign_id, absent.clone()]).await;
    let codes: Vec<_> = pruned.iter().map(|p| p.outcome.as_ref().map_err(|e| e.code()).err()).collect();
    assert_eq!(codes, [Some("refused"), None, Some("refused"), Some("session_not_found")]);
    assert_eq!((&pruned[1].name, &pruned[3].name), (&ended.name, &absent));
    let log = std::path::Path::new(pruned[1].outcome.as_ref().unwrap()).join("output.log");
    assert!(std::fs::read_to_string(log).unwrap().contains("done"));
    assert!(!rig.runner.exists(&ended.name).await.unwrap());
    assert!(rig.runner.exists(&runs.name).await.unwrap() && rig.runner.exists(&foreign.name).await.unwrap());
}
