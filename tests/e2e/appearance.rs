//! The appearance of a terminal as it is set: theme, ligatures, zoom, cursor, for a screen
//! reader, and drawn by the graphics card.

use berth_tests::window::Window;
use fantoccini::key::Key;
use serde_json::json;

use super::settings::{choose, open_settings, shell, style};

/// A theme as Alacritty has them.
const NIGHT: &str = r##"
[colors.primary]
background = "#102030"
foreground = "#eeeeee"
[colors.normal]
black = "#000000"
red = "#ff8080"
green = "#80ff80"
yellow = "#ffff80"
blue = "#8080ff"
magenta = "#ff80ff"
cyan = "#80ffff"
white = "#aaaaaa"
"##;

async fn looks_like(window: &Window, session: &str, selector: &str, property: &str, wanted: &str) {
    window
        .until(&format!("{property} is {wanted}"), || async {
            (style(window, session, selector, property).await == json!(wanted)).then_some(())
        })
        .await;
}

/// Ticks a setting, or takes the tick away.
async fn tick(window: &Window, setting: &str) {
    open_settings(window).await;
    window.click("checkbox", setting).await;
    window.click("button", "Close").await;
    window.gone("dialog", "").await;
}

/// Waits until the part of the terminal for screen readers holds `text`.
async fn is_read(window: &Window, part: &str, text: &str) {
    window
        .until(&format!("a screen reader reads {text:?} in {part}"), || async {
            let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
            let told = window.run(script, vec![json!(format!(".xterm-accessibility {part}"))]).await;
            told.as_str()?.contains(text).then_some(())
        })
        .await;
}

#[tokio::test]
async fn a_theme_added_while_the_window_is_open_is_offered_and_applied() {
    let (session, window) = shell("theme").await;
    let name = session.name.as_str();
    window.type_into(name, "clear; printf '\\033[31mred\\n'\n").await;
    window.terminal_line(name, "its output", |line| line == "red").await;

    let themes = window.home.path().join("config/berth/themes");
    std::fs::create_dir_all(&themes).expect("a folder for themes");
    std::fs::write(themes.join("Night.toml"), NIGHT).expect("a theme");
    window.run("window.dispatchEvent(new Event('focus'))", vec![]).await;
    open_settings(&window).await;
    window
        .until("the theme is offered", || async { window.has("option", "^Night$").await.then_some(()) })
        .await;
    choose(&window, "Terminals in a light window", "Night").await;
    window
        .until("the sample has its background", || async {
            let ground = "return document.querySelector('.sample').style.backgroundColor";
            (window.run(ground, vec![]).await == "rgb(16, 32, 48)").then_some(())
        })
        .await;
    window.shot("settings-own-theme").await;
    window.click("button", "Close").await;
    looks_like(&window, name, "", "backgroundColor", "rgb(16, 32, 48)").await;
    window.gone("dialog", "").await;
    looks_like(&window, name, ".xterm-fg-1", "color", "rgb(255, 128, 128)").await;
    window.shot("appearance-own-theme").await;
    window.close().await;
}

#[tokio::test]
async fn ligatures_join_signs_while_they_are_on() {
    let (session, window) = shell("ligatures").await;
    let name = session.name.as_str();
    window.type_into(name, "clear; printf '\\n=> != %s\\n\\n' ===\n").await;
    window.terminal_line(name, "its output", |line| line == "=> != ===").await;
    let position = window.position_of(name, "=> != ===").await;
    let apart = window.drawn_at(position).await;
    for (word, is_apart) in [("joined", false), ("apart", true)] {
        tick(&window, "Ligatures").await;
        window
            .until(&format!("signs are {word}"), || async {
                ((window.drawn_at(position).await == apart) == is_apart).then_some(())
            })
            .await;
        window.shot(&format!("appearance-{word}")).await;
    }
    window.close().await;
}

#[tokio::test]
async fn zoom_keys_change_the_text_size_and_0_resets_it() {
    let (session, window) = shell("zoom").await;
    let name = session.name.as_str();
    looks_like(&window, name, ".xterm-rows", "fontSize", "13px").await;
    for (key, wanted) in
        [('=', "14px"), ('=', "15px"), ('-', "14px"), ('0', "13px"), ('-', "12px"), ('0', "13px")]
    {
        window.chord(name, &[Key::Control], key).await;
        looks_like(&window, name, ".xterm-rows", "fontSize", wanted).await;
    }
    window.close().await;
}

#[tokio::test]
async fn the_cursor_has_the_chosen_shape() {
    let (session, window) = shell("cursor").await;
    let name = session.name.as_str();
    for (cursor, class) in [
        ("Bar", ".xterm-cursor-bar"),
        ("Underline", ".xterm-cursor-underline"),
        ("Block", ".xterm-cursor-block"),
    ] {
        open_settings(&window).await;
        choose(&window, "Cursor", cursor).await;
        window.click("button", "Close").await;
        window.gone("dialog", "").await;
        window.type_into(name, " ").await;
        looks_like(&window, name, class, "display", "inline-block").await;
        window.shot(&format!("appearance-cursor-{cursor}")).await;
    }
    window.close().await;
}

#[tokio::test]
async fn a_screen_reader_reads_output_also_when_the_graphics_card_draws() {
    let (session, window) = shell("reader").await;
    let name = session.name.as_str();
    // Output is read out, and stands line by line in the part for screen readers.
    tick(&window, "Screen reader support").await;
    window.type_into(name, "echo spoken-$((6*7))\n").await;
    is_read(&window, ".live-region", "spoken-42").await;
    is_read(&window, "[role=list]", "spoken-42").await;

    // A canvas has no text: a screen reader's is there all the same.
    open_settings(&window).await;
    choose(&window, "Drawing", "By the graphics card").await;
    window.click("button", "Close").await;
    window
        .until("the graphics card draws", || async {
            style(&window, name, ".xterm-rows", "fontSize").await.is_null().then_some(())
        })
        .await;
    window.type_into(name, "echo drawn-$((40+2))\n").await;
    is_read(&window, "[role=list]", "drawn-42").await;
    window.shot("appearance-webgl").await;

    // And when the xterm.js goes from one terminal to the next.
    window.click("button", &format!("Close {name}")).await;
    window.gone("region", &format!("Terminal {name}")).await;
    window.attach(name).await;
    is_read(&window, "[role=list]", "drawn-42").await;
    window.shot("appearance-webgl-again").await;
    window.close().await;
}
