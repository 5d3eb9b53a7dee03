//! The window in German: dialogs, menus, views of a session, and the wall. A sentence of Berth's that is
//! left in English fails; so does one that comes from the host.

use std::path::Path;

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// With a value that can't be used, so that the settings have something to say.
const CONFIG: &str = "[appearance]\nlanguage = \"de\"\n[terminal]\nbell = \"loud\"\n";
const IDLE: &str = "echo ready; exec sleep 100000";

fn configure(home: &Path) {
    let folder = home.join("config/berth");
    std::fs::create_dir_all(&folder).expect("a folder for settings");
    std::fs::write(folder.join("config.toml"), CONFIG).expect("settings");
}

/// A window that is German from its first frame.
pub(super) async fn german_window(kind: EngineKind) -> Window {
    let window = Window::open(Setup::with_engines(kind)).await;
    configure(window.home.path());
    let window = window.close().await.open_again().await;
    window.find("button", "Neue Sitzung").await;
    window
}

/// Fails on an English text of ours; leaves a picture.
pub(super) async fn is_german(window: &Window, part: &str) {
    window.shot(&format!("german-{part}")).await;
    let catalogues: Value =
        serde_json::from_str(include_str!("scripts/catalogues.json")).expect("the catalogues");
    let arguments = vec![catalogues["english"].clone(), catalogues["german"].clone()];
    let left = window.run(include_str!("scripts/english_left.js"), arguments).await;
    assert_eq!(left, json!([]), "English is left in {part}");
}

/// Closes the dialog that is open.
async fn escape(window: &Window) {
    window.press_with(&[], Key::Escape.into()).await;
    window.gone("dialog", "").await;
}

/// Opens the dialog of a verb from the row's menu, looks at it, and closes it.
async fn dialog_of(window: &Window, name: &str, verb: &str, part: &str) {
    window.verb(&format!("^{name},"), verb).await;
    window.find_like("dialog", "").await;
    is_german(window, part).await;
    escape(window).await;
}

/// Goes to a view of a session.
async fn show(window: &Window, name: &str, view: &str) {
    window.click_in("tablist", &format!("Ansichten von {name}"), "tab", view).await;
    window
        .until(&format!("the view {view}"), || async {
            let tab = window.find("tab", view).await;
            (tab.attr("aria-selected").await.ok()?.as_deref() == Some("true")).then_some(())
        })
        .await;
}

#[tokio::test]
async fn dialogs_of_the_window_are_german() {
    let session = Named::start(EngineKind::Podman, "german").script(IDLE).run();
    let window = german_window(EngineKind::Podman).await;
    window.find_like("row", &format!("^{}, läuft", session.name)).await;
    is_german(&window, "list").await;

    for (button, part) in [("Einstellungen", "settings"), ("Neue Sitzung", "new-session")] {
        window.click("button", button).await;
        window.find("dialog", button).await;
        is_german(&window, part).await;
        if part == "settings" {
            window.says("alert", "terminal.bell muss \"off\", \"badge\" oder \"notification\" sein").await;
            escape(&window).await;
        }
    }
    // What the runner refuses, beside its field.
    window.find("textbox", "Name").await.send_keys("9 x\t").await.expect("the field takes keys");
    window.says("dialog", "beginnen Sie ihn mit einem Buchstaben").await;
    is_german(&window, "new-session-refused").await;
    escape(&window).await;

    window.press_control_in_list('k').await;
    window.find_like("combobox", "Suchen oder Befehl").await;
    is_german(&window, "palette").await;
    escape(&window).await;
    window.click("button", "Tastenkürzel").await;
    window.find("dialog", "Tastenkürzel").await;
    is_german(&window, "shortcuts").await;
    escape(&window).await;
    window.close().await;
}

#[tokio::test]
async fn dialogs_of_a_session_are_german() {
    let kind = EngineKind::Podman;
    let session = Named::start(kind, "german").script(IDLE).run();
    let taken = Named::start(kind, "taken").without_terminal().command(&["true"]).run();
    let labels = ["--label=manager=distrobox"];
    let foreign = Named::start(kind, "box").options(&labels).script(IDLE).run();
    let name = session.name.as_str();
    let window = german_window(kind).await;
    for (verb, part) in [
        ("Beenden", "stop"),
        ("Sofort beenden", "kill"),
        ("Löschen", "delete"),
        ("Ausgabe speichern", "save"),
    ] {
        dialog_of(&window, name, verb, part).await;
    }
    window.verb(&format!("^{}, läuft", foreign.name), "Beenden").await;
    is_german(&window, "stop-of-another-program").await;
    escape(&window).await;

    window.verb(&format!("^{name},"), "Umbenennen").await;
    window.fill("Name", &taken.name).await;
    window.click("button", &format!("{name} umbenennen")).await;
    window.says("dialog", "ist auf podman vergeben").await;
    is_german(&window, "rename-refused").await;
    escape(&window).await;

    window.verb(&format!("^{name},"), "In meinem Terminal").await;
    window.find_like("dialog", "").await;
    is_german(&window, "hand-over").await;
    escape(&window).await;
    window.click_like("button", "^Gezeigte Sitzungen:").await;
    window.find_like("menu", "").await;
    is_german(&window, "list-options").await;
    window.click_like("menuitem", "^Aufräumen").await;
    window.find_like("dialog", "").await;
    is_german(&window, "prune").await;
    escape(&window).await;
    window.close().await;
}

#[tokio::test]
async fn views_of_a_session_are_german() {
    let kind = EngineKind::Podman;
    let options = ["-e", "KEY=value", "-v", "/data", "--label=team=red"];
    let script = "trap 'exit 3' TERM; echo ready; while :; do sleep 0.1; done";
    let session = Named::start(kind, "german").options(&options).script(script).run();
    let name = session.name.as_str();
    let window = german_window(kind).await;
    window.enter_row(&format!("^{name}, läuft")).await;
    window.line_in(&format!("Terminal von {name}"), "its line", |line| line == "ready").await;
    is_german(&window, "terminal").await;
    window.context_menu(name).await;
    window.find_like("menu", "").await;
    is_german(&window, "terminal-menu").await;
    escape(&window).await;

    for (view, part) in [("Logs", "logs"), ("Einzelheiten", "details")] {
        show(&window, name, view).await;
        is_german(&window, part).await;
    }
    window.close().await;
}

#[tokio::test]
async fn a_shell_and_the_wall_are_german() {
    let kind = EngineKind::Podman;
    let [session, other] = ["german", "other"].map(|stem| Named::start(kind, stem).script(IDLE).run());
    let name = session.name.as_str();
    let window = german_window(kind).await;
    window.enter_row(&format!("^{name}, läuft")).await;
    let terminal = format!("Terminal von {name}");
    window.line_in(&terminal, "its line", |line| line == "ready").await;
    show(&window, name, "Shell").await;
    let shell = format!("Shell von {name}");
    window.type_in(&shell, "echo hier $((40+2))\n").await;
    window.line_in(&shell, "its answer", |line| line.trim() == "hier 42").await;
    is_german(&window, "shell").await;
    window.type_in(&shell, "exit 3\n").await;
    window.says("status", "Die Shell hat sich mit 3 beendet.").await;
    is_german(&window, "shell-ended").await;

    show(&window, name, "Terminal").await;
    window.chord_in(&terminal, &[Key::Control, Key::Shift], 'G').await;
    window.find_like("button", &format!("^{name} podman, läuft, live$")).await;
    window
        .find_like("button", &format!("^Für die Live-Ansicht verbinden: {} podman, läuft$", other.name))
        .await;
    is_german(&window, "wall").await;
    window.close().await;
}
