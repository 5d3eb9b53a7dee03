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
    window.gone("row", "request 100 of 200").await;

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
    window.find_like("row", "request 41 of 200$").await;
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
    window.gone("group", "^Streams$").await;
    // The choice is for every such log, and for the next time.
    let closed = window.close().await;
    let window = closed.open_again().await;
    window.view(name, "Logs").await;
    window.find_like("row", "Error *panic: out of cheese$").await;
    window.click("radio", "Terminal").await;
    window.line_in(&format!("Logs {name}"), "the log", |line| line == "red line").await;
    window.close().await;
}

#[tokio::test]
async fn logs_of_several_sessions_are_one_view_in_order_of_time() {
    let kind = EngineKind::Podman;
    let turns = |own: &str, first: bool| {
        // Each writes its line once the other has: a folder of both is their clock.
        let offset = u8::from(!first);
        format!(
            "n={offset}; while [ $n -lt 40 ]; do while [ \"$(cat /clock/n)\" != $n ]; do sleep 0.05; done; \
             echo \"{own} turn $n of 40\"; echo $((n+1)) > /clock/next && mv /clock/next /clock/n; n=$((n+2)); done; \
             exec sleep 1000"
        )
    };
    let clock = tempfile::tempdir().expect("a folder");
    std::fs::write(clock.path().join("n"), "0").expect("the clock is set");
    let volume = format!("{}:/clock", clock.path().display());
    let start = |stem: &str, first: bool| {
        let script = turns(stem, first);
        Named::start(kind, stem).without_terminal().options(&["-v", &volume]).script(&script).run()
    };
    let (ping, pong) = (start("ping", true), start("pong", false));
    let tab = |ping: &str, pong: &str| format!("^Logs of 2 sessions, (?=.*{ping})(?=.*{pong})");
    let window = Window::open(Setup::with_engines(kind)).await;
    for session in [&ping, &pong] {
        let row = window.row(&session.name).await;
        row.send_keys(&format!("{} ", char::from(Key::Shift))).await.expect("the row takes keys");
    }
    window.says("toolbar", "2 selected").await;
    window.click("button", "Logs of selected").await;
    window.find_like("tab", &tab(&ping.name, &pong.name)).await;
    // They alternate in one view, and their times only grow, once both logs are read. (Which of two lines the engine
    // saw first is not theirs to say.)
    window.find_like("row", "ping turn 38 of 40$").await;
    window.find_like("row", "pong turn 39 of 40$").await;
    let lines = "return [...document.querySelectorAll('[role=grid][aria-label^=Lines] [role=row]')] \
                 .filter(row => row.querySelector('.time')?.textContent.trim()) \
                 .map(row => [row.querySelector('.time').textContent.trim(), row.textContent.includes('ping')])";
    window
        .until("the lines of both alternate in the order of their times", || async {
            let lines =
                serde_json::from_value::<Vec<(String, bool)>>(window.run(lines, vec![]).await).ok()?;
            let turns = lines.windows(2).filter(|two| two[0].1 != two[1].1).count();
            (turns > 5 && lines.is_sorted_by_key(|(time, _)| time.clone())).then_some(())
        })
        .await;
    window.shot("lines-several").await;

    // The legend hides one of them, and keeps the other.
    window.click_in("group", "Sessions", "button", &pong.name).await;
    window.gone("row", "pong turn").await;
    window.find_like("row", "ping turn 38 of 40$").await;
    window.click_in("group", "Sessions", "button", &pong.name).await;
    window.find_like("row", "pong turn 39 of 40$").await;

    // The tab is there the next time; what is gone by then is said to be, and still has its lines.
    let closed = window.close().await;
    Engines::get().ask(kind, &["rm", "-f", "-t", "0", &pong.name]);
    let window = closed.open_again().await;
    window.find_like("tab", &tab(&ping.name, &format!("{} \\(gone\\)", pong.name))).await;
    window.find_like("button", &format!("^{} gone$", pong.name)).await;
    window.find_like("row", "ping turn 38 of 40$").await;
    window.shot("lines-several-gone").await;
    window.press_with(&[Key::Control], 'w').await;
    window.gone("tab", "^Logs of 2 sessions").await;
    window.close().await;
}
