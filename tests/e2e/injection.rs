//! Whatever engines, images, programs, files and rules say is text in every room, and nothing else.

use std::fs;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::hostile::markup;
use berth_tests::on_both;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;
use serde_json::json;

on_both!(kind: nothing_that_others_write_is_more_than_text,
    nothing_that_is_read_later_is_more_than_text,
);

const BOLD: &str = "<x-taken>bold</x-taken>";

/// As a word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Fails where something became markup, a script, or met the security policy.
async fn is_text(window: &Window, room: &str) {
    let taken = window.run("return [window.markup, window.taken ?? null]", vec![]).await;
    assert_eq!(taken, json!([[], null]), "in {room}");
    window.shot(&format!("injection-{room}")).await;
}

/// A session whose labels, variables, command, output and files' names are markup.
fn injected(kind: EngineKind) -> Named {
    let words = markup();
    let mut options = Vec::new();
    for (number, words) in words.iter().enumerate().filter(|(_, words)| !words.contains(char::is_control)) {
        options.extend(["--label".to_owned(), format!("label{number}={words}")]);
        options.extend(["-e".to_owned(), format!("VARIABLE{number}={words}")]);
    }
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let lines: String = words.iter().map(|words| format!("printf '%s\\n' {}; ", quoted(words))).collect();
    let names: String = words
        .iter()
        .filter(|words| !words.contains('/'))
        .map(|words| format!("touch -- /box/{}; ", quoted(words)))
        .collect();
    let script = format!(
        "mkdir /box; {names}{lines} echo ready; exec sh -c 'while :; do sleep 1000; done' {}",
        quoted(words[0])
    );
    Named::start(kind, "injected").options(&options).script(&script).run()
}

async fn nothing_that_others_write_is_more_than_text(kind: EngineKind) {
    let words = markup();
    let first = words[0];
    let session = injected(kind);
    let name = session.name.as_str();

    let window = Window::open(Setup::with_engines(kind)).await;
    window.run(include_str!("scripts/watch_markup.js"), vec![]).await;
    let config = window.home.path().join("config/berth");
    fs::create_dir_all(config.join("rules")).expect("a folder");
    fs::create_dir_all(config.join("themes")).expect("a folder");
    // Wrong, so that their words are told: a rule, a theme, a definition, and a note that is right.
    fs::write(config.join("rules/<x-taken>.toml"), format!("[[rule]]\nid = '''{first}'''\n"))
        .expect("a rule");
    fs::write(
        config.join("themes/<x-taken>.toml"),
        format!("[colors.primary]\nbackground = '''{first}'''\n"),
    )
    .expect("a theme");
    fs::write(config.join("sessions.toml"), format!("[sessions.x]\n'{first}' = 1\n")).expect("definitions");
    let note = serde_json::to_string(&words.concat().replace(char::is_control, "")).expect("a string");
    fs::write(config.join("marks.toml"), format!("[sessions.\"{}/{name}\"]\nnote = {note}\n", kind.word()))
        .expect("marks");

    window.find_like("row", &format!("^{name}, running")).await;
    window.find_like("region", "^sessions.toml has ").await;
    window.says("alert", "<x-taken>.toml").await;
    is_text(&window, &format!("list-{kind}")).await;

    window.attach(name).await;
    window.terminal_line(name, "its words", |line| line.contains(BOLD)).await;
    is_text(&window, &format!("terminal-{kind}")).await;
    window.view(name, "Details").await;
    window.says("region", BOLD).await;
    is_text(&window, &format!("details-{kind}")).await;

    window.verb(&format!("^{name}, running"), "Inspect").await;
    window.find("dialog", &format!("Inspect {name}")).await;
    window.dialog_says(BOLD).await;
    is_text(&window, &format!("inspect-{kind}")).await;
    assert_eq!(session.state(), "running");
    window.close().await;
}

/// The rooms that show it afterwards: logs, files, exports, and the history with its search.
async fn nothing_that_is_read_later_is_more_than_text(kind: EngineKind) {
    let session = injected(kind);
    let name = session.name.as_str();
    let row = format!("^{name}, running");
    let window = Window::open(Setup::with_engines(kind)).await;
    window.run(include_str!("scripts/watch_markup.js"), vec![]).await;
    window.attach(name).await;
    window.view(name, "Logs").await;
    window.line_in(&format!("Logs {name}"), "its words", |line| line == BOLD).await;
    is_text(&window, &format!("log-{kind}")).await;
    window.click("radio", "Lines").await;
    window.says("row", BOLD).await;
    is_text(&window, &format!("logs-{kind}")).await;

    window.verb(&row, "Files").await;
    window.fill("Path", &format!("/box{}", char::from(Key::Enter))).await;
    window.find("grid", "/box").await;
    window.find_like("row", "data-taken=1 onclick").await;
    is_text(&window, &format!("files-{kind}")).await;

    window.verb(&row, "Export").await;
    window.find("dialog", &format!("Export {name}")).await;
    for form in ["Compose", "Quadlet", "systemd", "Kubernetes", "Run line"] {
        window.click_like("radio", &format!("^{form}")).await;
        window.dialog_says("x-taken").await;
        is_text(&window, &format!("export-{}-{kind}", form.to_lowercase().replace(' ', "-"))).await;
    }
    window.click("button", "Close").await;
    window.gone("dialog", "^Export").await;

    Engines::get().ask(kind, &["kill", name]);
    window.find_like("row", &format!("^{name}, exited")).await;
    window.click("button", "History").await;
    window.find("region", "History").await;
    window.type_focused("x-taken>bold").await;
    window.find_like("button", BOLD).await;
    is_text(&window, &format!("history-{kind}")).await;
    window.click_like("button", BOLD).await;
    window.line_in(&format!("Log of {name} #1"), "the line", |line| line == BOLD).await;
    is_text(&window, &format!("kept-log-{kind}")).await;
    window.close().await;
}
