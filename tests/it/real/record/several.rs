//! Several recorders of one engine, and an archive that can't be written.

use std::fs;

use berth_archive::{Archive, LogState};
use berth_runner::{DeleteOptions, Engine, Limits, Runner, State, StopOptions};
use berth_tests::engines::Engines;
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;

use super::{own, record, runs_of, until_log, until_over};

on_both!(harness: two_recorders_keep_one_run,
    a_removal_while_it_is_followed_keeps_each_line_once,
    an_archive_that_cannot_be_written_stops_removals_alone,
);

async fn two_recorders_keep_one_run(harness: &Harness) {
    let engine = Engine::new(harness.kind, Engines::get().program(harness.kind));
    let other = Runner::new(engine, Limits::default(), Archive::new(harness.history.path()));
    let _both = (record(&harness.runner).await, record(&other).await);
    let name = own(harness, "twice", "for n in 1 2 3; do echo $n; sleep 0.3; done; exit 7");
    let run = until_over(harness, &name.name).await;
    assert_eq!(runs_of(harness.runner.archive(), &name.name).len(), 1);
    assert_eq!((run.exit_code, harness.archived_log(Some(run.id)).as_str()), (Some(7), "1\n2\n3\n"));
}

async fn a_removal_while_it_is_followed_keeps_each_line_once(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    let name = harness.name("once");
    harness
        .started(&name, "sh -c 'trap \"echo bye; exit 0\" TERM; echo hi; while :; do sleep 0.1; done'")
        .await;
    until_log(harness.runner.archive(), &name.name, "hi").await;
    let outcome = harness.runner.delete(&name.name, DeleteOptions::default()).await.unwrap();
    let run = harness.run(outcome.archived);
    assert_eq!((run.log, run.removed), (LogState::Whole, true));
    assert_eq!(harness.archived_log(outcome.archived), "hi\r\nbye\r\n");
    let run = until_over(harness, &name.name).await;
    assert_eq!(harness.archived_log(Some(run.id)), "hi\r\nbye\r\n");
    assert_eq!(runs_of(harness.runner.archive(), &name.name).len(), 1);
}

async fn an_archive_that_cannot_be_written_stops_removals_alone(harness: &Harness) {
    // A file stands where the state folder would be: root may write to any folder.
    let file = harness.history.path().join("file");
    fs::write(&file, "").unwrap();
    let engine = Engine::new(harness.kind, Engines::get().program(harness.kind));
    let runner = Runner::new(engine, Limits::default(), Archive::new(file.join("state")));
    let _recording = record(&runner).await;
    let name = harness.name("readonly");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    runner.pause(&name.name).await.unwrap();
    runner.resume(&name.name).await.unwrap();
    runner.kill(&name.name, Some("USR1")).await.unwrap();
    let keep = StopOptions { remove: false, timeout: Some(0), ..StopOptions::default() };
    assert_eq!(runner.stop(&name.name, keep).await.unwrap().session.state, State::Exited);
    runner.start_existing(&name.name).await.unwrap();
    let refused = runner.delete(&name.name, DeleteOptions::default()).await.unwrap_err();
    assert_eq!(refused.code(), "archive_failed", "{refused}");
    assert!(refused.to_string().contains("history.db"), "{refused}");
    assert!(refused.detail().is_some_and(|words| !words.is_empty()));
    assert!(runner.exists(&name.name).await.unwrap());
}
