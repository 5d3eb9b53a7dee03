//! Many sessions on a fake engine.

use serde_json::Value;

use crate::fake::{FakeEngine, container, inspected, listed};
use crate::script::Step;

/// How many ids Berth inspects in one call (`BATCH` in the runner).
const BATCH: usize = 200;

/// The name of a session of the crowd.
pub fn name(number: usize) -> String {
    format!("many-{number:04}")
}

/// The id of a session of the crowd.
pub fn id(number: usize) -> String {
    format!("{number:064x}")
}

/// Gives the engine `count` sessions: of each five, three run and two have ended.
pub fn gather(fake: &mut FakeEngine, count: usize) {
    let kind = fake.kind;
    let all: Vec<(String, String, &str)> = (0..count)
        .map(|number| (id(number), name(number), if number % 5 < 3 { "running" } else { "exited" }))
        .collect();
    let rows: Vec<_> = all.iter().map(|(id, name, state)| (id.as_str(), name.as_str(), *state)).collect();
    // None of them is left over from an interrupted start.
    fake.on(&["ps", "--filter"], [listed(kind, &[])]);
    fake.on(&["ps"], [listed(kind, &rows)]);
    for batch in all.chunks(BATCH) {
        let found: Vec<Value> =
            batch.iter().map(|(id, name, state)| container(kind, id, name, state)).collect();
        fake.on(&["container", "inspect", &batch[0].0], [inspected(&found)]);
    }
}

/// Pauses and resumes a running session in turn, `times` times: once for each word [`turn`]
/// that the test allows. It must not be the first session of a batch.
pub fn pauses_and_resumes(fake: &mut FakeEngine, number: usize, times: usize) {
    let kind = fake.kind;
    let mut steps = Vec::new();
    for time in 0..=times {
        let state = if time % 2 == 0 { "running" } else { "paused" };
        let found = inspected(&[container(kind, &id(number), &name(number), state)]);
        fake.until(&turn(time), &["container", "inspect", &id(number)], [found]);
    }
    for time in 0..times {
        let event = serde_json::json!({
            "status": "pause", "Type": "container", "Action": "pause",
            "Actor": { "ID": id(number), "Attributes": { "name": name(number) } }, "time": 1,
        });
        steps.extend([Step::Await(turn(time)), Step::Print(format!("{event}\n"))]);
    }
    fake.on(&["events"], [steps, vec![Step::Hang]].concat());
}

/// The word that allows the given turn of [`pauses_and_resumes`].
pub fn turn(time: usize) -> String {
    format!("turn-{time}")
}
