//! What a run used.

use berth_tests::engines::{Engines, Named};
use berth_tests::harness::Harness;
use berth_tests::on_both;

use super::{record, until_log, until_run};

on_both!(harness: the_most_memory_is_told_within_its_limit);

/// What it holds, as a file in memory: a shell would copy text again and again as it grows.
const HELD: u64 = 24 << 20;
/// What it may hold.
const LIMIT: u64 = 64 << 20;

async fn the_most_memory_is_told_within_its_limit(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    let limit = format!("--memory={LIMIT}");
    let options = [limit.as_str(), "--label=dev.berth.owner=berth"];
    let script = format!("head -c {HELD} /dev/zero >/dev/shm/held; echo ready; exec sleep 1000");
    let starting = Named::start(harness.kind, "memory").without_terminal().options(&options);
    let name = starting.script(&script).run();
    until_log(harness.runner.archive(), &name.name, "ready").await;
    // It is looked at every ten seconds, and whenever something happens to it.
    let new = harness.name("held");
    Engines::get().ask(harness.kind, &["rename", &name.name, &new.name]);
    let run = until_run(harness, &new.name, "measured", |run| run.peak_memory >= Some(HELD)).await;
    assert!(run.peak_memory <= Some(LIMIT), "{run:?}");
    // It stays when the group is gone.
    Engines::get().ask(harness.kind, &["rm", "-f", &new.name]);
    let after = until_run(harness, &new.name, "over", |run| run.removed && run.ending.is_some()).await;
    assert!(after.peak_memory >= run.peak_memory, "{after:?}");
}
