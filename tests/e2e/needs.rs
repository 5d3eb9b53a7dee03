//! What sessions do, where Berth only looks: badges, groups, Why?, the way from one that asks to the next.

use berth_runner::EngineKind;
use berth_tests::desktop::Desktop;
use berth_tests::engines::{Engines, Named};
use berth_tests::wait;
use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::key::Key;
use serde_json::json;

/// Sessions of other tests are not looked at; these are, by their label.
const CONFIG: &str = "[activity]\nobserve = \"none\"\n[notices]\nended = false\n";
const LOOK: [&str; 4] = ["--label", "dev.berth.observe=yes", "--label", "dev.berth.owner=berth"];

/// Works until it is told to ask, by a file. docker's log, which is read when a terminal is opened, has nothing of
/// the question: it is there all the same.
const ASKS: &str = r"
    printf '\033]133;C\007reading\n'
    until [ -e /asks ]; do sleep 0.1; done
    printf 'Overwrite the file plan.txt? [y/N] '
    until read -r answer; do :; done
    exec sleep 100000";

fn watched(kind: EngineKind, stem: &str, script: &str) -> Named {
    Named::start(kind, stem).options(&LOOK).script(script).run()
}

fn ask(session: &Named) {
    Engines::get().ask(session.kind, &["exec", "--", &session.name, "touch", "/asks"]);
}

async fn title(window: &Window, expected: &str) {
    let read = || async { window.run("return document.title", vec![]).await };
    window.until(expected, || async { (read().await == json!(expected)).then_some(()) }).await;
}

async fn keyboard_on(window: &Window, words: &str) {
    let at = || async { window.keyboard_on().await.starts_with(words).then_some(()) };
    window.until(&format!("the keyboard is on {words}"), at).await;
}

async fn selected(window: &Window, session: &Named) {
    let name = session.name.as_str();
    let script = "return document.querySelector('[data-tab][aria-selected=true]')?.ariaLabel ?? ''";
    let at = || async { window.run(script, vec![]).await.as_str().unwrap_or_default().starts_with(name) };
    window.until("its tab is in front", || async { at().await.then_some(()) }).await;
}

async fn who_asks_is_found_told_and_gone_to(kind: EngineKind, scheme: Scheme) {
    let [quiet, first, second, third] = [
        watched(kind, "quiet", "exec sleep 100000"),
        watched(kind, "first", ASKS),
        watched(kind, "second", ASKS),
        watched(kind, "third", ASKS),
    ];
    let desktop = Desktop::start().await;
    let setup = Setup::with_engines(kind).scheme(scheme).settings(CONFIG);
    let window = Window::open(setup.env("DBUS_SESSION_BUS_ADDRESS", &desktop.address)).await;
    for session in [&first, &second, &third] {
        // Somebody looks: docker's log has no prompt of before.
        window.find_like("row", &format!("^{}, running, works", session.name)).await;
    }
    window.attach(&quiet.name).await;
    window.find_like("contentinfo", "attached").await;

    // Nobody has them open. Whoever asked first stands first.
    ask(&first);
    window.find_like("row", &format!("^{}, running, asks, ", first.name)).await;
    title(&window, &format!("(1) {} – Berth", quiet.name)).await;
    ask(&second);
    window.find_like("row", &format!("^{}, running, asks, ", second.name)).await;
    title(&window, &format!("(2) {} – Berth", quiet.name)).await;
    window.find("button", "2 need you").await;
    let needing = || async { window.groups().await.into_iter().find(|group| group.title == "Needs you") };
    let both = [first.name.clone(), second.name.clone()];
    window
        .until("both are in one group", || async { (needing().await?.sessions == both).then_some(()) })
        .await;
    window.shot("activity-groups").await;

    // From the terminal that has the keyboard, around, and back to it. The driver's keys would go past GTK, which
    // has another use for the first one.
    let own = window.server.window(&["--name", "Berth$"]).await;
    for (next, keys) in [(&first, "ctrl+shift+u"), (&second, "ctrl+shift+j"), (&first, "ctrl+shift+u")] {
        window.server.keys(&own, &["key", keys]).await;
        selected(&window, next).await;
    }
    window.terminal_line(&first.name, "the question", |line| line.starts_with("Overwrite")).await;
    window.press_with(&[Key::Control, Key::Shift], 'L').await;
    selected(&window, &quiet).await;

    // Why? by keyboard alone.
    window.press_with(&[Key::Control, Key::Shift], ' ').await;
    keyboard_on(&window, &quiet.name).await;
    window.press(Key::Home).await;
    keyboard_on(&window, &first.name).await;
    window.press_with(&[], Key::Tab.into()).await;
    keyboard_on(&window, "asks").await;
    window.press(Key::Enter).await;
    window.find("dialog", &format!("Why? {}", first.name)).await;
    window.says("dialog", "Overwrite the file plan.txt? [y/N]").await;
    window.shot("activity-why").await;
    window.press(Key::Escape).await;
    window.gone("dialog", "^Why").await;

    // The desktop is told of one that is not looked at, with its question, for as long as it asks.
    ask(&third);
    let title = format!("{} waits for an answer", third.name);
    let told = || async { desktop.open().into_iter().find(|shot| shot.title == title) };
    let shot = wait::until_async("the desktop is told", told).await;
    assert_eq!(shot.text, "Overwrite the file plan.txt? [y/N]");
    Engines::get().ask(kind, &["kill", "-s", "KILL", "--", &third.name]);
    let gone = || async { told().await.is_none().then_some(()) };
    wait::until_async("what is over is withdrawn", gone).await;
    window.close().await;
}

#[tokio::test]
async fn who_asks_in_podman_is_found_told_and_gone_to() {
    who_asks_is_found_told_and_gone_to(EngineKind::Podman, Scheme::Dark).await;
}

#[tokio::test]
async fn who_asks_in_docker_is_found_told_and_gone_to() {
    who_asks_is_found_told_and_gone_to(EngineKind::Docker, Scheme::Light).await;
}
