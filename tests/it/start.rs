use std::fs;

use berth_runner::session::EnvVar;
use berth_runner::{SessionSpec, StartOptions, StartOutcome, State, StopOptions};
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::rig::{Rig, STAYS, spec};
use tempfile::TempDir;

on_both!(
    runs_with_everything_it_was_given,
    five_at_once_have_one_winner,
    an_absent_image_is_an_answer,
    an_absent_host_path_is_asked_about_and_not_made,
    a_host_path_is_made_when_wanted,
    one_that_ends_at_once_is_told_with_its_code_and_last_lines,
    an_ended_one_is_started_again_with_its_files,
    a_created_one_is_started,
    a_paused_one_is_named_as_such,
    a_taken_port_leaves_no_container,
    an_absent_command_leaves_no_container_and_is_named,
    a_command_that_may_not_run_leaves_no_container,
    a_wrong_spec_reaches_no_engine,
    a_foreign_one_of_that_name_that_runs_is_in_the_way,
);

fn exists(rig: &Rig, name: &str) -> bool {
    Engines::get().try_ask(rig.kind, &["container", "inspect", name]).is_ok()
}

async fn runs_with_everything_it_was_given(rig: &Rig) {
    let name = rig.name("full");
    let host = TempDir::new().unwrap();
    let odd = host.path().join("a,b:c d\"e");
    fs::create_dir(&odd).unwrap();
    fs::write(odd.join("hello"), "from the host").unwrap();
    let logs = format!("{}-logs", name.name);
    let asked = SessionSpec {
        working_dir: "/tmp".into(),
        env: vec![
            EnvVar { key: "PLAIN".into(), value: "a b=c".into() },
            EnvVar { key: "LINES2".into(), value: "one\ntwo".into() },
            EnvVar { key: "PATH".into(), value: "/bin:/extra".into() },
        ],
        // A path with a colon has no place in HOST:CONTAINER; a comma and a space have.
        volumes: vec![format!("{}:/data:ro", host.path().display())],
        log_volume: format!("{logs}:/logs"),
        ..spec(
            &name,
            "sh -c 'trap \"exit 0\" TERM; pwd; echo \"$PLAIN|$LINES2|$PATH\"; echo kept >/logs/x; tty; while :; do sleep 0.1; done'",
        )
    };
    let session = rig.started_as(&asked).await;
    assert_eq!((session.state, session.tty, session.own), (State::Running, true, true));
    assert_eq!(session.name, name.name);
    assert_eq!(session.id.len(), 64);
    assert!(session.pid.is_some() && session.started_at.is_some() && session.exit_code.is_none());
    assert_eq!(session.working_dir, "/tmp");

    let log = berth_tests::wait::until_async("the log", || async {
        let log = rig.runner.logs(&name.name, 100).await.unwrap();
        String::from_utf8(log).ok().filter(|log| log.contains("/dev/"))
    })
    .await;
    assert!(log.starts_with("/tmp\r\na b=c|one\r\ntwo|/bin:/extra\r\n/dev/"), "{log:?}");

    let seen = rig.runner.exec(&name.name, "ls /data").await.unwrap();
    assert_eq!(String::from_utf8_lossy(&seen.stdout).trim(), "a,b:c d\"e");
    let refused = rig.runner.exec(&name.name, "touch /data/new").await.unwrap();
    assert_ne!(refused.exit_code, 0, "a volume said to be read-only was written to");

    rig.runner.stop(&name.name, StopOptions::default()).await.unwrap();
    Engines::get().ask(rig.kind, &["volume", "rm", &logs]);
}

async fn five_at_once_have_one_winner(rig: &Rig) {
    let name = rig.name("race");
    // Five runners: as five processes would, they share nothing but the engine.
    let rigs: Vec<Rig> = (0..5).map(|_| Rig::real(rig.kind)).collect();
    let asked = spec(&name, STAYS);
    let starts = rigs.iter().map(|rig| {
        let (runner, asked) = (rig.runner.clone(), asked.clone());
        tokio::spawn(async move { runner.start(&asked, StartOptions::default()).await })
    });
    let mut won = 0;
    for start in starts.collect::<Vec<_>>() {
        match start.await.unwrap() {
            Ok(StartOutcome::Started { .. } | StartOutcome::Restarted { .. }) => won += 1,
            Err(error) => assert_eq!(error.code(), "session_exists", "{error}: {:?}", error.detail()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(won, 1, "winners");
    assert_eq!(rig.runner.status(&name.name).await.unwrap().state, State::Running);
    let token = format!("name=^/?{}$", name.name);
    assert_eq!(Engines::get().ask(rig.kind, &["ps", "-aq", "--filter", &token]).lines().count(), 1);
}

async fn an_absent_image_is_an_answer(rig: &Rig) {
    let name = rig.name("noimage");
    let image = "localhost/no-such-image:1";
    let asked = SessionSpec { image: image.into(), ..spec(&name, "true") };
    let outcome = rig.runner.start(&asked, StartOptions::default()).await.unwrap();
    assert_eq!(outcome, StartOutcome::ImageAbsent { image: image.into() });
    assert!(!exists(rig, &name.name));
    assert!(!rig.runner.image_exists(image).await.unwrap());
    assert!(rig.runner.image_exists(IMAGE).await.unwrap());
}

async fn an_absent_host_path_is_asked_about_and_not_made(rig: &Rig) {
    let name = rig.name("nopath");
    let absent = rig.history.path().join("not/there");
    let asked = SessionSpec { volumes: vec![format!("{}:/m", absent.display())], ..spec(&name, STAYS) };
    let outcome = rig.runner.start(&asked, StartOptions::default()).await.unwrap();
    assert_eq!(outcome, StartOutcome::HostPathsAbsent { paths: vec![absent.display().to_string()] });
    assert!(!absent.exists() && !exists(rig, &name.name));
}

async fn a_host_path_is_made_when_wanted(rig: &Rig) {
    let name = rig.name("makepath");
    let absent = rig.history.path().join("made/here");
    let asked = SessionSpec { volumes: vec![format!("{}:/m", absent.display())], ..spec(&name, STAYS) };
    let outcome = rig.runner.start(&asked, StartOptions { create_host_paths: true }).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Started { .. }), "{outcome:?}");
    rig.runner.exec(&name.name, "touch /m/new").await.unwrap();
    assert!(absent.join("new").exists());
}

async fn one_that_ends_at_once_is_told_with_its_code_and_last_lines(rig: &Rig) {
    let name = rig.name("dies");
    let asked = spec(&name, "sh -c 'echo first; printf \"\\033[31mlast words\\033[0m\\n\"; exit 7'");
    match rig.runner.start(&asked, StartOptions::default()).await.unwrap() {
        StartOutcome::Ended { session, last_lines } => {
            assert_eq!((session.state, session.exit_code), (State::Exited, Some(7)));
            assert!(
                last_lines.contains("first") && last_lines.contains("\x1b[31mlast words\x1b[0m"),
                "{last_lines:?}"
            );
        }
        other => panic!("{other:?}"),
    }
    // It is kept: a person wants to see why.
    assert_eq!(rig.runner.status(&name.name).await.unwrap().exit_code, Some(7));
}

async fn an_ended_one_is_started_again_with_its_files(rig: &Rig) {
    let name = rig.name("again");
    let command = "sh -c 'trap \"exit 5\" TERM; echo run >>/tmp/runs; while :; do sleep 0.1; done'";
    let first = rig.started(&name, command).await;
    let stopped =
        rig.runner.stop(&name.name, StopOptions { remove: false, ..Default::default() }).await.unwrap();
    assert_eq!(stopped.session.exit_code, Some(5));
    // What the second start asks for is not what runs: it is the same container again.
    let other = spec(&name, "true");
    match rig.runner.start(&other, StartOptions::default()).await.unwrap() {
        StartOutcome::Restarted { session } => assert_eq!(session.id, first.id),
        other => panic!("{other:?}"),
    }
    let runs = rig.runner.exec(&name.name, "cat /tmp/runs").await.unwrap();
    assert_eq!(String::from_utf8_lossy(&runs.stdout), "run\nrun\n");
}

async fn a_created_one_is_started(rig: &Rig) {
    let name = rig.name("created");
    Engines::get().ask(rig.kind, &["create", "-it", "--name", &name.name, IMAGE, "sleep", "1000"]);
    let before = rig.runner.status(&name.name).await.unwrap();
    assert_eq!((before.state, before.exit_code, before.own), (State::Created, None, false));
    match rig.runner.start_existing(&name.name).await.unwrap() {
        StartOutcome::Restarted { session } => assert_eq!(session.state, State::Running),
        other => panic!("{other:?}"),
    }
}

async fn a_paused_one_is_named_as_such(rig: &Rig) {
    let name = rig.name("paused");
    rig.started(&name, STAYS).await;
    Engines::get().ask(rig.kind, &["pause", &name.name]);
    assert_eq!(rig.runner.status(&name.name).await.unwrap().state, State::Paused);
    let error = rig.runner.start(&spec(&name, STAYS), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "session_paused", "{error}");
    let resumed = rig.runner.resume(&name.name).await.unwrap();
    assert_eq!(resumed.state, State::Running);
    let error = rig.runner.start(&spec(&name, STAYS), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "session_exists", "{error}");
}

async fn a_taken_port_leaves_no_container(rig: &Rig) {
    let (holder, late) = (rig.name("port"), rig.name("late"));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let ports = vec![format!("127.0.0.1:{port}:80")];
    let session = rig.started_as(&SessionSpec { ports: ports.clone(), ..spec(&holder, STAYS) }).await;
    assert_eq!(session.ports.len(), 1, "{:?}", session.ports);
    assert_eq!((session.ports[0].host, session.ports[0].container), (Some(port), 80));
    let asked = SessionSpec { ports, ..spec(&late, STAYS) };
    let error = rig.runner.start(&asked, StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    let told = format!("{error} {}", error.detail().unwrap());
    assert!(told.contains("port") && told.contains("in use") || told.contains("already allocated"), "{told}");
    assert!(!exists(rig, &late.name), "the container that failed to start was left");
}

async fn an_absent_command_leaves_no_container_and_is_named(rig: &Rig) {
    let name = rig.name("nocmd");
    let asked = spec(&name, "no-such-program --flag");
    let error = rig.runner.start(&asked, StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.to_string().contains("no-such-program"), "{error}");
    assert!(error.detail().is_some());
    assert!(!exists(rig, &name.name));
}

async fn a_command_that_may_not_run_leaves_no_container(rig: &Rig) {
    let name = rig.name("noexec");
    let error = rig.runner.start(&spec(&name, "/etc/passwd"), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.to_string().contains("/etc/passwd"), "{error}");
    assert!(!exists(rig, &name.name));
}

async fn a_wrong_spec_reaches_no_engine(rig: &Rig) {
    let wrong = SessionSpec {
        name: "-rf".into(),
        image: "--privileged".into(),
        command: "a && b".into(),
        volumes: vec!["/../etc:/m".into()],
        ports: vec!["70000:1".into()],
        env: vec![EnvVar { key: "LD_PRELOAD".into(), value: "hidden-value".into() }],
        ..SessionSpec::default()
    };
    let error = rig.runner.start(&wrong, StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "invalid");
    let told = error.to_string();
    assert!(!told.contains("hidden-value"), "{told}");
    for word in ["-rf", "--privileged", "sh -c", "..", "70000", "LD_PRELOAD"] {
        assert!(told.contains(word), "nothing about {word}: {told}");
    }
}

async fn a_foreign_one_of_that_name_that_runs_is_in_the_way(rig: &Rig) {
    let name = rig.name("foreign");
    Engines::get().ask(rig.kind, &["run", "-d", "--name", &name.name, IMAGE, "sleep", "1000"]);
    let error = rig.runner.start(&spec(&name, STAYS), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "session_exists", "{error}");
}
