//! Started at log-in: the desktop's own entry, and what is on the screen after it.

use std::collections::BTreeMap;
use std::path::Path;

use berth_runner::EngineKind;
use berth_tests::desktop::Desktop;
use berth_tests::tray::Tray;
use berth_tests::wait;
use berth_tests::window::{Setup, Window, app_binary};
use tokio::process::{Child, Command};

use super::settings::open_settings;
use super::single::environment;

const START: &str = "Start Berth when I log in";

/// What an entry says is to be run, where nothing in it is escaped.
fn command(entry: &str) -> (String, String) {
    let exec = entry.lines().find_map(|line| line.strip_prefix("Exec=")).expect("a command");
    let (program, argument) = exec.strip_prefix('"').and_then(|exec| exec.split_once("\" ")).expect("quoted");
    (program.to_owned(), argument.to_owned())
}

/// Another person logs in on the same screen, and their desktop runs the entry.
fn log_in(entry: &str, home: &Path, desktop: &Desktop, mut environment: BTreeMap<String, String>) -> Child {
    for (key, folder) in
        [("XDG_STATE_HOME", "state"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config")]
    {
        environment.insert(key.to_owned(), home.join(folder).display().to_string());
    }
    environment.insert("DBUS_SESSION_BUS_ADDRESS".to_owned(), desktop.address.clone());
    for driven in ["TAURI_AUTOMATION", "TAURI_WEBVIEW_AUTOMATION"] {
        environment.remove(driven);
    }
    let (program, argument) = command(entry);
    let mut app = Command::new(program);
    app.arg(argument).env_clear().envs(environment).kill_on_drop(true).spawn().expect("it starts")
}

#[tokio::test]
async fn the_desktop_starts_it_without_a_window_where_the_tray_opens_one() {
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    let path = window.home.path().join("config/autostart/berth.desktop");
    open_settings(&window).await;
    assert!(!path.exists());
    window.click("checkbox", START).await;
    let entry = wait::until("the entry", || std::fs::read_to_string(&path).ok());
    assert_eq!(command(&entry), (app_binary().display().to_string(), "--at-log-in".to_owned()));
    window.click("button", "Close").await;
    // The entry is the setting.
    open_settings(&window).await;
    let ticked = async || window.find("checkbox", START).await.prop("checked").await.expect("a property");
    window
        .until("it is ticked", || async { (ticked().await.as_deref() == Some("true")).then_some(()) })
        .await;
    window.shot("log-in-settings").await;
    window.click("checkbox", START).await;
    wait::until("the entry to go", || (!path.exists()).then_some(()));

    let berths = async |count: usize| {
        wait::until_async(&format!("{count} windows"), || async {
            (window.server.count(&["--name", "^Berth$"]).await == count).then_some(())
        })
        .await;
    };
    berths(1).await;
    let (home, desktop) = (tempfile::tempdir().expect("a home folder"), Desktop::start().await);
    let tray = Tray::start(&desktop).await;
    let app = log_in(&entry, home.path(), &desktop, environment(&window));
    // Its page runs without a window.
    tray.says("Berth: nobody needs you").await;
    berths(1).await;
    tray.click().await;
    berths(2).await;
    drop(app);

    // Nothing else would bring it into sight.
    berths(1).await;
    let (home, without) = (tempfile::tempdir().expect("a home folder"), Desktop::start().await);
    let app = log_in(&entry, home.path(), &without, environment(&window));
    berths(2).await;
    drop(app);
    window.close().await;
}
