//! A thousand sessions: a fake engine that has as many as are asked for.

use serde_json::Value;

use crate::fake::{FakeEngine, container, inspected, listed};
use crate::script::Step;

/// Ids that Berth looks at in one call (`BATCH` in the runner).
const BATCH: usize = 200;

/// The name of a session of the crowd.
pub fn name(number: usize) -> String {
    format!("many-{number:04}")
}

/// Its id.
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
    // What a start was cut off from is none of these.
    fake.on(&["ps", "--filter"], [listed(kind, &[])]);
    fake.on(&["ps"], [listed(kind, &rows)]);
    for batch in all.chunks(BATCH) {
        let found: Vec<Value> =
            batch.iter().map(|(id, name, state)| container(kind, id, name, state)).collect();
        fake.on(&["container", "inspect", &batch[0].0], [inspected(&found)]);
    }
}

/// Has a running session paused, resumed, paused …, so many times: once for each word
/// [`turn`] that the engine is allowed. It must not be the first of a batch.
pub fn pauses_and_resumes(fake: &mut FakeEngine, number: usize, times: usize) {
    let kind = fake.kind;
    let mut steps = Vec::new();
    for time in 0..times {
        let state = if time % 2 == 0 { "paused" } else { "running" };
        let found = inspected(&[container(kind, &id(number), &name(number), state)]);
        fake.first(1, &["container", "inspect", &id(number)], [found]);
        let event = serde_json::json!({
            "status": "pause", "Type": "container", "Action": "pause",
            "Actor": { "ID": id(number), "Attributes": { "name": name(number) } }, "time": 1,
        });
        steps.extend([Step::Await(turn(time)), Step::Print(format!("{event}\n"))]);
    }
    fake.on(&["events"], [steps, vec![Step::Hang]].concat());
}

/// The word that allows a turn of [`pauses_and_resumes`].
pub fn turn(time: usize) -> String {
    format!("turn-{time}")
}
