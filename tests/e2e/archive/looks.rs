//! The history in a narrow window, with many runs, and in German.

use berth_archive::Archive;
use berth_runner::EngineKind;
use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::key::Key;
use serde_json::json;

use super::kept::{Kept, log};
use super::search::{broken_rules, load_axe};
use crate::german::{german_window, is_german};
use crate::settings::choose;

const RUNS: i64 = 200;
const NAMES: [&str; 4] = ["trainer", "web-bot", "backup-of-all-the-volumes-of-the-cluster", "crawler"];

/// Runs of some sessions that ended in every way, and one that wrote more than the others.
pub(crate) fn many(archive: &Archive) {
    for day in 1..=RUNS {
        let name = NAMES[usize::try_from(day).expect("a number") % NAMES.len()];
        let run = Kept::new(name, day).image("registry.example.com/team/tool:2026-09-21");
        let run = match day % 6 {
            0 => run.out_of_memory(),
            1 => run.exits(3),
            2 => run.exits(143),
            3 => run.exits(127),
            _ => run,
        };
        // The last of the list.
        let words =
            if day == RUNS { log(900, 450, "CUDA error: out of memory") } else { log(2, 1, "it began") };
        run.spec(json!({ "HostConfig": { "Memory": day << 20 } })).log(words).keep(archive);
    }
}

async fn escape(window: &Window) {
    window.press_with(&[], Key::Escape.into()).await;
}

/// Fails where something can be reached by scrolling aside alone.
async fn fits(window: &Window, state: &str, width: u32) -> Vec<String> {
    window
        .until(&format!("nothing is cut off in {state}"), || async {
            let sizes = "return [window.innerWidth, document.documentElement.scrollWidth]";
            (window.run(sizes, vec![]).await == json!([width, width])).then_some(())
        })
        .await;
    broken_rules(window, &format!("{width}-{state}")).await
}

async fn the_history_fits_a_narrow_window(scheme: Scheme, width: u32) {
    let window = Window::open(Setup::with_new_podman().scheme(scheme)).await;
    window.client.set_window_size(width, 700).await.expect("the window takes a size");
    load_axe(&window).await;
    many(&window.archive());
    window.press_control_in_list('h').await;
    window.says("status", "200 runs").await;
    window.find_like("row", "^trainer, run 50, ").await;
    let mut broken = fits(&window, "list", width).await;
    for key in [Key::Down, Key::End] {
        window.press_with(&[], key.into()).await;
    }
    window.find_like("row", "^web-bot, run 1, ").await;
    // The last of the list and the one before, to be compared.
    for key in [' ', Key::Up.into(), ' '] {
        window.press_with(&[], key).await;
    }
    window.find("button", "Compare").await;
    broken.extend(fits(&window, "selected", width).await);
    window.tab_to("Compare").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.says("region", "/HostConfig/Memory").await;
    broken.extend(fits(&window, "compare", width).await);
    escape(&window).await;

    window.press_with(&[], '/').await;
    window.type_focused("cuda").await;
    window.find_like("button", "line 450 CUDA *error: out of memory *at step 450$").await;
    broken.extend(fits(&window, "hits", width).await);
    window.press_with(&[], Key::Down.into()).await;
    window.press_with(&[], Key::Enter.into()).await;
    window.says("status", "Line 450 · Lines 1 to 900 of 900").await;
    broken.extend(fits(&window, "run", width).await);
    window.click("tab", "About").await;
    window.says("tabpanel", "Image ID").await;
    broken.extend(fits(&window, "about", width).await);
    window.click("button", "All runs of trainer").await;
    window.find("region", "History of trainer").await;
    broken.extend(fits(&window, "session", width).await);
    assert_eq!(json!(broken), json!([]));
    window.close().await;
}

#[tokio::test]
async fn the_history_fits_a_window_of_640() {
    the_history_fits_a_narrow_window(Scheme::Dark, 640).await;
}

#[tokio::test]
async fn the_history_fits_a_window_of_900() {
    the_history_fits_a_narrow_window(Scheme::Light, 900).await;
}

#[tokio::test]
async fn the_history_is_german() {
    let window = german_window(EngineKind::Podman).await;
    let archive = window.archive();
    window.press_control_in_list('h').await;
    window.find("region", "Verlauf").await;
    Kept::new("trainer", 1).image("train:1").exits(3).log(log(40, 7, "anders")).keep(&archive);
    let spec = json!({ "Config": { "Env": ["CACHE=/c"] }, "HostConfig": { "Memory": 1 } });
    let second = Kept::new("trainer", 2).image("train:2").spec(spec).out_of_memory();
    second.log(log(40, 9, "CUDA error")).screen("der letzte Bildschirm").keep(&archive);
    window.find_like("row", "^trainer, Lauf 1, ").await;
    is_german(&window, "history").await;

    window.type_focused("cuda").await;
    window.find_like("button", "Zeile 9").await;
    is_german(&window, "history-hits").await;
    window.type_focused("xyzzy").await;
    window.says("status", "Nirgends gefunden.").await;
    is_german(&window, "history-found-nowhere").await;
    escape(&window).await;
    choose(&window, "Ende", "Auf Wunsch beendet (130, 143)").await;
    window.says("status", "Kein Lauf passt.").await;
    is_german(&window, "history-no-match").await;
    window.click("button", "Filter leeren").await;

    window.enter_row("^trainer, Lauf 2, ").await;
    for (tab, part) in [("Log", "log"), ("Letzter Bildschirm", "screen"), ("Angaben", "about")] {
        window.click("tab", tab).await;
        is_german(&window, &format!("history-{part}")).await;
    }
    window.click("button", "Mit dem Lauf davor vergleichen").await;
    window.says("region", "Erste Zeile, die sich unterscheidet").await;
    is_german(&window, "history-compare").await;
    escape(&window).await;
    window.click("button", "Alle Läufe von trainer").await;
    window.find("region", "Verlauf von trainer").await;
    is_german(&window, "history-session").await;
    window.click("button", "Die Vergangenheit von trainer tilgen").await;
    window.find_like("dialog", "^Die Vergangenheit").await;
    is_german(&window, "history-erase").await;
    window.close().await;
}
