use std::time::Duration;

use berth_runner::{HealthStatus, Limits, Session, StartOptions, StartOutcome, State, StopOptions};
use berth_tests::fake::{FakeEngine, container, inspected, listed};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;

use super::{NAME, all_ended, bot, in_time, look, look_always, look_in_vain, stuck};

on_both!(fake: a_list_that_hangs_times_out,
    an_inspect_that_hangs_times_out_and_answers_neither_yes_nor_no,
    a_health_check_that_hangs_is_unavailable,
    a_create_that_hangs_and_made_nothing_times_out,
    a_create_that_hangs_but_made_it_goes_on,
    a_start_that_hangs_and_did_nothing_times_out,
    a_start_that_hangs_but_started_it_succeeds,
    a_stop_that_hangs_and_did_nothing_times_out,
    a_stop_that_hangs_lasts_as_long_as_its_own_limit,
    a_stop_that_hangs_but_stopped_it_succeeds,
    a_remove_that_hangs_and_did_nothing_times_out,
    a_remove_that_hangs_but_removed_it_succeeds,
    a_log_that_hangs_times_out,
    a_resume_that_hangs_times_out_until_it_is_seen_to_run,
    a_pull_that_hangs_times_out_after_its_progress,
    an_import_that_hangs_times_out,
    a_dropped_call_ends_its_process,
    a_helper_that_holds_stdout_does_not_delay_the_answer,
    endless_stdout_is_unreadable,
    endless_stderr_is_unreadable,
    an_endless_log_times_out,
);

const LIMIT: Duration = Duration::from_millis(800);

/// Short for the call that hangs; the others have their usual time.
fn harness(fake: &FakeEngine, change: impl FnOnce(&mut Limits)) -> Harness {
    let mut limits = Limits { settle: Duration::from_millis(1), ..Limits::default() };
    change(&mut limits);
    Harness::fake(fake, limits)
}

fn spec() -> berth_runner::SessionSpec {
    berth_runner::SessionSpec { name: NAME.into(), image: "berth-test".into(), ..Default::default() }
}

fn has_image(fake: &mut FakeEngine) {
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
}

async fn a_list_that_hangs_times_out(mut fake: FakeEngine) {
    fake.on(&["ps"], stuck());
    let harness = harness(&fake, |limits| limits.list = LIMIT);
    let error = in_time(LIMIT, harness.runner.list()).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}

async fn an_inspect_that_hangs_times_out_and_answers_neither_yes_nor_no(mut fake: FakeEngine) {
    fake.on(&["container", "inspect"], stuck());
    let harness = harness(&fake, |limits| limits.inspect = LIMIT);
    let error = in_time(LIMIT, harness.runner.status(NAME)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    // Nothing is known: that is neither yes nor no.
    assert_eq!(in_time(LIMIT, harness.runner.exists(NAME)).await.unwrap_err().code(), "timed_out");
    all_ended(&fake);
}

async fn a_health_check_that_hangs_is_unavailable(mut fake: FakeEngine) {
    // docker prints its own half and then hangs.
    let half = Step::Print(r#"{"Client":{"Version":"28.2.2"},"#.into());
    fake.on(&["version"], [vec![half], stuck()].concat());
    let harness = harness(&fake, |limits| limits.health = LIMIT);
    let health = in_time(LIMIT, harness.runner.health()).await;
    assert_eq!((health.status, &health.version), (HealthStatus::Unavailable, &None));
    assert!(health.message.contains("did not answer"), "{}", health.message);
    all_ended(&fake);
}

async fn a_create_that_hangs_and_made_nothing_times_out(mut fake: FakeEngine) {
    look_in_vain(&mut fake, usize::MAX);
    has_image(&mut fake);
    fake.on(&["create"], stuck());
    let harness = harness(&fake, |limits| limits.create = LIMIT);
    let error = in_time(LIMIT, harness.runner.start(&spec(), StartOptions::default())).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    assert_eq!(fake.calls_with(&["container", "inspect"]).len(), 2, "it asked again");
    all_ended(&fake);
}

async fn a_create_that_hangs_but_made_it_goes_on(mut fake: FakeEngine) {
    look_in_vain(&mut fake, 1);
    look(&mut fake, 1, "created");
    look_always(&mut fake, "running");
    has_image(&mut fake);
    fake.on(&["create"], stuck());
    fake.on(&["start"], [Step::Print(format!("{}\n", bot()))]);
    let harness = harness(&fake, |limits| limits.create = LIMIT);
    let outcome = in_time(LIMIT, harness.runner.start(&spec(), StartOptions::default())).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Started { .. }), "{outcome:?}");
    assert_eq!(fake.calls_with(&["start", "--", &bot()]).len(), 1);
    all_ended(&fake);
}

async fn a_start_that_hangs_and_did_nothing_times_out(mut fake: FakeEngine) {
    look_always(&mut fake, "exited");
    fake.on(&["start"], stuck());
    let harness = harness(&fake, |limits| limits.start = LIMIT);
    let error = in_time(LIMIT, harness.runner.start_existing(NAME)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}

async fn a_start_that_hangs_but_started_it_succeeds(mut fake: FakeEngine) {
    look(&mut fake, 2, "exited");
    look_always(&mut fake, "running");
    fake.on(&["start"], stuck());
    let harness = harness(&fake, |limits| limits.start = LIMIT);
    let outcome = in_time(LIMIT, harness.runner.start_existing(NAME)).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Restarted { .. }), "{outcome:?}");
    all_ended(&fake);
}

const KEEP: StopOptions = StopOptions { graceful: true, timeout: Some(0), remove: false };

async fn a_stop_that_hangs_and_did_nothing_times_out(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    fake.on(&["stop"], stuck());
    fake.on(&["kill"], stuck());
    let harness = harness(&fake, |limits| limits.stop_slack = LIMIT);
    for options in [KEEP, StopOptions { graceful: false, ..KEEP }] {
        let error = in_time(LIMIT, harness.runner.stop(NAME, options)).await.unwrap_err();
        assert_eq!(error.code(), "timed_out", "{error}");
    }
    assert!(fake.calls_with(&["rm"]).is_empty());
    all_ended(&fake);
}

/// Its own limit, and then the slack: the call lasts as long as the grace that it gives.
async fn a_stop_that_hangs_lasts_as_long_as_its_own_limit(mut fake: FakeEngine) {
    let mut patient = container(fake.kind, &bot(), NAME, "running");
    patient["Config"]["StopTimeout"] = serde_json::json!(2);
    fake.on(&["container", "inspect"], [inspected(&[patient])]);
    fake.on(&["stop"], stuck());
    let harness = harness(&fake, |limits| limits.stop_slack = LIMIT);
    let began = std::time::Instant::now();
    let options = StopOptions { timeout: None, ..KEEP };
    let error = harness.runner.stop(NAME, options).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    assert!(began.elapsed() >= Duration::from_secs(2) + LIMIT);
    let [stop] = &fake.calls_with(&["stop"])[..] else { panic!("not one stop") };
    assert!(!stop.args.contains(&"-t".into()), "{:?}", stop.args);
    all_ended(&fake);
}

async fn a_stop_that_hangs_but_stopped_it_succeeds(mut fake: FakeEngine) {
    look(&mut fake, 1, "running");
    look_always(&mut fake, "exited");
    fake.on(&["stop"], stuck());
    let harness = harness(&fake, |limits| limits.stop_slack = LIMIT);
    let outcome = in_time(LIMIT, harness.runner.stop(NAME, KEEP)).await.unwrap();
    assert_eq!((outcome.session.state, outcome.removed), (State::Exited, false));
    all_ended(&fake);
}

async fn a_remove_that_hangs_and_did_nothing_times_out(mut fake: FakeEngine) {
    look_always(&mut fake, "exited");
    fake.on(&["logs"], [Step::Print("its log\n".into())]);
    fake.on(&["rm"], stuck());
    let harness = harness(&fake, |limits| limits.remove = LIMIT);
    let error = in_time(LIMIT, harness.runner.delete(NAME, berth_runner::DeleteOptions::default()))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    assert_eq!(harness.archived().len(), 1);
    all_ended(&fake);
}

async fn a_remove_that_hangs_but_removed_it_succeeds(mut fake: FakeEngine) {
    look(&mut fake, 1, "exited");
    look_in_vain(&mut fake, usize::MAX);
    fake.on(&["logs"], [Step::Print("its log\n".into())]);
    fake.on(&["rm"], stuck());
    let harness = harness(&fake, |limits| limits.remove = LIMIT);
    assert!(
        in_time(LIMIT, harness.runner.delete(NAME, berth_runner::DeleteOptions::default()))
            .await
            .unwrap()
            .removed
    );
    all_ended(&fake);
}

async fn a_log_that_hangs_times_out(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    fake.on(&["logs"], stuck());
    let harness = harness(&fake, |limits| (limits.logs, limits.whole_log) = (LIMIT, LIMIT));
    let error = in_time(2 * LIMIT, harness.runner.logs(NAME, 10)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}

async fn a_resume_that_hangs_times_out_until_it_is_seen_to_run(mut fake: FakeEngine) {
    look(&mut fake, 2, "paused");
    look_always(&mut fake, "running");
    fake.on(&["unpause"], stuck());
    let harness = harness(&fake, |limits| limits.resume = LIMIT);
    let error = in_time(LIMIT, harness.runner.resume(NAME)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    // The second look finds that it went on all the same.
    let session: Session = in_time(LIMIT, harness.runner.resume(NAME)).await.unwrap();
    assert_eq!(session.state, State::Running);
    all_ended(&fake);
}

async fn a_pull_that_hangs_times_out_after_its_progress(mut fake: FakeEngine) {
    fake.on(&["pull"], [vec![Step::Print("46e9475d3e98: Pulling fs layer\n".into())], stuck()].concat());
    let harness = harness(&fake, |limits| limits.pull = LIMIT);
    let mut seen = Vec::new();
    let pulled = harness.runner.pull("alpine", |progress| seen.push(progress.clone()));
    let error = in_time(LIMIT, pulled).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    assert_eq!(seen.last().unwrap().layers.len(), 1, "{seen:?}");
    all_ended(&fake);
}

async fn an_import_that_hangs_times_out(mut fake: FakeEngine) {
    fake.on(&["import"], stuck());
    let harness = harness(&fake, |limits| limits.import = LIMIT);
    let tar = fake.folder().join("x.tar");
    std::fs::write(&tar, "").unwrap();
    let error = in_time(LIMIT, harness.runner.import_image(&tar, "a:1")).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}

async fn a_dropped_call_ends_its_process(mut fake: FakeEngine) {
    fake.on(&["ps"], stuck());
    let harness = harness(&fake, |_| {});
    let runner = harness.runner.clone();
    let task = tokio::spawn(async move { runner.list().await });
    berth_tests::wait::until_async("the grandchild", || async {
        fake.calls().iter().any(|call| call.grandchild).then_some(())
    })
    .await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    all_ended(&fake);
}

async fn a_helper_that_holds_stdout_does_not_delay_the_answer(mut fake: FakeEngine) {
    let rows = listed(fake.kind, &[(&bot(), NAME, "running")]);
    fake.on(&["ps"], [Step::Grandchild, rows]);
    look_always(&mut fake, "running");
    let harness = harness(&fake, |_| {});
    let listing = in_time(Duration::from_secs(1), harness.runner.list()).await.unwrap();
    assert_eq!(listing.sessions.len(), 1);
    // And where the engine says no, its stderr is not lost to the wait.
    let mut fake = super::fake(fake.kind);
    fake.on(&["ps"], [Step::Grandchild, Step::Warn("Error: the reason\n".into()), Step::Exit(125)]);
    let harness = self::harness(&fake, |_| {});
    let error = in_time(Duration::from_secs(1), harness.runner.list()).await.unwrap_err();
    assert!(error.detail().unwrap().contains("the reason"), "{error}");
}

async fn endless_stdout_is_unreadable(mut fake: FakeEngine) {
    fake.on(&["ps"], [Step::IgnoreTerm, Step::FloodStdout]);
    fake.on(&["container", "inspect"], [Step::IgnoreTerm, Step::FloodStdout]);
    let harness = harness(&fake, |_| {});
    let limit = harness.runner.limits().list;
    let error = in_time(limit, harness.runner.list()).await.unwrap_err();
    assert_eq!(error.code(), "unreadable", "{error}");
    assert_eq!(in_time(limit, harness.runner.status(NAME)).await.unwrap_err().code(), "unreadable");
    all_ended(&fake);
}

async fn endless_stderr_is_unreadable(mut fake: FakeEngine) {
    fake.on(&["ps"], [Step::IgnoreTerm, Step::FloodStderr]);
    fake.on(&["version"], [Step::IgnoreTerm, Step::FloodStderr]);
    let harness = harness(&fake, |_| {});
    let limit = harness.runner.limits().list;
    let error = in_time(limit, harness.runner.list()).await.unwrap_err();
    assert_eq!(error.code(), "unreadable", "{error}");
    assert_eq!(in_time(limit, harness.runner.health()).await.status, HealthStatus::Unavailable);
    all_ended(&fake);
}

async fn an_endless_log_times_out(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    fake.on(&["logs"], [Step::IgnoreTerm, Step::FloodStdout]);
    let harness = harness(&fake, |limits| (limits.logs, limits.whole_log) = (LIMIT, LIMIT));
    let error = in_time(2 * LIMIT, harness.runner.logs(NAME, 10)).await.unwrap_err();
    assert_eq!(error.code(), "timed_out", "{error}");
    all_ended(&fake);
}
