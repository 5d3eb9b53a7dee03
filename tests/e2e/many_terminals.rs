//! Many terminals: shells beside sessions, hidden ones, panes, the wall, broadcast input, and
//! windows of their own.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::wait;
use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::key::Key;
use serde_json::json;

on_both!(kind: a_shell_runs_beside_the_session_and_ends_with_its_tab);

/// A session that counts, so that its output shows that it runs.
fn counter(kind: EngineKind, stem: &str) -> Named {
    let named = Named::new(kind, stem);
    let name = named.name.clone();
    let script = "i=0; while :; do i=$((i+1)); echo $0 says $i; sleep 1; done";
    named.starting().script(script).arg(&name).run()
}

fn shells(kind: EngineKind) -> [Named; 2] {
    ["one", "two"].map(|stem| Named::start(kind, stem).run())
}

fn processes(session: &Named) -> String {
    Engines::get().ask(session.kind, &["exec", "--", &session.name, "ps", "-o", "args"])
}

async fn a_shell_runs_beside_the_session_and_ends_with_its_tab(kind: EngineKind) {
    let session = counter(kind, "beside");
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(name).await;
    window.view(name, "Shell").await;
    window.find("region", &format!("Shell {name}")).await;
    let shell = format!("Shell {name}");
    window.type_in(&shell, "sleep 1001 & echo in the shell $((40+2))\n").await;
    window.line_in(&shell, "its answer", |line| line.trim() == "in the shell 42").await;
    window.shot(&format!("shell-{kind:?}")).await;
    // The main process is another one, and its terminal another view.
    window.view(name, "Terminal").await;
    window.terminal_line(name, "its own output", |line| line.contains("says")).await;
    window.view(name, "Shell").await;
    window.type_in(&shell, "exit 3\n").await;
    window.says("status", "The shell exited with 3.").await;
    window.shot(&format!("shell-ended-{kind:?}")).await;
    window.click("button", "New shell").await;
    window.type_in(&shell, "sleep 1002 & echo again $((40+2))\n").await;
    window.line_in(&shell, "a second shell", |line| line.trim() == "again 42").await;
    assert!(processes(&session).contains("sleep 1002"));
    // Closing the tab ends the shell, and leaves the session alone.
    window.click("button", &format!("Close {name}")).await;
    wait::until("the shell's end", || (!processes(&session).contains("sleep 1002")).then_some(()));
    assert_eq!(session.state(), "running");
    window.close().await;
}

/// A hidden terminal has no xterm.js; when it is shown it is painted anew, in the xterm.js
/// that the other one leaves.
#[tokio::test]
async fn hidden_terminals_are_not_drawn() {
    let kind = EngineKind::Podman;
    let (one, two) = (counter(kind, "one"), counter(kind, "two"));
    let window = Window::open(Setup::with_engines(kind)).await;
    for session in [&one, &two] {
        window.attach(&session.name).await;
        window.terminal_line(&session.name, "its output", |line| line.contains("says 1")).await;
    }
    let count = async |of: &str| {
        window.run(&format!("return document.querySelectorAll('{of} .xterm').length"), vec![]).await
    };
    window.until("one of two is drawn", || async { (count("section").await == 1).then_some(()) }).await;
    let two_there = || async { (count("").await == 2).then_some(()) };
    window.until("one waits for the next terminal", two_there).await;
    window.click_like("tab", &format!("^{},", one.name)).await;
    // The past is there again, once.
    window.terminal_line(&one.name, "the past", |line| line.contains("says 1")).await;
    window.terminal_line(&one.name, "new output", |line| line.contains("says 15")).await;
    let text = window.terminal_text(&one.name).await;
    let numbers: Vec<u32> =
        text.lines().filter_map(|line| line.rsplit_once("says ")?.1.trim().parse().ok()).collect();
    assert!(numbers.is_sorted_by(|a, b| a + 1 == *b), "a gap or a line twice: {numbers:?}");
    window.until("it was used", two_there).await;
    window.close().await;
}

/// How wide the session's terminal says it is.
async fn columns(window: &Window, session: &Named) -> u32 {
    let size = || {
        Engines::get()
            .try_ask(session.kind, &["exec", "--", &session.name, "sh", "-c", "stty size < /dev/console"])
    };
    window.until("a size", || async { size().ok()?.split_once(' ')?.1.trim().parse().ok() }).await
}

#[tokio::test]
async fn terminals_side_by_side_are_live_and_as_wide_as_their_panes() {
    let kind = EngineKind::Podman;
    let [one, two] = shells(kind);
    let window = Window::open(Setup::with_engines(kind).scheme(Scheme::Dark)).await;
    window.attach(&one.name).await;
    window.type_into(&one.name, "echo alone $((40+2))\n").await;
    window.terminal_line(&one.name, "its answer", |line| line.trim() == "alone 42").await;
    let whole = columns(&window, &one).await;
    // In a terminal Ctrl+\ is the program's, so this needs Shift.
    window.chord(&one.name, &[Key::Control, Key::Shift], '\\').await;
    window.click("button", &format!("Show {} here", two.name)).await;
    window.type_into(&two.name, "echo right $((40+2))\n").await;
    window.terminal_line(&two.name, "its answer", |line| line.trim() == "right 42").await;
    window.terminal_line(&one.name, "what it showed", |line| line.trim() == "alone 42").await;
    window
        .until("half the width", || async { (columns(&window, &one).await < whole * 3 / 5).then_some(()) })
        .await;
    window.shot("split").await;

    let half = columns(&window, &one).await;
    let border = window.find("separator", "Width of the pane on the left").await;
    for _ in 0..5 {
        border.send_keys(&Key::Right.to_string()).await.expect("the border takes keys");
    }
    window.until("a wider pane", || async { (columns(&window, &one).await > half + 4).then_some(()) }).await;

    // The keyboard goes from pane to pane.
    window.chord(&two.name, &[Key::Control, Key::Alt], Key::Left.into()).await;
    window.type_focused("echo by keyboard $((40+2))\n").await;
    window.terminal_line(&one.name, "what was typed", |line| line.trim() == "by keyboard 42").await;
    // Below as well, and small.
    window.chord(&one.name, &[Key::Control, Key::Shift], 'D').await;
    window.find("region", "Empty pane").await;
    window.client.set_window_size(800, 500).await.expect("the window takes a size");
    window.shot("split-800x500").await;
    window.click_in("region", "Empty pane", "button", "Close pane").await;
    window.click("button", &format!("Close {}", one.name)).await;
    window.until("the whole width", || async { (columns(&window, &two).await > 40).then_some(()) }).await;
    // One pane has no border.
    window.gone("separator", "Width of the pane").await;
    window.close().await;
}

/// The wall draws attached sessions from their screen models.
#[tokio::test]
async fn wall_is_live_and_attaches_nothing() {
    let kind = EngineKind::Podman;
    let (live, other) = (counter(kind, "live"), counter(kind, "other"));
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(&live.name).await;
    window.terminal_line(&live.name, "its output", |line| line.contains("says 1")).await;
    window.chord(&live.name, &[Key::Control, Key::Shift], 'G').await;
    window.find_like("button", &format!("^{} podman, running, live$", live.name)).await;
    window.find_like("button", &format!("^Attach to see it live: {} podman, running$", other.name)).await;
    assert_eq!(
        window.run("return document.querySelectorAll('[aria-label=Wall] canvas').length", vec![]).await,
        json!(1)
    );
    // What is drawn changes with what the session writes.
    let ink = include_str!("scripts/wall_checksum.js");
    let first = window.run(ink, vec![]).await;
    window
        .until("another picture", || async { (window.run(ink, vec![]).await != first).then_some(()) })
        .await;
    window.shot("wall").await;
    window.client.set_window_size(800, 500).await.expect("the window takes a size");
    window.shot("wall-800x500").await;
    window.click_like("button", &format!("^Attach to see it live: {} podman, running$", other.name)).await;
    window.terminal_line(&other.name, "its output", |line| line.contains("says 1")).await;
    window.gone("region", "^Wall$").await;
    window.close().await;
}

#[tokio::test]
async fn a_read_only_terminal_sends_nothing_until_control_is_taken() {
    let kind = EngineKind::Podman;
    let session = Named::start(kind, "readonly").run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(name).await;
    window.type_into(name, "echo alone $((40+2))\n").await;
    window.terminal_line(name, "its answer", |line| line.trim() == "alone 42").await;
    window.click("button", "Read only").await;
    window.type_into(name, "echo unsent\n").await;
    window.says("status", "Not sent").await;
    window.shot("read-only").await;
    window.click("button", "Take control").await;
    window.type_into(name, "echo sent $((40+2))\n").await;
    window.terminal_line(name, "an answer", |line| line.trim() == "sent 42").await;
    assert!(!window.terminal_text(name).await.contains("unsent"));
    window.close().await;
}

#[tokio::test]
async fn broadcast_input_goes_to_every_terminal_until_it_is_stopped() {
    let kind = EngineKind::Podman;
    let [one, two] = shells(kind);
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(&one.name).await;
    window.type_into(&one.name, "echo alone $((40+2))\n").await;
    window.terminal_line(&one.name, "its answer", |line| line.trim() == "alone 42").await;
    window.click("button", "Split").await;
    window.click("button", &format!("Show {} here", two.name)).await;
    window.type_into(&two.name, "echo only here $((40+2))\n").await;
    window.terminal_line(&two.name, "its answer", |line| line.trim() == "only here 42").await;
    window.chord(&two.name, &[Key::Control, Key::Shift], 'X').await;
    window.click("button", "Type into 2").await;
    window.says("alert", "Typing into 2 terminals.").await;
    window.type_into(&two.name, "echo both $((40+2))\n").await;
    window.shot("broadcast").await;
    for session in [&one, &two] {
        window.terminal_line(&session.name, "an answer", |line| line.trim() == "both 42").await;
    }
    window.paste_into(&one.name, "echo pasted $((40+2))").await;
    window.type_into(&one.name, "\n").await;
    for session in [&one, &two] {
        window.terminal_line(&session.name, "an answer", |line| line.trim() == "pasted 42").await;
    }
    window.client.set_window_size(800, 500).await.expect("the window takes a size");
    window.shot("broadcast-800x500").await;
    window.chord(&one.name, &[Key::Control, Key::Shift], 'X').await;
    window.gone("alert", ".*").await;
    window.type_into(&one.name, "echo one again $((40+2))\n").await;
    window.terminal_line(&one.name, "its answer", |line| line.trim() == "one again 42").await;
    let text = window.terminal_text(&two.name).await;
    assert!(!text.contains("one again") && !text.contains("alone"), "it got input of the other one: {text}");
    window.close().await;
}

/// It is shown in one window at a time, and closing the window leaves the session running.
#[tokio::test]
async fn a_terminal_moves_to_a_window_of_its_own_and_back() {
    let kind = EngineKind::Podman;
    let session = counter(kind, "moved");
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(name).await;
    window.terminal_line(name, "its output", |line| line.contains("says 1")).await;
    let main = window.client.window().await.expect("the main window");
    // Rows have one of that name, too.
    window.click_in("toolbar", &format!("Actions for {name}"), "button", "More").await;
    window.click_like("menuitem", "^Own window").await;
    window.gone("tab", &format!("^{name},")).await;
    let other = window
        .until("a second window", || async {
            window.client.windows().await.ok()?.into_iter().find(|one| *one != main)
        })
        .await;
    window.client.switch_to_window(other.clone()).await.expect("the other window");
    window.load_testing_library().await;
    window.terminal_line(name, "what it showed", |line| line.contains("says 1")).await;
    window.shot("own-window").await;
    // Shown in the main window again, it says so, and can be had back.
    window.client.switch_to_window(main.clone()).await.expect("the main window");
    window.attach(name).await;
    window.terminal_line(name, "its output", |line| line.contains("says")).await;
    window.client.switch_to_window(other.clone()).await.expect("the other window");
    window.says("alert", "is shown in another window").await;
    window.shot("own-window-elsewhere").await;
    window.click("button", "Show it here").await;
    window.gone("alert", ".*").await;
    let last = || async {
        let text = window.terminal_text(name).await;
        text.lines().filter_map(|line| line.rsplit_once("says ")?.1.trim().parse::<u32>().ok()).max()
    };
    let before = window.until("a number", &last).await;
    window.until("new output", || async { (last().await? > before).then_some(()) }).await;
    window.client.close_window().await.expect("the window closes");
    window.client.switch_to_window(main).await.expect("the main window");
    assert_eq!(session.state(), "running");
    window.find_like("row", &format!("^{name}, running")).await;
    window.close().await;
}
