//! What Berth says of itself, in the real window: what it has to work with, its log, and what failed.

use std::fs;
use std::path::Path;

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::on_both;
use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::elements::Element;
use fantoccini::key::Key;

on_both!(kind: calls_are_in_the_log_as_soon_as_it_is_asked_for_and_nothing_typed_is);

const FAILED: &str = "What failed in Berth";

async fn diagnose(window: &Window, title: &str) -> Element {
    window.press_control_in_list('k').await;
    // The palette takes the keyboard when it is there.
    let palette = window.find_like("combobox", "").await;
    palette.send_keys("diagnose").await.expect("the palette takes text");
    window
        .until("it is chosen", || async {
            // Sessions of other tests come and go, and with them the options are drawn anew.
            let option = window.find_like("option", "^Diagnose: ").await;
            let chosen = option.attr("aria-selected").await.ok().flatten();
            (chosen.as_deref() == Some("true")).then_some(())
        })
        .await;
    window.press(Key::Enter).await;
    window.find("dialog", title).await
}

/// Found by the palette, with both engines in it.
#[tokio::test]
async fn both_engines_are_told_and_the_copy_names_nobody() {
    let session = Named::start(EngineKind::Podman, "known").run();
    let window = Window::open(Setup::with_both_engines().scheme(Scheme::Light)).await;
    window.row(&session.name).await;
    diagnose(&window, "Diagnose").await;
    window.dialog_says(" note").await;
    let engines = window.text_of("list", "Engines").await;
    for part in ["podman", "docker", "with root", "answered in", "its list of"] {
        assert!(engines.contains(part), "{part} is not in {engines}");
    }
    assert_eq!(engines.matches("answered in").count(), 2, "{engines}");
    for engine in ["podman", "docker"] {
        let calls = window.text_of("table", &format!("Slowest calls of {engine}")).await;
        assert!(calls.contains("ps"), "{calls}");
    }
    let berth = window.text_of("list", "Berth").await;
    assert!(berth.contains("WebKit 2.") && berth.contains("graphics card"), "{berth}");
    window.shot("diagnose-light").await;

    window.click("button", "Copy report").await;
    let copied = window
        .until("the report is in the clipboard", || async {
            Some(window.server.selection("clipboard").await).filter(|text| text.contains("**docker**"))
        })
        .await;
    let home = window.home.path().display().to_string();
    assert!(!copied.contains(&home) && copied.contains("~/state/berth/berth.log"), "{copied}");
    window.client.set_window_size(560, 620).await.expect("the window takes a size");
    window.shot("diagnose-narrow").await;
    window.press(Key::Escape).await;
    window.gone("dialog", "").await;
    window.close().await;
}

#[tokio::test]
async fn diagnose_is_in_german_where_the_window_is() {
    let session = Named::start(EngineKind::Podman, "known").run();
    let setup = Setup::with_both_engines().scheme(Scheme::Dark);
    let window = Window::open(setup.settings("[appearance]\nlanguage = \"de\"\n")).await;
    window.row(&session.name).await;
    diagnose(&window, "Diagnose").await;
    window.dialog_says("Antwort nach").await;
    window.shot("diagnose-dark-german").await;
    window.close().await;
}

/// As when the system's want of memory ends the process: its next start has something to say.
#[tokio::test]
async fn a_page_that_was_killed_leaves_a_report_that_the_next_start_offers() {
    let session = Named::start(EngineKind::Podman, "left").run();
    let window = Window::open(Setup::with_engines(EngineKind::Podman).scheme(Scheme::Dark)).await;
    window.row(&session.name).await;
    window.kill_page();
    let folder = window.home.path().join("state/berth/reports");
    window.until("a report", || async { (files(&folder) == 1).then_some(()) }).await;

    let window = window.kill_app().await.open_again().await;
    window.row(&session.name).await;
    let told = window.text_of("region", FAILED).await;
    assert!(told.contains("A page of Berth ended and was loaded again"), "{told}");
    window.shot("failed-banner-dark").await;
    window.client.set_window_size(560, 620).await.expect("the window takes a size");
    window.shot("failed-banner-narrow").await;
    window.client.set_window_size(1280, 800).await.expect("the window takes a size");
    window.click_in("region", FAILED, "button", "Show").await;
    window.find("dialog", FAILED).await;
    let text = window.dialog_says("Reason: Crashed").await;
    assert!(text.contains("Window: main") && text.contains("the page's process ended"), "{text}");
    assert!(!text.contains(&window.home.path().display().to_string()), "{text}");
    window.shot("failed-report-dark").await;
    window.press(Key::Escape).await;
    window.gone("region", FAILED).await;

    // Once is enough; it is kept until somebody deletes it.
    let window = window.close().await.open_again().await;
    window.row(&session.name).await;
    diagnose(&window, "Diagnose").await;
    assert!(!window.has("region", FAILED).await);
    window.find("list", "Reports of what failed").await;
    window.click_like("button", "^Delete the report: ").await;
    window.gone("list", "Reports of what failed").await;
    assert_eq!(files(&window.home.path().join("state/berth/reports")), 0);
    window.close().await;
}

/// The reports in a folder.
fn files(folder: &Path) -> usize {
    let all = fs::read_dir(folder).into_iter().flatten().flatten();
    all.filter(|file| file.path().extension().is_some_and(|end| end == "txt")).count()
}

async fn calls_are_in_the_log_as_soon_as_it_is_asked_for_and_nothing_typed_is(kind: EngineKind) {
    let session = Named::start(kind, "logged").run();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.row(&session.name).await;
    let path = window.home.path().join("state/berth/berth.log");
    let log = || fs::read_to_string(&path).unwrap_or_default();
    assert!(!log().contains("the engine was asked"), "{}", log());
    window.press_control_in_list(',').await;
    window.find("dialog", "Settings").await;
    window.field("Berth’s own log").await.select_by_value("debug").await.expect("the choice is there");
    window
        .until("the setting is in the file", || async {
            let file = fs::read_to_string(window.home.path().join("config/berth/config.toml"));
            file.is_ok_and(|text| text.contains("log_level = \"debug\"")).then_some(())
        })
        .await;
    window.press(Key::Escape).await;
    window.gone("dialog", "").await;
    window.attach(&session.name).await;
    window.type_into(&session.name, "echo hunter2-$((6*7))\n").await;
    window.terminal_line(&session.name, "what was typed", |line| line.trim() == "hunter2-42").await;
    window
        .until("a call in the log", || async { log().contains("the engine was asked").then_some(()) })
        .await;
    assert!(!log().contains("hunter2"), "{}", log());
    window.close().await;
}
