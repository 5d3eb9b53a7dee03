//! Loops of containers that end at once.

use std::time::Duration;

use berth_archive::Run;
use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::within;
use jiff::Timestamp;

use super::{record, runs_of};

on_both!(kind: loops_that_end_at_once_have_each_run_once);

const LIMIT: Duration = Duration::from_secs(60);

const LOOPS: i64 = 4;

/// Of each loop; the last goes on. docker doubles the pause with every restart: one loop alone
/// makes seven runs in 13 s.
fn rounds(kind: EngineKind) -> i64 {
    match kind {
        EngineKind::Podman => 20,
        _ => 6,
    }
}

/// Counts its runs in its own files, and ends with the count; the last one, `$0`, goes on.
const COUNTS: &str = "n=$(cat /n 2>/dev/null || echo 0); n=$((n+1)); echo $n >/n; \
    [ $n -ge $0 ] && exec sleep 1000; exit $n";

/// The codes of all ends of a container, as the engine's own events tell.
fn ends(name: &Named, since: Timestamp) -> Vec<i64> {
    let (since, until) = (since.as_second().to_string(), (Timestamp::now().as_second() + 1).to_string());
    // docker takes each name that begins like that for the same.
    let of = format!("container={}", name.inspect("{{.Id}}"));
    let [event, format, end, at] = match name.kind {
        // Up to a time that is not over yet it tells nothing (4.3).
        EngineKind::Podman => ["event=died", "{{.ContainerExitCode}}", "--stream=false", "--no-trunc"],
        _ => ["event=die", "{{.Actor.Attributes.exitCode}}", "--until", &until],
    };
    let args = ["events", "--since", &since, end, at, "--filter", &of, "--filter", event, "--format", format];
    let said = Engines::get().ask(name.kind, &args);
    said.lines().map(|line| line.parse().unwrap_or_else(|_| panic!("{said}"))).collect()
}

async fn loops_that_end_at_once_have_each_run_once(kind: EngineKind) {
    let harness = Harness::real(kind);
    let _recording = record(&harness.runner).await;
    let (since, rounds) = (Timestamp::now(), rounds(kind));
    let options = ["--restart=always", "--network=none", "--label=dev.berth.owner=berth"];
    let start = |_| {
        let starting = Named::start(kind, "fast").without_terminal().options(&options);
        starting.script(COUNTS).arg(&rounds.to_string()).run()
    };
    let names: Vec<Named> = (0..LOOPS).map(start).collect();
    for name in &names {
        let made = within(LIMIT, || async {
            let running = name.inspect("{{.RestartCount}} {{.State.Running}}");
            (running == format!("{} true", rounds - 1)).then_some(())
        });
        assert!(made.await.is_some(), "{}", name.inspect("{{json .}}"));
        let told = ends(name, since);
        assert_eq!(told, (1..rounds).collect::<Vec<_>>(), "by the engine's events");

        let codes: Vec<_> = told.into_iter().map(Some).chain([None]).collect();
        let recorded = || runs_of(harness.runner.archive(), &name.name);
        let same = within(LIMIT, || async {
            recorded().iter().map(|run| run.exit_code).eq(codes.iter().copied()).then_some(())
        });
        if same.await.is_none() {
            let told = |run: &Run| format!("{} {:?} {:?}", run.key.started_at, run.ended_at, run.exit_code);
            let found: Vec<_> = recorded().iter().map(told).collect();
            panic!("{codes:?} {found:#?}");
        }
    }
}
