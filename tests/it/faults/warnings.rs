//! A client that warns on every call: its words are not the session's.

use std::ops::ControlFlow;

use berth_runner::{DeleteOptions, EngineKind, HealthStatus, Limits};
use berth_terminal::{Options, Transcript};
use berth_tests::fake::{FakeEngine, container, inspected, listed};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;
use berth_tests::view::View;
use serde_json::json;

use super::{NAME, bot};

on_both!(fake: warnings_are_told_of_the_engine,
    a_log_has_the_bytes_of_its_session_alone,
    a_log_of_two_streams_keeps_both,
    a_log_that_fails_has_the_reason_of_its_client,
    an_archived_log_has_the_bytes_of_its_session_alone,
    an_attach_shows_the_bytes_of_its_session_alone,
);

/// What both engines print when something of their set-up is wrong, here at another time
/// with each call.
fn warning(kind: EngineKind, call: u32) -> Step {
    Step::Warn(match kind {
        EngineKind::Podman => {
            format!("time=\"2026-11-23T15:14:{call:02}Z\" level=warning msg=\"no \\\"systemd\\\" session\"\n")
        }
        _ => "WARNING: no \"systemd\" session\n".to_owned(),
    })
}

const WORDS: &str = "no \"systemd\" session";

/// The session's own words, which look like the client's.
const OF_THE_SESSION: &str = "time=\"2026-11-23T15:14:58Z\" level=warning msg=\"mine\"\n";

/// Knows one session in a state, and warns.
fn warns(fake: &mut FakeEngine, state: &str, tty: bool) -> Harness {
    let kind = fake.kind;
    let mut found = container(kind, &bot(), NAME, state);
    found["Config"]["Tty"] = json!(tty);
    fake.on(&["container", "inspect"], [warning(kind, 1), inspected(&[found])]);
    fake.on(&["ps"], [warning(kind, 2), listed(kind, &[(&bot(), NAME, state)])]);
    let version = json!({ "Client": { "Version": "4.9.9" }, "Server": { "Version": "4.9.9" } });
    fake.on(&["version"], [warning(kind, 3), Step::Print(version.to_string()), warning(kind, 4)]);
    Harness::fake(fake, Limits::default())
}

async fn warnings_are_told_of_the_engine(mut fake: FakeEngine) {
    let harness = warns(&mut fake, "running", true);
    let listing = harness.runner.list().await.unwrap();
    assert_eq!((listing.sessions.len(), listing.warnings), (1, vec![WORDS.to_owned()]));
    let health = harness.runner.health().await;
    assert_eq!((health.status, health.warnings), (HealthStatus::Ready, vec![WORDS.to_owned()]));
    assert_eq!(health.message, "");
}

async fn a_log_has_the_bytes_of_its_session_alone(mut fake: FakeEngine) {
    let (kind, log) = (fake.kind, format!("{OF_THE_SESSION}prompt> "));
    fake.on(&["logs"], [warning(kind, 5), Step::Print(log.clone()), warning(kind, 6)]);
    let harness = warns(&mut fake, "running", true);
    assert_eq!(harness.runner.logs(NAME, 10).await.unwrap(), log.as_bytes());
    assert_eq!(harness.runner.logs_by_run(NAME, 10, None).await.unwrap().run, log.as_bytes());
    assert_eq!(followed(&harness).await, log);
}

/// The client's stderr has the session's in it.
async fn a_log_of_two_streams_keeps_both(mut fake: FakeEngine) {
    let kind = fake.kind;
    let steps = [
        warning(kind, 5),
        warning(kind, 5),
        Step::Print("out 1\n".into()),
        Step::Warn(format!("{OF_THE_SESSION}err 1\n")),
        // Its own podman in it may have the same fault.
        warning(kind, 6),
        Step::Print("out 2\n".into()),
    ];
    fake.on(&["logs"], steps);
    let harness = warns(&mut fake, "running", false);
    let Step::Warn(its_own) = warning(kind, 6) else { unreachable!() };
    let log = format!("out 1\n{OF_THE_SESSION}err 1\n{its_own}out 2\n");
    assert_eq!(String::from_utf8(harness.runner.logs(NAME, 10).await.unwrap()).unwrap(), log);
    assert_eq!(followed(&harness).await, log);
}

async fn followed(harness: &Harness) -> String {
    let mut log = Vec::new();
    let follow = harness.runner.follow_logs(NAME, 10, |bytes| {
        log.extend_from_slice(bytes);
        ControlFlow::Continue(())
    });
    follow.await.unwrap();
    String::from_utf8(log).unwrap()
}

async fn a_log_that_fails_has_the_reason_of_its_client(mut fake: FakeEngine) {
    let kind = fake.kind;
    let failure = Step::Warn("Error: no log driver\n".into());
    fake.on(&["logs"], [warning(kind, 5), Step::Print("Error: mine\n".into()), failure, Step::Exit(1)]);
    let harness = warns(&mut fake, "running", true);
    let error = harness.runner.logs(NAME, 10).await.unwrap_err();
    assert!(error.to_string().ends_with(": no log driver"), "{error}");
}

async fn an_archived_log_has_the_bytes_of_its_session_alone(fake: FakeEngine) {
    let kind = fake.kind;
    for tty in [true, false] {
        let mut fake = super::fake(kind);
        fake.on(&["logs"], [warning(kind, 5), Step::Print(format!("one\n{OF_THE_SESSION}"))]);
        fake.on(&["rm"], [warning(kind, 6), Step::Print(format!("{}\n", bot()))]);
        // There until it is removed.
        let mut found = container(kind, &bot(), NAME, "exited");
        found["Config"]["Tty"] = json!(tty);
        fake.first(1, &["container", "inspect"], [warning(kind, 1), inspected(&[found])]);
        let gone = berth_tests::fake::not_found(kind, &bot());
        fake.on(&["container", "inspect"], [vec![warning(kind, 1)], gone].concat());
        let harness = Harness::fake(&fake, Limits::default());
        let outcome = harness.runner.delete(NAME, DeleteOptions::default()).await.unwrap();
        let log = harness.archived_log(outcome.archived);
        assert_eq!(log, format!("one\n{OF_THE_SESSION}"), "{tty}");
    }
}

/// Log and attach are joined exactly, and what the client says meanwhile is kept for its end.
/// A Windows console has one output.
async fn an_attach_shows_the_bytes_of_its_session_alone(mut fake: FakeEngine) {
    let kind = fake.kind;
    fake.on(&["logs"], [warning(kind, 5), Step::Print("one\r\ntwo\r\n".into())]);
    // docker's client writes to its terminal, which this one leaves as it is.
    let line =
        |word: &str| Step::Print(format!("{word}{}", if kind == EngineKind::Docker { "\n" } else { "\r\n" }));
    let error = Step::Warn("time=\"x\" level=error msg=\"container not running\"\n".into());
    let steps = [warning(kind, 6), line("two"), warning(kind, 7), line("three"), error];
    fake.on(&["attach"], [&steps[..], &[Step::Echo, Step::Exit(1)]].concat());
    let harness = warns(&mut fake, "running", true);
    if cfg!(windows) {
        return;
    }
    let runner = harness.runner.clone();
    let runtime = tokio::runtime::Handle::current();
    let log: berth_terminal::LogReader = Box::new(move || {
        let logs = runtime.block_on(runner.logs_by_run(NAME, 10, None)).unwrap();
        Transcript::from(logs.run)
    });
    let command = harness.runner.attach_command(NAME).await.unwrap();
    let options = Options { log: Some(log), ..Options::default() };
    let view = tokio::task::spawn_blocking(move || View::open_with(&command, options)).await.unwrap();
    let view = tokio::task::spawn_blocking(move || {
        berth_tests::wait::until("three", || {
            String::from_utf8_lossy(&view.shown()).contains("three").then_some(())
        });
        view
    });
    let view = view.await.unwrap();
    assert_eq!(String::from_utf8(view.shown()).unwrap(), "one\r\ntwo\r\nthree\r\n");
    view.types("\x04\n");
    let exit = tokio::task::spawn_blocking(move || view.ends()).await.unwrap();
    assert!(exit.errors.lines().count() == 3 && exit.errors.contains("systemd"), "{exit:?}");
    assert!(exit.errors.ends_with("msg=\"container not running\""), "{exit:?}");
}
