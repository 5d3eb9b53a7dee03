//! Clearing what is above a terminal's screen.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

#[tokio::test]
async fn cleared_scrollback_stays_away() {
    let kind = EngineKind::Podman;
    let script = "for i in $(seq 1 200); do echo line $i; done; exec sh";
    let session = Named::start(kind, "clear").script(script).run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(name).await;
    window.terminal_line(name, "its output", |line| line == "line 200").await;
    page_up(&window, name).await;
    window.terminal_line(name, "what is above the screen", is_old).await;

    window.context_menu(name).await;
    window.shot("clear-menu").await;
    window.click("menuitem", "Clear scrollback").await;
    nothing_above(&window, name, "first").await;
    // Nor is it in what the model kept for later.
    window.click("button", &format!("Close {name}")).await;
    window.gone("region", &format!("Terminal {name}")).await;
    window.attach(name).await;
    nothing_above(&window, name, "second").await;
    let log = Engines::get().ask(kind, &["logs", "--", name]);
    assert!(log.lines().any(is_old), "the log is left alone: {log}");
    window.close().await;
}

/// The person finds nothing above the screen but what went there since.
async fn nothing_above(window: &Window, name: &str, word: &str) {
    window.type_into(name, &format!("echo {word} $((40+2))\n")).await;
    window.terminal_line(name, "an answer", |line| line == format!("{word} 42")).await;
    let foot = window.terminal_text(name).await;
    page_up(window, name).await;
    let text = window
        .until("what that pushed up", || async {
            let text = window.terminal_text(name).await;
            (text != foot).then_some(text)
        })
        .await;
    assert!(!text.lines().any(is_old), "{text}");
}

/// One of the first hundred lines, which were no longer on the screen.
fn is_old(line: &str) -> bool {
    line.strip_prefix("line ").and_then(|number| number.parse().ok()).is_some_and(|number: u32| number <= 100)
}

async fn page_up(window: &Window, name: &str) {
    for _ in 0..4 {
        window.chord(name, &[Key::Shift], Key::PageUp.into()).await;
    }
}
