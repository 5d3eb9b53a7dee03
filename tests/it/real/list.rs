use berth_runner::State;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;

on_both!(harness: every_state_is_listed_with_its_code,
    foreign_ones_are_listed_as_such,
    a_name_that_begins_an_id_is_not_that_container,
    names_of_other_things_are_not_sessions,
    an_ill_formed_name_is_not_found,
    the_engine_is_healthy,
    a_name_is_found_whole_and_by_its_full_id,
);

async fn every_state_is_listed_with_its_code(harness: &Harness) {
    let engines = Engines::get();
    let (running, paused, exited) = (harness.name("l-run"), harness.name("l-pause"), harness.name("l-exit"));
    let start = |stem| Named::start(harness.kind, stem).without_terminal();
    harness.started(&running, RUNS_UNTIL_TERM).await;
    harness.started(&paused, RUNS_UNTIL_TERM).await;
    engines.ask(harness.kind, &["pause", &paused.name]);
    let created = start("l-created").command(&["true"]).create();
    let _ = engines.try_ask(harness.kind, &["run", "--name", &exited.name, IMAGE, "sh", "-c", "exit 19"]);
    let killed = start("l-kill").command(&["sleep", "1000"]).run();
    engines.ask(harness.kind, &["kill", &killed.name]);
    // podman says `stopped` until it has cleaned up.
    berth_tests::wait::until_async("the killed one to be cleaned up", || async {
        let session = harness.runner.status(&killed.name).await.ok()?;
        (session.engine_state == "exited").then_some(())
    })
    .await;

    let listing = harness.runner.list().await.unwrap();
    let shown = |named: &Named| {
        let session = listing.sessions.iter().find(|session| session.name == named.name).unwrap();
        (session.state, session.exit_code, session.pid.is_some())
    };
    assert_eq!(shown(&running), (State::Running, None, true));
    assert_eq!(shown(&paused).0, State::Paused);
    assert_eq!(shown(&created), (State::Created, None, false));
    assert_eq!(shown(&exited), (State::Exited, Some(19), false));
    assert_eq!(shown(&killed), (State::Exited, Some(137), false));
    for named in [&running, &paused, &created, &exited, &killed] {
        let listed = listing.sessions.iter().find(|session| session.name == named.name).unwrap();
        let asked = harness.runner.status(&listed.id).await.unwrap();
        assert_eq!(listed, &asked, "the list and the status differ");
    }
    engines.ask(harness.kind, &["unpause", &paused.name]);
}

async fn foreign_ones_are_listed_as_such(harness: &Harness) {
    // Wider than what Berth would give: dots, a digit first.
    let foreign = Named { kind: harness.kind, name: format!("7.{}_x", harness.name("x").name) };
    let starting = foreign.starting().without_terminal().options(&["--label", "a=x,y=z"]);
    let foreign = starting.command(&["sleep", "1000"]).run();
    let listing = harness.runner.list().await.unwrap();
    let session = listing.sessions.iter().find(|session| session.name == foreign.name).unwrap();
    assert!(!session.own && !session.tty);
    assert_eq!(session.labels.get("a").map(String::as_str), Some("x,y=z"));
    assert_eq!(session.command, ["sleep", "1000"]);
    assert!(harness.runner.exists(&foreign.name).await.unwrap());
}

async fn a_name_that_begins_an_id_is_not_that_container(harness: &Harness) {
    let named = harness.name("prefix");
    let session = harness.started(&named, RUNS_UNTIL_TERM).await;
    for prefix in [&session.id[..12], &session.id[..3], &session.name[..session.name.len() - 1]] {
        assert!(!harness.runner.exists(prefix).await.unwrap(), "{prefix} was taken for {}", session.id);
        assert_eq!(harness.runner.status(prefix).await.unwrap_err().code(), "session_not_found");
        let stopped = harness.runner.stop(prefix, berth_runner::StopOptions::default()).await;
        assert_eq!(stopped.unwrap_err().code(), "session_not_found");
    }
    // A container whose *name* begins another's id is found by that name.
    let short = Named { kind: harness.kind, name: session.id[..4].to_owned() };
    let short = short.starting().without_terminal().command(&["true"]).create();
    assert_eq!(harness.runner.status(&short.name).await.unwrap().state, State::Created);
    assert_eq!(harness.runner.status(&session.id).await.unwrap().name, named.name);
}

async fn names_of_other_things_are_not_sessions(harness: &Harness) {
    let volume = format!("{}-vol", harness.name("vol").name);
    Engines::get().ask(harness.kind, &["volume", "create", &volume]);
    let found =
        [harness.runner.exists(&volume).await.unwrap(), harness.runner.exists("berth-test").await.unwrap()];
    Engines::get().ask(harness.kind, &["volume", "rm", &volume]);
    assert_eq!(found, [false, false], "a volume or an image was taken for a session");
}

async fn an_ill_formed_name_is_not_found(harness: &Harness) {
    for name in ["", "-a", "--all", "a b", "a/b", "é", "a\0b", &"x".repeat(5000)] {
        assert!(!harness.runner.exists(name).await.unwrap(), "{name:?}");
        assert_eq!(harness.runner.status(name).await.unwrap_err().code(), "session_not_found", "{name:?}");
    }
}

async fn the_engine_is_healthy(harness: &Harness) {
    let health = harness.runner.health().await;
    assert_eq!(health.status, berth_runner::HealthStatus::Ready, "{health:?}");
    assert!(health.version.is_some_and(|version| version.contains('.')));
    assert_eq!(health.message, "");
}

async fn a_name_is_found_whole_and_by_its_full_id(harness: &Harness) {
    let (short, long) = (harness.name("pre"), harness.name("pre"));
    let longer = Named { kind: harness.kind, name: format!("{}x", short.name) };
    harness.started(&longer, RUNS_UNTIL_TERM).await;
    assert!(!harness.runner.exists(&short.name).await.unwrap(), "a name was matched as a prefix");
    let session = harness.started(&long, RUNS_UNTIL_TERM).await;
    assert_eq!(
        harness.runner.status(&session.id).await.unwrap(),
        harness.runner.status(&long.name).await.unwrap()
    );
}
