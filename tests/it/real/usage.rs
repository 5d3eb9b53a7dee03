//! What sessions use, as real engines measure it.

use std::collections::HashMap;
use std::time::Duration;

use berth_runner::{Meter, Session, Usage};
use berth_tests::engines::Named;
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::PATIENCE;

on_both!(harness: one_that_computes_and_one_that_holds_memory_are_told_apart,
    what_has_ended_does_not_end_the_measuring,
    processes_are_listed_with_their_commands,
);

const SECOND: Duration = Duration::from_secs(1);
const COMPUTES: &str = "while :; do :; done";

async fn started(harness: &Harness, stem: &str, options: &[&str], script: &str) -> (Named, Session) {
    let named = Named::start(harness.kind, stem).options(options).script(script).run();
    let session = harness.runner.status(&named.name).await.unwrap();
    (named, session)
}

/// Samples until they are as wanted: of each session its last with a percentage.
async fn measured(
    meter: &Meter,
    ids: &[&str],
    wanted: impl Fn(&HashMap<String, Usage>) -> bool,
) -> HashMap<String, Usage> {
    let mut measuring = meter.measure(ids.iter().map(|id| (*id).to_owned()));
    let mut last = HashMap::new();
    let reached = tokio::time::timeout(PATIENCE, async {
        while ids.iter().any(|id| !last.contains_key(*id)) || !wanted(&last) {
            let samples = measuring.next().await.unwrap();
            last.extend(
                samples
                    .into_iter()
                    .filter(|usage| usage.cpu.is_some())
                    .map(|usage| (usage.id.clone(), usage)),
            );
        }
    });
    assert!(reached.await.is_ok(), "not as expected: {last:?}");
    last
}

async fn one_that_computes_and_one_that_holds_memory_are_told_apart(harness: &Harness) {
    let (_burner, burner) = started(harness, "burns", &["--memory", "64m"], COMPUTES).await;
    let holds = "dd if=/dev/zero of=/dev/shm/held bs=1M count=100; exec sleep 1000";
    let (_holder, holder) = started(harness, "holds", &["--shm-size", "128m"], holds).await;
    let meter = Meter::new(harness.runner.clone(), SECOND);
    let last = measured(&meter, &[&burner.id, &holder.id], |last| {
        last[&burner.id].cpu > Some(5.0)
            && last[&holder.id].cpu < Some(5.0)
            && last[&holder.id].memory > 100 << 20
    })
    .await;
    let (burner, holder) = (&last[&burner.id], &last[&holder.id]);
    // One core at most; and a round is not exactly a second.
    assert!(burner.cpu < Some(160.0), "{burner:?}");
    assert!(holder.memory < 140 << 20 && burner.memory < 20 << 20, "{holder:?} {burner:?}");
    assert_eq!(burner.memory_limit, 64 << 20);
    assert!(holder.memory_limit > 256 << 20, "{holder:?}");
    assert!(burner.pids == 1 && holder.pids == 1, "{holder:?} {burner:?}");
    assert!(holder.net_in.is_some() && holder.block_out.is_some(), "{holder:?}");
}

async fn what_has_ended_does_not_end_the_measuring(harness: &Harness) {
    let (ends, ending) = started(harness, "ends", &[], "sleep 1000").await;
    let (_stays, staying) = started(harness, "stays", &[], "sleep 1000").await;
    let meter = Meter::new(harness.runner.clone(), SECOND);
    let both = meter.measure([ending.id.clone(), staying.id.clone()]);
    measured(&meter, &[&ending.id, &staying.id], |_| true).await;
    drop(ends);
    // The list says that it has ended, and asks for the others.
    drop(both);
    let last = measured(&meter, &[&staying.id], |_| true).await;
    assert_eq!(last.len(), 1);
}

async fn processes_are_listed_with_their_commands(harness: &Harness) {
    let (named, session) = started(harness, "top", &[], "sleep 999 & while :; do :; done").await;
    let processes = harness.runner.processes(&session.id).await.unwrap();
    let first = &processes[0];
    assert!(first.command.starts_with("sh -c sleep 999"), "{processes:?}");
    let child = processes.iter().find(|process| process.command == "sleep 999").unwrap();
    assert_eq!((child.parent, processes.len()), (first.pid, 2));
    assert!(child.memory > 0 && child.memory < 16 << 20, "{processes:?}");
    drop(named);
    assert_eq!(harness.runner.processes(&session.id).await.unwrap_err().code(), "session_not_found");
}
