use std::time::Duration;

use berth_observer::{Guard, Observer, Standing, Until, Waited};
use berth_runner::{EngineKind, State};
use berth_tests::engines::Engines;
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::wait::{PATIENCE, until, until_async};

use super::{line, observed, script, shows};

on_both!(harness: an_end_is_waited_for_and_told,
    it_is_read_again_after_a_start,
    it_is_read_again_after_a_restart_by_its_policy,
    a_removal_ends_the_observing,
    quiet_and_time_are_waited_for,
    an_observer_that_goes_leaves_nothing_behind,
);

async fn stands(observer: &Observer, standing: Standing) {
    until_async(&format!("{standing:?}"), || async { (observer.standing() == standing).then_some(()) }).await;
}

async fn an_end_is_waited_for_and_told(harness: &Harness) {
    let name = harness.name("ends");
    harness.started(&name, &script("read line; echo over; exit 7")).await;
    let observer = observed(harness, &name.name).await;
    observer.send(&line(""), &Guard::default()).await.unwrap();
    // What it shows last is seen, though it ends at once.
    let over = Until::Text(regex::Regex::new("^over$").unwrap());
    let waited = observer.wait(&over, Some(PATIENCE)).await;
    assert!(matches!(waited, Waited::Met { .. }), "{waited:?}");
    stands(&observer, Standing::NotRunning).await;
    let never = Until::Text(regex::Regex::new("never").unwrap());
    let waited = observer.wait(&never, Some(PATIENCE)).await;
    assert!(matches!(waited, Waited::Ended { exit_code: Some(7) }), "{waited:?}");
    let refused = observer.send(&line("late"), &Guard::default()).await;
    assert!(matches!(refused, Err(berth_observer::Error::Runner(berth_runner::Error::NotRunning { .. }))));
}

async fn it_is_read_again_after_a_start(harness: &Harness) {
    let name = harness.name("again");
    let command = script(
        "trap 'exit 0' TERM; echo run $(cat /n 2>/dev/null); echo x >>/n; while :; do sleep 0.1; done",
    );
    harness.started(&name, &command).await;
    let observer = observed(harness, &name.name).await;
    shows(&observer, "^run$").await;
    let engine = |verb: &str| Engines::get().ask(harness.kind, &[verb, &name.name]);
    engine("stop");
    stands(&observer, Standing::NotRunning).await;
    harness.until(&name, State::Exited).await;
    engine("start");
    shows_again(&observer, "^run x$").await;
    assert_eq!(observer.standing(), Standing::Joined);
    assert!(!observer.peek().text.lines.iter().any(|line| line == "run"), "the run before");
}

async fn it_is_read_again_after_a_restart_by_its_policy(harness: &Harness) {
    let script = "echo x >>/n; echo run $(wc -l </n); read line";
    let name = harness.name("policy").starting().options(&["--restart", "always"]).script(script).run();
    let observer = observed(harness, &name.name).await;
    for run in 1..=2 {
        shows_again(&observer, &format!("^run {run}$")).await;
        observer.send(&line(""), &Guard::default()).await.unwrap();
    }
    shows_again(&observer, "^run 3$").await;
}

/// As [`shows`], which the end of a run does not end.
async fn shows_again(observer: &Observer, pattern: &str) {
    let pattern = regex::Regex::new(pattern).unwrap();
    until_async(pattern.as_str(), || async {
        let is_on = observer.peek().text.lines.iter().any(|line| pattern.is_match(line));
        (observer.standing() == Standing::Joined && is_on).then_some(())
    })
    .await;
}

async fn a_removal_ends_the_observing(harness: &Harness) {
    let name = harness.name("gone");
    harness.started(&name, "cat").await;
    let observer = observed(harness, &name.name).await;
    let force: &[&str] = if harness.kind == EngineKind::Podman { &["-t", "0"] } else { &[] };
    Engines::get().ask(harness.kind, &[&["rm", "-f"], force, &[&name.name]].concat());
    stands(&observer, Standing::Gone).await;
    let never = Until::Text(regex::Regex::new("never").unwrap());
    assert!(matches!(observer.wait(&never, Some(PATIENCE)).await, Waited::Gone));
}

async fn quiet_and_time_are_waited_for(harness: &Harness) {
    let name = harness.name("quiet");
    harness.started(&name, &script("for i in 1 2 3 4 5; do echo $i; sleep 0.2; done; read line")).await;
    let observer = observed(harness, &name.name).await;
    let quiet = Until::Quiet(Duration::from_millis(700));
    let Waited::Met { peek } = observer.wait(&quiet, Some(PATIENCE)).await else {
        panic!("it is never quiet")
    };
    assert!(peek.text.lines.iter().any(|line| line == "5"), "{:?}", peek.text.lines);
    let never = Until::Text(regex::Regex::new("never").unwrap());
    let waited = observer.wait(&never, Some(Duration::from_millis(50))).await;
    assert!(matches!(waited, Waited::TimedOut { .. }), "{waited:?}");
}

async fn an_observer_that_goes_leaves_nothing_behind(harness: &Harness) {
    let name = harness.name("left");
    let session = harness.started(&name, "cat").await;
    let observer = observed(harness, &name.name).await;
    if harness.kind == EngineKind::Docker {
        assert_eq!(clients_of(&session.id), 1);
    } else {
        assert_eq!(clients_of(&session.id), 0, "a connection needs none");
    }
    drop(observer);
    until("no client", || (clients_of(&session.id) == 0).then_some(()));
    let now = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((now.state, now.pid), (session.state, session.pid));
    // Whoever sends from a program of its own is gone right after.
    let observer = observed(harness, &name.name).await;
    observer.send(&line("hello"), &Guard::default()).await.unwrap();
    drop(observer);
    until("the line", || {
        let log = Engines::get().ask(harness.kind, &["logs", &name.name]);
        log.contains("hello").then_some(())
    });
}

/// Engine clients that are attached to a session.
fn clients_of(id: &str) -> usize {
    let is_attached = |pid: &std::fs::DirEntry| {
        let line = std::fs::read(pid.path().join("cmdline")).unwrap_or_default();
        let words: Vec<_> = line.split(|byte| *byte == 0).collect();
        words.contains(&&b"attach"[..]) && words.contains(&id.as_bytes())
    };
    std::fs::read_dir("/proc").unwrap().filter_map(Result::ok).filter(is_attached).count()
}
