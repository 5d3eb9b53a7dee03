//! Engines on another machine: what the tests make of the loopback.

use berth_runner::{EngineKind, State, StopOptions};
use berth_terminal::Size;
use berth_tests::engines::Named;
use berth_tests::harness::{Harness, spec};
use berth_tests::remote::{Home, Machine, REMOTE};
use berth_tests::view::View;

mod faults;
mod paths;
mod verbs;

/// Answers lines, with the size of its terminal; ends with 5 when it is told to.
const ANSWERS: &str = "sh -c 'trap \"exit 5\" TERM; stty -echo; echo ready; \
                       while read line; do echo \"got $line.\"; stty size; done'";

pub(super) async fn remote_harness(home: &Home, kind: EngineKind) -> Harness {
    named(home, kind, REMOTE).await
}

async fn named(home: &Home, kind: EngineKind, name: &str) -> Harness {
    Harness::on(home.engine(kind, name).await)
}

async fn attached(harness: &Harness, name: &Named) -> View {
    View::open(&harness.runner.attach_command(&name.name).await.unwrap())
}
