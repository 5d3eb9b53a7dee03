//! How a session ended, and by whom: what its exit card says, and does by keyboard alone.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

on_both!(kind:
    one_that_ignores_the_stop_is_told_as_killed_after_its_grace,
    one_that_ends_on_the_stop_is_told_as_stopped,
    a_kill_from_elsewhere_is_not_told_as_ours,
    one_that_ran_out_of_memory_is_told_as_far_as_the_engine_knows,
);

/// Does not end when it is asked to.
const DEAF: &str = "trap 'echo never' TERM; echo ready; while :; do sleep 0.1; done";
/// Ends when it is asked to, with words of its own.
const POLITE: &str = "trap 'echo goodbye; exit 0' TERM; echo ready; while :; do sleep 0.1; done";
/// Takes all the memory that there is.
const GREEDY: &str = "echo ready; exec tail /dev/zero";

/// What the card says of the session that is looked at, once it says `words`.
async fn card(window: &Window, words: &str) -> String {
    let said = window
        .until(&format!("a card that says {words:?}"), || async {
            let text = window.find("region", "Exit card").await.text().await.ok()?;
            text.contains(words).then_some(text)
        })
        .await;
    said.to_lowercase()
}

/// Stops a session from the keyboard, and keeps it.
async fn stop(window: &Window, name: &str, grace: &str) {
    window.click_in("toolbar", &format!("Actions for {name}"), "button", "Stop").await;
    window.click_like("checkbox", "^Delete it afterwards").await;
    let field = window.find_like("spinbutton", "^Grace time").await;
    field.clear().await.expect("the grace time can be cleared");
    field.send_keys(grace).await.expect("the grace time takes keys");
    window.press_with(&[], Key::Enter.into()).await;
    window.gone("dialog", "").await;
}

/// A window on the terminal of a session that is ready.
async fn ready(session: &Named) -> Window {
    let window = Window::open(Setup::with_engines(session.kind)).await;
    window.attach(&session.name).await;
    window.terminal_line(&session.name, "readiness", |line| line == "ready").await;
    window
}

async fn one_that_ignores_the_stop_is_told_as_killed_after_its_grace(kind: EngineKind) {
    let deaf = Named::start(kind, "deaf").script(DEAF).run();
    let window = ready(&deaf).await;
    stop(&window, &deaf.name, "1").await;
    let said = card(&window, "Exited 137").await;
    for part in
        ["killed by sigkill after the 1 s grace time", "you stopped it", " · ran ", "not out of memory"]
    {
        assert!(said.contains(part), "{part:?} in {said}");
    }
    // Nothing lies over it, and its last words are there to be read above.
    let busy = format!("Actions for {}", deaf.name);
    window
        .until("the stop is done", || async {
            (!window.text_of("toolbar", &busy).await.contains("topping")).then_some(())
        })
        .await;
    window.exit_card_is_free().await;
    window.terminal_line(&deaf.name, "its answer to TERM", |line| line.ends_with("never")).await;
    window.shot(&format!("ended-deaf-{kind}")).await;
    window.close().await;
}

async fn one_that_ends_on_the_stop_is_told_as_stopped(kind: EngineKind) {
    let polite = Named::start(kind, "polite").script(POLITE).run();
    let window = ready(&polite).await;
    stop(&window, &polite.name, "10").await;
    let said = card(&window, "Exited 0").await;
    assert!(said.contains("you stopped it") && !said.contains("grace"), "{said}");
    window.terminal_line(&polite.name, "its last words", |line| line == "goodbye").await;
    window.shot(&format!("ended-polite-{kind}")).await;
    window.close().await;
}

async fn a_kill_from_elsewhere_is_not_told_as_ours(kind: EngineKind) {
    let killed = Named::start(kind, "killed").script(DEAF).run();
    let window = ready(&killed).await;
    Engines::get().ask(kind, &["kill", &killed.name]);
    // The archive says it, a moment after the end.
    let said = card(&window, "by somebody else, not by Berth: a kill").await;
    assert!(said.contains("exited 137") && !said.contains("you stopped"), "{said}");
    window.close().await;
}

async fn one_that_ran_out_of_memory_is_told_as_far_as_the_engine_knows(kind: EngineKind) {
    let window = Window::open(Setup::with_engines(kind)).await;
    let limited = Named::start(kind, "greedy").without_terminal().options(&["--memory", "16m"]);
    let greedy = limited.script(GREEDY).run();
    window
        .find_like("row", &format!("^{}, exited 137", greedy.name))
        .await
        .click()
        .await
        .expect("the row opens");
    window.view(&greedy.name, "Terminal").await;
    // podman 4.3 never tells that memory was why it ended, and docker 20.10 not always.
    let told = if greedy.inspect("{{.State.OOMKilled}}") == "true" {
        "Exited 137: out of memory"
    } else {
        "not out of memory, as far as the engine knows"
    };
    let said = card(&window, told).await;
    assert!(!said.contains("you stopped"), "{said}");
    window.shot(&format!("ended-greedy-{kind}")).await;

    // Started by the app, it leaves nothing where the app was launched.
    let state = || greedy.inspect("{{.State.Status}} {{.State.StartedAt}}");
    let before = state();
    window.click_in("region", "Exit card", "button", "Restart").await;
    window
        .until("it meets its limit again", || async {
            let now = state();
            (now != before && now.starts_with("exited")).then_some(())
        })
        .await;
    let left = std::fs::read_dir(window.launched_from()).expect("the folder is there");
    assert_eq!(left.count(), 0, "something is left in {}", window.launched_from().display());
    window.close().await;
}

/// From the terminal in which it ended, Tab goes on to the card and Enter does what it says.
#[tokio::test]
async fn the_exit_card_explains_the_code_and_works_by_keyboard() {
    let session = Named::start(EngineKind::Podman, "card").script("exec sh").run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    window.attach(name).await;
    for (said, title, sentence) in [
        ("/etc/passwd; exit", "Exited 126: could not be run", "check the permissions"),
        ("no-such-command; exit", "Exited 127: command not found", "check the spelling"),
    ] {
        window.find_like("contentinfo", "attached").await;
        window.type_into(name, &format!("{said}\n")).await;
        let text = card(&window, title).await;
        assert!(text.contains(sentence) && text.contains(" · ended ") && text.contains("ran "), "{text}");
        window.terminal_line(name, "its last words", |line| line.contains(said)).await;
        window.shot("ended-by-code").await;
        // Past what is offered about a command that was not found.
        window.tab_to("Restart").await;
        window.press_with(&[], Key::Enter.into()).await;
        window.find_like("row", &format!("^{name}, running")).await;
    }
    window.find_like("contentinfo", "attached").await;
    // The new run has the keyboard.
    window.type_focused("echo again $((6*7)); exit 5\n").await;
    card(&window, "Exited 5").await;
    window.terminal_line(name, "its last words", |line| line == "again 42").await;

    window.press_with(&[], Key::Tab.into()).await;
    window.press_with(&[], Key::Tab.into()).await;
    window.keyboard_gets_to("Logs").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.says("tabpanel", "again 42").await;
    window.shot("ended-logs").await;

    window.view(name, "Terminal").await;
    for button in ["Restart", "Logs", "Delete…"] {
        window.tab_to(button).await;
    }
    window.press_with(&[], Key::Enter.into()).await;
    window.find_like("dialog", &format!("^Delete {name}")).await;
    window.shot("ended-delete").await;
    window.tab_to(&format!("Delete {name}")).await;
    window.press_with(&[], Key::Enter.into()).await;
    window.gone("row", &format!("^{name},")).await;
    window.close().await;
}
