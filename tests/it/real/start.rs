use std::fs;

use berth_runner::{EnvVar, Field, SessionSpec, StartOptions, StartOutcome, State, StopOptions};
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM, spec};
use berth_tests::on_both;
use tempfile::TempDir;

on_both!(harness: runs_with_everything_it_was_given,
    five_at_once_have_one_winner,
    an_absent_image_is_an_answer,
    an_absent_host_path_is_asked_about_and_not_made,
    a_host_path_is_made_when_wanted,
    one_that_ends_at_once_is_told_with_its_code_and_last_lines,
    an_ended_one_is_started_again_with_its_files,
    one_that_is_started_again_says_how_it_differs,
    a_created_one_is_started,
    a_paused_one_is_named_as_such,
    a_taken_port_leaves_no_container,
    an_absent_command_leaves_no_container_and_is_named,
    a_command_that_may_not_run_leaves_no_container,
    a_wrong_spec_reaches_no_engine,
    a_foreign_one_of_that_name_that_runs_is_in_the_way,
);

fn exists(harness: &Harness, name: &str) -> bool {
    Engines::get().try_ask(harness.kind, &["container", "inspect", name]).is_ok()
}

async fn runs_with_everything_it_was_given(harness: &Harness) {
    let name = harness.name("full");
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
    let session = harness.started_as(&asked).await;
    assert_eq!((session.state, session.tty, session.own), (State::Running, true, true));
    assert_eq!(session.name, name.name);
    assert_eq!(session.id.len(), 64);
    assert!(session.pid.is_some() && session.started_at.is_some() && session.exit_code.is_none());
    assert_eq!(session.working_dir, "/tmp");

    let log = berth_tests::wait::until_async("the log", || async {
        let log = harness.runner.logs(&name.name, 100).await.unwrap();
        String::from_utf8(log).ok().filter(|log| log.contains("/dev/"))
    })
    .await;
    assert!(log.starts_with("/tmp\r\na b=c|one\r\ntwo|/bin:/extra\r\n/dev/"), "{log:?}");

    let seen = harness.exec(&name, &["ls", "/data"]);
    assert_eq!(String::from_utf8_lossy(&seen.stdout).trim(), "a,b:c d\"e");
    let refused = harness.exec(&name, &["touch", "/data/new"]);
    assert!(!refused.status.success(), "a volume said to be read-only was written to");

    harness.runner.stop(&name.name, StopOptions::default()).await.unwrap();
    Engines::get().ask(harness.kind, &["volume", "rm", &logs]);
}

async fn five_at_once_have_one_winner(harness: &Harness) {
    let name = harness.name("race");
    // Five runners: as five processes would, they share nothing but the engine.
    let rigs: Vec<Harness> = (0..5).map(|_| Harness::real(harness.kind)).collect();
    let asked = spec(&name, RUNS_UNTIL_TERM);
    let starts = rigs.iter().map(|harness| {
        let (runner, asked) = (harness.runner.clone(), asked.clone());
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
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Running);
    let token = format!("name=^/?{}$", name.name);
    assert_eq!(Engines::get().ask(harness.kind, &["ps", "-aq", "--filter", &token]).lines().count(), 1);
}

async fn an_absent_image_is_an_answer(harness: &Harness) {
    let name = harness.name("noimage");
    let image = "localhost/no-such-image:1";
    let asked = SessionSpec { image: image.into(), ..spec(&name, "true") };
    let outcome = harness.runner.start(&asked, StartOptions::default()).await.unwrap();
    assert_eq!(outcome, StartOutcome::ImageAbsent { image: image.into() });
    assert!(!exists(harness, &name.name));
    assert!(!harness.runner.image_exists(image).await.unwrap());
    assert!(harness.runner.image_exists(IMAGE).await.unwrap());
}

async fn an_absent_host_path_is_asked_about_and_not_made(harness: &Harness) {
    let name = harness.name("nopath");
    let absent = harness.history.path().join("not/there");
    let asked =
        SessionSpec { volumes: vec![format!("{}:/m", absent.display())], ..spec(&name, RUNS_UNTIL_TERM) };
    let outcome = harness.runner.start(&asked, StartOptions::default()).await.unwrap();
    assert_eq!(outcome, StartOutcome::HostPathsAbsent { paths: vec![absent.display().to_string()] });
    assert!(!absent.exists() && !exists(harness, &name.name));
}

async fn a_host_path_is_made_when_wanted(harness: &Harness) {
    let name = harness.name("makepath");
    let absent = harness.history.path().join("made/here");
    let asked =
        SessionSpec { volumes: vec![format!("{}:/m", absent.display())], ..spec(&name, RUNS_UNTIL_TERM) };
    let outcome = harness.runner.start(&asked, StartOptions { create_host_paths: true }).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Started { .. }), "{outcome:?}");
    harness.exec(&name, &["touch", "/m/new"]);
    assert!(absent.join("new").exists());
}

async fn one_that_ends_at_once_is_told_with_its_code_and_last_lines(harness: &Harness) {
    let name = harness.name("dies");
    let asked = spec(&name, "sh -c 'echo first; printf \"\\033[31mlast words\\033[0m\\n\"; exit 7'");
    match harness.runner.start(&asked, StartOptions::default()).await.unwrap() {
        StartOutcome::Ended { session, last_lines, .. } => {
            assert_eq!((session.state, session.exit_code), (State::Exited, Some(7)));
            assert!(
                last_lines.contains("first") && last_lines.contains("\x1b[31mlast words\x1b[0m"),
                "{last_lines:?}"
            );
        }
        other => panic!("{other:?}"),
    }
    // It is kept: a person wants to see why.
    assert_eq!(harness.runner.status(&name.name).await.unwrap().exit_code, Some(7));
}

async fn an_ended_one_is_started_again_with_its_files(harness: &Harness) {
    let name = harness.name("again");
    let command = "sh -c 'trap \"exit 5\" TERM; echo run >>/tmp/runs; while :; do sleep 0.1; done'";
    let first = harness.started(&name, command).await;
    let stopped =
        harness.runner.stop(&name.name, StopOptions { remove: false, ..Default::default() }).await.unwrap();
    assert_eq!(stopped.session.exit_code, Some(5));
    // What the second start asks for is not what runs: it is the same container again.
    let other = spec(&name, "true");
    match harness.runner.start(&other, StartOptions::default()).await.unwrap() {
        StartOutcome::Restarted { session, .. } => assert_eq!(session.id, first.id),
        other => panic!("{other:?}"),
    }
    let runs = harness.exec(&name, &["cat", "/tmp/runs"]);
    assert_eq!(String::from_utf8_lossy(&runs.stdout), "run\nrun\n");
}

async fn one_that_is_started_again_says_how_it_differs(harness: &Harness) {
    let name = harness.name("differs");
    let host = TempDir::new().unwrap();
    let var = |key: &str, value: &str| EnvVar { key: key.into(), value: value.into() };
    let first = SessionSpec {
        working_dir: "/tmp".into(),
        env: vec![var("A", "1"), var("B", "x y=z")],
        volumes: vec![format!("{}:/host:ro", host.path().display()), format!("{}-v:/v", name.name)],
        ports: vec!["127.0.0.1::80".into(), "127.0.0.1::81-82/udp".into()],
        ..spec(&name, RUNS_UNTIL_TERM)
    };
    let keep = StopOptions { remove: false, ..Default::default() };
    harness.started_as(&first).await;
    let differences = async |asked: &SessionSpec| {
        harness.runner.stop(&name.name, keep).await.unwrap();
        match harness.runner.start(asked, StartOptions::default()).await.unwrap() {
            StartOutcome::Restarted { differences, .. } => differences,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(differences(&first).await, []);

    let second = SessionSpec {
        image: format!("localhost/{IMAGE}"),
        command: "sleep 1000".into(),
        env: vec![var("A", "1"), var("B", "2"), var("C", "")],
        volumes: vec![format!("{}:/host", host.path().display())],
        ports: vec!["127.0.0.1:9:80".into(), "127.0.0.1::81-82/udp".into()],
        ..first.clone()
    };
    let found = differences(&second).await;
    let (fields, asked): (Vec<_>, Vec<_>) =
        found.iter().map(|difference| (difference.field, difference.asked.join(" "))).unzip();
    assert_eq!(fields, [Field::Command, Field::Env, Field::Volumes, Field::Ports], "{found:?}");
    let mount = format!("{}:/host", host.path().display());
    assert_eq!(asked, ["sleep 1000", "B C", &mount, "127.0.0.1:9:80/tcp"]);
    assert_eq!(found[2].has.len(), 2, "{found:?}");
    assert_eq!(found[3].has.len(), 1, "{found:?}");
}

async fn a_created_one_is_started(harness: &Harness) {
    let name = Named::start(harness.kind, "created").command(&["sleep", "1000"]).create();
    let before = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((before.state, before.exit_code, before.own), (State::Created, None, false));
    match harness.runner.start_existing(&name.name).await.unwrap() {
        StartOutcome::Restarted { session, .. } => assert_eq!(session.state, State::Running),
        other => panic!("{other:?}"),
    }
}

async fn a_paused_one_is_named_as_such(harness: &Harness) {
    let name = harness.name("paused");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    Engines::get().ask(harness.kind, &["pause", &name.name]);
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Paused);
    let error =
        harness.runner.start(&spec(&name, RUNS_UNTIL_TERM), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "session_paused", "{error}");
    let resumed = harness.runner.resume(&name.name).await.unwrap();
    assert_eq!(resumed.state, State::Running);
    let error =
        harness.runner.start(&spec(&name, RUNS_UNTIL_TERM), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "session_exists", "{error}");
}

async fn a_taken_port_leaves_no_container(harness: &Harness) {
    let (holder, late) = (harness.name("port"), harness.name("late"));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let ports = vec![format!("127.0.0.1:{port}:80")];
    let session =
        harness.started_as(&SessionSpec { ports: ports.clone(), ..spec(&holder, RUNS_UNTIL_TERM) }).await;
    assert_eq!(session.ports.len(), 1, "{:?}", session.ports);
    assert_eq!((session.ports[0].host, session.ports[0].container), (Some(port), 80));
    let asked = SessionSpec { ports, ..spec(&late, RUNS_UNTIL_TERM) };
    let error = harness.runner.start(&asked, StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    let text = format!("{error} {}", error.detail().unwrap());
    assert!(text.contains("port") && text.contains("in use") || text.contains("already allocated"), "{text}");
    assert!(!exists(harness, &late.name), "the container that failed to start was left");
}

async fn an_absent_command_leaves_no_container_and_is_named(harness: &Harness) {
    let name = harness.name("nocmd");
    let asked = spec(&name, "no-such-program --flag");
    let error = harness.runner.start(&asked, StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.to_string().contains("no-such-program"), "{error}");
    assert!(error.detail().is_some());
    assert!(!exists(harness, &name.name));
}

async fn a_command_that_may_not_run_leaves_no_container(harness: &Harness) {
    let name = harness.name("noexec");
    let error = harness.runner.start(&spec(&name, "/etc/passwd"), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.to_string().contains("/etc/passwd"), "{error}");
    assert!(!exists(harness, &name.name));
}

async fn a_wrong_spec_reaches_no_engine(harness: &Harness) {
    let wrong = SessionSpec {
        name: "-rf".into(),
        image: "--privileged".into(),
        command: "a && b".into(),
        volumes: vec!["/../etc:/m".into()],
        ports: vec!["70000:1".into()],
        env: vec![EnvVar { key: "LD_PRELOAD".into(), value: "hidden-value".into() }],
        ..SessionSpec::default()
    };
    let error = harness.runner.start(&wrong, StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "invalid");
    let text = error.to_string();
    assert!(!text.contains("hidden-value"), "{text}");
    for word in ["-rf", "--privileged", "sh -c", "..", "70000", "LD_PRELOAD"] {
        assert!(text.contains(word), "nothing about {word}: {text}");
    }
}

async fn a_foreign_one_of_that_name_that_runs_is_in_the_way(harness: &Harness) {
    let starting = Named::start(harness.kind, "foreign").without_terminal();
    let name = starting.command(&["sleep", "1000"]).run();
    let error =
        harness.runner.start(&spec(&name, RUNS_UNTIL_TERM), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "session_exists", "{error}");
}
