//! The brake of a restart policy: set to `no`, and put back by whoever comes later.

use berth_archive::Archive;
use berth_runner::{Engine, Limits, Runner, Session, State};
use berth_tests::engines::Engines;
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::until_async;

on_both!(harness: restarts_are_paused_and_put_back,
    one_without_a_policy_stays_as_it_is);

/// Ends with 3 whenever it is told to, by a file.
const ENDS: &str = "until [ -e /end ]; do sleep 0.05; done; rm /end; exit 3";

/// Another program with the same archive.
fn another(harness: &Harness) -> Runner {
    let engine = Engine::new(harness.kind, Engines::get().program(harness.kind));
    Runner::new(engine, Limits::default(), Archive::new(harness.history.path()))
}

async fn restarts_are_paused_and_put_back(harness: &Harness) {
    const POLICY: &str = "on-failure:5";
    let named = harness.name("brake").starting().options(&["--restart", POLICY]).script(ENDS).run();
    let (name, runner) = (named.name.as_str(), &harness.runner);
    let facts = |session: &Session| (session.restart_policy.clone(), session.paused_policy.clone());
    let before = runner.status(name).await.unwrap();
    assert_eq!(facts(&before), (POLICY.to_owned(), None));
    if !before.restarts_pausable {
        // podman before 5.1.
        let error = runner.pause_restarts(name).await.unwrap_err();
        assert_eq!(error.code(), "restart_policy_fixed", "{error}");
        assert_eq!(facts(&runner.status(name).await.unwrap()), (POLICY.to_owned(), None));
        assert_eq!(runner.archive().kept_restart_policies(&before.engine).unwrap().len(), 0);
        return;
    }

    let paused = ("no".to_owned(), Some(POLICY.to_owned()));
    for _ in 0..2 {
        let session = runner.pause_restarts(name).await.unwrap();
        assert_eq!((facts(&session), session.state), (paused.clone(), State::Running));
    }
    harness.exec(&named, &["touch", "/end"]);
    let ended = harness.until(&named, State::Exited).await;
    assert_eq!((ended.exit_code, ended.restart_count), (Some(3), 0));

    // Berth was quit meanwhile.
    let later = another(harness);
    let listed = later.list().await.unwrap().sessions.into_iter().find(|session| session.name == name);
    assert_eq!(listed.as_ref().map(facts), Some(paused));
    for _ in 0..2 {
        assert_eq!(facts(&later.resume_restarts(name).await.unwrap()), (POLICY.to_owned(), None));
    }
    assert_eq!(facts(&runner.status(name).await.unwrap()), (POLICY.to_owned(), None));
    runner.start_existing(name).await.unwrap();
    harness.exec(&named, &["touch", "/end"]);
    until_async("its policy starts it again", || async {
        runner.status(name).await.ok().filter(|now| now.restart_count == 1 && now.state == State::Running)
    })
    .await;

    // Whoever sets it by hand ends the pause.
    runner.pause_restarts(name).await.unwrap();
    Engines::get().ask(harness.kind, &["update", "--restart", "always", "--", name]);
    assert_eq!(facts(&runner.status(name).await.unwrap()), ("always".to_owned(), None));
}

async fn one_without_a_policy_stays_as_it_is(harness: &Harness) {
    let named = harness.name("plain").starting().script("exec sleep 100000").run();
    for session in [
        harness.runner.pause_restarts(&named.name).await.unwrap(),
        harness.runner.resume_restarts(&named.name).await.unwrap(),
    ] {
        assert_eq!((session.restart_policy.as_str(), session.paused_policy), ("no", None));
        assert!(!session.restarts_pausable);
    }
    let error = harness.runner.pause_restarts("bt-nobody").await.unwrap_err();
    assert_eq!(error.code(), "session_not_found");
}
