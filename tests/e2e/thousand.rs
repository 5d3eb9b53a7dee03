//! A thousand sessions in one list.

use berth_runner::EngineKind;
use berth_tests::crowd;
use berth_tests::fake::{FakeEngine, container, inspected};
use berth_tests::script::Step;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

const ALL: usize = 1000;
/// Of them, as the crowd is made; the others have ended.
const RUNNING: usize = 600;
/// What a window of this size can show, and a screenful more.
const DRAWN: u64 = 80;

/// How many rows there are, and how many of them are drawn.
async fn rows(window: &Window) -> (String, u64) {
    let counts = include_str!("scripts/row_counts.js");
    let counts = window.run(counts, vec![]).await;
    (counts[0].as_str().unwrap_or_default().to_owned(), counts[1].as_u64().unwrap_or_default())
}

#[tokio::test]
async fn of_a_thousand_rows_few_are_drawn_and_all_are_reached() {
    let mut fake = FakeEngine::new(env!("CARGO_BIN_EXE_fake-engine"), EngineKind::Podman);
    crowd::gather(&mut fake, ALL);
    crowd::pauses_and_resumes(&mut fake, 7, 1);
    let found = container(fake.kind, &crowd::id(777), &crowd::name(777), "running");
    fake.on(&["container", "inspect", &crowd::id(777)], [inspected(&[found])]);
    fake.on(&["logs"], []);
    fake.on(&["attach"], [Step::Print("here I am\r\n".into()), Step::Echo]);
    let window = Window::open(Setup::path(fake.folder())).await;

    let first = window.find_like("row", "^many-0000, running").await;
    let (count, drawn) = rows(&window).await;
    assert_eq!(count, ALL.to_string());
    assert!((1..DRAWN).contains(&drawn), "{drawn} rows are drawn");
    window.shot("many").await;

    // One of them changes, and its row does.
    fake.allow(&crowd::turn(0));
    window.find_like("row", "^many-0007, paused").await;

    // To the end and back, with the keyboard.
    first.send_keys(&Key::End.to_string()).await.expect("the row takes End");
    window.find_like("row", "^many-0999, exited").await;
    window.gone("row", "^many-0000,").await;
    assert!((1..DRAWN).contains(&rows(&window).await.1));
    window.shot("many-end").await;
    let last = window.find_like("row", "^many-0999, exited").await;
    last.send_keys(&Key::Home.to_string()).await.expect("the row takes Home");
    window.find_like("row", "^many-0000, running").await;

    // With the wheel, to the middle of those that run.
    let scroll = "document.querySelector('[role=grid][aria-label=Sessions]').scrollTop = arguments[0];";
    window.run(scroll, vec![(RUNNING / 2 * 48).into()]).await;
    window.find_like("row", "^many-0500, running").await;
    window.gone("row", "^many-0000,").await;
    assert!((1..DRAWN).contains(&rows(&window).await.1));

    // Found by its name, and opened.
    let filter = window.find("searchbox", "Filter sessions").await;
    filter.send_keys("many-0777").await.expect("the filter takes keys");
    window.gone("row", "^many-0500,").await;
    let one = ("1".to_owned(), 1);
    window.until("one row", || async { (rows(&window).await == one).then_some(()) }).await;
    window.attach(&crowd::name(777)).await;
    window.terminal_line(&crowd::name(777), "what it prints", |line| line.contains("here I am")).await;
    filter.send_keys(&Key::Escape.to_string()).await.expect("the filter takes Escape");
    window.until("all rows", || async { (rows(&window).await.0 == ALL.to_string()).then_some(()) }).await;
    window.shot("many-open").await;
    window.close().await;
}
