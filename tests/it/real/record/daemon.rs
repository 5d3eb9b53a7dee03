//! What is recorded while docker's daemon is killed and comes back.

use std::fs;
use std::time::Duration;

use berth_archive::{EndedBy, Run};
use berth_runner::{EngineUpdate, HistorySettings, Watch};
use berth_tests::daemon::{Mortal, Own};
use berth_tests::engines::IMAGE;
use berth_tests::harness::Harness;
use berth_tests::wait::{is_alive, until, within};
use jiff::Timestamp;

use super::{Recording, recorded, runs_of};

const LIMIT: Duration = Duration::from_secs(60);
const STAYS: &str = "stays";
const ENDS: &str = "ends";
const LATER: &str = "later";

/// A container of it; its process, by the machine's number.
fn run(docker: &Mortal, name: &str, script: &str) -> u32 {
    let folder = format!("{}:/told", docker.place().join("told").display());
    let options = ["--network=none", "--label=dev.berth.owner=berth", "--name", name, "-v", &folder];
    docker.own.ask(&[&["run", "-d"], &options[..], &[IMAGE, "sh", "-c", script]].concat());
    docker.own.ask(&["container", "inspect", "--format", "{{.State.Pid}}", name]).parse().unwrap()
}

/// Waits until the only run of a name is as it is to be.
async fn only_run(harness: &Harness, name: &str, is_so: impl Fn(&Run) -> bool) -> Run {
    let runs = || runs_of(harness.runner.archive(), name);
    let found = within(LIMIT, || async { runs().first().filter(|run| is_so(run)).cloned() }).await;
    let found = found.unwrap_or_else(|| panic!("{name}: {:#?}", runs()));
    assert_eq!(runs().len(), 1, "{:#?}", runs());
    found
}

/// Takes updates until the engine is away, or back.
async fn until_away(watch: &mut Watch, away: bool) {
    let is_away = |update: &EngineUpdate| matches!(update, EngineUpdate::Away { .. });
    let change = async { while is_away(&watch.next().await.unwrap()) != away {} };
    tokio::time::timeout(LIMIT, change).await.unwrap_or_else(|_| panic!("not seen: away is {away}"));
}

async fn killed_and_back(options: &[&'static str], goes_on: bool) {
    let mut docker = Mortal::new(options);
    let place = docker.place().to_owned();
    fs::create_dir(place.join("told")).unwrap();
    let harness = Harness::on(Own::docker(&place).0);
    let mut watch = recorded(&harness.runner, HistorySettings::default());
    until_away(&mut watch, false).await;
    run(&docker, STAYS, "trap 'exit 5' TERM; while :; do sleep 0.1; done");
    let ends = run(&docker, ENDS, "until [ -e /told/end ]; do sleep 0.05; done; exit 3");
    for name in [STAYS, ENDS] {
        only_run(&harness, name, |run| run.ending.is_none()).await;
    }

    let killed = Timestamp::now();
    docker.kill();
    until_away(&mut watch, true).await;
    fs::write(place.join("told/end"), "").unwrap();
    until("its program ends", || (!is_alive(ends)).then_some(()));
    docker.serve();
    until_away(&mut watch, false).await;
    let _recording = Recording(tokio::spawn(async move { while watch.next().await.is_some() {} }));

    let in_the_gap = |run: &Run| {
        let (from, to) = run.unwatched.unwrap_or_else(|| panic!("no gap: {run:?}"));
        assert!(killed <= from && from < to && to <= Timestamp::now(), "{killed}: {run:?}");
        assert!(run.ended_at.is_some_and(|ended| from <= ended && ended <= to), "{run:?}");
    };
    let over = only_run(&harness, ENDS, |run| run.ending.is_some()).await;
    in_the_gap(&over);
    assert_eq!((over.exit_code, &over.by), (Some(3), &EndedBy::Itself), "{over:?}");
    if goes_on {
        docker.own.ask(&["stop", STAYS]);
    }
    let stayed = only_run(&harness, STAYS, |run| run.ending.is_some()).await;
    assert_eq!(stayed.exit_code, Some(5), "{stayed:?}");
    if goes_on {
        assert_eq!((stayed.unwatched, &stayed.by), (None, &EndedBy::Other), "{stayed:?}");
    } else {
        in_the_gap(&stayed);
    }

    run(&docker, LATER, "exit 4");
    let later = only_run(&harness, LATER, |run| run.ending.is_some()).await;
    assert_eq!((later.exit_code, later.unwatched, later.by), (Some(4), None, EndedBy::Itself));
}

#[tokio::test]
async fn runs_outlive_a_docker_daemon_that_is_killed_and_the_gap_has_a_name() {
    killed_and_back(&["--live-restore"], true).await;
}

/// Without that option docker ends what is left of its containers as it comes back.
#[tokio::test]
async fn runs_that_end_with_a_docker_daemon_that_is_killed_are_there_once() {
    killed_and_back(&[], false).await;
}
