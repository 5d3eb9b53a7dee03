//! Logs line by line: followed, folded out, found and filtered, by keyboard.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

on_both!(kind: lines_are_followed_folded_out_found_and_filtered);

/// Writes levels, to both streams, and JSON; then many lines, and one more whenever it is told to.
const TALKS: &str = "echo 'level=info msg=starting'; echo 'ERROR: no such table' >&2; \
    echo '{\"level\":\"warn\",\"ms\":1204,\"tags\":[\"db\"]}'; \
    i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo \"request $i of 200\"; done; \
    while :; do if [ -e /more ]; then rm /more; echo fresh; echo 'GET /health'; fi; sleep 0.1; done";

async fn press(window: &Window, key: Key) {
    window.press_with(&[], key.into()).await;
}

async fn lines_are_followed_folded_out_found_and_filtered(kind: EngineKind) {
    let session = Named::start(kind, "talks").without_terminal().script(TALKS).run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.enter_row(&format!("^{name}, running")).await;
    // It follows: the last lines are in sight, and the first are not on the page.
    window.find_like("row", "request 200 of 200$").await;
    assert!(!window.has("row", "request 100 of 200").await);

    // Levels are counted and shown alone; streams are told apart.
    window.click("button", "Error: 1").await;
    window.find_like("row", "Error *err *ERROR: no such table$").await;
    window.gone("row", "request 200 of 200$").await;
    window.click("button", "Error: 1").await;
    window.click("button", "Warning: 1").await;
    // By keyboard: JSON is folded out, and stays where it is among all lines.
    window.tab_to(&format!("Lines of {name}")).await;
    press(&window, Key::End).await;
    press(&window, Key::Enter).await;
    window.says("row", "\"ms\": 1204,").await;
    window.click("button", "Warning: 1").await;
    window.find_like("row", "request 1 of 200$").await;
    window.says("row", "\"ms\": 1204,").await;
    window.tab_to(&format!("Lines of {name}")).await;
    window.shot(&format!("lines-{kind:?}").to_lowercase()).await;

    // What comes meanwhile is counted, and one key away.
    Engines::get().ask(kind, &["exec", name, "touch", "/more"]);
    window.find("button", "2 new lines, jump to latest").await;
    press(&window, Key::End).await;
    window.find_like("row", "fresh$").await;
    window.gone("button", "jump to latest").await;

    // Find goes to a line; all others stay.
    window.press_with(&[Key::Control], 'f').await;
    window.type_focused("request 42 ").await;
    window.says("status", "1 line").await;
    window.find_like("row", "request 42 *of 200$").await;
    assert!(window.has("row", "request 41 of 200$").await);
    press(&window, Key::Escape).await;

    // A filter hides them; so does a second one.
    window.press_with(&[], '/').await;
    window.type_focused("/4[12] of/").await;
    window.gone("row", "request 40 of 200$").await;
    press(&window, Key::Enter).await;
    window.type_focused("-141").await;
    window.says("group", "3 of ").await;
    window.shot(&format!("lines-filtered-{kind:?}").to_lowercase()).await;
    window.close().await;
}

#[tokio::test]
async fn a_log_with_a_terminal_is_read_by_lines_as_well() {
    let kind = EngineKind::Podman;
    let script =
        "printf '\\033[31mred\\033[0m line\\r\\n'; echo 'panic: out of cheese'; while :; do sleep 0.1; done";
    let session = Named::start(kind, "colours").script(script).run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(name).await;
    window.view(name, "Logs").await;
    window.line_in(&format!("Logs {name}"), "the log", |line| line == "red line").await;
    window.click("radio", "Lines").await;
    window.find_like("row", "Error *panic: out of cheese$").await;
    window.find_like("row", "red line$").await;
    assert!(!window.has("group", "^Streams$").await);
    // The choice is for every such log, and for the next time.
    let closed = window.close().await;
    let window = closed.open_again().await;
    window.view(name, "Logs").await;
    window.find_like("row", "Error *panic: out of cheese$").await;
    window.click("radio", "Terminal").await;
    window.line_in(&format!("Logs {name}"), "the log", |line| line == "red line").await;
    window.close().await;
}
