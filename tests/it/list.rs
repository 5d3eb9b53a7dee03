use berth_runner::State;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::rig::{Rig, STAYS};

on_both!(
    every_state_is_listed_with_its_code,
    foreign_ones_are_listed_as_such,
    a_name_that_begins_an_id_is_not_that_container,
    names_of_other_things_are_not_sessions,
    an_ill_formed_name_is_not_found,
    the_engine_is_healthy,
    a_name_is_found_whole_and_by_its_full_id,
);

async fn every_state_is_listed_with_its_code(rig: &Rig) {
    let engines = Engines::get();
    let (running, paused, created, exited, killed) = (
        rig.name("l-run"),
        rig.name("l-pause"),
        rig.name("l-created"),
        rig.name("l-exit"),
        rig.name("l-kill"),
    );
    rig.started(&running, STAYS).await;
    rig.started(&paused, STAYS).await;
    engines.ask(rig.kind, &["pause", &paused.name]);
    engines.ask(rig.kind, &["create", "--name", &created.name, IMAGE, "true"]);
    let _ = engines.try_ask(rig.kind, &["run", "--name", &exited.name, IMAGE, "sh", "-c", "exit 19"]);
    engines.ask(rig.kind, &["run", "-d", "--name", &killed.name, IMAGE, "sleep", "1000"]);
    engines.ask(rig.kind, &["kill", &killed.name]);
    // podman says `stopped` until it has cleaned up.
    berth_tests::wait::until_async("the killed one to be cleaned up", || async {
        let session = rig.runner.status(&killed.name).await.ok()?;
        (session.engine_state == "exited").then_some(())
    })
    .await;

    let listing = rig.runner.list().await.unwrap();
    let told = |named: &Named| {
        let session = listing.sessions.iter().find(|session| session.name == named.name).unwrap();
        (session.state, session.exit_code, session.pid.is_some())
    };
    assert_eq!(told(&running), (State::Running, None, true));
    assert_eq!(told(&paused).0, State::Paused);
    assert_eq!(told(&created), (State::Created, None, false));
    assert_eq!(told(&exited), (State::Exited, Some(19), false));
    assert_eq!(told(&killed), (State::Exited, Some(137), false));
    for named in [&running, &paused, &created, &exited, &killed] {
        let listed = listing.sessions.iter().find(|session| session.name == named.name).unwrap();
        let asked = rig.runner.status(&listed.id).await.unwrap();
        assert_eq!(listed, &asked, "the list and the status differ");
    }
    engines.ask(rig.kind, &["unpause", &paused.name]);
}

async fn foreign_ones_are_listed_as_such(rig: &Rig) {
    // Wider than what Berth would give: dots, a digit first.
    let foreign = Named { kind: rig.kind, name: format!("7.{}_x", rig.name("x").name) };
    Engines::get()
        .ask(rig.kind, &["run", "-d", "--label", "a=x,y=z", "--name", &foreign.name, IMAGE, "sleep", "1000"]);
    let listing = rig.runner.list().await.unwrap();
    let session = listing.sessions.iter().find(|session| session.name == foreign.name).unwrap();
    assert!(!session.own && !session.tty);
    assert_eq!(session.labels.get("a").map(String::as_str), Some("x,y=z"));
    assert_eq!(session.command, ["sleep", "1000"]);
    assert!(rig.runner.exists(&foreign.name).await.unwrap());
}

async fn a_name_that_begins_an_id_is_not_that_container(rig: &Rig) {
    let named = rig.name("prefix");
    let session = rig.started(&named, STAYS).await;
    for prefix in [&session.id[..12], &session.id[..3], &session.name[..session.name.len() - 1]] {
        assert!(!rig.runner.exists(prefix).await.unwrap(), "{prefix} was taken for {}", session.id);
        assert_eq!(rig.runner.status(prefix).await.unwrap_err().code(), "session_not_found");
        let stopped = rig.runner.stop(prefix, berth_runner::StopOptions::default()).await;
        assert_eq!(stopped.unwrap_err().code(), "session_not_found");
    }
    // A container whose *name* begins another's id is found by that name.
    let short = Named { kind: rig.kind, name: session.id[..4].to_owned() };
    Engines::get().ask(rig.kind, &["create", "--name", &short.name, IMAGE, "true"]);
    assert_eq!(rig.runner.status(&short.name).await.unwrap().state, State::Created);
    assert_eq!(rig.runner.status(&session.id).await.unwrap().name, named.name);
}

async fn names_of_other_things_are_not_sessions(rig: &Rig) {
    let volume = format!("{}-vol", rig.name("vol").name);
    Engines::get().ask(rig.kind, &["volume", "create", &volume]);
    let found = [rig.runner.exists(&volume).await.unwrap(), rig.runner.exists("berth-test").await.unwrap()];
    Engines::get().ask(rig.kind, &["volume", "rm", &volume]);
    assert_eq!(found, [false, false], "a volume or an image was taken for a session");
}

async fn an_ill_formed_name_is_not_found(rig: &Rig) {
    for name in ["", "-a", "--all", "a b", "a/b", "é", "a\0b", &"x".repeat(5000)] {
        assert!(!rig.runner.exists(name).await.unwrap(), "{name:?}");
        assert_eq!(rig.runner.status(name).await.unwrap_err().code(), "session_not_found", "{name:?}");
    }
}

async fn the_engine_is_healthy(rig: &Rig) {
    let health = rig.runner.health().await;
    assert_eq!(health.status, berth_runner::HealthStatus::Ready, "{health:?}");
    assert!(health.version.is_some_and(|version| version.contains('.')));
    assert_eq!(health.message, "");
}

async fn a_name_is_found_whole_and_by_its_full_id(rig: &Rig) {
    let (short, long) = (rig.name("pre"), rig.name("pre"));
    let longer = Named { kind: rig.kind, name: format!("{}x", short.name) };
    rig.started(&longer, STAYS).await;
    assert!(!rig.runner.exists(&short.name).await.unwrap(), "a name was matched as a prefix");
    let session = rig.started(&long, STAYS).await;
    assert_eq!(rig.runner.status(&session.id).await.unwrap(), rig.runner.status(&long.name).await.unwrap());
}
