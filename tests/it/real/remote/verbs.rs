//! The verbs, far away.

use std::process::Command;
use std::time::Duration;

use berth_runner::{ExecInput, HealthStatus};
use berth_tests::on_both;
use berth_tests::remote::{TlsDaemon, UNREACHABLE};

use super::*;

on_both!(kind: every_verb_works, berthctl_finds_it_by_its_name, a_slow_link_is_only_slow);

async fn every_verb_works(kind: EngineKind) {
    let machine = Machine::start();
    verbs(&remote_harness(&machine.home, kind).await).await;
}

/// As a person has it: nothing but a PATH, and what the clients know.
async fn berthctl_finds_it_by_its_name(kind: EngineKind) {
    let machine = Machine::start();
    let harness = remote_harness(&machine.home, kind).await;
    let name = harness.name("named");
    let id = harness.started(&name, ANSWERS).await.id;
    let berthctl = |engine: &str| {
        let path = std::env::var("PATH").unwrap();
        Command::new(crate::real::berthctl::program())
            .args(["--engine", engine, "list", "--json"])
            .env("PATH", format!("{}:{path}", machine.home.bin().display()))
            .env("XDG_STATE_HOME", harness.history.path())
            .output()
            .unwrap()
    };
    let output = berthctl(&format!("{kind}:{REMOTE}"));
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && printed.contains(&id), "{output:?}");
    let output = berthctl(&format!("{kind}:{UNREACHABLE}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{said}");
    assert!(said.contains("does not answer at this address"), "{said}");
}

/// 200 ms each way: a call is slow by a second or more, most of it SSH's greeting.
async fn a_slow_link_is_only_slow(kind: EngineKind) {
    let machine = Machine::behind(Duration::from_millis(200));
    let harness = remote_harness(&machine.home, kind).await;
    let health = harness.runner.health().await;
    assert_eq!(health.status, HealthStatus::Ready, "{health:?}");
    assert!(health.latency_ms.is_some_and(|latency| latency > 800), "not slow at all: {health:?}");
    let name = harness.name("slow");
    harness.started(&name, ANSWERS).await;
    let listing = harness.runner.list().await.unwrap();
    assert!(listing.sessions.iter().any(|session| session.name == name.name), "{listing:?}");
    let view = attached(&harness, &name).await;
    view.types_until("hi\n", "got hi.");
}

#[tokio::test]
async fn docker_over_tls_has_every_verb() {
    let daemon = TlsDaemon::start();
    verbs(&remote_harness(&daemon.home, EngineKind::Docker).await).await;
}

async fn verbs(harness: &Harness) {
    let health = harness.runner.health().await;
    assert_eq!(health.status, HealthStatus::Ready, "{health:?}");
    assert!(!harness.runner.engine().is_local());

    let name = harness.name("remote");
    let started = harness.started_as(&spec(&name, ANSWERS)).await;
    assert_eq!((started.engine.as_str(), started.own), (format!("{}:{REMOTE}", harness.kind).as_str(), true));
    let listing = harness.runner.list().await.unwrap();
    let listed = listing.sessions.iter().find(|session| session.id == started.id).unwrap();
    assert_eq!((listed.state, listed.pid), (State::Running, started.pid));
    harness.until(&name, State::Running).await;

    let view = attached(harness, &name).await;
    view.types_until("one\n", "got one.");
    view.terminal.resize(Size { cols: 132, rows: 43 }).unwrap();
    view.types_until("two\n", "43 132");
    let log = String::from_utf8_lossy(&harness.runner.logs(&name.name, 100).await.unwrap()).into_owned();
    assert!(log.starts_with("ready\r\n") && log.contains("got one."), "{log:?}");
    let argv = ["sh", "-c", "exit 4"].map(str::to_owned);
    assert_eq!(harness.runner.exec_inherited(&name.name, &argv, ExecInput::None).await.unwrap(), 4);

    harness.runner.stop(&name.name, StopOptions { remove: false, ..StopOptions::default() }).await.unwrap();
    view.ends();
    let ended = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((ended.state, ended.exit_code), (State::Exited, Some(5)));
    harness.runner.stop(&name.name, StopOptions::default()).await.unwrap();
    assert_eq!(harness.runner.status(&name.name).await.unwrap_err().code(), "session_not_found");
    assert_eq!(harness.archived().len(), 1, "its run is in this machine's history");
}
