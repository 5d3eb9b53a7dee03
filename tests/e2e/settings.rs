//! What a person sets, and what programs in terminals may do by it.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::wait;
use berth_tests::window::{Setup, Window};
use serde_json::{Value, json};

/// The ground of the theme Solarized Light, as the page tells it.
const SOLARIZED: &str = "rgb(253, 246, 227)";

pub(super) async fn shell(name: &str) -> (Named, Window) {
    let session = Named::new(EngineKind::Podman, name);
    Engines::get()
        .ask(EngineKind::Podman, &["run", "-dit", "--name", &session.name, "--", IMAGE, "sh", "-l"]);
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    window.attach(&session.name).await;
    (session, window)
}

/// What CSS makes of the terminal.
pub(super) async fn looks(window: &Window, session: &str, selector: &str, property: &str) -> Value {
    window
        .run(
            "const [name, selector, property] = arguments;
             const pane = document.querySelector(`[aria-label=\"Terminal ${name}\"]`);
             const element = selector === '' ? pane : pane?.querySelector(selector);
             return element ? getComputedStyle(element)[property] : null;",
            vec![json!(session), json!(selector), json!(property)],
        )
        .await
}

pub(super) async fn choose(window: &Window, field: &str, option: &str) {
    let field = window.field(field).await;
    field.select_by_label(option).await.expect("the field has this option");
}

pub(super) async fn open_settings(window: &Window) {
    window.run("document.activeElement?.blur()", vec![]).await;
    window.click("button", "Settings").await;
    window.find("dialog", "Settings").await;
}

#[tokio::test]
async fn settings_count_at_once_and_stay() {
    let (session, window) = shell("settings").await;
    let name = &session.name;
    window.type_into(name, "echo before\n").await;
    window.terminal_line(name, "its output", |line| line == "before").await;
    open_settings(&window).await;
    choose(&window, "Terminals in a light window", "Solarized Light").await;
    window
        .until("the theme is worn", || async {
            (looks(&window, name, "", "backgroundColor").await == json!(SOLARIZED)).then_some(())
        })
        .await;
    let size = window.find("spinbutton", "Size").await;
    size.clear().await.expect("the size can be cleared");
    size.send_keys("18\t").await.expect("the size takes keys");
    window.shot("settings").await;
    window.click("button", "Close").await;
    window
        .until("the text is larger, in the same attach", || async {
            (looks(&window, name, ".xterm-rows", "fontSize").await == json!("18px")).then_some(())
        })
        .await;
    window.terminal_line(name, "what was there", |line| line == "before").await;
    window.shot("settings-applied").await;

    // The graphics card draws on a canvas in place of rows, and the page takes over again.
    for (renderer, rows) in [("By the graphics card", false), ("By the page", true)] {
        open_settings(&window).await;
        choose(&window, "Drawing", renderer).await;
        window.click("button", "Close").await;
        window
            .until(renderer, || async {
                let drawn = looks(&window, name, ".xterm-rows", "fontSize").await;
                (drawn.is_null() != rows).then_some(())
            })
            .await;
        window.shot(&format!("settings-rows-{rows}")).await;
    }
    window.terminal_line(name, "what was there", |line| line == "before").await;

    // The file is the person's: an edit counts when they come back, and a fault is told.
    let file = window.home.path().join("config/berth/config.toml");
    let text = std::fs::read_to_string(&file).expect("the settings are in the file");
    assert!(text.contains("light_theme = \"Solarized Light\"") && text.contains("font_size = 18"), "{text}");
    let edited = format!("# mine\n{}", text.replace("font_size = 18", "font_size = 9\nbell = 7"));
    std::fs::write(&file, &edited).expect("the file can be edited");
    window.run("window.dispatchEvent(new Event('focus'))", vec![]).await;
    window
        .until("the edit counts", || async {
            (looks(&window, name, ".xterm-rows", "fontSize").await == json!("9px")).then_some(())
        })
        .await;
    open_settings(&window).await;
    window.says("alert", "terminal.bell must be \"off\", \"badge\" or \"notification\", not 7").await;
    window.shot("settings-fault").await;
    choose(&window, "Rows of the list", "One line").await;
    wait::until_async("the change is in the file, and the rest as it was", || async {
        let now = std::fs::read_to_string(&file).ok()?;
        (now.contains("density = \"compact\"") && now.starts_with("# mine") && now.contains("bell = 7"))
            .then_some(())
    })
    .await;

    let window = window.close().await.open_again().await;
    window.attach(name).await;
    window
        .until("the next start has it all", || async {
            let ground = looks(&window, name, "", "backgroundColor").await;
            let size = looks(&window, name, ".xterm-rows", "fontSize").await;
            (ground == json!(SOLARIZED) && size == json!("9px")).then_some(())
        })
        .await;
    window.shot("settings-again").await;
    window.close().await;
}

#[tokio::test]
async fn programs_copy_only_with_a_yes() {
    let (session, window) = shell("osc52").await;
    let name = &session.name;
    window.type_into(name, "printf '\\033]52;c;Y29waWVkLXRleHQ=\\007'\n").await;
    window.find_like("dialog", &format!("^Let {name} copy to the clipboard")).await;
    window.says("dialog", "copied-text").await;
    window.shot("clipboard-ask").await;
    window.click("button", "Copy").await;
    window.says("status", "copied to the clipboard").await;
    // What was copied is there: pasted by the menu, it is in the program's line.
    window.type_into(name, "echo ").await;
    window.context_menu(name).await;
    window.shot("terminal-menu").await;
    window.click("menuitem", "Paste").await;
    window.terminal_line(name, "the pasted text", |line| line.ends_with("echo copied-text")).await;
    window.close().await;
}

#[tokio::test]
async fn who_looks_elsewhere_is_told() {
    let (session, window) = shell("notice").await;
    let name = &session.name;
    window
        .type_into(name, "while ! [ -e /go ]; do sleep 0.1; done; printf '\\033]9;build done\\007'\n")
        .await;
    window.terminal_line(name, "the wait", |line| line.contains("/go")).await;
    // Closed, so that nothing draws it: the host hears the program all the same.
    window.click("button", &format!("Close {name}")).await;
    window.gone("region", &format!("Terminal {name}")).await;
    Engines::get().ask(EngineKind::Podman, &["exec", name, "touch", "/go"]);
    window.find_like("row", &format!("^{name}, .*needs you: build done")).await;
    window.shot("needs-you").await;
    window.click("button", "1 needs you").await;
    window.find("region", &format!("Terminal {name}")).await;
    window.gone("row", &format!("^{name}, .*needs you")).await;
    window.close().await;
}
