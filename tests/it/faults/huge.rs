//! Answers of 100 MB: each is refused at its limit, or taken as it comes.

use berth_archive::LogState;
use berth_runner::{DeleteOptions, Error, HealthStatus, Illegible, Limits};
use berth_tests::fake::{FakeEngine, container, inspected, not_found};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;

use super::{NAME, bot, in_time};

on_both!(fake: a_hundred_megabytes_are_no_list,
    a_hundred_megabytes_are_no_description,
    a_hundred_megabytes_are_no_version,
    a_log_of_a_hundred_megabytes_is_kept_whole,
);

/// Times that a line of 1000 bytes is printed.
const TIMES: usize = 100_000;

fn harness(fake: &FakeEngine) -> Harness {
    Harness::fake(fake, Limits::default())
}

fn row(number: char) -> String {
    let (id, rest) = (berth_tests::fake::id(number), "x".repeat(880));
    format!("{{\"Id\":\"{id}\",\"ID\":\"{id}\",\"Names\":\"{NAME}\",\"Image\":\"{rest}\"}}\n")
}

async fn a_hundred_megabytes_are_no_list(mut fake: FakeEngine) {
    fake.on(&["ps"], [Step::Repeat(row('a'), TIMES)]);
    let harness = harness(&fake);
    let error = in_time(harness.runner.limits().list, harness.runner.list()).await.unwrap_err();
    assert_eq!(error.code(), "unreadable", "{error}");
    super::all_ended(&fake);
}

async fn a_hundred_megabytes_are_no_description(mut fake: FakeEngine) {
    fake.on(&["container", "inspect"], [Step::Repeat(row('a'), TIMES)]);
    fake.on(&["stop"], []);
    let harness = harness(&fake);
    let limit = harness.runner.limits().inspect;
    for error in [
        in_time(limit, harness.runner.status(NAME)).await.unwrap_err(),
        in_time(limit, harness.runner.exists(NAME)).await.unwrap_err(),
    ] {
        // For its length: what was read of it is no description either.
        let too_long = matches!(&error, Error::Unreadable { reason: Illegible::TooLong { .. }, .. });
        assert!(too_long, "{error:?}");
    }
    super::all_ended(&fake);
}

async fn a_hundred_megabytes_are_no_version(mut fake: FakeEngine) {
    fake.on(&["version"], [Step::Repeat("{\"Client\":{\"Version\":\"4.3.1\"}}\n".into(), TIMES * 30)]);
    let harness = harness(&fake);
    let health = in_time(harness.runner.limits().health, harness.runner.health()).await;
    assert_eq!((health.status, health.version), (HealthStatus::Unavailable, None));
    super::all_ended(&fake);
}

async fn a_log_of_a_hundred_megabytes_is_kept_whole(mut fake: FakeEngine) {
    let there = inspected(&[container(fake.kind, &bot(), NAME, "exited")]);
    fake.first(1, &["container", "inspect"], [there]);
    fake.on(&["container", "inspect"], not_found(fake.kind, &bot()));
    fake.on(&["logs"], [Step::Repeat(format!("{}\n", "x".repeat(999)), TIMES)]);
    fake.on(&["rm"], []);
    let harness = harness(&fake);
    let outcome = harness.runner.delete(NAME, DeleteOptions::default()).await.unwrap();
    let run = harness.run(outcome.archived);
    assert_eq!((run.log, run.log_bytes), (LogState::Whole, 1000 * TIMES as u64));
}
