use std::time::Duration;

use berth_runner::{EngineKind, Limits, State, Watch, WatchIntervals};
use berth_tests::fake::{FakeEngine, container, id, inspected, listed, not_found};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;
use berth_tests::wait::until_async;
use tokio::sync::watch;

use super::{NEVER, away, snapshot, updated};
use crate::faults::{NAME, bot, stuck};

on_both!(fake: an_event_is_one_look_at_what_it_names,
    every_shape_of_events_is_read,
    what_is_removed_is_gone,
    what_looks_the_same_is_not_told,
    what_the_engine_does_not_speak_of_is_not_gone,
    many_events_are_one_snapshot,
    events_that_end_are_begun_again,
    one_that_goes_away_is_told_once_and_comes_back,
    one_that_hangs_is_away_until_it_answers,
    one_that_is_not_there_yet_is_waited_for,
    endless_nonsense_is_no_event,
    one_without_events_is_asked_again_and_again,
    nobody_asks_for_a_hidden_window,
    a_flood_of_checks_is_no_work_and_a_new_verdict_is_told,
);

fn intervals() -> WatchIntervals {
    WatchIntervals {
        debounce: Duration::from_millis(150),
        reconcile: NEVER,
        poll: Duration::from_millis(50),
        back_off: (Duration::from_millis(20), Duration::from_millis(200)),
    }
}

fn watching(fake: &FakeEngine, intervals: WatchIntervals, hidden: &watch::Sender<bool>) -> Watch {
    let limits = Limits { inspect: Duration::from_secs(4), ..Limits::default() };
    Harness::fake(fake, limits).runner.watch_while(intervals, hidden.subscribe())
}

fn shown() -> watch::Sender<bool> {
    watch::Sender::new(false)
}

/// What the engine says when this happens to the container.
fn event(kind: EngineKind, id: &str, word: &str) -> Step {
    let line = match kind {
        EngineKind::Podman => podman_4(id, word),
        _ => docker(id, word),
    };
    Step::Print(line)
}

fn podman_4(id: &str, word: &str) -> String {
    format!(
        "{{\"ID\":\"{id}\",\"Image\":\"bb\",\"Name\":\"x\",\"Status\":\"{word}\",\"Time\":\"2026-11-23T15:35:14.8Z\",\"Type\":\"container\",\"Attributes\":{{}}}}\n"
    )
}

fn podman_5(id: &str, word: &str) -> String {
    format!(
        "{{\"ID\":\"{id}\",\"Name\":\"x\",\"Status\":\"{word}\",\"time\":1,\"timeNano\":1,\"Type\":\"container\",\"Attributes\":null}}\n"
    )
}

fn docker(id: &str, word: &str) -> String {
    format!(
        "{{\"status\":\"{word}\",\"Type\":\"container\",\"Action\":\"{word}\",\"Actor\":{{\"ID\":\"{id}\",\"Attributes\":{{\"name\":\"x\"}}}},\"time\":1}}\n"
    )
}

fn lists(fake: &mut FakeEngine) {
    let row = listed(fake.kind, &[(&bot(), NAME, "running")]);
    fake.on(&["ps"], [row]);
}

fn looks(fake: &mut FakeEngine, times: usize, state: &str) {
    let found = inspected(&[container(fake.kind, &bot(), NAME, state)]);
    fake.first(times, &["container", "inspect"], [found]);
}

fn refusal(kind: EngineKind) -> Vec<Step> {
    let (stderr, status) = match kind {
        EngineKind::Podman => ("Cannot connect to Podman. Please verify your connection\n", 125),
        _ => ("Cannot connect to the Docker daemon at unix:///x. Is it running?\n", 1),
    };
    vec![Step::Warn(stderr.into()), Step::Exit(status)]
}

/// Their task is ended by the runtime, which has to get a turn.
async fn all_end(fake: &FakeEngine) {
    let alive = || fake.calls().iter().any(|call| fake.runs(call));
    until_async("all clients to end", || async { (!alive()).then_some(()) }).await;
}

async fn an_event_is_one_look_at_what_it_names(mut fake: FakeEngine) {
    lists(&mut fake);
    looks(&mut fake, 1, "running");
    looks(&mut fake, usize::MAX, "exited");
    let happens = ["died", "cleanup", "die"].map(|word| event(fake.kind, &bot(), word));
    fake.on(&["events"], [vec![Step::Await("go".into())], happens.to_vec(), vec![Step::Hang]].concat());
    let mut watch = watching(&fake, intervals(), &shown());
    assert_eq!(snapshot(&mut watch).await.sessions[0].state, State::Running);
    fake.allow("go");
    let (sessions, gone) = updated(&mut watch).await;
    assert_eq!((sessions[0].state, sessions.len(), gone.len()), (State::Exited, 1, 0));
    assert_eq!(fake.calls_with(&["ps"]).len(), 1);
    assert_eq!(fake.calls_with(&["container", "inspect"]).len(), 2);
    let asked = &fake.calls_with(&["events", "--since", "--filter", "type=container"])[0].args;
    assert!(asked[2].parse::<i64>().is_ok(), "{asked:?}");
}

async fn every_shape_of_events_is_read(mut fake: FakeEngine) {
    fake.on(&["ps"], [listed(fake.kind, &[])]);
    let ids = ['a', 'b', 'c'].map(id);
    let found: Vec<_> =
        ids.iter().zip(["x", "y", "z"]).map(|(id, name)| container(fake.kind, id, name, "running")).collect();
    fake.on(&["container", "inspect"], [inspected(&found)]);
    let lines = [podman_4(&ids[0], "start"), podman_5(&ids[1], "start"), docker(&ids[2], "start")].concat();
    // An upgrade under way: the same stream changes its shape, and cuts a line.
    let printed = Step::Print(format!("null\n{{\"Type\":\n{lines}"));
    fake.on(&["events"], [Step::Await("go".into()), printed, Step::Hang]);
    let mut watch = watching(&fake, intervals(), &shown());
    assert_eq!(snapshot(&mut watch).await.sessions.len(), 0);
    fake.allow("go");
    assert_eq!(updated(&mut watch).await.0.len(), 3);
    let args = ["container", "inspect", &ids[0], &ids[1], &ids[2]];
    assert_eq!(fake.calls_with(&args).len(), 1, "all in one call");
}

async fn what_is_removed_is_gone(mut fake: FakeEngine) {
    lists(&mut fake);
    looks(&mut fake, 1, "exited");
    fake.on(&["container", "inspect"], not_found(fake.kind, &bot()));
    let removed = event(fake.kind, &bot(), "remove");
    fake.on(&["events"], [Step::Await("go".into()), removed, Step::Hang]);
    let mut watch = watching(&fake, intervals(), &shown());
    snapshot(&mut watch).await;
    fake.allow("go");
    assert_eq!(updated(&mut watch).await, (vec![], vec![bot()]));
}

async fn what_looks_the_same_is_not_told(mut fake: FakeEngine) {
    lists(&mut fake);
    looks(&mut fake, 2, "running");
    looks(&mut fake, usize::MAX, "paused");
    let happens = event(fake.kind, &bot(), "pause");
    let again = Step::Await("again".into());
    fake.on(&["events"], [Step::Await("go".into()), happens.clone(), again, happens, Step::Hang]);
    let mut watch = watching(&fake, intervals(), &shown());
    snapshot(&mut watch).await;
    fake.allow("go");
    until_async("a look", || async { (fake.calls_with(&["container", "inspect"]).len() == 2).then_some(()) })
        .await;
    fake.allow("again");
    assert_eq!(updated(&mut watch).await.0[0].state, State::Paused);
}

async fn what_the_engine_does_not_speak_of_is_not_gone(mut fake: FakeEngine) {
    let other = id('b');
    let rows = listed(fake.kind, &[(&bot(), NAME, "running"), (&other, "other", "running")]);
    fake.on(&["ps"], [rows]);
    let both =
        [container(fake.kind, &bot(), NAME, "running"), container(fake.kind, &other, "other", "running")];
    fake.first(1, &["container", "inspect"], [inspected(&both)]);
    // Cut off after the first: the second is neither there nor said to be absent.
    let cut = [inspected(&both[..1]), Step::Warn("something went wrong\n".into()), Step::Exit(1)];
    fake.first(1, &["container", "inspect"], cut);
    let ended = container(fake.kind, &other, "other", "exited");
    fake.on(&["container", "inspect"], [inspected(&[both[0].clone(), ended])]);
    let happens = [event(fake.kind, &bot(), "start"), event(fake.kind, &other, "die")];
    fake.on(&["events"], [vec![Step::Await("go".into())], happens.to_vec(), vec![Step::Hang]].concat());
    let mut watch = watching(&fake, intervals(), &shown());
    snapshot(&mut watch).await;
    fake.allow("go");
    // It is asked for again.
    let (sessions, gone) = updated(&mut watch).await;
    assert_eq!((sessions.len(), sessions[0].id.clone(), sessions[0].state), (1, other, State::Exited));
    assert!(gone.is_empty(), "{gone:?}");
}

async fn many_events_are_one_snapshot(mut fake: FakeEngine) {
    lists(&mut fake);
    looks(&mut fake, 1, "running");
    looks(&mut fake, usize::MAX, "exited");
    let line = |number| match fake.kind {
        EngineKind::Podman => podman_4(&format!("{number:064x}"), "start"),
        _ => docker(&format!("{number:064x}"), "start"),
    };
    let happens = Step::Print((0..2000).map(line).collect());
    fake.on(&["events"], [Step::Await("go".into()), happens, Step::Hang]);
    let mut watch = watching(&fake, intervals(), &shown());
    snapshot(&mut watch).await;
    fake.allow("go");
    assert_eq!(snapshot(&mut watch).await.sessions[0].state, State::Exited);
    let of_one = format!("{:064x}", 0);
    assert_eq!(fake.calls_with(&["inspect", &of_one]).len(), 0);
}

async fn events_that_end_are_begun_again(mut fake: FakeEngine) {
    lists(&mut fake);
    looks(&mut fake, 1, "running");
    looks(&mut fake, usize::MAX, "exited");
    fake.first(3, &["events"], [Step::Warn("unexpected EOF\n".into()), Step::Exit(1)]);
    fake.on(&["events"], [Step::Hang]);
    let mut watch = watching(&fake, intervals(), &shown());
    assert_eq!(snapshot(&mut watch).await.sessions[0].state, State::Running);
    // What happened meanwhile is seen, and the engine was never away.
    assert_eq!(snapshot(&mut watch).await.sessions[0].state, State::Exited);
    until_async("the fourth client", || async { (fake.calls_with(&["events"]).len() == 4).then_some(()) })
        .await;
}

async fn one_that_goes_away_is_told_once_and_comes_back(mut fake: FakeEngine) {
    let row = listed(fake.kind, &[(&bot(), NAME, "running")]);
    fake.first(1, &["ps"], [row]);
    fake.first(4, &["ps"], refusal(fake.kind));
    lists(&mut fake);
    looks(&mut fake, usize::MAX, "running");
    fake.first(1, &["events"], [vec![Step::Await("go".into())], refusal(fake.kind)].concat());
    fake.first(4, &["events"], refusal(fake.kind));
    fake.on(&["events"], [Step::Hang]);
    let mut watch = watching(&fake, intervals(), &shown());
    snapshot(&mut watch).await;
    fake.allow("go");
    assert_eq!(away(&mut watch).await, "engine_unavailable");
    // The next is that it is back, with the same rows as before.
    assert_eq!(snapshot(&mut watch).await.sessions.len(), 1);
    assert_eq!(fake.calls_with(&["ps"]).len(), 6);
}

async fn one_that_hangs_is_away_until_it_answers(mut fake: FakeEngine) {
    lists(&mut fake);
    looks(&mut fake, 1, "running");
    fake.first(1, &["container", "inspect"], stuck());
    looks(&mut fake, usize::MAX, "exited");
    let happens = event(fake.kind, &bot(), "die");
    fake.on(&["events"], [vec![Step::Await("go".into()), happens], stuck()].concat());
    let mut watch = watching(&fake, intervals(), &shown());
    snapshot(&mut watch).await;
    fake.allow("go");
    assert_eq!(away(&mut watch).await, "timed_out");
    assert_eq!(snapshot(&mut watch).await.sessions[0].state, State::Exited);
    drop(watch);
    // Dropped, it takes its clients along, deaf ones and their children too.
    all_end(&fake).await;
}

async fn one_that_is_not_there_yet_is_waited_for(mut fake: FakeEngine) {
    fake.first(2, &["ps"], refusal(fake.kind));
    lists(&mut fake);
    looks(&mut fake, usize::MAX, "running");
    fake.first(2, &["events"], refusal(fake.kind));
    fake.on(&["events"], [Step::Hang]);
    let mut watch = watching(&fake, intervals(), &shown());
    assert_eq!(away(&mut watch).await, "engine_unavailable");
    assert_eq!(snapshot(&mut watch).await.sessions.len(), 1);
}

async fn endless_nonsense_is_no_event(mut fake: FakeEngine) {
    lists(&mut fake);
    looks(&mut fake, usize::MAX, "running");
    fake.on(&["events"], [Step::FloodStdout]);
    let (sender, hidden) = (shown(), WatchIntervals { reconcile: Duration::from_millis(300), ..intervals() });
    let mut watch = watching(&fake, hidden, &sender);
    snapshot(&mut watch).await;
    // It goes on with what is due, and is not led astray.
    until_async("snapshots", || async { (fake.calls_with(&["ps"]).len() >= 3).then_some(()) }).await;
    assert_eq!(fake.calls_with(&["events"]).len(), 1);
    drop(watch);
    all_end(&fake).await;
}

async fn one_without_events_is_asked_again_and_again(mut fake: FakeEngine) {
    lists(&mut fake);
    looks(&mut fake, 3, "running");
    looks(&mut fake, usize::MAX, "exited");
    let stderr = "Error: cannot read events with the \"none\" backend\n";
    fake.on(&["events"], [Step::Warn(stderr.into()), Step::Exit(125)]);
    let mut watch = watching(&fake, intervals(), &shown());
    assert_eq!(snapshot(&mut watch).await.sessions[0].state, State::Running);
    assert_eq!(snapshot(&mut watch).await.sessions[0].state, State::Exited);
    assert_eq!(fake.calls_with(&["ps"]).len(), 4);
    assert_eq!(fake.calls_with(&["events"]).len(), 1);
}

async fn nobody_asks_for_a_hidden_window(mut fake: FakeEngine) {
    lists(&mut fake);
    looks(&mut fake, 1, "running");
    looks(&mut fake, usize::MAX, "exited");
    let happens = event(fake.kind, &bot(), "die");
    fake.on(&["events"], [Step::Await("go".into()), happens, Step::Hang]);
    let hidden = watch::Sender::new(true);
    let often = WatchIntervals { reconcile: Duration::from_millis(20), ..intervals() };
    let mut watch = watching(&fake, often, &hidden);
    snapshot(&mut watch).await;
    fake.allow("go");
    // Events are reported all the same; several snapshots would have been due until then.
    assert_eq!(updated(&mut watch).await.0[0].state, State::Exited);
    assert_eq!(fake.calls_with(&["ps"]).len(), 1);
    hidden.send_replace(false);
    until_async("snapshots", || async { (fake.calls_with(&["ps"]).len() >= 3).then_some(()) }).await;
}

/// A check a second of every container, each an exec, on an engine with many.
async fn a_flood_of_checks_is_no_work_and_a_new_verdict_is_told(mut fake: FakeEngine) {
    lists(&mut fake);
    let verdict = |verdict: &str| {
        let mut found = container(fake.kind, &bot(), NAME, "running");
        found["State"]["Health"] = serde_json::json!({ "Status": verdict, "FailingStreak": 1, "Log": null });
        inspected(&[found])
    };
    let (first, last) = (verdict("starting"), verdict("unhealthy"));
    fake.first(2, &["container", "inspect"], [first]);
    fake.on(&["container", "inspect"], [last]);
    let check = |verdict: &str| match fake.kind {
        EngineKind::Podman => podman_4(&bot(), "health_status")
            .replace("\"Attributes\"", &format!("\"health_status\":\"{verdict}\",\"Attributes\"")),
        _ => docker(&bot(), &format!("health_status: {verdict}")),
    };
    let words: &[&str] = match fake.kind {
        EngineKind::Podman => &["exec", "exec_died"],
        _ => &["exec_create: test -e /ok", "exec_start: test -e /ok", "exec_die"],
    };
    let lines: String = words
        .iter()
        .map(|word| match fake.kind {
            EngineKind::Podman => podman_4(&bot(), word),
            _ => docker(&bot(), word),
        })
        .chain([check("starting")])
        .collect();
    let (flood, news) = (Step::Print(lines.repeat(5000)), Step::Print(check("unhealthy")));
    let (go, then) = (Step::Await("go".into()), Step::Await("then".into()));
    fake.on(&["events"], [go, Step::Print(check("starting")), flood, then, news, Step::Hang]);
    let mut watch = watching(&fake, intervals(), &shown());
    let listing = snapshot(&mut watch).await;
    assert!(listing.sessions[0].checks.is_some());
    fake.allow("go");
    let looks = || fake.calls_with(&["container", "inspect"]).len();
    until_async("a look at the first verdict", || async { (looks() == 2).then_some(()) }).await;
    fake.allow("then");
    let (sessions, _) = updated(&mut watch).await;
    assert_eq!(sessions[0].checks.as_ref().unwrap().status, berth_runner::CheckStatus::Unhealthy);
    // 20,000 events, and a look at each new verdict.
    assert_eq!((looks(), fake.calls_with(&["ps"]).len()), (3, 1));
}
