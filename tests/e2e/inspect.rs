//! All that an engine says of a session, in the real window: read, searched, copied, by keyboard.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::on_both;
use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::key::Key;

on_both!(kind: a_foreign_session_is_inspected_without_its_secrets,
    what_has_ended_is_inspected_by_keyboard_alone,
);

const SECRET: &str = "hunter2-9f";

async fn a_foreign_session_is_inspected_without_its_secrets(kind: EngineKind) {
    let options = [
        "-e",
        "DB_PASSWORD=hunter2-9f",
        "-v",
        "inspected-cache:/cache",
        "-p",
        "127.0.0.1::80",
        "--label",
        "com.example/tier=web",
    ];
    let session = Named::start(kind, "told").options(&options).script("exec sleep 1000").run();
    let name = session.name.as_str();
    // Each engine in another theme, so that there are pictures of both.
    let scheme = if kind == EngineKind::Podman { Scheme::Light } else { Scheme::Dark };
    let window = Window::open(Setup::with_engines(kind).scheme(scheme)).await;
    window.verb(&format!("^{name}, running"), "Inspect").await;
    window.find("dialog", &format!("Inspect {name}")).await;
    for (table, words) in
        [("Session", "sha256:"), ("Session", name), ("Volumes", "inspected-cache"), ("Networks", ".")]
    {
        let text = window.text_of("table", table).await;
        assert!(text.contains(words), "{words} in {text}");
    }
    window.find_like("button", r"^127\.0\.0\.1:\d+, open http://localhost:\d+$").await;
    assert!(!window.dialog_text().await.contains(SECRET));
    window.shot(&format!("inspect-{kind}")).await;
    window.click("button", "Show the value of DB_PASSWORD").await;
    window.dialog_says(SECRET).await;

    window.click("tab", "JSON").await;
    let field = window.find("searchbox", "Search in the JSON").await;
    field.send_keys(".Config.Labels[\"com").await.expect("the field takes keys");
    window.says("status", "1 of ").await;
    let path = ".Config.Labels[\"com.example/tier\"]";
    assert_eq!(window.text_of("status", "Path of what is selected").await, path);
    window.click("button", "Copy path").await;
    window
        .until("the path is in the clipboard", || async {
            (window.server.selection("clipboard").await == path).then_some(())
        })
        .await;
    window.shot(&format!("inspect-json-{kind}")).await;
    window.click("button", "Fold all").await;
    window.click("button", "Unfold all").await;
    window.find("button", "Fold all").await;
    assert!(!window.dialog_text().await.contains(SECRET));
    window.client.set_window_size(560, 620).await.expect("the window takes a size");
    window.shot(&format!("inspect-json-narrow-{kind}")).await;
    window.click("tab", "Overview").await;
    window.shot(&format!("inspect-narrow-{kind}")).await;
    window.close().await;
}

async fn what_has_ended_is_inspected_by_keyboard_alone(kind: EngineKind) {
    let session = Named::start(kind, "over").script("exit 3").run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.enter_row(&format!("^{name}, exited 3")).await;
    window.find_like("tab", &format!("^{name}")).await;
    window.press_control_in_list('k').await;
    window.find("combobox", "Search or run a command").await;
    window.type_focused(&format!("Inspect {name}")).await;
    window.find_like("option", &format!("^Inspect {name}")).await;
    window.press(Key::Enter).await;
    window.find("dialog", &format!("Inspect {name}")).await;
    window.find("table", "Session").await;
    window.tab_to("Overview").await;
    window.press(Key::Right).await;
    window.keyboard_gets_to("JSON").await;
    window.tab_to(&format!("What the engine says of {name}")).await;
    let told = "Path of what is selected";
    let first = window.text_of("status", told).await;
    for (key, is_first) in [(Key::End, false), (Key::Home, true)] {
        window.press(key).await;
        window
            .until("it is selected", || async {
                ((window.text_of("status", told).await == first) == is_first).then_some(())
            })
            .await;
    }
    window.press(Key::Escape).await;
    window.gone("dialog", "").await;
    window
        .until("something has the keyboard", || async {
            (!window.keyboard_on().await.is_empty()).then_some(())
        })
        .await;
    window.close().await;
}
