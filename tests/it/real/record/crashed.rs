//! What is recorded while a monitor is killed.

use std::process::Command;

use berth_archive::EndedBy;
use berth_runner::EngineKind;
use berth_tests::engines::Engines;
use berth_tests::harness::Harness;

use super::{own, record, runs_of, until_log, until_run};

fn kill_hard(pid: &str) {
    assert!(Command::new("kill").args(["-9", pid]).status().unwrap().success());
}

/// podman 4.3 says of such a session that it runs, until it is removed.
#[tokio::test]
async fn a_run_whose_conmon_is_killed_ends_once_and_nobody_claims_to_know_how() {
    let harness = Harness::real(EngineKind::Podman);
    let _recording = record(&harness.runner).await;
    let name = own(&harness, "conmon", "echo one; exec sleep 1000");
    until_log(harness.runner.archive(), &name.name, "one").await;
    kill_hard(&name.inspect("{{.State.ConmonPid}}"));
    // Something else happens to it: it is looked at, and goes on.
    let new = harness.name("orphan");
    Engines::get().ask(harness.kind, &["rename", &name.name, &new.name]);
    let run = until_run(&harness, &new.name, "renamed", |_| true).await;
    assert_eq!((run.ending, run.exit_code), (None, None), "{run:?}");

    Engines::get().ask(harness.kind, &["rm", "-f", &new.name]);
    let over = until_run(&harness, &new.name, "over", |run| run.removed && run.ending.is_some()).await;
    assert!(!matches!(over.by, EndedBy::Berth { .. } | EndedBy::Itself), "{over:?}");
    assert_eq!((over.id, runs_of(harness.runner.archive(), &new.name).len()), (run.id, 1));
    assert_eq!(harness.archived_log(Some(run.id)), "one\n");
}
