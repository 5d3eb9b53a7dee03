//! A client that is to start a session on a terminal and does not.

use std::sync::Arc;
use std::time::Duration;

use berth_runner::{Limits, Runner};
use berth_terminal::Size;
use berth_tests::fake::FakeEngine;
use berth_tests::harness::Harness;
use berth_tests::launch::ViewLauncher;
use berth_tests::on_both;
use berth_tests::script::Step;
use berth_tests::wait::until;

use super::{NAME, all_ended, in_time, look_always};

on_both!(fake: one_that_hangs_times_out_and_is_ended,
    one_that_fails_leaves_the_start_to_a_plain_one,
);

const LIMIT: Duration = Duration::from_secs(1);

fn launching(harness: &Harness) -> (Runner, ViewLauncher) {
    let launcher = ViewLauncher::new(Size { cols: 80, rows: 24 });
    (harness.runner.clone().launching(Arc::new(launcher.clone())), launcher)
}

async fn one_that_hangs_times_out_and_is_ended(mut fake: FakeEngine) {
    look_always(&mut fake, "created");
    fake.on(&["start", "--attach"], [Step::IgnoreTerm, Step::Hang]);
    let harness = Harness::fake(&fake, Limits { start: LIMIT, ..Limits::default() });
    let (runner, launcher) = launching(&harness);
    let error = in_time(LIMIT, runner.start_existing(NAME)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    assert!(launcher.take().is_empty());
    let starts = fake.calls_with(&["start"]);
    assert_eq!(starts.len(), 1);
    until("its client to end", || (!fake.runs(&starts[0])).then_some(()));
}

/// What it says is told as ever, also by a client that does not know the flags.
async fn one_that_fails_leaves_the_start_to_a_plain_one(mut fake: FakeEngine) {
    look_always(&mut fake, "created");
    fake.on(&["start", "--attach"], [Step::Warn("unknown flag: --sig-proxy\n".into()), Step::Exit(125)]);
    fake.on(&["start"], [Step::Warn("Error: its disk is full\n".into()), Step::Exit(125)]);
    let harness = Harness::fake(&fake, Limits::default());
    let (runner, launcher) = launching(&harness);
    let error = runner.start_existing(NAME).await.unwrap_err();
    assert!(error.to_string().ends_with(": its disk is full"), "{error}");
    assert!(launcher.take().is_empty());
    assert_eq!(fake.calls_with(&["start"]).len(), 2);
    all_ended(&fake);
}
