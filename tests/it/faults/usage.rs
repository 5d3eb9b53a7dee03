//! A client that measures: one for all who ask, none for nobody, and another when it dies.

use std::time::Duration;

use berth_runner::{EngineKind, Limits, Meter, Usage};
use berth_tests::fake::{FakeEngine, id};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;
use berth_tests::wait::{PATIENCE, until_async};

on_both!(fake: one_client_serves_all_who_ask_and_ends_with_them,
    garbage_between_the_samples_is_passed_over,
    a_client_that_dies_is_followed_by_another,
    another_session_gets_another_client,
);

/// What the engine's client writes of a session that uses this much memory, in MiB.
fn line(kind: EngineKind, id: &str, mebibytes: u32) -> String {
    match kind {
        EngineKind::Podman => {
            format!("{id} 1000000 1795735559875896571 {} 67108864 1 1B / 2B / 3B / 4B\n", mebibytes << 20)
        }
        _ => format!(
            "\x1b[H{{\"BlockIO\":\"3B / 4B\",\"CPUPerc\":\"7.00%\",\"ID\":\"{id}\",\
             \"MemUsage\":\"{mebibytes}MiB / 64MiB\",\"NetIO\":\"1B / 2B\",\"PIDs\":\"1\"}} \x1b[K\n"
        ),
    }
}

fn meter(fake: &FakeEngine) -> Meter {
    Meter::new(Harness::fake(fake, Limits::default()).runner, Duration::from_secs(1))
}

async fn next(measuring: &mut berth_runner::Measuring) -> Vec<Usage> {
    tokio::time::timeout(PATIENCE, measuring.next()).await.unwrap().unwrap()
}

/// Waits until so many clients are left; how many there were.
async fn ended(fake: &FakeEngine, left: usize) -> usize {
    until_async("the clients to end", || async {
        let calls = fake.calls_with(&["stats"]);
        (calls.iter().filter(|call| fake.runs(call)).count() == left).then_some(calls.len())
    })
    .await
}

async fn one_client_serves_all_who_ask_and_ends_with_them(mut fake: FakeEngine) {
    let (one, two) = (id('a'), id('b'));
    let both = line(fake.kind, &one, 1) + &line(fake.kind, &two, 2);
    fake.on(&["stats"], [Step::Print(both), Step::Hang]);
    let meter = meter(&fake);
    let mut first = meter.measure([one.clone()]);
    let mut second = meter.measure([two.clone(), one.clone()]);
    let (of_first, of_second) = (next(&mut first).await, next(&mut second).await);
    assert_eq!(
        of_first.iter().map(|usage| (usage.id.as_str(), usage.memory)).collect::<Vec<_>>(),
        [(one.as_str(), 1 << 20)]
    );
    assert_eq!(of_second.len(), 2);
    let calls = fake.calls_with(&["stats"]);
    assert_eq!(calls.len(), 1, "{calls:?}");
    drop(first);
    assert!(fake.runs(&calls[0]));
    drop(second);
    ended(&fake, 0).await;
    drop(meter.measure([]));
    assert_eq!(fake.calls_with(&["stats"]).len(), 1);
}

async fn garbage_between_the_samples_is_passed_over(mut fake: FakeEngine) {
    let one = id('a');
    let mut bytes = b"\xff\xfe\x00{\"ID\":7}\n\x1b[J\n}{\nstats: warning {\n".to_vec();
    bytes.extend(vec![b'x'; 3 << 20]);
    bytes.extend(b"\n");
    bytes.extend(line(fake.kind, &one, 5).as_bytes());
    fake.on(&["stats"], [Step::PrintBytes(bytes), Step::Hang]);
    let mut measuring = meter(&fake).measure([one]);
    assert_eq!(next(&mut measuring).await[0].memory, 5 << 20);
}

async fn a_client_that_dies_is_followed_by_another(mut fake: FakeEngine) {
    let one = id('a');
    let steps =
        [Step::Print(line(fake.kind, &one, 1)), Step::Warn("the engine went away\n".into()), Step::Exit(125)];
    fake.first(1, &["stats"], steps);
    fake.on(&["stats"], [Step::Print(line(fake.kind, &one, 2)), Step::Hang]);
    let mut measuring = meter(&fake).measure([one]);
    let (before, after) = (next(&mut measuring).await, next(&mut measuring).await);
    assert_eq!((before[0].memory, after[0].memory), (1 << 20, 2 << 20));
    drop(measuring);
    ended(&fake, 0).await;
}

async fn another_session_gets_another_client(mut fake: FakeEngine) {
    let (one, two) = (id('a'), id('b'));
    for (id, mebibytes) in [(&two, 2), (&one, 1)] {
        fake.on(&["stats", id], [Step::Print(line(fake.kind, id, mebibytes)), Step::Hang]);
    }
    let meter = meter(&fake);
    let mut first = meter.measure([one.clone()]);
    assert_eq!(next(&mut first).await[0].memory, 1 << 20);
    let mut second = meter.measure([two.clone()]);
    assert_eq!(next(&mut second).await[0].memory, 2 << 20);
    drop(first);
    // It serves who is left: nothing is started for it.
    let calls = ended(&fake, 1).await;
    assert!(calls == 2 && !fake.runs(&fake.calls_with(&["stats"])[0]));
    drop(second);
    ended(&fake, 0).await;
}
