use std::time::{Duration, Instant};

use berth_runner::{EngineUpdate, Session, State, Watch};
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::harness::Harness;
use berth_tests::on_both;

use super::{next, snapshot};

on_both!(harness: what_others_do_is_seen, what_is_there_is_told_first, a_restart_policy_at_work_is_followed);

/// Waits for an update of this session in a state; others' come in between.
async fn seen(watch: &mut Watch, id: &str, is: impl Fn(&Session) -> bool) -> Session {
    loop {
        if let EngineUpdate::Updated { sessions, .. }
        | EngineUpdate::Snapshot(berth_runner::Listing { sessions, .. }) = next(watch).await
            && let Some(session) = sessions.into_iter().find(|session| session.id == id && is(session))
        {
            return session;
        }
    }
}

async fn what_others_do_is_seen(harness: &Harness) {
    let engines = Engines::get();
    let (named, other) = (harness.name("live"), harness.name("live"));
    let mut watch = harness.runner.watch();
    snapshot(&mut watch).await;
    let ask = |args: &[&str]| engines.ask(harness.kind, args);

    let began = Instant::now();
    let printed = ask(&["run", "-d", "--name", &named.name, IMAGE, "sleep", "1000"]);
    let id = printed.lines().next_back().unwrap().to_owned();
    let session = seen(&mut watch, &id, |s| s.state == State::Running).await;
    assert!(!session.own && session.pid.is_some(), "{session:?}");

    ask(&["pause", &named.name]);
    seen(&mut watch, &id, |s| s.state == State::Paused).await;
    ask(&["unpause", &named.name]);
    seen(&mut watch, &id, |s| s.state == State::Running).await;
    ask(&["rename", &named.name, &other.name]);
    seen(&mut watch, &id, |s| s.name == other.name).await;
    ask(&["kill", &other.name]);
    let session = seen(&mut watch, &id, |s| s.state == State::Exited).await;
    assert_eq!(session.exit_code, Some(137));
    ask(&["rm", &other.name]);
    loop {
        if let EngineUpdate::Updated { gone, .. } = next(&mut watch).await
            && gone.contains(&id)
        {
            break;
        }
    }
    // By events: the next snapshot that nothing asks for is a minute away.
    assert!(began.elapsed() < Duration::from_secs(45), "{:?}", began.elapsed());
}

async fn what_is_there_is_told_first(harness: &Harness) {
    let named = harness.name("there");
    Engines::get().ask(harness.kind, &["create", "--name", &named.name, IMAGE, "true"]);
    let mut watch = harness.runner.watch();
    let listing = snapshot(&mut watch).await;
    let session = listing.sessions.iter().find(|session| session.name == named.name).unwrap();
    assert_eq!(session.state, State::Created);
}

async fn a_restart_policy_at_work_is_followed(harness: &Harness) {
    let named = harness.name("again");
    let mut watch = harness.runner.watch();
    snapshot(&mut watch).await;
    let policy = "--restart=on-failure:2";
    let args = ["run", "-d", policy, "--name", &named.name, IMAGE, "sh", "-c", "sleep 0.2; exit 4"];
    let printed = Engines::get().ask(harness.kind, &args);
    let id = printed.lines().next_back().unwrap().to_owned();
    let is_over = |s: &Session| s.state == State::Exited && s.restart_count == 2;
    assert_eq!(seen(&mut watch, &id, is_over).await.exit_code, Some(4));
}
