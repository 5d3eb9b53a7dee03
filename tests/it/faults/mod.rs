//! Engines that misbehave: what Berth says, that it says it in time, and what it ran.

use std::time::{Duration, Instant};

use berth_runner::EngineKind;
use berth_tests::fake::{FakeEngine, container, id, inspected, not_found};
use berth_tests::script::Step;

mod argv;
mod broken;
#[cfg(target_os = "linux")]
pub(crate) mod exhausted;
mod garbage;
mod huge;
// Windows has no signals: a client that was killed has a status there, as one that refused.
#[cfg(unix)]
mod killed;
mod language;
mod launch;
mod leftover;
mod refusal;
mod taken;
mod timeouts;
mod usage;
mod warnings;

/// The container that most scripts know.
pub(crate) const NAME: &str = "bot";

pub(crate) fn fake(kind: EngineKind) -> FakeEngine {
    FakeEngine::new(env!("CARGO_BIN_EXE_fake-engine"), kind)
}

/// The id of [`NAME`].
pub(crate) fn bot() -> String {
    id('a')
}

/// Makes the next `times` looks at the container find it in a state.
fn look(fake: &mut FakeEngine, times: usize, state: &str) {
    let found = inspected(&[container(fake.kind, &bot(), NAME, state)]);
    fake.first(times, &["container", "inspect"], [found]);
}

/// Makes all looks that are not answered yet find it in a state.
fn look_always(fake: &mut FakeEngine, state: &str) {
    look(fake, usize::MAX, state);
}

/// Makes the next `times` looks find nothing.
fn look_in_vain(fake: &mut FakeEngine, times: usize) {
    let steps = not_found(fake.kind, NAME);
    fake.first(times, &["container", "inspect"], steps);
}

/// Says what it is and then nothing more, deaf to signals, with a child that holds its
/// streams open.
pub(crate) fn stuck() -> Vec<Step> {
    vec![Step::IgnoreTerm, Step::Grandchild, Step::Warn("a warning\n".into()), Step::Hang]
}

/// Runs something that has to be over within its limit, a second for draining, and what
/// a busy machine needs.
async fn in_time<T>(limit: Duration, work: impl Future<Output = T>) -> T {
    let began = Instant::now();
    let done = work.await;
    let most = limit + Duration::from_secs(6);
    assert!(began.elapsed() < most, "took {:?}, the limit was {limit:?}", began.elapsed());
    done
}

/// No process of the fake engine is left, children of its own included.
pub(crate) fn all_ended(fake: &FakeEngine) {
    for call in fake.calls() {
        let what = format!("{:?} to end", call.args);
        berth_tests::wait::until(&what, || (!fake.runs(&call)).then_some(()));
    }
}
