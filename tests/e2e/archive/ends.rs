//! The runs before, and what to do about the way a session ended: on its exit card and in its details.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::fake::{FakeEngine, container, id, inspected, listed};
use berth_tests::on_both;
use berth_tests::script::Step;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

on_both!(kind:
    a_start_that_failed_says_what_to_do,
);

/// The runs before are bars on the exit card and a table in the details; both lead by keyboard to a run in the history.
#[tokio::test]
async fn the_runs_before_are_on_the_exit_card() {
    let kind = EngineKind::Docker;
    let session = Named::start(kind, "again").script("echo ready; exec tail -f /dev/null").run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(name).await;
    window.terminal_line(name, "readiness", |line| line == "ready").await;
    Engines::get().ask(kind, &["kill", "--", name]);
    window.says("region", "Exited 137").await;
    window.click_in("region", "Exit card", "button", "Restart").await;
    window.gone("region", "^Exit card$").await;
    Engines::get().ask(kind, &["kill", "--", name]);
    window.find_like("toolbar", "^The last 2 runs$").await;
    window.shot("history-timeline").await;

    let at = |run: &str| format!("Run {run}, ");
    window
        .until("the keyboard gets to the last bar", || async {
            window.press_with(&[], Key::Tab.into()).await;
            window.keyboard_on().await.starts_with(&at("2")).then_some(())
        })
        .await;
    for (key, run) in [(Key::Home, "1"), (Key::End, "2"), (Key::Left, "1")] {
        window.press_with(&[], key.into()).await;
        let on = window.keyboard_gets_to(&at(run)).await;
        assert!(on.contains("137"), "{on}");
    }
    window.press_with(&[], Key::Enter.into()).await;
    window.line_in(&format!("Log of {name} #1"), "its log", |line| line == "ready").await;
    window.click("tab", "About").await;
    window.says("tabpanel", "a kill, or a stop whose grace time ran out").await;
    window.shot("history-about").await;
    leave_history(&window, name).await;

    window.view(name, "Details").await;
    window.tab_to("As a table").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.find("table", "The last 2 runs").await;
    window.shot("history-table").await;
    window.tab_to("Open run 1 in the history").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.line_in(&format!("Log of {name} #1"), "its log", |line| line == "ready").await;
    leave_history(&window, name).await;
    window.tab_to("All runs").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.find("region", &format!("History of {name}")).await;
    window.find_like("row", &format!("^{name}, run 2, ")).await;
    window.close().await;
}

/// Escape leads from the run to the list, and from there to the session.
async fn leave_history(window: &Window, name: &str) {
    for _ in 0..2 {
        window.press_with(&[], Key::Escape.into()).await;
    }
    window.gone("region", &format!("^History of {name}$")).await;
}

/// A made session is started by its card, and the engine refuses.
async fn refused(window: &Window, session: &Named, said: &[&str]) {
    window.enter_row(&format!("^{}, created", session.name)).await;
    window.click_in("region", "Exit card", "button", "Start").await;
    for part in said {
        window.says("region", part).await;
    }
}

/// Its command is not there, may not be run, or its port is another's.
async fn a_start_that_failed_says_what_to_do(kind: EngineKind) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let port = port.expect("a free port").port();
    let publish = format!("127.0.0.1:{port}:80");
    let holder =
        Named::start(kind, "holder").options(&["-p", &publish]).script("exec tail -f /dev/null").run();
    let late = Named::start(kind, "late").options(&["-p", &publish]).create();
    let missing =
        Named::start(kind, "missing").options(&["-e", "PATH=/opt:/bin"]).command(&["no-such-word"]).create();
    let barred = Named::start(kind, "barred").command(&["/etc/passwd"]).create();
    let script = Named::start(kind, "script").script("no-such-word; exit 127").run();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.enter_row(&format!("^{}, exited 127", script.name)).await;
    window.says("region", "Its last lines say which command was not found.").await;
    window.shot(&format!("history-step-script-{kind}")).await;
    refused(&window, &missing, &["no-such-word is in none of the folders of its PATH (/opt:/bin)"]).await;
    window.shot(&format!("history-step-127-{kind}")).await;
    refused(&window, &barred, &["/etc/passwd may be executed (chmod +x)"]).await;
    window.shot(&format!("history-step-126-{kind}")).await;
    let port_is_held = format!("Port {port} belongs to {}.", holder.name);
    refused(&window, &late, &[&port_is_held, "publish another port"]).await;
    window.shot(&format!("history-step-port-{kind}")).await;
    window.close().await;
}

/// Engines do not always tell of memory; this one does.
#[tokio::test]
async fn one_that_ran_out_of_memory_is_told_to_have_more() {
    let kind = EngineKind::Podman;
    let key = id('a');
    let mut greedy = container(kind, &key, "greedy", "exited");
    greedy["State"]["OOMKilled"] = json!(true);
    greedy["State"]["ExitCode"] = json!(137);
    // One of long ago is forgotten soon.
    let now = Timestamp::now();
    greedy["State"]["StartedAt"] = json!((now - SignedDuration::from_mins(9)).to_string());
    greedy["State"]["FinishedAt"] = json!((now - SignedDuration::from_mins(5)).to_string());
    greedy["HostConfig"]["Memory"] = json!(16 << 20);
    let mut fake = FakeEngine::new(env!("CARGO_BIN_EXE_fake-engine"), kind);
    fake.on(&["ps"], [listed(kind, &[(&key, "greedy", "exited")])]);
    fake.on(&["container", "inspect"], [inspected(&[greedy])]);
    fake.on(&["events"], [Step::Hang]);
    fake.on(&["logs"], [Step::Print("ready\n".into())]);
    fake.on(&["version"], [Step::Print("{\"Client\":{\"Version\":\"4.3.1\"}}\n".into())]);
    let window = Window::open(Setup::path(fake.folder())).await;
    window.enter_row("^greedy, exited 137").await;
    window.says("region", "Exited 137: out of memory").await;
    window.says("region", "Its limit is 16 MiB. Raise it, and start it again:").await;
    window.says("region", "podman update --memory 32m --memory-swap 32m greedy").await;
    window.shot("history-step-memory").await;
    window.tab_to("Copy the command").await;
    window.press_with(&[], Key::Enter.into()).await;
    window
        .until("the command in the clipboard", || async {
            let text = window.server.selection("clipboard").await;
            (text == "podman update --memory 32m --memory-swap 32m greedy").then_some(())
        })
        .await;
    window.close().await;
}
