//! The past searched, opened, compared and erased, and who ended a run.

use berth_archive::RunFilter;
use berth_tests::window::{Scheme, Setup, Window, repository};
use fantoccini::key::Key;
use serde_json::json;

use super::kept::{Kept, log};

pub(super) async fn broken_rules(window: &Window, state: &str) -> Vec<String> {
    window.shot(&format!("history-{state}")).await;
    let broken = window
        .client
        .execute_async(include_str!("../scripts/broken_rules.js"), vec![])
        .await
        .expect("axe runs");
    let broken: Vec<String> = serde_json::from_value(broken).expect("a list of broken rules");
    broken.into_iter().map(|what| format!("{state}: {what}")).collect()
}

pub(super) async fn load_axe(window: &Window) {
    let axe = std::fs::read_to_string(repository().join("ui/node_modules/axe-core/axe.min.js"));
    let script = format!("{}\n;0", axe.expect("axe-core, from `npm ci` in ui"));
    window.client.execute(&script, vec![]).await.expect("the page takes a script");
}

/// From Ctrl+H to the line that was looked for, and on to what differs, by keyboard; no rule is broken on the way.
async fn history_is_searched_opened_and_compared(scheme: Scheme) {
    let window = Window::open(Setup::with_new_podman().scheme(scheme)).await;
    load_axe(&window).await;
    window.press_control_in_list('h').await;
    window.says("status", "Nothing is kept yet.").await;
    let theme = window.setup().gtk_theme().replace(':', "-");
    let mut broken = broken_rules(&window, &format!("empty-{theme}")).await;

    let archive = window.archive();
    let spec = |env: &str, memory: u32| json!({ "Config": { "Env": ["PATH=/bin", env] }, "HostConfig": { "Memory": memory } });
    let first = Kept::new("trainer", 1).image("train:1").spec(spec("DEBUG=1", 1_048_576));
    first.log(log(400, 7, "unlike the other")).keep(&archive);
    let second = Kept::new("trainer", 2).image("train:2").spec(spec("CACHE=/c", 2_097_152)).exits(137);
    second.log(log(12_000, 6_000, "CUDA error: out of memory")).keep(&archive);
    Kept::new("backup", 3).image("restic:1").exits(3).log(log(10, 5, "no space left")).keep(&archive);
    window.find_like("row", "^backup, run 1, exited 3, ").await;
    broken.extend(broken_rules(&window, &format!("list-{theme}")).await);

    window.type_focused("cuda ERROR").await;
    window.find_like("button", "line 6,000 CUDA error: out of memory *at step 6000$").await;
    broken.extend(broken_rules(&window, &format!("hits-{theme}")).await);
    window.press_with(&[], Key::Down.into()).await;
    window.press_with(&[], Key::Enter.into()).await;
    window.says("status", "Line 6,000 · Lines 1,000 to 10,999 of 12,000").await;
    let found = "CUDA error: out of memory at step 6000";
    window.line_in("Log of trainer #2", "the line", |line| line == found).await;
    let marked = include_str!("../scripts/marked_line.js");
    window
        .until("the line is marked", || async {
            (window.run(marked, vec![json!(found)]).await == true).then_some(())
        })
        .await;
    broken.extend(broken_rules(&window, &format!("line-{theme}")).await);

    window.click("button", "Compare with the run before").await;
    for text in ["train:1", "train:2", "CACHE", "DEBUG", "/HostConfig/Memory", "unlike the other at step 7"] {
        window.says("region", text).await;
    }
    broken.extend(broken_rules(&window, &format!("compare-{theme}")).await);
    window.click("button", "Open trainer #1 at line 7").await;
    window.line_in("Log of trainer #1", "the line", |line| line == "unlike the other at step 7").await;

    // Escape leads back: comparison, run, lines found, the list, the window.
    for (role, name) in
        [("table", "^Compare runs$"), ("region", "^Log of trainer #2$"), ("list", "^Lines found$")]
    {
        window.press_with(&[], Key::Escape.into()).await;
        window.find_like(role, name).await;
    }
    window.press_with(&[], Key::Escape.into()).await;
    window.gone("region", "^History$").await;
    assert_eq!(json!(broken), json!([]));
    window.close().await;
}

#[tokio::test]
async fn history_is_searched_opened_and_compared_in_light() {
    history_is_searched_opened_and_compared(Scheme::Light).await;
}

#[tokio::test]
async fn history_is_searched_opened_and_compared_in_dark() {
    history_is_searched_opened_and_compared(Scheme::Dark).await;
}

/// What is erased is gone from the window and from the file.
#[tokio::test]
async fn a_session_is_erased_for_good() {
    let window = Window::open(Setup::with_new_podman()).await;
    let archive = window.archive();
    Kept::new("secretive", 1).log("the word is MELUSINE\n").keep(&archive);
    Kept::new("other", 2).log("nothing of it\n").keep(&archive);
    window.press_control_in_list('h').await;
    window.click_like("row", "^secretive, run 1, exited 0, ").await;
    window.line_in("Log of secretive #1", "its log", |line| line == "the word is MELUSINE").await;
    window.click("button", "All runs of secretive").await;
    window.click("button", "Erase the past of secretive").await;
    window.dialog_says("1 run of secretive on podman goes for good").await;
    window.shot("history-erase").await;
    window.tab_to("Erase the past of secretive").await;
    window.press_with(&[], Key::Enter.into()).await;
    window.says("status", "Nothing is kept of secretive yet.").await;
    assert_eq!(archive.count(&RunFilter::default()).expect("it counts"), 1);
    for beside in ["", "-wal"] {
        let mut file = archive.path().as_os_str().to_owned();
        file.push(beside);
        let bytes = std::fs::read(file).unwrap_or_default();
        assert!(!bytes.windows(8).any(|word| word == b"MELUSINE"), "the word is in the file {beside:?}");
    }
    window.click("button", "All sessions").await;
    window.find_like("row", "^other, run 1, exited 0, ").await;
    window.close().await;
}
