use berth_runner::{EngineKind, State};
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::harness::Harness;
use berth_tests::on_both;

on_both!(harness: one_whose_child_ran_out_of_memory_ended_by_itself,
    one_that_ran_out_of_memory_was_killed,
);

/// A limit that busybox's `tail` meets, which keeps a line whole.
const LIMIT: &str = "--memory=16m";

async fn one_whose_child_ran_out_of_memory_ended_by_itself(harness: &Harness) {
    let name = harness.name("within");
    let script = "(tail /dev/zero); exit 0";
    let run = ["run", "-d", "--name", &name.name, LIMIT, IMAGE, "sh", "-c", script];
    Engines::get().ask(harness.kind, &run);
    let session = harness.until(&name, State::Exited).await;
    assert_eq!((session.exit_code, session.oom_killed), (Some(0), false));
    // podman 4.3 tells of the main process only.
    assert!(session.oom_within || harness.kind == EngineKind::Podman);
}

async fn one_that_ran_out_of_memory_was_killed(harness: &Harness) {
    let name = harness.name("killed");
    Engines::get().ask(harness.kind, &["run", "-d", "--name", &name.name, LIMIT, IMAGE, "tail", "/dev/zero"]);
    let session = harness.until(&name, State::Exited).await;
    assert_eq!((session.exit_code, session.oom_within), (Some(137), false));
    assert!(session.oom_killed || harness.kind == EngineKind::Podman);
}
