//! Settings, and programs in terminals that want more than they allow.

use std::path::PathBuf;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::wait;
use berth_tests::window::{Setup, Window};
use serde_json::{Value, json};

/// The ground of the theme Solarized Light, as the page tells it.
const SOLARIZED: &str = "rgb(253, 246, 227)";

/// A window on the terminal of a shell.
pub(super) async fn shell(stem: &str) -> (Named, Window) {
    let session = Named::start(EngineKind::Podman, stem).command(&["sh", "-l"]).run();
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    window.attach(&session.name).await;
    (session, window)
}

/// A computed CSS property of the terminal of `session`, or of the part that `selector` names.
pub(super) async fn style(window: &Window, session: &str, selector: &str, property: &str) -> Value {
    let script = include_str!("scripts/terminal_style.js");
    window.run(script, vec![json!(session), json!(selector), json!(property)]).await
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

async fn set_size(window: &Window, size: u32) {
    let field = window.find("spinbutton", "Size").await;
    field.clear().await.expect("the size can be cleared");
    field.send_keys(&format!("{size}\t")).await.expect("the size takes keys");
}

async fn has_text_size(window: &Window, session: &str, size: &str) {
    window
        .until(&format!("the text is {size} high"), || async {
            (style(window, session, ".xterm-rows", "fontSize").await == json!(size)).then_some(())
        })
        .await;
}

/// The settings file that the window reads.
fn file_of(window: &Window) -> PathBuf {
    window.home.path().join("config/berth/config.toml")
}

#[tokio::test]
async fn a_theme_and_a_size_apply_at_once_and_to_the_next_start() {
    let (session, window) = shell("settings").await;
    let name = &session.name;
    window.type_into(name, "echo before\n").await;
    window.terminal_line(name, "its output", |line| line == "before").await;
    open_settings(&window).await;
    choose(&window, "Terminals in a light window", "Solarized Light").await;
    window
        .until("the theme is applied", || async {
            (style(&window, name, "", "backgroundColor").await == json!(SOLARIZED)).then_some(())
        })
        .await;
    set_size(&window, 18).await;
    window.shot("settings").await;
    window.click("button", "Close").await;
    // The text is larger, in the same attach.
    has_text_size(&window, name, "18px").await;
    window.terminal_line(name, "its output", |line| line == "before").await;
    window.shot("settings-applied").await;
    let text = std::fs::read_to_string(file_of(&window)).expect("the settings are in the file");
    assert!(text.contains("light_theme = \"Solarized Light\"") && text.contains("font_size = 18"), "{text}");

    let window = window.close().await.open_again().await;
    window.attach(name).await;
    window
        .until("the next start has it all", || async {
            let ground = style(&window, name, "", "backgroundColor").await;
            let size = style(&window, name, ".xterm-rows", "fontSize").await;
            (ground == json!(SOLARIZED) && size == json!("18px")).then_some(())
        })
        .await;
    window.shot("settings-again").await;
    window.close().await;
}

/// The graphics card draws on a canvas in place of rows.
#[tokio::test]
async fn the_graphics_card_draws_and_the_page_takes_over_again() {
    let (session, window) = shell("renderer").await;
    let name = &session.name;
    window.type_into(name, "echo before\n").await;
    window.terminal_line(name, "its output", |line| line == "before").await;
    for (renderer, rows) in [("By the graphics card", false), ("By the page", true)] {
        open_settings(&window).await;
        choose(&window, "Drawing", renderer).await;
        window.click("button", "Close").await;
        window
            .until(renderer, || async {
                let drawn = style(&window, name, ".xterm-rows", "fontSize").await;
                (drawn.is_null() != rows).then_some(())
            })
            .await;
        window.shot(&format!("settings-rows-{rows}")).await;
    }
    window.terminal_line(name, "its output", |line| line == "before").await;
    window.close().await;
}

/// An edit applies when the person comes back to the window, and a mistake is named.
#[tokio::test]
async fn an_edit_of_the_file_applies_and_is_kept_when_the_window_writes() {
    let (session, window) = shell("edited").await;
    let name = &session.name;
    open_settings(&window).await;
    set_size(&window, 18).await;
    window.click("button", "Close").await;
    has_text_size(&window, name, "18px").await;
    let file = file_of(&window);
    let text = std::fs::read_to_string(&file).expect("the settings are in the file");
    let edited = format!("# mine\n{}", text.replace("font_size = 18", "font_size = 9\nbell = 7"));
    std::fs::write(&file, &edited).expect("the file can be edited");
    window.run("window.dispatchEvent(new Event('focus'))", vec![]).await;
    has_text_size(&window, name, "9px").await;
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
    has_text_size(&window, name, "9px").await;
    window.close().await;
}

#[tokio::test]
async fn a_program_copies_only_after_a_yes() {
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
    // The host pastes for a press alone, and the driver's own never reach the toolkit.
    let main = window.server.window(&["--name", "Berth$"]).await;
    window.server.keys(&main, &["key", "Shift_L"]).await;
    window.click("menuitem", "Paste").await;
    window.terminal_line(name, "the pasted text", |line| line.ends_with("echo copied-text")).await;
    window.close().await;
}

#[tokio::test]
async fn a_notice_of_a_closed_terminal_shows_in_the_list() {
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
