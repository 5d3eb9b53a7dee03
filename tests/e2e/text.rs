//! A terminal's text: selected, copied, pasted, and found.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

const PRINTS: &str = r"printf 'Alpha one\r\nalpha two\r\nbeta gamma\r\nalphabet\r\n'; exec sh";

async fn shell(stem: &str) -> (Named, Window) {
    let session = Named::start(EngineKind::Podman, stem).script(PRINTS).run();
    let window = Window::open(Setup::with_engines(session.kind)).await;
    window.attach(&session.name).await;
    window.find_like("contentinfo", "attached").await;
    (session, window)
}

async fn copied(window: &Window, which: &str, is: impl Fn(&str) -> bool) -> String {
    window
        .until(&format!("a text in {which}"), || async {
            let text = window.server.selection(which).await;
            is(&text).then_some(text)
        })
        .await
}

const COPY: &[Key] = &[Key::Control, Key::Shift];

#[tokio::test]
async fn selected_text_is_copied_by_middle_button_key_and_setting() {
    let (session, window) = shell("select").await;
    let name = session.name.as_str();
    let other = window.server.copy("from elsewhere").await;

    // Selecting fills the primary selection, as everywhere on X; the clipboard needs the key.
    window.drag_over(window.position_of(name, "gamma").await).await;
    copied(&window, "primary", |text| text == "gamma").await;
    assert_eq!(window.server.selection("clipboard").await, "from elsewhere");
    window.shot("selected").await;
    window.chord(name, COPY, 'C').await;
    copied(&window, "clipboard", |text| text == "gamma").await;
    drop(other);

    window.context_menu(name).await;
    window.click("menuitem", "Select all").await;
    window.shot("selected-all").await;
    window.gone("menu", "").await;
    window.chord(name, COPY, 'C').await;
    copied(&window, "clipboard", |text| text.contains("Alpha one\nalpha two\nbeta gamma\nalphabet")).await;

    window.run("document.activeElement?.blur()", vec![]).await;
    window.click("button", "Settings").await;
    window.click("checkbox", "Copy on select").await;
    window.click("button", "Close").await;
    window.drag_over(window.position_of(name, "beta").await).await;
    copied(&window, "clipboard", |text| text == "beta").await;
    // The keyboard stays in the terminal.
    window.type_focused("echo here $((6*7))\n").await;
    window.terminal_line(name, "an answer", |line| line == "here 42").await;
    window.close().await;
}

#[tokio::test]
async fn lines_are_pasted_with_a_warning_unless_the_program_brackets_them() {
    let (session, window) = shell("lines").await;
    let name = session.name.as_str();
    let _lines = window.server.copy("first\nlast\n").await;
    let own = window.server.window(&["--name", "Berth"]).await;
    let paste = || window.server.keys(&own, &["key", "ctrl+shift+v"]);

    window.type_into(name, "stty -echo; cat -v\n").await;
    window.terminal_line(name, "the command", |line| line.ends_with("cat -v")).await;
    paste().await;
    window.find("alertdialog", "Paste 2 lines?").await;
    window.says("alertdialog", "first\nlast").await;
    window.shot("paste-lines").await;
    window.press_with(&[], Key::Escape.into()).await;
    window.gone("alertdialog", "").await;
    window.type_focused("typed\n").await;
    window.terminal_line(name, "what was typed", |line| line == "typed").await;
    assert!(!window.terminal_text(name).await.contains("last"), "nothing was pasted");
    paste().await;
    window.find("alertdialog", "Paste 2 lines?").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.terminal_line(name, "what was pasted", |line| line == "last").await;

    // One that marks pastes gets it at once, marked.
    window.press_control(name, &['c']).await;
    window.type_into(name, "clear; printf '\\033[?2004h'; cat -v\n").await;
    window
        .until("a program that brackets pastes", || async {
            (!window.terminal_text(name).await.contains("last")).then_some(())
        })
        .await;
    paste().await;
    window.terminal_line(name, "a bracket", |line| line == "^[[200~first").await;
    window.terminal_line(name, "the last line", |line| line == "last").await;
    assert!(!window.has("alertdialog", "").await, "nothing is asked");
    window.close().await;
}

#[tokio::test]
async fn text_is_found_by_keyboard_alone() {
    let (session, window) = shell("search").await;
    let name = session.name.as_str();
    window.terminal_line(name, "its output", |line| line == "alphabet").await;
    window.chord(name, COPY, 'F').await;
    window.type_focused("alpha").await;
    let says = |summary: &'static str| window.says("status", summary);
    says("3 of 3").await;
    let marked = include_str!("scripts/marked_text.js");
    let are_marked = |wanted: &'static str| {
        let window = &window;
        async move {
            let what = format!("{wanted:?} is marked");
            window
                .until(&what, || async { (window.run(marked, vec![]).await == wanted).then_some(()) })
                .await;
        }
    };
    are_marked("Alphaalphaalpha").await;
    window.shot("found").await;
    for (modifiers, summary) in [
        (&[][..], "2 of 3"),
        (&[], "1 of 3"),
        (&[], "3 of 3"),
        (&[Key::Shift], "1 of 3"),
        (&[Key::Shift], "2 of 3"),
    ] {
        window.press_with(modifiers, Key::Enter.into()).await;
        says(summary).await;
    }
    window.press_with(&[], Key::Tab.into()).await;
    window.keyboard_gets_to("Match case").await;
    window.press_with(&[], ' ').await;
    says("2 of 2").await;
    are_marked("alphaalpha").await;
    window.shot("found-by-case").await;
    window.press_with(&[], Key::Tab.into()).await;
    window.keyboard_gets_to("Match above").await;
    window.press_with(&[], Key::Enter.into()).await;
    says("1 of 2").await;
    window.press_with(&[], Key::Escape.into()).await;
    window.gone("search", "").await;
    // What was found stays selected, to be copied.
    are_marked("alpha").await;
    window.type_focused("echo here $((6*7))\n").await;
    window.terminal_line(name, "an answer", |line| line == "here 42").await;
    window.close().await;
}
