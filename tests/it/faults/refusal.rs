use std::time::Duration;

use berth_archive::LogState;
use berth_runner::{
    Engine, ExecInput, Limits, Runner, SessionSpec, StartOptions, StartOutcome, State, StopOptions,
};
use berth_tests::fake::{FakeEngine, container, inspected, not_found};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;
use berth_tests::view::View;

use super::{NAME, bot, in_time, look, look_always, look_in_vain};

on_both!(fake: a_create_with_status_127_leaves_no_container,
    a_client_without_the_pull_flag_creates_without_it,
    a_failed_create_that_leaves_a_container_removes_it,
    a_failed_start_leaves_no_container,
    a_start_waits_until_the_run_before_is_cleaned_up,
    a_run_that_is_never_cleaned_up_is_started_all_the_same,
    a_remove_with_status_0_that_removes_nothing_fails,
    a_stop_with_status_0_that_stops_nothing_fails,
    one_deleted_before_its_log_is_read_is_not_found,
    one_deleted_while_it_is_stopped_is_stopped_and_removed,
    one_deleted_while_attached_ends_the_client,
    an_engine_that_goes_away_is_unavailable,
    a_program_that_is_not_there_is_unavailable,
    a_log_that_can_not_be_read_keeps_the_session,
    what_of_a_log_can_be_read_is_kept_when_it_goes_without,
);

fn harness(fake: &FakeEngine) -> Harness {
    Harness::fake(fake, Limits { settle: Duration::from_millis(1), ..Limits::default() })
}

fn spec() -> SessionSpec {
    SessionSpec { name: NAME.into(), image: "berth-test".into(), ..SessionSpec::default() }
}

/// docker prints the id on stdout and ends with 127 when the command is absent.
async fn a_create_with_status_127_leaves_no_container(mut fake: FakeEngine) {
    look_in_vain(&mut fake, 1);
    look(&mut fake, 1, "created");
    look_in_vain(&mut fake, usize::MAX);
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
    let stderr = "docker: Error response from daemon: exec: \"nope\": executable file not found in $PATH\n";
    fake.on(&["create"], [Step::Print(format!("{}\n", bot())), Step::Warn(stderr.into()), Step::Exit(127)]);
    fake.on(&["rm"], [Step::Print(format!("{}\n", bot()))]);
    let error = harness(&fake).runner.start(&spec(), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.detail().unwrap().contains("executable file not found"));
    assert_eq!(fake.calls_with(&["rm", &bot()]).len(), 1, "what it left was not removed");
    assert!(fake.calls_with(&["start"]).is_empty());
}

/// docker 19.03; the flag came with 20.10.
async fn a_client_without_the_pull_flag_creates_without_it(mut fake: FakeEngine) {
    look_in_vain(&mut fake, 1);
    look(&mut fake, 2, "created");
    look_always(&mut fake, "running");
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
    let stderr = "unknown flag: --pull\nSee 'docker create --help'.\n";
    fake.first(1, &["create", "--pull=never"], [Step::Warn(stderr.into()), Step::Exit(125)]);
    fake.on(&["create"], [Step::Print(format!("{}\n", bot()))]);
    fake.on(&["start"], [Step::Print(format!("{}\n", bot()))]);
    let spec = SessionSpec { command: "pull --pull=never".into(), ..spec() };
    let started = harness(&fake).runner.start(&spec, StartOptions::default()).await.unwrap();
    assert!(matches!(started, StartOutcome::Started { .. }), "{started:?}");
    let [_, create] = &fake.calls_with(&["create"])[..] else { panic!("not two creates") };
    let end = create.args.iter().position(|arg| arg == "--").unwrap();
    assert!(!create.args[..end].contains(&"--pull=never".into()), "{:?}", create.args);
    assert_eq!(create.args[end..], ["--", "berth-test", "pull", "--pull=never"]);
}

async fn a_failed_create_that_leaves_a_container_removes_it(mut fake: FakeEngine) {
    // Of that name, but not with our token: it is somebody else's, and stays.
    let mut other = container(fake.kind, &bot(), NAME, "created");
    other["Config"]["Labels"] = serde_json::json!({});
    look_in_vain(&mut fake, 1);
    fake.on(&["container", "inspect"], [inspected(&[other])]);
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
    fake.on(&["create"], [Step::Warn("Error: no space left on device\n".into()), Step::Exit(125)]);
    let error = harness(&fake).runner.start(&spec(), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.to_string().contains("no space left"), "{error}");
    assert!(fake.calls_with(&["rm"]).is_empty(), "another's container was removed");
}

async fn a_failed_start_leaves_no_container(mut fake: FakeEngine) {
    look_in_vain(&mut fake, 1);
    look(&mut fake, 3, "created");
    look_in_vain(&mut fake, usize::MAX);
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
    fake.on(&["create"], [Step::Print(format!("{}\n", bot()))]);
    let stderr = "Error: cannot listen on the TCP port: listen tcp4 :8099: bind: address already in use\n";
    fake.on(&["start"], [Step::Warn(stderr.into()), Step::Exit(126)]);
    fake.on(&["rm"], []);
    let error = harness(&fake).runner.start(&spec(), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.to_string().contains("8099"), "{error}");
    assert_eq!(fake.calls_with(&["rm", &bot()]).len(), 1);
}

/// A podman start within the milliseconds between `stopped` and `exited` fails, or starts
/// what nobody can attach to.
async fn a_start_waits_until_the_run_before_is_cleaned_up(mut fake: FakeEngine) {
    look(&mut fake, 4, "stopped");
    look(&mut fake, 1, "exited");
    look_always(&mut fake, "running");
    fake.on(&["start"], [Step::Print(format!("{}\n", bot()))]);
    let started = harness(&fake).runner.start_existing(NAME).await.unwrap();
    assert!(matches!(started, StartOutcome::Restarted { .. }), "{started:?}");
    let calls = fake.calls();
    let start = calls.iter().position(|call| call.args[0] == "start").unwrap();
    let looks = calls[..start].iter().filter(|call| call.args.starts_with(&["container".into()])).count();
    assert_eq!(looks, 5, "started while it was cleaned up: {calls:?}");
}

/// As where podman does not find its own container again (4.3, `static_dir` elsewhere).
async fn a_run_that_is_never_cleaned_up_is_started_all_the_same(mut fake: FakeEngine) {
    look_always(&mut fake, "stopped");
    fake.on(&["start"], [Step::Print(format!("{}\n", bot()))]);
    fake.on(&["logs"], [Step::Print("its log\n".into())]);
    let outcome = in_time(Duration::from_secs(3), harness(&fake).runner.start_existing(NAME)).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Ended { .. }), "{outcome:?}");
    assert_eq!(fake.calls_with(&["start"]).len(), 1);
}

async fn a_remove_with_status_0_that_removes_nothing_fails(mut fake: FakeEngine) {
    look_always(&mut fake, "exited");
    fake.on(&["logs"], [Step::Print("its log\n".into())]);
    fake.on(&["rm"], [Step::Print(format!("{}\n", bot()))]);
    let harness = harness(&fake);
    let error = harness.runner.delete(NAME, berth_runner::DeleteOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.to_string().contains("still there"), "{error}");
    assert_eq!(harness.archived().len(), 1);
}

async fn a_stop_with_status_0_that_stops_nothing_fails(mut fake: FakeEngine) {
    look_always(&mut fake, "running");
    fake.on(&["stop"], [Step::Print(format!("{}\n", bot()))]);
    fake.on(&["rm"], []);
    let error = harness(&fake).runner.stop(NAME, StopOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(fake.calls_with(&["rm"]).is_empty(), "a running session was removed");
}

async fn one_deleted_before_its_log_is_read_is_not_found(mut fake: FakeEngine) {
    look(&mut fake, 1, "running");
    look_in_vain(&mut fake, usize::MAX);
    let steps = not_found(fake.kind, &bot())[1..].to_vec();
    fake.on(&["logs"], steps);
    let error = harness(&fake).runner.logs(NAME, 10).await.unwrap_err();
    assert_eq!(error.code(), "session_not_found", "{error}");
}

async fn one_deleted_while_it_is_stopped_is_stopped_and_removed(mut fake: FakeEngine) {
    look(&mut fake, 1, "running");
    look_in_vain(&mut fake, usize::MAX);
    let steps = not_found(fake.kind, &bot())[1..].to_vec();
    fake.on(&["stop"], steps);
    match harness(&fake).runner.stop(NAME, StopOptions::default()).await {
        Ok(outcome) => assert!(outcome.removed && outcome.session.state == State::Exited, "{outcome:?}"),
        Err(error) => assert_eq!(error.code(), "session_not_found", "{error}"),
    }
}

async fn one_deleted_while_attached_ends_the_client(mut fake: FakeEngine) {
    look(&mut fake, 1, "running");
    look_in_vain(&mut fake, usize::MAX);
    fake.on(&["attach"], [Step::Print("still here\r\n".into()), Step::Echo, Step::Exit(0)]);
    let harness = harness(&fake);
    let view = View::open(&harness.runner.attach_command(NAME).await.unwrap());
    view.reads("still here");
    // Its client says 0; what became of the session is known by asking.
    view.types("\x04\n");
    assert_eq!(view.ends().code, Some(0));
    assert_eq!(harness.runner.status(NAME).await.unwrap_err().code(), "session_not_found");
}

async fn an_engine_that_goes_away_is_unavailable(mut fake: FakeEngine) {
    let stderr = match fake.kind {
        berth_runner::EngineKind::Podman => {
            "Cannot connect to Podman. Please verify your connection to the Linux system\n"
        }
        _ => {
            "Cannot connect to the Docker daemon at unix:///run/docker.sock. Is the docker daemon running?\n"
        }
    };
    fake.on(&[], [Step::Warn(stderr.into()), Step::Exit(125)]);
    let harness = harness(&fake);
    let errors = [
        harness.runner.list().await.unwrap_err(),
        harness.runner.status(NAME).await.unwrap_err(),
        harness.runner.exists(NAME).await.unwrap_err(),
        harness.runner.start(&spec(), StartOptions::default()).await.unwrap_err(),
        harness.runner.stop(NAME, StopOptions::default()).await.unwrap_err(),
        harness.runner.logs(NAME, 10).await.unwrap_err(),
        harness.runner.exec_inherited(NAME, &["true".into()], ExecInput::None).await.unwrap_err(),
        harness.runner.attach_command(NAME).await.unwrap_err(),
        harness.runner.image_exists("berth-test").await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.code(), "engine_unavailable", "{error}");
        assert_eq!(error.detail().as_deref().map(str::trim), Some(stderr.trim()));
    }
}

async fn a_program_that_is_not_there_is_unavailable(fake: FakeEngine) {
    let engine = Engine::new(fake.kind, fake.folder().join("not-there"));
    let runner = Runner::new(engine, Limits::default(), berth_archive::Archive::new(fake.folder()));
    assert_eq!(runner.list().await.unwrap_err().code(), "spawn");
    assert_eq!(runner.health().await.status, berth_runner::HealthStatus::Unavailable);
}

async fn a_log_that_can_not_be_read_keeps_the_session(mut fake: FakeEngine) {
    look_always(&mut fake, "exited");
    fake.on(&["logs"], [Step::Warn("Error: input/output error\n".into()), Step::Exit(125)]);
    fake.on(&["rm"], []);
    let harness = harness(&fake);
    let error = harness.runner.delete(NAME, berth_runner::DeleteOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "log_unreadable", "{error}");
    assert_eq!(error.detail().as_deref().map(str::trim), Some("Error: input/output error"));
    assert!(fake.calls_with(&["rm"]).is_empty(), "removed without its log");
    let runs = harness.archived();
    assert!(runs.iter().all(|run| run.log == LogState::Unread), "half a log was left: {runs:?}");
}

async fn what_of_a_log_can_be_read_is_kept_when_it_goes_without(mut fake: FakeEngine) {
    let found = inspected(&[container(fake.kind, &bot(), NAME, "exited")]);
    fake.first(1, &["container", "inspect"], [found]);
    fake.on(&["container", "inspect"], not_found(fake.kind, &bot()));
    let broken =
        [Step::Print("its beginning\n".into()), Step::Warn("Error: bad line\n".into()), Step::Exit(1)];
    fake.on(&["logs"], broken);
    fake.on(&["rm"], []);
    let harness = harness(&fake);
    let options = berth_runner::DeleteOptions { without_log: true, ..Default::default() };
    let outcome = harness.runner.delete(NAME, options).await.unwrap();
    assert!(outcome.removed, "{outcome:?}");
    let log = harness.archived_log(outcome.archived);
    assert!(log.starts_with("its beginning\n"), "{log:?}");
    let run = harness.run(outcome.archived);
    assert!(matches!(&run.log, LogState::Missing { why } if why.contains("Error: bad line")), "{run:?}");
    let spec = harness.runner.archive().spec(run.id).unwrap().unwrap();
    assert!(spec.to_string().contains(NAME), "{spec}");
}
