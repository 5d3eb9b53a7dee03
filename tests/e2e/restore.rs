//! The app opened again: tabs and panes are there as they were left.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::wait::until_async;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

/// Says the lines that it reads.
const ECHO: &str = "stty -echo; echo \"this is $0\"; while read line; do echo \"$0 heard $line\"; done";

on_both!(kind: open_tabs_come_back_after_quitting_and_after_a_crash,
    a_terminal_comes_back_after_the_process_of_the_page_was_killed,
);

fn echoes(kind: EngineKind, stem: &str) -> Named {
    Named::start(kind, stem).script(ECHO).arg(stem).run()
}

/// As when the system's want of memory, or a fault of the web view, ends it. The driver's session ends with that
/// process, so what is typed goes through the X server, and the engine tells what arrived.
async fn a_terminal_comes_back_after_the_process_of_the_page_was_killed(kind: EngineKind) {
    let (one, two) = (echoes(kind, "one"), echoes(kind, "two"));
    let window = Window::open(Setup::with_engines(kind)).await;
    for (session, stem) in [(&one, "one"), (&two, "two")] {
        window.attach(&session.name).await;
        window.type_into(&session.name, "you\n").await;
        window.terminal_line(&session.name, "an answer", |line| line == format!("{stem} heard you")).await;
    }
    let own = window.server.window(&["--name", "Berth$"]).await;
    window.kill_page();
    let logs = || Engines::get().ask(kind, &["logs", &two.name]);
    until_async("the terminal in front takes keys", || async {
        window.server.keys(&own, &["key", "a", "g", "a", "i", "n", "Return"]).await;
        logs().lines().any(|line| line.trim_end().ends_with("again")).then_some(())
    })
    .await;
    assert!(!Engines::get().ask(kind, &["logs", &one.name]).contains("again"));
    window.kill_app().await;
}

async fn open_tabs_come_back_after_quitting_and_after_a_crash(kind: EngineKind) {
    let (one, two, gone) = (echoes(kind, "one"), echoes(kind, "two"), echoes(kind, "gone"));
    let window = Window::open(Setup::with_engines(kind)).await;
    for (session, stem) in [(&gone, "gone"), (&one, "one"), (&two, "two")] {
        window.attach(&session.name).await;
        window.type_into(&session.name, "you\n").await;
        window.terminal_line(&session.name, "an answer", |line| line == format!("{stem} heard you")).await;
    }
    // The person quits, and something is removed meanwhile.
    let left = window.close().await;
    drop(gone);
    let window = left.open_again().await;
    are_there(&window, &one, &two, "after quitting").await;
    assert!(!window.has("tab", "^bt-gone").await, "a tab of a session that is no longer there");
    // The app is killed.
    let window = window.kill_app().await.open_again().await;
    are_there(&window, &one, &two, "after a crash").await;
    window.shot(&format!("tabs-again-{kind}")).await;
    window.close().await;
}

/// The tab that was in front is so again, the other when it is clicked; both terminals are live.
async fn are_there(window: &Window, one: &Named, two: &Named, word: &str) {
    is_there(window, two, "two", word).await;
    window.click_like("tab", &format!("^{}, running", one.name)).await;
    is_there(window, one, "one", word).await;
    window.click_like("tab", &format!("^{}, running", two.name)).await;
}

async fn is_there(window: &Window, session: &Named, stem: &str, word: &str) {
    for line in [format!("this is {stem}"), format!("{stem} heard you")] {
        window.terminal_line(&session.name, "its transcript", |shown| shown == line).await;
    }
    window.type_into(&session.name, &format!("{word}\n")).await;
    window.terminal_line(&session.name, "an answer", |line| line == format!("{stem} heard {word}")).await;
}

#[tokio::test]
async fn panes_come_back_with_their_widths_and_the_keyboard() {
    let kind = EngineKind::Podman;
    let (one, two) = (echoes(kind, "one"), echoes(kind, "two"));
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(&one.name).await;
    window.terminal_line(&one.name, "its transcript", |line| line == "this is one").await;
    window.chord(&one.name, &[Key::Control, Key::Shift], '\\').await;
    window.click("button", &format!("Show {} here", two.name)).await;
    window.terminal_line(&two.name, "its transcript", |line| line == "this is two").await;
    let border = window.find("separator", BORDER).await;
    border.send_keys(&Key::Left.to_string().repeat(5)).await.expect("the border takes keys");
    window.chord(&two.name, &[Key::Control, Key::Alt], Key::Left.into()).await;
    window.find("region", &format!("Terminal {}", one.name)).await;
    window.keyboard_comes_to(&one.name).await;

    let window = window.close().await.open_again().await;
    for (session, stem) in [(&one, "one"), (&two, "two")] {
        window.terminal_line(&session.name, "its transcript", |line| line == format!("this is {stem}")).await;
    }
    let border = window.find("separator", BORDER).await;
    assert_eq!(border.attr("aria-valuenow").await.expect("its place").as_deref(), Some("40"));
    window.keyboard_comes_to(&one.name).await;
    window.type_focused("you\n").await;
    window.terminal_line(&one.name, "an answer", |line| line == "one heard you").await;
    window.shot("panes-again").await;
    window.close().await;
}

const BORDER: &str = "Width of the pane on the left";
