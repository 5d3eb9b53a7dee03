//! Clients that are killed in the midst of a call: nobody knows then what became of it, so it is looked up.

use berth_archive::{LogState, SessionKey};
use berth_runner::{DeleteOptions, Error, Limits, Refusal, StartOptions, StartOutcome, State, StopOptions};
use berth_tests::fake::{FakeEngine, container, inspected, listed, not_found};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;
use jiff::Timestamp;

use super::{NAME, bot, look, look_always, look_in_vain};

on_both!(fake: a_killed_list_is_no_empty_list,
    a_killed_look_says_neither_yes_nor_no,
    a_killed_create_that_made_it_goes_on,
    a_killed_create_that_made_nothing_is_an_error,
    a_killed_start_that_started_it_succeeds,
    a_killed_start_leaves_no_container,
    a_killed_stop_that_stopped_it_succeeds,
    a_killed_stop_that_did_nothing_is_an_error,
    a_killed_log_keeps_the_session,
    a_killed_remove_is_looked_up,
    what_a_killed_remove_left_is_removed,
);

fn harness(fake: &FakeEngine) -> Harness {
    Harness::fake(fake, Limits { settle: std::time::Duration::from_millis(1), ..Limits::default() })
}

fn spec() -> berth_runner::SessionSpec {
    berth_runner::SessionSpec { name: NAME.into(), image: "berth-test".into(), ..Default::default() }
}

/// That the client was killed, and not that the engine refused.
fn says_killed(error: &Error) {
    assert!(matches!(error, Error::Refused { reason: Refusal::ClientKilled {}, .. }), "{error:?}");
}

async fn a_killed_list_is_no_empty_list(mut fake: FakeEngine) {
    let Step::Print(whole) = listed(fake.kind, &[(&bot(), NAME, "running")]) else { panic!() };
    look_always(&mut fake, "running");
    for printed in ["", "[", &whole[..whole.len() / 2], &whole] {
        fake.first(1, &["ps"], [Step::Print(printed.to_owned()), Step::Die]);
    }
    let harness = harness(&fake);
    for _ in 0..4 {
        let error = harness.runner.list().await.unwrap_err();
        assert!(!error.to_string().is_empty() && error.code() != "session_not_found", "{error}");
    }
}

async fn a_killed_look_says_neither_yes_nor_no(mut fake: FakeEngine) {
    fake.on(&["container", "inspect"], [Step::Print("[\n".into()), Step::Die]);
    fake.on(&["ps"], [Step::Die]);
    let harness = harness(&fake);
    for error in [
        harness.runner.exists(NAME).await.unwrap_err(),
        harness.runner.status(NAME).await.unwrap_err(),
        harness.runner.stop(NAME, StopOptions::default()).await.unwrap_err(),
        harness.runner.start(&spec(), StartOptions::default()).await.unwrap_err(),
    ] {
        says_killed(&error);
    }
    assert!(fake.calls_with(&["create"]).is_empty() && fake.calls_with(&["stop"]).is_empty());
}

async fn a_killed_create_that_made_it_goes_on(mut fake: FakeEngine) {
    look_in_vain(&mut fake, 1);
    look(&mut fake, 1, "created");
    look_always(&mut fake, "running");
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
    fake.on(&["create"], [Step::Die]);
    fake.on(&["start"], [Step::Print(format!("{}\n", bot()))]);
    let outcome = harness(&fake).runner.start(&spec(), StartOptions::default()).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Started { .. }), "{outcome:?}");
    assert_eq!(fake.calls_with(&["start", "--", &bot()]).len(), 1);
    assert!(fake.calls_with(&["rm"]).is_empty(), "what it made was removed");
}

async fn a_killed_create_that_made_nothing_is_an_error(mut fake: FakeEngine) {
    look_in_vain(&mut fake, usize::MAX);
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
    fake.on(&["create"], [Step::Die]);
    let error = harness(&fake).runner.start(&spec(), StartOptions::default()).await.unwrap_err();
    says_killed(&error);
    assert_eq!(fake.calls_with(&["container", "inspect"]).len(), 2, "it asked again");
    assert!(fake.calls_with(&["start"]).is_empty());
}

async fn a_killed_start_that_started_it_succeeds(mut fake: FakeEngine) {
    look(&mut fake, 2, "exited");
    look_always(&mut fake, "running");
    fake.on(&["start"], [Step::Die]);
    let outcome = harness(&fake).runner.start_existing(NAME).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Restarted { .. }), "{outcome:?}");
}

/// What the engine has begun for it would be in the way of the next start.
async fn a_killed_start_leaves_no_container(mut fake: FakeEngine) {
    look_in_vain(&mut fake, 1);
    look(&mut fake, 3, "created");
    look_in_vain(&mut fake, usize::MAX);
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
    fake.on(&["create"], [Step::Print(format!("{}\n", bot()))]);
    fake.on(&["start"], [Step::Die]);
    fake.on(&["rm"], []);
    let error = harness(&fake).runner.start(&spec(), StartOptions::default()).await.unwrap_err();
    says_killed(&error);
    assert_eq!(fake.calls_with(&["rm", &bot()]).len(), 1);
}

const KEEP: StopOptions = StopOptions { graceful: true, timeout: Some(0), remove: false };

async fn a_killed_stop_that_stopped_it_succeeds(mut fake: FakeEngine) {
    look(&mut fake, 1, "running");
    look_always(&mut fake, "exited");
    fake.on(&["stop"], [Step::Die]);
    let (harness, before) = (harness(&fake), Timestamp::now());
    let outcome = harness.runner.stop(NAME, KEEP).await.unwrap();
    assert_eq!(outcome.session.state, State::Exited);
    let key = SessionKey { engine: outcome.session.engine, container: bot() };
    assert!(harness.runner.archive().stopped_since(&key, before).unwrap(), "Berth stopped it");
}

async fn a_killed_stop_that_did_nothing_is_an_error(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    fake.on(&["stop"], [Step::Die]);
    fake.on(&["rm"], []);
    let harness = harness(&fake);
    for remove in [false, true] {
        let error = harness.runner.stop(NAME, StopOptions { remove, ..KEEP }).await.unwrap_err();
        says_killed(&error);
    }
    assert!(fake.calls_with(&["rm"]).is_empty(), "a running session was removed");
}

/// Whatever of it was read: the rest would be lost with the container.
async fn a_killed_log_keeps_the_session(mut fake: FakeEngine) {
    look_always(&mut fake, "exited");
    fake.on(&["logs"], [Step::Print("half of its log\n".into()), Step::Die]);
    fake.on(&["rm"], []);
    let harness = harness(&fake);
    let error = harness.runner.delete(NAME, DeleteOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "log_unreadable", "{error}");
    assert!(fake.calls_with(&["rm"]).is_empty(), "removed without its log");
    let runs = harness.archived();
    assert!(runs.iter().all(|run| run.log != LogState::Whole), "half a log is no whole one: {runs:?}");
}

/// What podman 4.3 leaves when its `rm` is killed, for ever: a stop of it is refused.
async fn what_a_killed_remove_left_is_removed(mut fake: FakeEngine) {
    look(&mut fake, 1, "removing");
    look_in_vain(&mut fake, 9);
    fake.on(&["logs"], [Step::Print("its log\n".into())]);
    fake.on(&["stop"], [Step::Exit(125)]);
    fake.on(&["rm"], [Step::Print(bot())]);
    let outcome = harness(&fake).runner.delete(NAME, DeleteOptions::default()).await.unwrap();
    assert!(outcome.removed && outcome.already_stopped, "{outcome:?}");
    assert!(fake.calls_with(&["stop"]).is_empty());
}

async fn a_killed_remove_is_looked_up(mut fake: FakeEngine) {
    let there = inspected(&[container(fake.kind, &bot(), NAME, "exited")]);
    fake.until("removed", &["container", "inspect"], [there]);
    fake.on(&["container", "inspect"], not_found(fake.kind, &bot()));
    fake.on(&["logs"], [Step::Print("its log\n".into())]);
    fake.on(&["rm"], [Step::Die]);
    let harness = harness(&fake);
    let error = harness.runner.delete(NAME, DeleteOptions::default()).await.unwrap_err();
    says_killed(&error);
    assert!(!harness.archived()[0].removed, "it is still there");
    fake.allow("removed");
    assert_eq!(harness.runner.status(NAME).await.unwrap_err().code(), "session_not_found");
    assert_eq!(harness.archived_log(harness.archived().first().map(|run| run.id)), "its log\n");
}
