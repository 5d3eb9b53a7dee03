use std::time::Duration;

use berth_runner::{HealthStatus, Limits, Session, StartOptions, StartOutcome, State, StopOptions};
use berth_tests::fake::{FakeEngine, listed};
use berth_tests::rig::Rig;
use berth_tests::script::Step;

use super::{NAME, all_ended, bot, in_time, look, look_always, look_in_vain, stuck};

on_fakes!(
    list,
    inspect,
    health,
    create_that_made_nothing,
    create_that_made_it,
    start_that_did_nothing,
    start_that_did_it,
    stop_that_did_nothing,
    stop_that_did_it,
    remove_that_did_nothing,
    remove_that_did_it,
    logs,
    exec,
    resume,
    pull,
    import,
    a_dropped_call_takes_its_process_along,
    a_helper_that_holds_stdout_does_not_hold_us,
    endless_stdout,
    endless_stderr,
    endless_output_of_an_exec,
    endless_log,
);

const LIMIT: Duration = Duration::from_millis(800);

/// Short for the call that hangs; the others have their usual time.
fn rig(fake: &FakeEngine, change: impl FnOnce(&mut Limits)) -> Rig {
    let mut limits = Limits { settle: Duration::from_millis(1), ..Limits::default() };
    change(&mut limits);
    Rig::fake(fake, limits)
}

fn spec() -> berth_runner::SessionSpec {
    berth_runner::SessionSpec { name: NAME.into(), image: "berth-test".into(), ..Default::default() }
}

fn has_image(fake: &mut FakeEngine) {
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
}

async fn list(mut fake: FakeEngine) {
    fake.on(&["ps"], stuck());
    let rig = rig(&fake, |limits| limits.list = LIMIT);
    let error = in_time(LIMIT, rig.runner.list()).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}

async fn inspect(mut fake: FakeEngine) {
    fake.on(&["container", "inspect"], stuck());
    let rig = rig(&fake, |limits| limits.inspect = LIMIT);
    let error = in_time(LIMIT, rig.runner.status(NAME)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    // Nothing is known: that is neither yes nor no.
    assert_eq!(in_time(LIMIT, rig.runner.exists(NAME)).await.unwrap_err().code(), "timed_out");
    all_ended(&fake);
}

async fn health(mut fake: FakeEngine) {
    // docker prints its own half and then hangs.
    let half = Step::Print(r#"{"Client":{"Version":"28.2.2"},"#.into());
    fake.on(&["version"], [vec![half], stuck()].concat());
    let rig = rig(&fake, |limits| limits.health = LIMIT);
    let health = in_time(LIMIT, rig.runner.health()).await;
    assert_eq!((health.status, &health.version), (HealthStatus::Unavailable, &None));
    assert!(health.message.contains("did not answer"), "{}", health.message);
    all_ended(&fake);
}

async fn create_that_made_nothing(mut fake: FakeEngine) {
    look_in_vain(&mut fake, usize::MAX);
    has_image(&mut fake);
    fake.on(&["create"], stuck());
    let rig = rig(&fake, |limits| limits.create = LIMIT);
    let error = in_time(LIMIT, rig.runner.start(&spec(), StartOptions::default())).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    assert_eq!(fake.calls_with(&["container", "inspect"]).len(), 2, "it asked again");
    all_ended(&fake);
}

async fn create_that_made_it(mut fake: FakeEngine) {
    look_in_vain(&mut fake, 1);
    look(&mut fake, 1, "created");
    look_always(&mut fake, "running");
    has_image(&mut fake);
    fake.on(&["create"], stuck());
    fake.on(&["start"], [Step::Print(format!("{}\n", bot()))]);
    let rig = rig(&fake, |limits| limits.create = LIMIT);
    let outcome = in_time(LIMIT, rig.runner.start(&spec(), StartOptions::default())).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Started { .. }), "{outcome:?}");
    assert_eq!(fake.calls_with(&["start", "--", &bot()]).len(), 1);
    all_ended(&fake);
}

async fn start_that_did_nothing(mut fake: FakeEngine) {
    look_always(&mut fake, "exited");
    fake.on(&["start"], stuck());
    let rig = rig(&fake, |limits| limits.start = LIMIT);
    let error = in_time(LIMIT, rig.runner.start_existing(NAME)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}

async fn start_that_did_it(mut fake: FakeEngine) {
    look(&mut fake, 2, "exited");
    look_always(&mut fake, "running");
    fake.on(&["start"], stuck());
    let rig = rig(&fake, |limits| limits.start = LIMIT);
    let outcome = in_time(LIMIT, rig.runner.start_existing(NAME)).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Restarted { .. }), "{outcome:?}");
    all_ended(&fake);
}

const KEEP: StopOptions = StopOptions { graceful: true, timeout: 0, remove: false };

async fn stop_that_did_nothing(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    fake.on(&["stop"], stuck());
    fake.on(&["kill"], stuck());
    let rig = rig(&fake, |limits| limits.stop_slack = LIMIT);
    for options in [KEEP, StopOptions { graceful: false, ..KEEP }] {
        let error = in_time(LIMIT, rig.runner.stop(NAME, options)).await.unwrap_err();
        assert_eq!(error.code(), "timed_out", "{error}");
    }
    assert!(fake.calls_with(&["rm"]).is_empty());
    all_ended(&fake);
}

async fn stop_that_did_it(mut fake: FakeEngine) {
    look(&mut fake, 1, "running");
    look_always(&mut fake, "exited");
    fake.on(&["stop"], stuck());
    let rig = rig(&fake, |limits| limits.stop_slack = LIMIT);
    let outcome = in_time(LIMIT, rig.runner.stop(NAME, KEEP)).await.unwrap();
    assert_eq!((outcome.session.state, outcome.removed), (State::Exited, false));
    all_ended(&fake);
}

async fn remove_that_did_nothing(mut fake: FakeEngine) {
    look_always(&mut fake, "exited");
    fake.on(&["logs"], [Step::Print("its log\n".into())]);
    fake.on(&["rm"], stuck());
    let rig = rig(&fake, |limits| limits.remove = LIMIT);
    let error =
        in_time(LIMIT, rig.runner.delete(NAME, berth_runner::DeleteOptions::default())).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    assert_eq!(rig.archived().len(), 1);
    all_ended(&fake);
}

async fn remove_that_did_it(mut fake: FakeEngine) {
    look(&mut fake, 1, "exited");
    look_in_vain(&mut fake, usize::MAX);
    fake.on(&["logs"], [Step::Print("its log\n".into())]);
    fake.on(&["rm"], stuck());
    let rig = rig(&fake, |limits| limits.remove = LIMIT);
    assert!(
        in_time(LIMIT, rig.runner.delete(NAME, berth_runner::DeleteOptions::default()))
            .await
            .unwrap()
            .removed
    );
    all_ended(&fake);
}

async fn logs(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    fake.on(&["logs"], stuck());
    let rig = rig(&fake, |limits| (limits.logs, limits.whole_log) = (LIMIT, LIMIT));
    let error = in_time(2 * LIMIT, rig.runner.logs(NAME, 10)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}

async fn exec(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    fake.on(&["exec"], stuck());
    let rig = rig(&fake, |limits| limits.exec = LIMIT);
    let error = in_time(LIMIT, rig.runner.exec(NAME, "true")).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}

async fn resume(mut fake: FakeEngine) {
    look(&mut fake, 2, "paused");
    look_always(&mut fake, "running");
    fake.on(&["unpause"], stuck());
    let rig = rig(&fake, |limits| limits.resume = LIMIT);
    let error = in_time(LIMIT, rig.runner.resume(NAME)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    // The second look finds that it went on all the same.
    let session: Session = in_time(LIMIT, rig.runner.resume(NAME)).await.unwrap();
    assert_eq!(session.state, State::Running);
    all_ended(&fake);
}

async fn pull(mut fake: FakeEngine) {
    fake.on(&["pull"], [vec![Step::Print("latest: Pulling\n".into())], stuck()].concat());
    let rig = rig(&fake, |limits| limits.pull = LIMIT);
    let mut lines = Vec::new();
    let pulled = rig.runner.pull("alpine", |line| lines.push(line.to_owned()));
    let error = in_time(LIMIT, pulled).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    assert!(lines.contains(&"latest: Pulling".to_owned()), "{lines:?}");
    all_ended(&fake);
}

async fn import(mut fake: FakeEngine) {
    fake.on(&["import"], stuck());
    let rig = rig(&fake, |limits| limits.import = LIMIT);
    let tar = fake.folder().join("x.tar");
    std::fs::write(&tar, "").unwrap();
    let error = in_time(LIMIT, rig.runner.import_image(&tar, "a:1")).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}

async fn a_dropped_call_takes_its_process_along(mut fake: FakeEngine) {
    fake.on(&["ps"], stuck());
    let rig = rig(&fake, |_| {});
    let runner = rig.runner.clone();
    let task = tokio::spawn(async move { runner.list().await });
    berth_tests::wait::until_async("the grandchild", || async {
        fake.calls().iter().any(|call| call.grandchild).then_some(())
    })
    .await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    all_ended(&fake);
}

async fn a_helper_that_holds_stdout_does_not_hold_us(mut fake: FakeEngine) {
    let rows = listed(fake.kind, &[(&bot(), NAME, "running")]);
    fake.on(&["ps"], [Step::Grandchild, rows]);
    look_always(&mut fake, "running");
    let rig = rig(&fake, |_| {});
    let listing = in_time(Duration::from_secs(1), rig.runner.list()).await.unwrap();
    assert_eq!(listing.sessions.len(), 1);
    // And where the engine says no, its words are not lost to the wait.
    let mut fake = super::fake(fake.kind);
    fake.on(&["ps"], [Step::Grandchild, Step::Warn("Error: the words\n".into()), Step::Exit(125)]);
    let rig = self::rig(&fake, |_| {});
    let error = in_time(Duration::from_secs(1), rig.runner.list()).await.unwrap_err();
    assert!(error.detail().unwrap().contains("the words"), "{error}");
}

async fn endless_stdout(mut fake: FakeEngine) {
    fake.on(&["ps"], [Step::IgnoreTerm, Step::FloodStdout]);
    fake.on(&["container", "inspect"], [Step::IgnoreTerm, Step::FloodStdout]);
    let rig = rig(&fake, |_| {});
    let limit = rig.runner.limits().list;
    let error = in_time(limit, rig.runner.list()).await.unwrap_err();
    assert_eq!(error.code(), "unreadable", "{error}");
    assert_eq!(in_time(limit, rig.runner.status(NAME)).await.unwrap_err().code(), "unreadable");
    all_ended(&fake);
}

async fn endless_stderr(mut fake: FakeEngine) {
    fake.on(&["ps"], [Step::IgnoreTerm, Step::FloodStderr]);
    fake.on(&["version"], [Step::IgnoreTerm, Step::FloodStderr]);
    let rig = rig(&fake, |_| {});
    let limit = rig.runner.limits().list;
    let error = in_time(limit, rig.runner.list()).await.unwrap_err();
    assert_eq!(error.code(), "unreadable", "{error}");
    assert_eq!(in_time(limit, rig.runner.health()).await.status, HealthStatus::Unavailable);
    all_ended(&fake);
}

async fn endless_output_of_an_exec(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    fake.on(&["exec"], [Step::FloodStdout]);
    let rig = rig(&fake, |_| {});
    let error = in_time(Duration::from_secs(10), rig.runner.exec(NAME, "yes")).await.unwrap_err();
    assert_eq!(error.code(), "unreadable", "{error}");
    all_ended(&fake);
}

async fn endless_log(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    fake.on(&["logs"], [Step::IgnoreTerm, Step::FloodStdout]);
    let rig = rig(&fake, |limits| (limits.logs, limits.whole_log) = (LIMIT, LIMIT));
    let error = in_time(2 * LIMIT, rig.runner.logs(NAME, 10)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}
