//! What a program asks its terminal at its beginning is answered, before a tab shows it.

use berth_runner::EngineKind;
use berth_tests::engines::{IMAGE, Named};
use berth_tests::on_both;
use berth_tests::window::{Setup, Window};

on_both!(kind: a_new_session_is_answered_from_its_first_byte);

/// Its size, then the attributes of its terminal, as soon as it runs.
const ASKS: &str = "sh -c 'size=$(stty size 2>&1); stty raw -echo min 0 time 50; printf \"\\033[c\"; \
    answer=$(dd bs=64 count=1 2>/dev/null | od -An -c | tr -d \" \\n\"); stty sane; \
    echo \"answered $answer at $size\"; exec sh'";

async fn a_new_session_is_answered_from_its_first_byte(kind: EngineKind) {
    let session = Named::new(kind, "asks");
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.click("button", "New session").await;
    window.fill("Name", name).await;
    window.fill("Image", IMAGE).await;
    window.fill("Command", ASKS).await;
    window.click("button", "Start session").await;
    answered(&window, kind, name, 1).await;
    window.shot(&format!("answered-{kind}")).await;
    window.verb(&format!("^{name}, running"), "Restart").await;
    answered(&window, kind, name, 2).await;
    // The run before stands above the line, and nothing twice.
    let text = window.terminal_text(name).await;
    let dividers = text.lines().filter(|line| line.starts_with("── started again ")).count();
    assert_eq!(dividers, 1, "{text}");
    window.close().await;
}

/// Waits for the run of this number and compares its first size with that of the pane.
async fn answered(window: &Window, kind: EngineKind, name: &str, run: usize) {
    let lines = |text: &str| text.lines().filter(|line| line.starts_with("answered 033[?")).count();
    let what = format!("{run} answers");
    window.until(&what, || async { (lines(&window.terminal_text(name).await) == run).then_some(()) }).await;
    window.type_into(name, &format!("echo run {run} now $(stty size)\n")).await;
    let begins = format!("run {run} now ");
    let now = window.terminal_line(name, "its size", |line| line.starts_with(&begins)).await;
    let now = now.trim_start_matches(&begins).trim().to_owned();
    let text = window.terminal_text(name).await;
    let first =
        text.lines().rfind(|line| line.starts_with("answered ")).and_then(|line| line.split_once(" at "));
    // docker 20.10 gives a container its size a moment after it runs.
    if kind == EngineKind::Podman {
        assert_eq!(first.map(|(_, size)| size.trim()), Some(now.as_str()), "{text}");
    }
}
