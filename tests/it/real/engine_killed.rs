//! A docker daemon that is killed in the midst of something, and comes back.

use std::time::Duration;

use berth_runner::{Runner, SessionSpec, State, StopOptions};
use berth_tests::daemon::{Mortal, Own};
use berth_tests::engines::IMAGE;
use berth_tests::harness::Harness;
use berth_tests::view::View;
use berth_tests::wait::until_async;

/// As long as an engine took for these on this machine, and in between, in milliseconds.
const MOMENTS: [u64; 5] = [5, 60, 150, 300, 600];

fn docker() -> (Mortal, Harness) {
    // Its containers outlive it.
    let docker = Mortal::new(&["--live-restore"]);
    let harness = Harness::on(Own::docker(docker.place()).0);
    (docker, harness)
}

fn spec(name: &str) -> SessionSpec {
    SessionSpec {
        name: name.to_owned(),
        image: IMAGE.to_owned(),
        command: "sh -c 'trap \"echo bye; exit 3\" TERM; stty -echo; echo ready; \
                  while :; do read line && echo \"got $line.\"; done'"
            .to_owned(),
        options: berth_runner::ContainerOptions { network: Some("none".to_owned()), ..Default::default() },
        ..SessionSpec::default()
    }
}

/// The same engine for another task.
fn another(harness: &Harness) -> Runner {
    let runner = &harness.runner;
    Runner::new(runner.engine().clone(), runner.limits().clone(), runner.archive().clone())
}

async fn view(harness: &Harness, name: &str) -> View {
    View::open(&harness.runner.attach_command(name).await.unwrap())
}

#[tokio::test]
async fn a_docker_that_is_killed_ends_the_view_and_not_the_session() {
    let (mut docker, harness) = docker();
    let session = harness.started_as(&spec("stays")).await;
    let open = view(&harness, "stays").await;
    open.types_until("one\n", "got one.");
    docker.kill();
    open.ends();
    // Nobody knows how it is: it has neither ended nor gone.
    assert_eq!(harness.runner.status("stays").await.unwrap_err().code(), "engine_unavailable");
    assert_eq!(harness.runner.exists("stays").await.unwrap_err().code(), "engine_unavailable");
    docker.serve_again();
    let now = harness.runner.status("stays").await.unwrap();
    assert_eq!((now.id, now.state, now.pid), (session.id, State::Running, session.pid));
    view(&harness, "stays").await.types_until("two\n", "got two.");
}

#[tokio::test]
async fn a_docker_that_is_killed_leaves_no_half_stop() {
    let (mut docker, harness) = docker();
    for (number, after) in MOMENTS.into_iter().enumerate() {
        let what = format!("a stop whose engine was killed after {after} ms");
        let (name, runner) = (format!("stop{number}"), another(&harness));
        harness.started_as(&spec(&name)).await;
        until_async("its first line", || async {
            let log = harness.runner.logs(&name, 5).await.unwrap();
            (!log.is_empty()).then_some(())
        })
        .await;
        let stopping = {
            let name = name.clone();
            tokio::spawn(async move { runner.stop(&name, StopOptions::default()).await })
        };
        tokio::time::sleep(Duration::from_millis(after)).await;
        docker.kill();
        match stopping.await.unwrap() {
            Ok(outcome) => assert!(outcome.removed, "{what}: {outcome:?}"),
            Err(error) => {
                assert!(
                    ["engine_unavailable", "log_unreadable"].contains(&error.code()),
                    "{what}: {error} {:?}",
                    error.detail()
                );
            }
        }
        docker.serve_again();
        match harness.runner.stop(&name, StopOptions::default()).await {
            Ok(outcome) => assert!(outcome.removed, "{what}: {outcome:?}"),
            Err(error) => assert_eq!(error.code(), "session_not_found", "{what}: {error}"),
        }
        let runs: Vec<_> = harness.archived().into_iter().filter(|run| run.name == name).collect();
        assert!(matches!(&runs[..], [run] if run.removed), "{what}: {runs:#?}");
        assert!(harness.archived_log(Some(runs[0].id)).starts_with("ready\r\n"), "{what}");
    }
}
