//! Text in terminals whose panes change their size.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

/// The line that the cursor is in is wrapped anew like all others, and what is typed goes behind it.
#[tokio::test]
async fn a_question_is_kept_when_its_pane_gets_narrower_and_wider() {
    // Wider than half of the window.
    let question = (10..50).map(|n| n.to_string()).collect::<String>() + "?";
    let script = format!("read go; printf {question}; read answer; echo got $answer; exec sh");
    let session = Named::start(EngineKind::Podman, "question").script(&script).run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    window.attach(name).await;
    window.type_into(name, "go\n").await;
    // Waits until a text is shown, in one row or in several.
    let rows = async |text: &str, more: bool| {
        window
            .until(&format!("{text}, in several rows: {more}"), || async {
                let lines = window.terminal_text(name).await;
                let whole = lines.lines().any(|line| line.contains(text));
                (lines.replace('\n', "").contains(text) && whole != more).then_some(())
            })
            .await;
    };
    rows(&question, false).await;
    window.chord(name, &[Key::Control, Key::Shift], '\\').await;
    window.find("region", "Empty pane").await;
    rows(&question, true).await;
    window.type_into(name, "yes").await;
    rows(&format!("{question}yes"), true).await;
    window.shot("narrower").await;
    window.click_in("region", "Empty pane", "button", "Close pane").await;
    rows(&format!("{question}yes"), false).await;
    window.type_into(name, "\n").await;
    window.terminal_line(name, "the answer", |line| line.trim() == "got yes").await;
    window.close().await;
}
