//! Editing sessions: making them anew, and the way back.

use berth_runner::{
    ContainerOptions, DeleteOptions, EngineKind, EnvVar, KeptData, PutBack, RecreateOptions, RecreateOutcome,
    RecreateStep, Runner, Session, SessionSpec, State, StopOptions,
};
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM, spec};
use berth_tests::on_both;
use berth_tests::wait::until_async;
use tokio::sync::Notify;

on_both!(harness:
    a_change_is_made_anew_with_the_same_ports,
    one_that_ends_at_once_is_put_back,
    one_that_was_paused_or_ended_is_so_again,
    what_is_cut_off_at_any_step_is_put_right,
    data_is_kept_as_asked_and_no_secret_with_it,
    limits_are_changed_while_it_runs,
    a_clone_has_its_own_name_and_ports,
    berthctl_shows_recreates_and_puts_back,
);

const QUICK: RecreateOptions =
    RecreateOptions { data: KeptData::Volumes, create_host_paths: false, seconds: 1 };

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn var(key: &str, value: &str) -> EnvVar {
    EnvVar { key: key.to_owned(), value: value.to_owned() }
}

async fn recreate(runner: &Runner, key: &str, spec: &SessionSpec) -> RecreateOutcome {
    runner.recreate(key, spec, QUICK, &|_| {}).await.unwrap()
}

fn recreated(outcome: RecreateOutcome) -> Session {
    match outcome {
        RecreateOutcome::Recreated { session, kept: None } => session,
        other => panic!("not recreated: {other:?}"),
    }
}

/// The names of all containers that begin so.
async fn names(runner: &Runner, stem: &str) -> Vec<String> {
    let sessions = runner.list().await.unwrap().sessions;
    sessions.into_iter().map(|session| session.name).filter(|name| name.starts_with(stem)).collect()
}

async fn running(harness: &Harness, named: &Named, with: SessionSpec) -> Session {
    let base = spec(named, RUNS_UNTIL_TERM);
    harness
        .started_as(&SessionSpec { name: base.name, image: base.image, command: base.command, ..with })
        .await
}

async fn a_change_is_made_anew_with_the_same_ports(harness: &Harness) {
    let (name, port) = (harness.name("edit"), free_port());
    // One that the engine picks, too.
    let ports = vec![format!("127.0.0.1:{port}:80"), "127.0.0.1::81".to_owned()];
    let env = vec![var("A", "1")];
    let old = running(harness, &name, SessionSpec { ports, env, ..SessionSpec::default() }).await;
    let (mut asked, lost) = harness.runner.spec(&name.name).await.unwrap();
    assert_eq!((asked.env.clone(), lost), (vec![var("A", "1")], vec![]));
    asked.options.memory = Some("64m".to_owned());
    asked.env = vec![var("A", "2"), var("B", "s3cret")];
    let plan = harness.runner.recreate_plan(&name.name, Some(&asked)).await.unwrap();
    let fields: Vec<_> = plan.differences.iter().map(|one| format!("{:?}", one.field)).collect();
    assert_eq!(fields, ["Env", "Memory"]);
    assert!(
        plan.command_after.contains("--memory=64m") && !plan.command_after.contains("s3cret"),
        "{plan:?}"
    );
    assert!(!plan.command_before.contains("--memory") && !plan.in_place);

    let steps = std::sync::Mutex::new(Vec::new());
    let progress = |step: RecreateStep| steps.lock().unwrap().push(step);
    let new = recreated(harness.runner.recreate(&old.id, &asked, QUICK, &progress).await.unwrap());
    use RecreateStep::*;
    assert_eq!(*steps.lock().unwrap(), [Renaming, Creating, Stopping, Starting, Watching, Removing]);
    assert_eq!((new.name.as_str(), new.state), (name.name.as_str(), State::Running));
    assert_ne!(new.id, old.id);
    assert_eq!(new.ports, old.ports);
    let printed = harness.exec(&name, &["sh", "-c", "echo $A $B"]);
    assert_eq!(String::from_utf8_lossy(&printed.stdout).trim(), "2 s3cret");
    assert!(!harness.runner.exists(&old.id).await.unwrap());
    assert_eq!(names(&harness.runner, &name.name).await, [name.name.as_str()]);
    // The run of the old one is kept, with its log.
    let run = harness.archived().into_iter().find(|run| run.key.session.container == old.id).unwrap();
    assert!(harness.archived_log(Some(run.id)).contains("ready"));
    // What it is now is what was asked for; an engine's port has its number.
    let (now, _) = harness.runner.spec(&name.name).await.unwrap();
    assert_eq!((now.options.memory.as_deref(), now.ports.len()), (Some("64m"), 2));
}

async fn one_that_ends_at_once_is_put_back(harness: &Harness) {
    let (name, port) = (harness.name("back"), free_port());
    let ports = vec![format!("127.0.0.1:{port}:80")];
    let old = running(harness, &name, SessionSpec { ports, ..SessionSpec::default() }).await;
    let (now, _) = harness.runner.spec(&name.name).await.unwrap();
    let broken = SessionSpec { command: "sh -c 'echo broken; exit 3'".to_owned(), ..now.clone() };
    let absent = SessionSpec { command: "/no/such/program".to_owned(), ..now.clone() };
    match recreate(&harness.runner, &name.name, &broken).await {
        RecreateOutcome::PutBack { session, why, last_lines } => {
            assert_eq!(why, PutBack::Ended { exit_code: Some(3) });
            assert!(last_lines.contains("broken"), "{last_lines:?}");
            assert_eq!(session.id, old.id);
        }
        other => panic!("{other:?}"),
    }
    match recreate(&harness.runner, &name.name, &absent).await {
        RecreateOutcome::PutBack { why: PutBack::Refused { message, .. }, .. } => {
            assert!(message.contains("/no/such/program"), "{message}");
        }
        other => panic!("{other:?}"),
    }
    let gone = SessionSpec { image: "localhost/no-such-image:1".to_owned(), ..now };
    let outcome = recreate(&harness.runner, &name.name, &gone).await;
    assert!(matches!(outcome, RecreateOutcome::ImageAbsent { .. }), "{outcome:?}");
    let back = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((back.id, back.state, back.ports), (old.id, State::Running, old.ports));
    assert_eq!(names(&harness.runner, &name.name).await, [name.name.as_str()]);
    // The failed one's run is kept.
    assert!(harness.archived().iter().any(|run| run.exit_code == Some(3)));
}

async fn one_that_was_paused_or_ended_is_so_again(harness: &Harness) {
    let name = harness.name("state");
    running(harness, &name, SessionSpec::default()).await;
    let (now, _) = harness.runner.spec(&name.name).await.unwrap();
    let broken = SessionSpec { command: "false".to_owned(), ..now.clone() };
    harness.runner.pause(&name.name).await.unwrap();
    let outcome = recreate(&harness.runner, &name.name, &broken).await;
    assert!(matches!(outcome, RecreateOutcome::PutBack { .. }), "{outcome:?}");
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Paused);
    let stop = StopOptions { graceful: false, remove: false, timeout: None };
    harness.runner.stop(&name.name, stop).await.unwrap();
    let outcome = recreate(&harness.runner, &name.name, &broken).await;
    assert!(matches!(outcome, RecreateOutcome::PutBack { .. }), "{outcome:?}");
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Exited);
    // A job that ends well is no failure where nothing ran before.
    let job = SessionSpec { command: "true".to_owned(), ..now };
    assert_eq!(recreated(recreate(&harness.runner, &name.name, &job).await).exit_code, Some(0));
}

/// The process that recreates goes at a step; the next one puts right what it left.
async fn what_is_cut_off_at_any_step_is_put_right(harness: &Harness) {
    let (name, port) = (harness.name("cut"), free_port());
    let ports = vec![format!("127.0.0.1:{port}:80")];
    let old = running(harness, &name, SessionSpec { ports, ..SessionSpec::default() }).await;
    let (now, _) = harness.runner.spec(&name.name).await.unwrap();
    let asked = SessionSpec { env: vec![var("A", "1")], ..now.clone() };
    let broken = SessionSpec { command: "false".to_owned(), ..now };
    let layer = RecreateOptions { data: KeptData::Layer, ..QUICK };
    use RecreateStep::*;
    for (step, spec, options) in [
        (KeepingLayer, &asked, layer),
        (Renaming, &asked, QUICK),
        (Creating, &asked, QUICK),
        (Stopping, &asked, QUICK),
        (Starting, &asked, QUICK),
        (Watching, &asked, QUICK),
        (PuttingBack, &broken, QUICK),
    ] {
        cut_at(harness, &name.name, spec, options, step).await;
        let recovered = harness.runner.recover().await.unwrap();
        assert!(recovered.iter().all(|one| one.put_back) && recovered.len() == 1, "{step:?}: {recovered:?}");
        let back = harness.runner.status(&name.name).await.unwrap();
        assert_eq!((&back.id, back.state, &back.ports), (&old.id, State::Running, &old.ports), "{step:?}");
        assert_eq!(names(&harness.runner, &name.name).await, [name.name.as_str()], "{step:?}");
        assert_eq!(harness.runner.recover().await.unwrap(), [], "{step:?}");
    }
    // Somebody takes the old one away meanwhile: of the two the new one is all that is left.
    cut_at(harness, &name.name, &asked, QUICK, Watching).await;
    let new = harness.runner.status(&name.name).await.unwrap();
    Engines::get().run(harness.kind, &["rm", "-f", "--", &old.id]);
    let recovered = harness.runner.recover().await.unwrap();
    assert!(recovered.iter().all(|one| !one.put_back) && recovered.len() == 1, "{recovered:?}");
    let left = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((&left.id, left.state), (&new.id, State::Running));
    assert_eq!(harness.runner.recover().await.unwrap(), []);
    let old = left;
    // The new one has proved itself: the rest is done.
    cut_at(harness, &name.name, &asked, QUICK, Removing).await;
    let recovered = harness.runner.recover().await.unwrap();
    assert!(recovered.iter().all(|one| !one.put_back) && recovered.len() == 1, "{recovered:?}");
    let new = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((new.state, &new.ports), (State::Running, &old.ports));
    assert_ne!(new.id, old.id);
    assert_eq!(names(&harness.runner, &name.name).await, [name.name.as_str()]);
}

/// Drops a recreation in the midst of a step, with the clients that it runs.
async fn cut_at(
    harness: &Harness,
    name: &str,
    spec: &SessionSpec,
    options: RecreateOptions,
    at: RecreateStep,
) {
    let reached = Notify::new();
    let progress = |step: RecreateStep| {
        if step == at {
            reached.notify_one();
        }
    };
    // As a process that was killed, it shares nothing with the next.
    let runner = Runner::new(
        harness.runner.engine().clone(),
        harness.runner.limits().clone(),
        harness.runner.archive().clone(),
    );
    tokio::select! {
        outcome = runner.recreate(name, spec, options, &progress) => panic!("{at:?} was not reached: {outcome:?}"),
        () = reached.notified() => {}
    }
}

async fn data_is_kept_as_asked_and_no_secret_with_it(harness: &Harness) {
    let name = harness.name("data");
    let env = vec![var("TOKEN", "s3cret-value")];
    let old =
        running(harness, &name, SessionSpec { env, volumes: vec!["/anon".to_owned()], ..Default::default() })
            .await;
    harness.exec(&name, &["sh", "-c", "echo v > /anon/f; echo l > /f"]);
    let files = || {
        let printed = harness.exec(&name, &["sh", "-c", "cat /anon/f /f 2>/dev/null; echo $TOKEN"]);
        String::from_utf8_lossy(&printed.stdout).split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(files(), ["v", "l", "s3cret-value"]);
    let (now, _) = harness.runner.spec(&name.name).await.unwrap();
    let layer = RecreateOptions { data: KeptData::Layer, ..QUICK };
    let new = recreated(harness.runner.recreate(&old.id, &now, layer, &|_| {}).await.unwrap());
    assert_eq!(files(), ["v", "l", "s3cret-value"]);
    let engines = Engines::get();
    for what in [["image", "inspect"], ["image", "history"]] {
        let shown = engines.run(harness.kind, &[&what[..], &["--", &new.image]].concat());
        let text = String::from_utf8_lossy(&shown.stdout).into_owned();
        assert!(shown.status.success() && !text.contains("s3cret-value"), "{text}");
    }
    // The next one keeps its layer, too: the image of the first layer goes with the container that was made of it.
    let (again, _) = harness.runner.spec(&name.name).await.unwrap();
    let former = new.image.clone();
    let new = recreated(harness.runner.recreate(&new.id, &again, layer, &|_| {}).await.unwrap());
    assert_eq!(files(), ["v", "l", "s3cret-value"]);
    let is_there =
        |image: &str| engines.run(harness.kind, &["image", "inspect", "--", image]).status.success();
    assert_eq!((is_there(&former), is_there(&new.image)), (false, true));
    let image = new.image.clone();
    // The next one is made of the first image again, and has the volume only.
    let asked = SessionSpec { image: now.image.clone(), ..now.clone() };
    let new = recreated(recreate(&harness.runner, &new.id, &asked).await);
    assert_eq!(files(), ["v", "s3cret-value"]);
    let fresh = RecreateOptions { data: KeptData::Fresh, ..QUICK };
    let new = recreated(harness.runner.recreate(&new.id, &asked, fresh, &|_| {}).await.unwrap());
    assert_eq!(files(), ["s3cret-value"]);
    harness.runner.delete(&new.id, DeleteOptions { volumes: true, without_log: true }).await.unwrap();
    assert!(!is_there(&image), "nothing uses the layer any more");
}

async fn limits_are_changed_while_it_runs(harness: &Harness) {
    let name = harness.name("limits");
    let options = ContainerOptions { memory: Some("64m".to_owned()), ..Default::default() };
    let old = running(harness, &name, SessionSpec { options, ..Default::default() }).await;
    let (mut asked, _) = harness.runner.spec(&name.name).await.unwrap();
    asked.options.memory = Some("128m".to_owned());
    let plan = harness.runner.recreate_plan(&name.name, Some(&asked)).await.unwrap();
    assert_eq!((plan.in_place, plan.lasting), (true, harness.kind == EngineKind::Docker));
    match (harness.runner.change_limits(&name.name, &asked).await, harness.kind) {
        (Ok(session), EngineKind::Docker) => {
            assert_eq!((session.id, session.started_at), (old.id, old.started_at));
            let (now, _) = harness.runner.spec(&name.name).await.unwrap();
            assert_eq!(now.options.memory.as_deref(), Some("128m"));
        }
        (Ok(session), _) => assert_eq!(session.id, old.id),
        (Err(error), _) => panic!("{error}: {:?}", error.detail()),
    }
    asked.command = "sh".to_owned();
    let error = harness.runner.change_limits(&name.name, &asked).await.unwrap_err();
    assert!(error.to_string().contains("more than limits"), "{error}");
}

async fn a_clone_has_its_own_name_and_ports(harness: &Harness) {
    let (name, port) = (harness.name("clone"), free_port());
    let ports = vec![format!("127.0.0.1:{port}:80")];
    let env = vec![var("A", "1")];
    let old = running(harness, &name, SessionSpec { ports, env, ..Default::default() }).await;
    let (asked, _) = harness.runner.clone_spec(&old.id, None).await.unwrap();
    assert!(asked.name.starts_with(&name.name[..8]) && asked.name != name.name, "{}", asked.name);
    assert_eq!(asked.env, [var("A", "1")]);
    let new = harness.started_as(&asked).await;
    assert_eq!(new.ports.len(), 1);
    assert_ne!(new.ports, old.ports);
    harness.runner.delete(&new.id, DeleteOptions { volumes: true, without_log: true }).await.unwrap();
}

async fn berthctl_shows_recreates_and_puts_back(harness: &Harness) {
    use super::berthctl::{code, said};
    let name = harness.name("ctl");
    let old =
        running(harness, &name, SessionSpec { env: vec![var("A", "s3cret")], ..Default::default() }).await;
    let shown = said(harness, &["spec", &name.name]);
    assert!(shown.contains("variables: A") && !shown.contains("s3cret"), "{shown}");
    let whole: serde_json::Value =
        serde_json::from_str(&said(harness, &["spec", "--json", &name.name])).unwrap();
    assert_eq!(whole["spec"]["env"][0]["key"], "A");
    let dry = said(harness, &["recreate", "--dry-run", "-m", "64m", "-e", "A=2", &name.name]);
    assert!(dry.contains("memory: (default) -> 64m") && dry.contains("variables: A -> A"), "{dry}");
    assert!(dry.contains("--memory=64m") && !dry.contains("s3cret"), "{dry}");
    let (exit, words) =
        code(harness, &["edit", "--wait", "1", &name.name, "--", "sh", "-c", "echo oh no; exit 4"]);
    assert!(exit == 11 && words.contains("exit code 4") && words.contains("oh no"), "{exit} {words}");
    assert_eq!(harness.runner.status(&name.name).await.unwrap().id, old.id);
    said(harness, &["recreate", "--wait", "1", "-m", "64m", &name.name]);
    let new = harness.runner.status(&name.name).await.unwrap();
    assert!(new.id != old.id && new.state == State::Running);
    // Killed while it watches: the next berthctl puts the old one back, and says so.
    let mut cut = super::berthctl::command(harness, &["recreate", "--wait", "60", "-m", "32m", &name.name]);
    let mut cut =
        cut.stdin(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    until_async("the new one to be watched", || async {
        let now = harness.runner.status(&name.name).await.ok()?;
        (now.id != new.id && now.state == State::Running).then_some(())
    })
    .await;
    cut.kill().unwrap();
    cut.wait().unwrap();
    let (exit, words) = code(harness, &["status", &name.name]);
    assert!(exit == 0 && words.contains("put back as it was before"), "{exit} {words}");
    let back = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((back.id, back.state), (new.id, State::Running));
}
