//! Pins, colours, notes and an order by hand, in the person's file and in the real window.

use std::fs;

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::on_both;
use berth_tests::window::{Scheme, Setup, Window, app_binary};
use fantoccini::key::Key;

use super::single::{environment, run};

on_both!(kind: marks_are_seen_said_and_kept);

async fn marks_are_seen_said_and_kept(kind: EngineKind) {
    let scheme = if kind == EngineKind::Podman { Scheme::Light } else { Scheme::Dark };
    let [ant, bee, cat] = ["mark-ant", "mark-bee", "mark-cat"]
        .map(|name| Named::start(kind, name).script("exec sleep 1000").run());
    let window = Window::open(Setup::with_engines(kind).scheme(scheme)).await;
    let file = window.home.path().join("config/berth/marks.toml");
    let engine = kind.word();
    let order = || async {
        let names = [&ant.name, &bee.name, &cat.name];
        let groups = window.groups().await;
        let rows = groups.into_iter().flat_map(|group| group.sessions);
        rows.filter(|name| names.contains(&name)).collect::<Vec<_>>()
    };
    let shows = async |names: [&Named; 3]| {
        let expected: Vec<String> = names.iter().map(|named| named.name.clone()).collect();
        window.until(&format!("{expected:?}"), || async { (order().await == expected).then_some(()) }).await;
    };
    // Rows move past those that are shown; the others belong to other tests.
    window.search("bt-mark-").await;
    shows([&ant, &bee, &cat]).await;

    // By the menu, by berthctl, by a key: the same file.
    window.verb(&format!("^{}, running", cat.name), "Pin to top").await;
    window.find_like("row", &format!("^{}, .*, pinned$", cat.name)).await;
    shows([&cat, &ant, &bee]).await;
    let berthctl = app_binary().with_file_name("berthctl");
    let args = ["--engine", engine, "mark", &bee.name, "--color", "purple", "--note", "Not before May"];
    let marked = run(&berthctl, &args, &environment(&window)).await;
    assert!(marked.status.success(), "{marked:?}");
    window.find_like("row", &format!("^{}, .*, colour purple$", bee.name)).await;
    window.verb(&format!("^{}, running", ant.name), "Note").await;
    window.fill("Note", "The first").await;
    window.shot(&format!("marks-note-{kind}")).await;
    window.click("button", "Save note").await;
    window.gone("dialog", "").await;
    let text = fs::read_to_string(&file).expect("the file of marks");
    assert!(text.contains(&format!("[sessions.\"{engine}/{}\"]\nnote = \"The first\"", ant.name)), "{text}");

    // By hand, with the keyboard alone; what is pinned stays on top.
    window.choose_list_option("Sort by", "By hand").await;
    window.enter_row(&format!("^{},", bee.name)).await;
    window.find_like("tab", &format!("^{}, running, colour purple", bee.name)).await;
    window.press_with(&[Key::Control, Key::Shift], ' ').await;
    window.keyboard_gets_to(&format!("{},", bee.name)).await;
    window.press_with(&[Key::Alt, Key::Shift], Key::Up.into()).await;
    shows([&cat, &bee, &ant]).await;
    window.keyboard_gets_to(&format!("{},", bee.name)).await;
    window.click("tab", "Details").await;
    window.says("group", "Not before May").await;
    window.shot(&format!("marks-{kind}")).await;

    // They stay with the session when it has another name, and when the app is started anew.
    window.verb(&format!("^{}, running", bee.name), "Colour").await;
    window.click("menuitemradio", "Orange").await;
    window.find_like("row", &format!("^{}, .*, colour orange$", bee.name)).await;
    let window = window.close().await.open_again().await;
    window.find_like("row", &format!("^{}, .*, colour orange$", bee.name)).await;
    window.close().await;
}
