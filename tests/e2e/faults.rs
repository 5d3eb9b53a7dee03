//! Engines that are missing, or hang: the window says so, and never hangs itself.

use berth_runner::EngineKind;
use berth_tests::fake::FakeEngine;
use berth_tests::script::Step;
use berth_tests::window::{Setup, Window};

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
