//! Berth in the desktop's tray: who needs the person, the ways there, and a window that is hidden instead of closed.

use berth_runner::EngineKind;
use berth_tests::desktop::Desktop;
use berth_tests::engines::{Engines, Named};
use berth_tests::tray::Tray;
use berth_tests::wait;
use berth_tests::window::{Setup, Window, app_binary};

use super::settings::open_settings;
use super::single::{environment, run};

/// Sessions of other tests are not looked at; this one is, by its label.
const CONFIG: &str = "[activity]\nobserve = \"none\"\n[notices]\nasks = false\nended = false\n";
const LOOK: [&str; 4] = ["--label", "dev.berth.observe=yes", "--label", "dev.berth.owner=berth"];
const ASKS: &str = r"
    printf '\033]133;C\007reading\n'
    until [ -e /asks ]; do sleep 0.1; done
    printf 'Overwrite the file? [y/N] '
    until read -r answer; do :; done
    exec sleep 100000";
const QUIT: &str = "Quit Berth; sessions keep running";

async fn open(desktop: &Desktop, more: &str) -> Window {
    let setup = Setup::with_engines(EngineKind::Podman).settings(&format!("{CONFIG}{more}"));
    Window::open(setup.env("DBUS_SESSION_BUS_ADDRESS", &desktop.address)).await
}

/// How many of the app's windows are on the screen.
async fn shown(window: &Window, count: usize) {
    wait::until_async(&format!("{count} windows on the screen"), || async {
        (window.server.count(&["--name", "Berth$"]).await == count).then_some(())
    })
    .await;
}

async fn quit(tray: &Tray, window: &Window) {
    let pid = window.app_pid();
    tray.choose(QUIT).await;
    wait::until_async("the app ends", || async {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        (status.is_empty() || status.contains("State:\tZ")).then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_tray_says_who_needs_the_person_and_leads_there() {
    let kind = EngineKind::Podman;
    let session = Named::start(kind, "tray_ed").options(&LOOK).script(ASKS).run();
    let name = session.name.as_str();
    let desktop = Desktop::start().await;
    let tray = Tray::start(&desktop).await;
    let window = open(&desktop, "").await;
    tray.says("Berth: 1 works").await;
    assert_eq!(tray.status().await, "Active");
    assert_eq!(tray.menu().await, ["Show Berth", "", "New session…", "", QUIT]);

    Engines::get().ask(kind, &["exec", "--", name, "touch", "/asks"]);
    tray.says("Berth: 1 needs you").await;
    assert_eq!(tray.status().await, "NeedsAttention");
    tray.choose(&format!("Next that needs you: {name}")).await;
    window.terminal_line(name, "the question", |line| line.starts_with("Overwrite")).await;
    tray.choose("New session…").await;
    window.find("textbox", "Name").await;
    quit(&tray, &window).await;
    assert_eq!(session.state(), "running");
}

#[tokio::test]
async fn a_closed_window_is_hidden_and_comes_back() {
    let desktop = Desktop::start().await;
    let tray = Tray::start(&desktop).await;
    let window = open(&desktop, "[tray]\nkeep_watching = true\n").await;
    window.find("button", "New session").await;
    tray.says("Berth: nobody needs you").await;
    let environment = environment(&window);
    let close = || async {
        shown(&window, 1).await;
        let own = window.server.window(&["--name", "Berth$"]).await;
        window.server.ask_to_close(&own);
        shown(&window, 0).await;
    };
    close().await;
    tray.click().await;
    close().await;
    let second = run(&app_binary(), &[], &environment).await;
    assert!(second.status.success(), "{second:?}");
    close().await;
    // Its settings can't have it hidden for good, nor can a tray that goes.
    let config = window.home.path().join("config/berth/config.toml");
    tray.leave().await;
    shown(&window, 1).await;
    open_settings(&window).await;
    window.says("dialog", "This desktop has no tray now.").await;
    let tray = Tray::start(&desktop).await;
    tray.says("Berth: nobody needs you").await;
    window.find("checkbox", "Keep watching when the window is closed").await;
    window.shot("tray-settings").await;
    assert!(std::fs::read_to_string(config).expect("settings").contains("keep_watching = true"));
    window.click("button", "Close").await;
    close().await;
    quit(&tray, &window).await;
}
