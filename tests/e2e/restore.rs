//! Coming back: what was open is there again, as it was left.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

/// Writes what it is given to read.
const ECHO: &str = "stty -echo; echo \"this is $0\"; while read line; do echo \"$0 heard $line\"; done";

fn run(kind: EngineKind, stem: &str) -> Named {
    let session = Named::new(kind, stem);
    let run = ["run", "-dit", "--name", &session.name, "--", IMAGE, "sh", "-c", ECHO, stem];
    Engines::get().ask(kind, &run);
    session
}

async fn open_tabs_come_back(kind: EngineKind) {
    let (one, two, gone) = (run(kind, "one"), run(kind, "two"), run(kind, "gone"));
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
    assert!(!window.has("tab", "^bt-gone").await, "a tab of what is no longer there");
    // The app is killed.
    let window = window.kill_app().await.open_again().await;
    are_there(&window, &one, &two, "after a crash").await;
    window.shot(&format!("tabs-again-{kind:?}")).await;
    window.close().await;
}

/// The tab that was looked at is so again, the other when it is clicked; both terminals live.
async fn are_there(window: &Window, one: &Named, two: &Named, word: &str) {
    is_there(window, two, "two", word).await;
    window.click_like("tab", &format!("^{}, running", one.name)).await;
    is_there(window, one, "one", word).await;
    window.click_like("tab", &format!("^{}, running", two.name)).await;
}

async fn is_there(window: &Window, session: &Named, stem: &str, word: &str) {
    for past in [format!("this is {stem}"), format!("{stem} heard you")] {
        window.terminal_line(&session.name, "its past", |line| line == past).await;
    }
    window.type_into(&session.name, &format!("{word}\n")).await;
    window.terminal_line(&session.name, "an answer", |line| line == format!("{stem} heard {word}")).await;
}

#[tokio::test]
async fn open_tabs_come_back_podman() {
    open_tabs_come_back(EngineKind::Podman).await;
}

#[tokio::test]
async fn open_tabs_come_back_docker() {
    open_tabs_come_back(EngineKind::Docker).await;
}

/// Two panes, of unequal widths, are there again, and the keyboard is in the same one.
#[tokio::test]
async fn panes_come_back() {
    let kind = EngineKind::Podman;
    let (one, two) = (run(kind, "one"), run(kind, "two"));
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(&one.name).await;
    window.terminal_line(&one.name, "its past", |line| line == "this is one").await;
    window.chord(&one.name, &[Key::Control, Key::Shift], '\\').await;
    window.click("button", &format!("Show {} here", two.name)).await;
    window.terminal_line(&two.name, "its past", |line| line == "this is two").await;
    let border = window.find("separator", BORDER).await;
    border.send_keys(&Key::Left.to_string().repeat(5)).await.expect("the border takes keys");
    window.chord(&two.name, &[Key::Control, Key::Alt], Key::Left.into()).await;
    window.find("region", &format!("Terminal {}", one.name)).await;
    window.keyboard_comes_to(&one.name).await;

    let window = window.close().await.open_again().await;
    for (session, stem) in [(&one, "one"), (&two, "two")] {
        window.terminal_line(&session.name, "its past", |line| line == format!("this is {stem}")).await;
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
