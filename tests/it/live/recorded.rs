//! What a recorder keeps of an engine that prints nonsense.

use berth_archive::{Ending, LogState, RunFilter};
use berth_runner::{EngineKind, HistorySettings, Limits, Recorder, WatchIntervals};
use berth_tests::fake::{FakeEngine, container, inspected, listed};
use berth_tests::harness::{Harness, runs};
use berth_tests::on_both;
use berth_tests::script::Step;
use berth_tests::wait::until_async;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::Value;
use tokio::sync::watch;

use super::NEVER;
use crate::faults::{NAME, bot};

on_both!(fake: garbage_between_events_leaves_one_run_that_is_right,
    three_hundred_runs_at_once_are_each_there_once);

/// Runs of a loop that ended.
const RUNS: i64 = 300;

fn event(kind: EngineKind, word: &str, time: &str, code: &str) -> String {
    let id = bot();
    match kind {
        EngineKind::Podman => format!(
            "{{\"ID\":\"{id}\",\"Image\":\"bb\",\"Name\":\"x\",\"Status\":\"{word}\",\"Time\":\"{time}\",\"ContainerExitCode\":{code},\"Type\":\"container\",\"Attributes\":{{}}}}\n"
        ),
        _ => {
            let nanoseconds = time.parse::<Timestamp>().unwrap().as_nanosecond();
            format!(
                "{{\"status\":\"{word}\",\"Type\":\"container\",\"Action\":\"{word}\",\"Actor\":{{\"ID\":\"{id}\",\"Attributes\":{{\"name\":\"x\",\"exitCode\":\"{code}\"}}}},\"time\":1,\"timeNano\":{nanoseconds}}}\n"
            )
        }
    }
}

fn with_code(mut container: Value, code: i64) -> Value {
    container["State"]["ExitCode"] = code.into();
    container
}

async fn garbage_between_events_leaves_one_run_that_is_right(mut fake: FakeEngine) {
    let kind = fake.kind;
    let died = if kind == EngineKind::Podman { "died" } else { "die" };
    fake.on(&["ps"], [listed(kind, &[(&bot(), NAME, "running")])]);
    fake.first(1, &["container", "inspect"], [inspected(&[container(kind, &bot(), NAME, "running")])]);
    let over = with_code(container(kind, &bot(), NAME, "exited"), 3);
    fake.on(&["container", "inspect"], [inspected(&[over])]);
    fake.on(&["logs"], [Step::Print("words\n".into())]);
    // It began at 12:58:36.5 and ended a minute later.
    let end = event(kind, died, "2024-11-23T12:59:36.6Z", "3");
    let garbage = [
        "null\n{\"Type\":\n[1,2]\n\"text\"\n\n\u{0}\u{1b}[31m\u{feff}\n".to_owned(),
        format!("{{\"ID\":\"{}\"}}\n", "x".repeat(100_000)),
        // From before it was made, and from years later.
        event(kind, "start", "1970-01-01T00:00:01Z", "0"),
        event(kind, died, "1970-01-01T00:00:02Z", "9"),
        event(kind, "start", "2099-01-01T00:00:00Z", "0"),
        event(kind, died, "2099-01-01T00:00:01Z", "9"),
        end.clone(),
        // Twice, cut off, and with another code.
        end.clone(),
        end[..end.len() / 2].to_owned() + "\n",
        event(kind, died, "2024-11-23T12:59:37Z", "77"),
    ];
    fake.on(&["events"], [Step::Await("go".into()), Step::Print(garbage.concat()), Step::Hang]);
    let harness = Harness::fake(&fake, Limits::default());
    let recorder = Recorder::start(&harness.runner, HistorySettings::default());
    let intervals = WatchIntervals { reconcile: NEVER, ..WatchIntervals::default() };
    let mut watch = harness.runner.watch_recorded(intervals, watch::channel(false).1, recorder);
    watch.next().await.unwrap();
    let _watching = tokio::spawn(async move { while watch.next().await.is_some() {} });
    let all = || runs(harness.runner.archive(), &RunFilter::default());
    until_async("its run", || async { (all().len() == 1).then_some(()) }).await;
    fake.allow("go");
    let looks = || fake.calls_with(&["container", "inspect"]).len();
    until_async("a look at its end", || async { (looks() > 1).then_some(()) }).await;
    let over = until_async("its end and its log", || async {
        all().pop().filter(|run| run.exit_code.is_some() && run.log == LogState::Whole)
    });
    let over = over.await;
    assert_eq!((over.exit_code, over.ending), (Some(3), Some(Ending::Failed)), "{over:?}");
    let ended: Timestamp = "2024-11-23T12:59:36.5Z".parse().unwrap();
    assert!(over.ended_at.unwrap().duration_since(ended).as_secs() == 0, "{over:?}");
    assert!(over.key.started_at.duration_since(ended).as_secs() == -60, "{over:?}");
    assert_eq!(all().len(), 1, "{:#?}", all());
}

/// When a run of the loop began, one every 200 ms.
fn began(run: i64) -> Timestamp {
    let first: Timestamp = "2024-11-23T12:58:36.5Z".parse().unwrap();
    first + SignedDuration::from_millis(200 * run)
}

fn code(run: i64) -> i64 {
    run % 200 + 1
}

/// What the engine's client tells of these runs: each lasts 80 ms, and its start is told 2 ms later.
fn told(kind: EngineKind, runs: std::ops::Range<i64>) -> Step {
    let died = if kind == EngineKind::Podman { "died" } else { "die" };
    let told = |run| {
        let (start, end) = (began(run) + 2.milliseconds(), began(run) + 80.milliseconds());
        let start = event(kind, "start", &start.to_string(), "0");
        if run < RUNS { start + &event(kind, died, &end.to_string(), &code(run).to_string()) } else { start }
    };
    Step::Print(runs.map(told).collect())
}

/// The container while this run goes on; engines keep the end of the one before.
fn during(kind: EngineKind, run: i64) -> Step {
    let mut container = container(kind, &bot(), NAME, "running");
    container["RestartCount"] = run.into();
    container["HostConfig"]["RestartPolicy"]["Name"] = "always".into();
    container["State"]["StartedAt"] = began(run).to_string().into();
    if run > 0 {
        container["State"]["FinishedAt"] = (began(run - 1) + 80.milliseconds()).to_string().into();
    }
    inspected(&[container])
}

/// Engines make 2 to 3 runs a second; here they come as fast as they are taken, and the looks are ahead of them.
async fn three_hundred_runs_at_once_are_each_there_once(mut fake: FakeEngine) {
    let kind = fake.kind;
    fake.on(&["ps"], [listed(kind, &[(&bot(), NAME, "running")])]);
    fake.first(1, &["container", "inspect"], [during(kind, 0)]);
    fake.on(&["container", "inspect"], [during(kind, RUNS)]);
    fake.on(&["logs"], [Step::Print("words\n".into())]);
    let half = RUNS / 2;
    let (first, rest) = (told(kind, 0..half), told(kind, half..RUNS + 1));
    let (go, more) = (Step::Await("go".into()), Step::Await("more".into()));
    fake.on(&["events"], [go, first, more, rest, Step::Hang]);
    let harness = Harness::fake(&fake, Limits::default());
    let recorder = Recorder::start(&harness.runner, HistorySettings::default());
    let intervals = WatchIntervals { reconcile: NEVER, ..WatchIntervals::default() };
    let mut watch = harness.runner.watch_recorded(intervals, watch::channel(false).1, recorder);
    watch.next().await.unwrap();
    let _watching = tokio::spawn(async move { while watch.next().await.is_some() {} });
    let all = || {
        let filter = RunFilter { limit: 1000, ..RunFilter::default() };
        let mut all = runs(harness.runner.archive(), &filter);
        all.reverse();
        all
    };
    until_async("its first run", || async { (all().len() == 1).then_some(()) }).await;
    fake.allow("go");
    until_async("a look that is ahead", || async {
        all().last().is_some_and(|run| run.restarts == u32::try_from(RUNS).unwrap()).then_some(())
    })
    .await;
    fake.allow("more");
    let codes: Vec<_> = (0..RUNS).map(|run| Some(code(run))).chain([None]).collect();
    let same = || all().iter().map(|run| run.exit_code).eq(codes.iter().copied());
    until_async("each run once", || async { same().then_some(()) }).await;
}
