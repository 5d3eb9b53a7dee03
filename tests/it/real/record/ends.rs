//! Who ended a run, and how.

use berth_archive::{Actor, EndedBy, Ending, Verb};
use berth_runner::{EngineKind, Runner, StopOptions};
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;
use berth_tests::wait::until_async;

use super::{own, record, runs_of, until_log, until_over, until_run};

on_both!(harness: its_own_end_is_its_own,
    a_window_and_berthctl_are_told_apart,
    the_engine_s_client_is_somebody_else,
    a_kill_from_outside_is_somebody_else,
    a_grace_that_ran_out_is_told,
    want_of_memory_is_the_kernel,
    a_start_that_failed_is_told,
);

const STOP: StopOptions = StopOptions { graceful: true, timeout: Some(5), remove: false };

fn window(harness: &Harness) -> Runner {
    harness.runner.clone().by(Actor::Window { pid: 4711 })
}

async fn its_own_end_is_its_own(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    let name = own(harness, "own", "echo hello; sleep 1; exit 3");
    let run = until_over(harness, &name.name).await;
    assert_eq!((run.ending, run.exit_code, run.by), (Some(Ending::Failed), Some(3), EndedBy::Itself));
    assert!(run.ended_at.unwrap() > run.key.started_at && run.own);
    assert_eq!(harness.archived_log(Some(run.id)), "hello\n");
}

async fn a_window_and_berthctl_are_told_apart(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    for (runner, actor) in [
        (window(harness), Actor::Window { pid: 4711 }),
        (harness.runner.clone(), Actor::Berthctl { pid: std::process::id() }),
    ] {
        let name = harness.name("who");
        harness.started(&name, RUNS_UNTIL_TERM).await;
        until_log(harness.runner.archive(), &name.name, "ready").await;
        runner.stop(&name.name, STOP).await.unwrap();
        let by = EndedBy::Berth { actor: actor.clone(), verb: Verb::Stop, killed_after_grace: false };
        let run = until_run(harness, &name.name, "stopped", |run| run.by == by).await;
        assert_eq!((run.exit_code, run.grace), (Some(0), Some(5)));

        runner.start_existing(&name.name).await.unwrap();
        runner.kill(&name.name, None).await.unwrap();
        let by = EndedBy::Berth { actor, verb: Verb::Kill, killed_after_grace: false };
        let run = until_run(harness, &name.name, "killed", |run| run.by == by).await;
        assert_eq!((run.number, run.generation, run.ending), (2, 1, Some(Ending::Killed)));
    }
}

async fn the_engine_s_client_is_somebody_else(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    // podman 4.3 says nothing of a stop: a program that obeys with 0 seems to end by itself.
    let code = if harness.kind == EngineKind::Podman { 143 } else { 0 };
    let obeys = format!("sh -c 'trap \"exit {code}\" TERM; echo ready; while :; do sleep 0.1; done'");
    for verb in [&["stop", "-t", "5"][..], &["kill"], &["restart", "-t", "5"]] {
        let name = harness.name("cli");
        harness.started(&name, &obeys).await;
        until_log(harness.runner.archive(), &name.name, "ready").await;
        Engines::get().ask(harness.kind, &[verb, &[&name.name]].concat());
        let first = until_async("its first run to be over", || async {
            let runs = runs_of(harness.runner.archive(), &name.name);
            runs.into_iter().next().filter(|run| run.ending.is_some())
        });
        let run = first.await;
        assert_eq!(run.by, EndedBy::Other, "{verb:?}: {run:?}");
    }
}

async fn a_kill_from_outside_is_somebody_else(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    let name = harness.name("kill9");
    let pid = harness.started(&name, RUNS_UNTIL_TERM).await.pid.unwrap();
    let killed = std::process::Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
    assert!(killed.success());
    let run = until_over(harness, &name.name).await;
    assert_eq!((run.ending, run.exit_code, run.by), (Some(Ending::Killed), Some(137), EndedBy::Other));
}

async fn a_grace_that_ran_out_is_told(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    let name = harness.name("deaf");
    harness.started(&name, "sh -c 'trap \"\" TERM HUP INT; echo up; while :; do sleep 0.1; done'").await;
    until_log(harness.runner.archive(), &name.name, "up").await;
    window(harness).stop(&name.name, StopOptions { timeout: Some(1), ..STOP }).await.unwrap();
    let run = until_over(harness, &name.name).await;
    let EndedBy::Berth { verb: Verb::Stop, killed_after_grace: true, .. } = run.by else { panic!("{run:?}") };
    assert_eq!((run.exit_code, run.grace), (Some(137), Some(1)));
}

async fn want_of_memory_is_the_kernel(harness: &Harness) {
    let _recording = record(&harness.runner).await;
    let name = harness.name("memory");
    let run = ["run", "-d", "--name", &name.name, "--memory=16m", IMAGE, "tail", "/dev/zero"];
    Engines::get().ask(harness.kind, &run);
    let run = until_over(harness, &name.name).await;
    assert_eq!(run.exit_code, Some(137));
    let (ending, by) = match harness.kind {
        // podman 4.3 does not tell (cgroup v1).
        EngineKind::Podman => (Ending::Killed, EndedBy::Other),
        _ => (Ending::OutOfMemory, EndedBy::Kernel),
    };
    assert_eq!((run.ending, run.by), (Some(ending), by));
}

/// docker keeps its words of a failed start with the container; podman keeps nothing.
async fn a_start_that_failed_is_told(harness: &Harness) {
    if harness.kind == EngineKind::Podman {
        return;
    }
    let _recording = record(&harness.runner).await;
    let name = Named::start(harness.kind, "failed").without_terminal().command(&["not-there"]).create();
    Engines::get().run(harness.kind, &["start", &name.name]);
    let run = until_run(harness, &name.name, "not started", |run| run.error.is_some()).await;
    assert_eq!(run.ending, Some(Ending::NotStarted), "{run:?}");
}
