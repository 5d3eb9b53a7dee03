use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, program_name};
use berth_tests::fake::{FakeEngine, container, inspected, listed, not_found};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;
use berth_tests::script::Step;
use berth_tests::wait::{PATIENCE, until};
use serde_json::Value;
use tempfile::TempDir;

use super::{code, command, program, said};
use crate::faults::{NAME, all_ended, bot, fake, stuck};

on_both!(harness: verbs_change_a_session,
    restarts_are_paused_and_resumed,
    wrong_values_have_their_codes,
    watch_says_what_happens,
    a_prune_without_a_terminal_removes_nothing,
    prune_removes_what_has_ended,
    an_interrupt_ends_what_was_asked,
    a_killed_watch_leaves_no_client,
    a_list_is_of_all_engines,
    an_unknown_place_is_5,
);

async fn verbs_change_a_session(harness: &Harness) {
    let (name, new) = (harness.name("ctlmore"), harness.name("ctlmore"));
    let pid = harness.started(&name, RUNS_UNTIL_TERM).await.pid;
    let state = |name: &str| -> String {
        let row: Value = serde_json::from_str(&said(harness, &["status", name, "--json"])).unwrap();
        row["state"].as_str().unwrap().to_owned()
    };
    said(harness, &["pause", &name.name]);
    assert_eq!(state(&name.name), "paused");
    said(harness, &["resume", &name.name]);
    assert_eq!(state(&name.name), "running");
    said(harness, &["restart", &name.name]);
    assert_ne!(harness.runner.status(&name.name).await.unwrap().pid, pid);
    said(harness, &["rename", &name.name, &new.name]);
    assert_eq!(state(&new.name), "running");
    assert!(said(harness, &["kill", &new.name]).contains("exited (137)"));
    said(harness, &["delete", "--volumes", &new.name]);
    assert_eq!(code(harness, &["exists", &new.name]).0, 3);
}

async fn restarts_are_paused_and_resumed(harness: &Harness) {
    let named =
        harness.name("ctlbrake").starting().options(&["--restart", "always"]).script("exec sleep 100000");
    let named = named.run();
    let (ended, stderr) = code(harness, &["pause", "--restarts", &named.name]);
    if harness.kind == EngineKind::Podman && ended != 0 {
        assert!((ended, stderr.contains("podman can from 5.1 on")) == (1, true), "{stderr}");
        return;
    }
    assert_eq!(ended, 0, "{stderr}");
    let status = said(harness, &["status", &named.name]);
    assert!(
        status.contains("Restarts paused  its policy was always; berthctl resume --restarts"),
        "{status}"
    );
    let resumed = said(harness, &["resume", "--restarts", &named.name]);
    assert_eq!(resumed, format!("The restart policy of {} is always\n", named.name));
}

async fn wrong_values_have_their_codes(harness: &Harness) {
    let (name, taken) = (harness.name("ctlcode"), harness.name("ctlcode"));
    harness.started(&name, RUNS_UNTIL_TERM).await;
    harness.started(&taken, RUNS_UNTIL_TERM).await;
    assert_eq!(code(harness, &["kill", &name.name, "--signal", "NONSENSE"]).0, 2);
    assert_eq!(code(harness, &["rename", &name.name, "a b"]).0, 2);
    assert_eq!(code(harness, &["rename", &name.name, &taken.name]).0, 4);
    assert_eq!(code(harness, &["pause", "nobody-here"]).0, 3);
}

/// A berthctl that goes on, its lines as they come, and its end with the test.
struct Going {
    child: Child,
    lines: mpsc::Receiver<String>,
}

impl Going {
    fn start(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Self { child, lines }
    }

    /// The next line that is like this.
    fn says(&self, what: &str, is: impl Fn(&Value) -> bool) -> Value {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|e| panic!("no {what}: {e}"));
            let value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{line}: {e}"));
            if is(&value) {
                return value;
            }
        }
    }

    fn interrupt(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Going {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn watch_says_what_happens(harness: &Harness) {
    let name = harness.name("ctlwatch");
    let going = Going::start(&mut command(harness, &["watch", "--json"]));
    let snapshot = going.says("snapshot", |line| line["change"] == "snapshot");
    assert_eq!(snapshot["engine"], program_name(harness.kind));
    let ask = |args: &[&str]| Engines::get().ask(harness.kind, args);
    ask(&["run", "-d", "--name", &name.name, IMAGE, "sleep", "1000"]);
    let row_in = |line: &Value, state: &str| {
        let rows = line["sessions"].as_array().into_iter().flatten();
        rows.clone().any(|row| row["name"] == name.name.as_str() && row["state"] == state)
    };
    going.says("running", |line| line["change"] == "updated" && row_in(line, "running"));
    let id = harness.runner.status(&name.name).await.unwrap().id;
    ask(&["kill", &name.name]);
    going.says("exited", |line| row_in(line, "exited"));
    ask(&["rm", &name.name]);
    going.says("gone", |line| line["gone"].as_array().is_some_and(|gone| gone.contains(&id.as_str().into())));
    assert_eq!(going.interrupt(), Some(0));
}

async fn a_prune_without_a_terminal_removes_nothing(harness: &Harness) {
    let name = harness.name("ctlprune");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    harness.runner.kill(&name.name, None).await.unwrap();
    let output = super::berthctl(harness, &["prune"]);
    assert_eq!(output.status.code(), Some(2));
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(stdout.contains(&name.name) && stderr.contains("--yes"), "{stdout}{stderr}");
    assert!(harness.runner.exists(&name.name).await.unwrap());
}

/// berthctl on a fake engine.
fn on_fake(fake: &FakeEngine, home: &TempDir, args: &[&str]) -> Command {
    let mut command = Command::new(program());
    let path = [fake.folder(), Path::new("/usr/bin"), Path::new("/bin")];
    command
        .args(["--engine", program_name(fake.kind)])
        .args(args)
        .env("PATH", std::env::join_paths(path).unwrap())
        .env("XDG_STATE_HOME", home.path());
    command
}

async fn prune_removes_what_has_ended(harness: &Harness) {
    // Not on the real ones: they hold what other tests have ended.
    let mut fake = fake(harness.kind);
    fake.on(&["ps"], [listed(harness.kind, &[(&bot(), NAME, "exited")])]);
    fake.first(2, &["container", "inspect"], [inspected(&[container(harness.kind, &bot(), NAME, "exited")])]);
    fake.on(&["container", "inspect"], not_found(harness.kind, &bot()));
    fake.on(&["logs"], [Step::Print("bye\n".into())]);
    fake.on(&["rm"], [Step::Print(format!("{}\n", bot()))]);
    let home = TempDir::new().unwrap();
    let output = on_fake(&fake, &home, &["prune", "--yes"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains(&format!("Removed {NAME}")), "{said}");
    assert_eq!(fake.calls_with(&["rm", "--", &bot()]).len(), 1);
}

async fn an_interrupt_ends_what_was_asked(harness: &Harness) {
    let mut fake = fake(harness.kind);
    fake.on(&["container", "inspect"], stuck());
    let home = TempDir::new().unwrap();
    let going = Going::start(&mut on_fake(&fake, &home, &["status", NAME]));
    until("the call", || (!fake.calls_with(&["inspect"]).is_empty()).then_some(()));
    assert_eq!(going.interrupt(), Some(1));
    all_ended(&fake);
}

async fn a_killed_watch_leaves_no_client(harness: &Harness) {
    let mut fake = fake(harness.kind);
    fake.on(&["ps"], [listed(harness.kind, &[])]);
    fake.on(&["container", "inspect"], not_found(harness.kind, NAME));
    fake.on(&["events"], stuck());
    let home = TempDir::new().unwrap();
    let mut going = Going::start(&mut on_fake(&fake, &home, &["watch", "--json"]));
    going.says("snapshot", |line| line["change"] == "snapshot");
    until("the clients", || fake.calls().iter().any(|call| call.grandchild).then_some(()));
    // It has no time to end anything itself.
    going.child.kill().unwrap();
    going.child.wait().unwrap();
    all_ended(&fake);
}

async fn a_list_is_of_all_engines(harness: &Harness) {
    let name = harness.name("ctlall");
    let id = harness.started(&name, RUNS_UNTIL_TERM).await.id;
    let output = command(harness, &["list", "--json"]).env_remove("BERTH_ENGINE").output().unwrap();
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    let row = rows.as_array().unwrap().iter().find(|row| row["id"] == id.as_str()).unwrap();
    assert_eq!(
        (&row["engine"], &row["name"]),
        (&program_name(harness.kind).into(), &name.name.as_str().into())
    );
}

async fn an_unknown_place_is_5(harness: &Harness) {
    let id = format!("{}:nowhere", program_name(harness.kind));
    let (status, stderr) = code(harness, &["--engine", &id, "list"]);
    assert_eq!(status, 5, "{stderr}");
    assert!(stderr.contains("nowhere") && stderr.contains("known"), "{stderr}");
}

#[tokio::test]
async fn a_docker_context_is_an_engine_and_the_current_one_is_listed_once() {
    let harness = Harness::real(EngineKind::Docker);
    let name = harness.name("ctlctx");
    let id = harness.started(&name, RUNS_UNTIL_TERM).await.id;
    let host = Engines::get().env.iter().find(|(key, _)| key == "DOCKER_HOST").unwrap().1.clone();
    let config = TempDir::new().unwrap();
    let docker = |args: &[&str]| {
        let docker = Command::new("docker")
            .args(args)
            .env("DOCKER_CONFIG", config.path())
            .env_remove("DOCKER_HOST")
            .env_remove("DOCKER_CONTEXT")
            .output();
        let output = docker.unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    docker(&["context", "create", "elsewhere", "--docker", &format!("host={host}")]);
    docker(&["context", "create", "twin", "--docker", &format!("host={host}")]);
    let engines_of = |args: &[&str], context: Option<&str>| -> Vec<String> {
        let mut command = command(&harness, args);
        command.env_remove("BERTH_ENGINE").env_remove("DOCKER_HOST").env("DOCKER_CONFIG", config.path());
        if let Some(context) = context {
            command.env("DOCKER_CONTEXT", context);
        }
        let output = command.output().unwrap();
        let rows: Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{output:?}: {e}"));
        let rows = rows.as_array().unwrap().iter().filter(|row| row["id"] == id.as_str());
        rows.map(|row| row["engine"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(engines_of(&["list", "--json"], None), ["docker:elsewhere"]);
    assert_eq!(engines_of(&["list", "--json"], Some("twin")), ["docker"]);
    assert_eq!(engines_of(&["--engine", "docker:twin", "list", "--json"], None), ["docker:twin"]);
}
