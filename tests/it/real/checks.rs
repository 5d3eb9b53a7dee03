use std::time::Instant;

use berth_runner::{CheckStatus, EngineKind, EngineUpdate, Session};
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::{PATIENCE, until_async};

on_both!(harness: health_is_told_with_its_checks_and_arrives_by_itself);

/// podman's checks are timers of systemd, which a test does not have.
fn check(harness: &Harness, name: &str) {
    if harness.kind == EngineKind::Podman {
        Engines::get().run(harness.kind, &["healthcheck", "run", name]);
    }
}

fn status(session: &Session) -> Option<CheckStatus> {
    session.checks.as_ref().map(|checks| checks.status)
}

async fn health_is_told_with_its_checks_and_arrives_by_itself(harness: &Harness) {
    let name = harness.name("health");
    let health = "--health-cmd=test -e /ok || { echo no answer; exit 1; }";
    let (interval, retries) = ("--health-interval=1s", "--health-retries=2");
    let run = ["run", "-d", "--name", &name.name, health, interval, retries, IMAGE, "sleep", "1000"];
    Engines::get().ask(harness.kind, &run);
    let sick = until_async("it to be unhealthy", || async {
        check(harness, &name.name);
        let session = harness.runner.status(&name.name).await.ok()?;
        (status(&session) == Some(CheckStatus::Unhealthy)).then_some(session)
    })
    .await;
    let checks = sick.checks.unwrap();
    assert!(checks.failures >= 2, "{checks:?}");
    let last = checks.last.last().unwrap();
    assert_eq!((last.exit_code, last.output.as_str()), (1, "no answer"));

    let mut watch = harness.runner.watch();
    let Some(EngineUpdate::Snapshot(_)) = watch.next().await else { panic!("no snapshot") };
    harness.exec(&name, &["touch", "/ok"]);
    check(harness, &name.name);
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        let Ok(Some(update)) = tokio::time::timeout(PATIENCE, watch.next()).await else { break };
        let (EngineUpdate::Updated { sessions, .. }
        | EngineUpdate::Snapshot(berth_runner::Listing { sessions, .. })) = update
        else {
            continue;
        };
        if sessions
            .iter()
            .any(|session| session.id == sick.id && status(session) == Some(CheckStatus::Healthy))
        {
            return;
        }
    }
    panic!("nobody told that it is healthy");
}
