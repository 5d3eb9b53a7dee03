//! What an older Berth left: its settings, its history and its open tabs.

use std::path::Path;

use berth_archive::RunFilter;
use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::runs;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;
use rusqlite::Connection;
use serde_json::json;

/// A key that this version does not know stands beside one that it does.
const SETTINGS: &str = "[terminal]\nfont_size = 17\nlast_of_an_older_berth = true\n";

/// Takes away what an older layout did not have; how many tabs it has.
const OLDER_LAYOUT: &str =
    "const { tabs, listShown } = JSON.parse(localStorage.getItem('berth.layout') ?? '{}');
localStorage.setItem('berth.layout', JSON.stringify({ listWidth: 333, listShown, tabs }));
return tabs?.length ?? 0";

/// Puts a history back to what version 3 of its file had: it knew nothing of restarts of the machine.
fn before(path: &Path) {
    let history = Connection::open(path).expect("the history opens");
    history
        .execute_batch("DROP TABLE after_boot; DROP TABLE boots; PRAGMA user_version = 3")
        .expect("an older history");
}

#[tokio::test]
async fn what_the_version_before_left_is_there() {
    let kind = EngineKind::Podman;
    let own = ["--label", "dev.berth.owner=berth"];
    let session = Named::start(kind, "tab").script("echo ready; exec sh").run();
    let over = Named::start(kind, "over")
        .options(&own)
        .script("until [ -e /end ]; do sleep 0.1; done; exit 4")
        .run();
    let window = Window::open(Setup::with_engines(kind).settings(SETTINGS)).await;
    window.find_like("row", &format!("^{}, running", session.name)).await;
    Engines::get().ask(kind, &["exec", "--", &over.name, "touch", "/end"]);
    window.click("button", "History").await;
    window.find_like("row", &format!("^{}, run 1, .*exited 4", over.name)).await;
    window.press_with(&[], Key::Escape.into()).await;
    window.attach(&session.name).await;
    window.terminal_line(&session.name, "its output", |line| line == "ready").await;
    // As it was before there were panes, groups and filters; the name is the app's own.
    window
        .until("the layout is kept", || async {
            (window.run(OLDER_LAYOUT, vec![]).await == json!(1)).then_some(())
        })
        .await;
    let path = window.archive().path().to_owned();
    let closed = window.close().await;
    before(&path);

    let window = closed.open_again().await;
    window.find_like("tab", &format!("^{}, running", session.name)).await;
    window.type_into(&session.name, "echo $((6*7))\n").await;
    window.terminal_line(&session.name, "an answer", |line| line == "42").await;
    assert_eq!(window.list_width().await, json!(333));
    window.click("button", "History").await;
    window.find_like("row", &format!("^{}, run 1, .*exited 4", over.name)).await;
    window.shot("upgraded").await;
    super::settings::open_settings(&window).await;
    let size = window.find("spinbutton", "Size").await;
    assert_eq!(size.prop("value").await.expect("the page answers").as_deref(), Some("17"));
    let settings = std::fs::read_to_string(window.home.path().join("config/berth/config.toml"));
    assert_eq!(settings.expect("the settings are there"), SETTINGS, "nobody changed anything");
    let filter = RunFilter { session: Some(over.name.clone()), ..RunFilter::default() };
    assert_eq!(runs(&window.archive(), &filter).len(), 1);
    window.close().await;
}
