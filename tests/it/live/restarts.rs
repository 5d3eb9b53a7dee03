//! Engines of a test's own, really stopped, frozen and started underneath.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use berth_archive::Archive;
use berth_runner::{Engine, EngineKind, HealthStatus, Limits, Runner, Watch, WatchIntervals};
use berth_tests::daemon::{Daemon, Own, dockerd};
use berth_tests::engines::Engines;
use tempfile::TempDir;
use tokio::sync::watch;

use super::{away, snapshot};

fn watching(engine: Engine, place: &Path) -> (Runner, Watch) {
    let limits =
        Limits { list: Duration::from_secs(5), inspect: Duration::from_secs(5), ..Limits::default() };
    let runner = Runner::new(engine, limits, Archive::new(place.join("history")));
    let intervals = WatchIntervals { reconcile: Duration::from_secs(1), ..WatchIntervals::default() };
    let watch = runner.watch_while(intervals, watch::channel(false).1);
    (runner, watch)
}

#[tokio::test]
async fn a_docker_daemon_that_comes_and_goes_is_followed() {
    let place = TempDir::new_in("/tmp").unwrap();
    let Own(engine) = Own::docker(place.path());
    let host = engine.endpoint.clone();
    let (runner, mut watch) = watching(engine, place.path());

    assert_eq!(away(&mut watch).await, "engine_unavailable");
    let daemon = dockerd(place.path(), &host);
    assert_eq!(snapshot(&mut watch).await.sessions.len(), 0);
    let health = runner.health().await;
    assert_eq!((health.status, health.rootless), (HealthStatus::Ready, Some(false)), "{health:?}");
    assert_eq!(health.endpoint, host);

    // Frozen: everything is accepted, nothing is answered.
    daemon.signal("-STOP");
    assert_eq!(away(&mut watch).await, "timed_out");
    daemon.signal("-CONT");
    snapshot(&mut watch).await;

    daemon.stop();
    assert_eq!(away(&mut watch).await, "engine_unavailable");
    let again = dockerd(place.path(), &host);
    snapshot(&mut watch).await;
    drop(watch);
    again.stop();
}

#[tokio::test]
async fn a_podman_service_that_comes_and_goes_is_followed() {
    let place = TempDir::new_in("/tmp").unwrap();
    let host = format!("unix://{}", place.path().join("p.sock").display());
    let program = Engines::get().program(EngineKind::Podman);
    let serve = || Daemon::run(Command::new(&program).args(["system", "service", "--time=0", &host]));
    let podman = Engine::new(EngineKind::Podman, program.clone());
    let engine = Engine { global_args: vec!["--url".into(), host.clone()], endpoint: host.clone(), ..podman };
    let (_runner, mut watch) = watching(engine, place.path());

    assert_eq!(away(&mut watch).await, "engine_unavailable");
    let service = serve();
    snapshot(&mut watch).await;
    service.stop();
    assert_eq!(away(&mut watch).await, "engine_unavailable");
    let again = serve();
    snapshot(&mut watch).await;
    drop(watch);
    again.stop();
}
