//! Whatever engines, images, programs, files and rules say is text in every room, and nothing else.

use std::fs;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::hostile::markup;
use berth_tests::on_both;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;
use serde_json::json;

on_both!(kind: nothing_that_others_write_is_more_than_text);

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

async fn nothing_that_others_write_is_more_than_text(kind: EngineKind) {
    let words = markup();
    let first = words[0];
    let mut options = Vec::new();
    for (number, words) in words.iter().enumerate() {
        options.extend(["--label".to_owned(), format!("label{number}={words}")]);
        options.extend(["-e".to_owned(), format!("VARIABLE{number}={words}")]);
    }
    options.extend(["--label".to_owned(), format!("{first}=name")]);
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let lines: String = words.iter().map(|words| format!("printf '%s\\n' {}; ", quoted(words))).collect();
    let names: String = words
        .iter()
        .filter(|words| !words.contains('/'))
        .map(|words| format!("touch -- /box/{}; ", quoted(words)))
        .collect();
    let script = format!(
        "mkdir /box; {names}{lines} echo ready; exec sh -c 'while :; do sleep 1000; done' {}",
        quoted(first)
    );
    let session = Named::start(kind, "injected").options(&options).script(&script).run();
    let ended = Named::start(kind, "spoke").without_terminal().script(&format!("{lines} exit 3")).run();
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
    window.terminal_line(name, "its words", |line| line.contains("<x-taken>bold</x-taken>")).await;
    is_text(&window, &format!("terminal-{kind}")).await;
    window.view(name, "Logs").await;
    window.find_like("row", "<x-taken>bold</x-taken>$").await;
    is_text(&window, &format!("logs-{kind}")).await;
    window.view(name, "Details").await;
    window.says("region", "<x-taken>bold</x-taken>").await;
    is_text(&window, &format!("details-{kind}")).await;

    window.verb(&format!("^{name}, running"), "Inspect").await;
    window.find("dialog", &format!("Inspect {name}")).await;
    window.dialog_says("<x-taken>bold</x-taken>").await;
    window.click("button", "Show the value of VARIABLE0").await;
    is_text(&window, &format!("inspect-{kind}")).await;
    window.click("tab", "JSON").await;
    window
        .find("searchbox", "Search in the JSON")
        .await
        .send_keys("x-taken")
        .await
        .expect("the field takes keys");
    window.says("status", "1 of ").await;
    is_text(&window, &format!("json-{kind}")).await;
    window.press(Key::Escape).await;
    window.press(Key::Escape).await;
    window.gone("dialog", "^Inspect").await;

    window.verb(name, "Files").await;
    window.fill("Path", &format!("/box{}", char::from(Key::Enter))).await;
    window.find_like("row", "^<x-taken data-taken|^\"><x-taken").await;
    is_text(&window, &format!("files-{kind}")).await;
    window.press_with(&[], Key::Escape.into()).await;
    window.gone("region", "^Files of ").await;

    window.verb(&format!("^{name}, running"), "Export").await;
    for form in ["Compose", "Kubernetes"] {
        window.click("radio", form).await;
        window.dialog_says("x-taken").await;
        is_text(&window, &format!("export-{form}-{kind}")).await;
    }
    window.click("button", "Close").await;
    window.gone("dialog", "^Export").await;

    // The card of one that ended has its last lines.
    window.enter_row(&format!("^{}, exited 3", ended.name)).await;
    window.find_like("tab", &ended.name).await;
    is_text(&window, &format!("ended-{kind}")).await;
    window.press_control_in_list('h').await;
    window.find_like("row", &format!("^{}, run 1", ended.name)).await;
    window.type_focused("x-taken").await;
    window.find_like("button", "<x-taken>bold</x-taken>").await;
    is_text(&window, &format!("history-{kind}")).await;
    assert_eq!(Engines::get().ask(kind, &["inspect", "-f", "{{.State.Running}}", name]), "true");
    window.close().await;
}
