//! A container that the engine lists and can't describe: it is there, and harms no other.

use berth_runner::{DeleteOptions, EngineKind, Limits, State, WatchIntervals};
use berth_tests::fake::{FakeEngine, container, id, inspected, listed, not_found};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;
use serde_json::json;
use tokio::sync::watch;

use super::{NAME, bot};
use crate::live::{NEVER, snapshot, updated};

on_both!(fake: a_broken_one_is_a_row_and_harms_no_other,
    alone_it_does_not_take_the_list_away,
    one_that_is_not_named_is_found_in_few_calls,
    one_that_breaks_is_not_gone,
    one_that_can_be_described_when_asked_again_is_not_broken,
    an_engine_that_describes_none_is_an_error,
    a_broken_one_is_named_by_status_and_removed_by_force,
);

/// docker 20.10.24 whose layer database lost it; podman 4.3.1 whose storage did.
fn complaint(kind: EngineKind, id: &str) -> Step {
    Step::Warn(match kind {
        EngineKind::Podman => format!("Error: getting container from store \"{id}\": container not known\n"),
        _ => {
            format!("Error response from daemon: RWLayer of container {id} is unexpectedly nil\n")
        }
    })
}

const WORDS: [&str; 2] = ["container not known", "is unexpectedly nil"];

fn is_broken(words: Option<&String>) -> bool {
    words.is_some_and(|words| WORDS.iter().any(|known| words.contains(known)))
}

fn fails(kind: EngineKind) -> Step {
    Step::Exit(if kind == EngineKind::Podman { 125 } else { 1 })
}

/// What the list says of it.
fn row(fake: &FakeEngine, status: &str) -> Step {
    let labels = json!({ "dev.berth.owner": "berth", "dev.berth.token": "" });
    let row = json!({ "ID": bot(), "Names": NAME, "Image": "berth-test:latest", "Status": status,
        "CreatedAt": "2026-11-26 05:01:43.38 +0000 UTC", "Labels": labels });
    Step::Print(match fake.kind {
        EngineKind::Podman => format!("[{row}]\n"),
        _ => format!("{row}\n"),
    })
}

fn list(fake: &mut FakeEngine, ids: &[String]) {
    let broken = row(fake, "Exited (137) 2 hours ago");
    fake.on(&["ps", "--filter"], [broken]);
    let rows: Vec<_> = ids.iter().map(|id| (id.as_str(), "x", "x")).collect();
    fake.on(&["ps"], [listed(fake.kind, &rows)]);
}

fn breaks(fake: &mut FakeEngine) {
    let steps = [complaint(fake.kind, &bot()), fails(fake.kind)];
    fake.on(&["container", "inspect", &bot()], steps);
}

fn harness(fake: &FakeEngine) -> Harness {
    Harness::fake(fake, Limits::default())
}

async fn a_broken_one_is_a_row_and_harms_no_other(mut fake: FakeEngine) {
    let others = [id('b'), id('c')];
    list(&mut fake, &[others[0].clone(), bot(), others[1].clone()]);
    let good: Vec<_> = others.iter().map(|id| container(fake.kind, id, &id[..3], "running")).collect();
    let (said, fail) = (complaint(fake.kind, &bot()), fails(fake.kind));
    let beside: Vec<Step> = match fake.kind {
        EngineKind::Podman => vec![said, fail],
        _ => vec![inspected(&good), said, fail],
    };
    fake.first(1, &["inspect", &others[0], &bot(), &others[1]], beside);
    breaks(&mut fake);
    fake.on(&["inspect", &others[0], &others[1]], [inspected(&good)]);
    let listing = harness(&fake).runner.list().await.unwrap();
    assert_eq!((listing.sessions.len(), listing.skipped), (3, 0));
    let (broken, whole): (Vec<_>, Vec<_>) = listing.sessions.iter().partition(|s| s.broken.is_some());
    assert!(whole.iter().all(|session| session.state == State::Running));
    assert_eq!(
        (broken[0].id.clone(), broken[0].name.as_str(), broken[0].state),
        (bot(), NAME, State::Exited)
    );
    assert!(is_broken(broken[0].broken.as_ref()), "{:?}", broken[0].broken);
    assert!(broken[0].own && !broken[0].prunable && broken[0].exit_code == Some(137));
    assert!(fake.calls_with(&["inspect"]).len() <= 3, "{:?}", fake.calls());
}

async fn alone_it_does_not_take_the_list_away(mut fake: FakeEngine) {
    list(&mut fake, &[bot()]);
    breaks(&mut fake);
    let listing = harness(&fake).runner.list().await.unwrap();
    assert_eq!(listing.sessions.len(), 1);
    assert!(is_broken(listing.sessions[0].broken.as_ref()));
}

async fn one_that_is_not_named_is_found_in_few_calls(mut fake: FakeEngine) {
    let others: Vec<String> = (0..63).map(|number| format!("{number:064x}")).collect();
    list(&mut fake, &[&others[..40], &[bot()], &others[40..]].concat());
    // Neither says which, and podman prints none of the others.
    let steps = [Step::Warn("Error: input/output error\n".into()), fails(fake.kind)];
    fake.on(&["inspect", &bot()], steps);
    let good: Vec<_> = others.iter().map(|id| container(fake.kind, id, id, "running")).collect();
    fake.on(&["inspect"], [inspected(&good)]);
    let listing = harness(&fake).runner.list().await.unwrap();
    assert_eq!(listing.sessions.len(), 64);
    let broken: Vec<_> = listing.sessions.iter().filter_map(|session| session.broken.as_deref()).collect();
    assert_eq!(broken, ["input/output error"]);
    assert!(fake.calls_with(&["inspect"]).len() <= 15, "{}", fake.calls_with(&["inspect"]).len());
}

async fn one_that_breaks_is_not_gone(mut fake: FakeEngine) {
    list(&mut fake, &[bot()]);
    fake.first(1, &["inspect"], [inspected(&[container(fake.kind, &bot(), NAME, "exited")])]);
    breaks(&mut fake);
    let event = match fake.kind {
        EngineKind::Podman => {
            json!({ "ID": bot(), "Name": NAME, "Status": "cleanup", "Type": "container", "Attributes": {} })
        }
        _ => {
            json!({ "Type": "container", "Action": "die", "Actor": { "ID": bot(), "Attributes": {} } })
        }
    };
    fake.on(&["events"], [Step::Await("go".into()), Step::Print(format!("{event}\n")), Step::Hang]);
    let intervals = WatchIntervals { reconcile: NEVER, ..WatchIntervals::default() };
    let hidden = watch::Sender::new(false);
    let mut watch = harness(&fake).runner.watch_while(intervals, hidden.subscribe());
    assert_eq!(snapshot(&mut watch).await.sessions[0].broken, None);
    fake.allow("go");
    let (sessions, gone) = updated(&mut watch).await;
    assert!(is_broken(sessions[0].broken.as_ref()) && gone.is_empty(), "{sessions:?} {gone:?}");
}

/// podman fails like that for a moment, while another program changes the container.
async fn one_that_can_be_described_when_asked_again_is_not_broken(mut fake: FakeEngine) {
    list(&mut fake, &[bot()]);
    let steps = [complaint(fake.kind, &bot()), fails(fake.kind)];
    fake.first(1, &["inspect"], steps);
    fake.on(&["inspect"], [inspected(&[container(fake.kind, &bot(), NAME, "exited")])]);
    let listing = harness(&fake).runner.list().await.unwrap();
    assert_eq!((listing.sessions.len(), listing.sessions[0].broken.as_ref()), (1, None));
}

async fn an_engine_that_describes_none_is_an_error(mut fake: FakeEngine) {
    let ids: Vec<String> = (0..200).map(|number| format!("{number:064x}")).collect();
    list(&mut fake, &ids);
    fake.on(&["inspect"], [Step::Warn("Error: database is locked\n".into()), fails(fake.kind)]);
    let error = harness(&fake).runner.list().await.unwrap_err();
    assert!(error.to_string().contains("database is locked"), "{error}");
    assert!(fake.calls_with(&["inspect"]).len() <= 60, "{}", fake.calls_with(&["inspect"]).len());
}

async fn a_broken_one_is_named_by_status_and_removed_by_force(mut fake: FakeEngine) {
    let broken = row(&fake, "Exited (137) 2 hours ago");
    fake.on(&["ps"], [broken]);
    // By name, by its id before and after each of the two removals.
    for key in [NAME, NAME, &bot()] {
        let steps = [complaint(fake.kind, &bot()), fails(fake.kind)];
        fake.first(1, &["inspect", key], steps);
    }
    let gone = not_found(fake.kind, &bot());
    fake.on(&["inspect"], gone);
    fake.on(&["logs"], [Step::Print("its log\n".into())]);
    fake.on(&["rm", "-f"], [Step::Print(format!("{}\n", bot()))]);
    fake.on(
        &["rm"],
        [Step::Warn("Error: driver failed to remove root filesystem\n".into()), fails(fake.kind)],
    );
    let harness = harness(&fake);
    assert!(is_broken(harness.runner.status(NAME).await.unwrap().broken.as_ref()));
    let outcome = harness.runner.delete(NAME, DeleteOptions::default()).await.unwrap();
    assert!(outcome.removed);
    assert_eq!(harness.archived_log(outcome.archived), "its log\n");
    let run = harness.run(outcome.archived);
    assert_eq!((run.exit_code, run.name.as_str()), (Some(137), NAME));
    let spec = harness.runner.archive().spec(run.id).unwrap().unwrap();
    assert!(spec.to_string().contains("Exited (137)"), "{spec}");
    assert_eq!(fake.calls_with(&["rm", "-f", &bot()]).len(), 1);
}
