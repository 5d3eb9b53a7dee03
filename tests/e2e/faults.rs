//! Engines that are missing, or hang, and settings that can't be written: the window says so, and never hangs itself.

use berth_runner::EngineKind;
use berth_tests::fake::FakeEngine;
use berth_tests::script::Step;
use berth_tests::small::Small;
use berth_tests::window::{Setup, Window};

use super::settings::{choose, open_settings};

#[tokio::test]
async fn an_engine_that_is_installed_later_is_found() {
    let empty = tempfile::tempdir().expect("an empty folder");
    let window = Window::open(Setup::path(empty.path())).await;
    window.find_like("heading", "engine").await;
    window.click("button", "Check again").await;
    window.find("button", "Check again").await;
    let text = window.run("return document.body.innerText", vec![]).await;
    let text = text.as_str().unwrap_or_default();
    assert!(text.contains("podman") && text.contains("docker"), "says what was looked for: {text}");
    window.shot("no-engine").await;

    // An engine that is installed while the app runs is found.
    let mut fake = FakeEngine::new(env!("CARGO_BIN_EXE_fake-engine"), EngineKind::Podman);
    fake.on(&["ps"], [Step::Print("[]\n".into())]);
    fake.on(&["version"], [Step::Print("{\"Client\":{\"Version\":\"4.3.1\"}}\n".into())]);
    std::fs::copy(fake.program(), empty.path().join("podman")).expect("an engine is installed");
    std::fs::copy(
        fake.folder().join(berth_tests::script::SCRIPT),
        empty.path().join(berth_tests::script::SCRIPT),
    )
    .expect("its script");
    window.find("button", "Try it").await;
    window.close().await;
}

#[tokio::test]
async fn the_window_answers_while_the_engine_hangs() {
    let mut fake = FakeEngine::new(env!("CARGO_BIN_EXE_fake-engine"), EngineKind::Podman);
    fake.on(&[], [Step::Hang]);
    let window = Window::open(Setup::path(fake.folder())).await;
    // The window answers at once, whatever the engine does.
    window.click("button", "New session").await;
    window.find("dialog", "New session").await;
    window.fill("Name", "while-it-hangs").await;
    window.shot("hanging-engine").await;
    window.close().await;
}

/// What a person wrote; Berth changes only what it is asked to.
const WRITTEN: &str = "# mine\n[terminal]\nfont_size = 15\n";
const THEME: &str = "Terminals in a light window";

#[tokio::test]
async fn settings_that_can_only_be_read_are_told_and_stay_as_they_are() {
    let closed = Window::open(Setup::with_engines(EngineKind::Podman)).await.close().await;
    let folder = closed.home().join("config/berth");
    let disk = Small::at(&folder, "size=64k");
    let file = folder.join("config.toml");
    std::fs::write(&file, WRITTEN).expect("settings");
    disk.remount("ro");
    let window = closed.open_again().await;
    open_settings(&window).await;
    let before = window.value_of(THEME).await;
    let unchanged = || {
        assert_eq!(std::fs::read_to_string(&file).expect("the settings are there"), WRITTEN);
        let names = std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.file_name());
        let drafts = names.filter(|name| name.to_string_lossy().starts_with(".berth-")).count();
        assert_eq!(drafts, 0, "a draft was left");
    };
    let is_refused = async |theme: &str, why: &str| {
        choose(&window, THEME, theme).await;
        window.says("alert", why).await;
        let is_back = || async { (window.value_of(THEME).await == before).then_some(()) };
        window.until("a setting that was not kept is not shown as kept", is_back).await;
        unchanged();
    };
    is_refused("Solarized Light", "Read-only file system").await;
    window.says("alert", "The setting could not be saved").await;
    window.shot("settings-read-only").await;

    disk.remount("rw");
    let ballast = disk.fill();
    is_refused("Gruvbox Light", "No space left on device").await;
    std::fs::remove_file(ballast).expect("room on the disk");
    choose(&window, THEME, "Solarized Light").await;
    let kept = || async {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        (text.starts_with(WRITTEN) && text.contains("Solarized Light")).then_some(())
    };
    window.until("the setting is kept, and the rest as it was", kept).await;
    window.close().await;
}
