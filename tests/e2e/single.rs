//! One window for one person: a second start and `berthctl open` come to the one that is there.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use berth_control::{App, Place};
use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::on_both;
use berth_tests::wait;
use berth_tests::window::{Setup, Window, app_binary};
use tokio::process::Command;

on_both!(kind: berthctl_opens_a_session_in_the_window_that_is_there);

/// The variables of the app of a window.
pub fn environment(window: &Window) -> BTreeMap<String, String> {
    let environment = std::fs::read(format!("/proc/{}/environ", window.app_pid())).expect("its environment");
    let text = String::from_utf8_lossy(&environment);
    text.split('\0').filter_map(|pair| pair.split_once('=')).map(|(k, v)| (k.into(), v.into())).collect()
}

pub async fn run(program: &Path, args: &[&str], environment: &BTreeMap<String, String>) -> Output {
    let mut command = Command::new(program);
    command.args(args).env_clear().envs(environment).kill_on_drop(true);
    let ended = tokio::time::timeout(wait::PATIENCE, command.output()).await;
    ended.unwrap_or_else(|_| panic!("{} {args:?} does not end", program.display())).expect("it runs")
}

#[tokio::test]
async fn a_second_start_comes_to_the_first() {
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    window.find("button", "New session").await;
    let environment = environment(&window);
    let second = run(&app_binary(), &[], &environment).await;
    assert!(second.status.success(), "{second:?}");
    // It has no window of its own, and the first one goes on.
    assert_eq!(window.server.count(&["--name", "^Berth$"]).await, 1);
    window.click("button", "New session").await;
    window.find("textbox", "Name").await;
    // One that was killed is in nobody's way.
    let window = window.kill_app().await.open_again().await;
    window.find("button", "New session").await;
    window.close().await;
}

async fn berthctl_opens_a_session_in_the_window_that_is_there(kind: EngineKind) {
    let session = Named::start(kind, "front").run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    let environment = environment(&window);
    // It need not have read its list yet.
    let berthctl = app_binary().with_file_name("berthctl");
    let opened = run(&berthctl, &["--engine", kind.word(), "open", name], &environment).await;
    assert!(opened.status.success(), "{opened:?}");
    window.find_like("tab", &format!("^{name}")).await;
    window.type_into(name, "echo open $((6*7))\n").await;
    window.terminal_line(name, "an answer", |line| line.contains("open 42")).await;
    let none = run(&berthctl, &["--engine", kind.word(), "open", "berth-no-such"], &environment).await;
    assert_eq!(none.status.code(), Some(3), "{none:?}");
    window.close().await;
}

#[tokio::test]
async fn berthctl_starts_the_app_that_does_not_run() {
    let session = Named::start(EngineKind::Podman, "starts").run();
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    let mut environment = environment(&window);
    // Another person, on the same screen; not driven.
    let home = tempfile::tempdir().expect("a home folder");
    for (key, folder) in
        [("XDG_STATE_HOME", "state"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config")]
    {
        environment.insert(key.to_owned(), home.path().join(folder).display().to_string());
    }
    for driven in ["TAURI_AUTOMATION", "TAURI_WEBVIEW_AUTOMATION"] {
        environment.remove(driven);
    }
    let berthctl = app_binary().with_file_name("berthctl");
    let opened = run(&berthctl, &["open", &session.name], &environment).await;
    assert!(opened.status.success(), "{opened:?}");
    let place = Place::of(&home.path().join("state/berth"));
    let app = App::find(&place).await.expect("an app to talk to").expect("an app that runs");
    assert_eq!(window.server.count(&["--name", "^Berth$"]).await, 2);
    let pid = app.greeting().pid.to_string();
    let killed = Command::new("kill").args(["-KILL", &pid]).status().await.expect("kill runs");
    assert!(killed.success());
    // Nobody is asked after its end.
    wait::until_async("its socket is stale", || async {
        matches!(App::find(&place).await, Ok(None)).then_some(())
    })
    .await;
    window.close().await;
}
