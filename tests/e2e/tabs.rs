//! The bar of tabs with more than it has room for, and tabs that are moved and closed with the mouse.

use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::key::Key;

const NINE: [&str; 9] = [
    "web-bot",
    "dev-shell",
    "import",
    "trainer",
    "backup",
    "crawler",
    "nightly-report",
    "postgres-primary",
    "queue",
];

/// Rings once it is told to, by a file.
const RINGS: &str = r"while ! [ -e /bell ]; do sleep 0.1; done; printf '\a'; exec sleep 100000";

/// A tab of the bar.
#[derive(Debug)]
struct Seen {
    name: String,
    whole: bool,
    active: bool,
}

async fn bar(window: &Window) -> Vec<Seen> {
    let tabs = window.run(include_str!("scripts/tab_strip.js"), vec![]).await;
    let tabs: Vec<(String, bool, bool)> = serde_json::from_value(tabs).expect("tabs");
    tabs.into_iter().map(|(name, whole, active)| Seen { name, whole, active }).collect()
}

/// Waits until the bar has these tabs from left to right.
async fn order_is(window: &Window, names: &[&str]) {
    window
        .until(&format!("the tabs are {names:?}"), || async {
            let seen = bar(window).await;
            seen.iter().map(|tab| tab.name.as_str()).eq(names.iter().copied()).then_some(())
        })
        .await;
}

/// Waits until the active tab is this one and wholly in view; gives the names of those that are not.
async fn in_view(window: &Window, name: &str) -> Vec<String> {
    window
        .until(&format!("the tab of {name} is wholly in view"), || async {
            let seen = bar(window).await;
            seen.iter()
                .any(|tab| tab.name == name && tab.active && tab.whole)
                .then(|| seen.into_iter().filter(|tab| !tab.whole).map(|tab| tab.name).collect())
        })
        .await
}

/// The middle of the tab of a session.
async fn tab(window: &Window, session: &str) -> (f64, f64) {
    window.center_of(&window.find_like("tab", &format!("^{session}, ")).await).await
}

/// A window with these sessions, and a tab for each.
async fn open(sessions: &[&str], scheme: Scheme) -> Window {
    let setup = Setup::with_new_podman().scheme(scheme);
    setup.import_image();
    for name in sessions {
        setup.start(name).script(RINGS).run();
    }
    let window = Window::open(setup).await;
    for name in sessions {
        window.attach(name).await;
        window.find_like("contentinfo", "attached").await;
    }
    window
}

async fn nine_tabs(scheme: Scheme) {
    let window = open(&NINE, scheme).await;
    for (width, height) in [(1180, 740), (640, 700)] {
        window.client.set_window_size(width, height).await.expect("the window takes a size");
        // Around the end: from the last to the first and on to the last again.
        let mut hidden = in_view(&window, "queue").await;
        for name in NINE {
            window.press_with(&[Key::Control], Key::Tab.into()).await;
            hidden = in_view(&window, name).await;
        }
        assert!(
            hidden.iter().any(|name| name == "web-bot"),
            "the first tab is out of view at {width}: {hidden:?}"
        );
        let count = hidden.len();
        let more = format!("{count} more tabs");
        window.find("button", &more).await;
        window.shot(&format!("tabs-{scheme:?}-{width}").to_lowercase()).await;
        window.click("button", &more).await;
        window.find("menu", "More tabs").await;
        for name in &hidden {
            window.find_like("menuitem", &format!("^{name}, running$")).await;
        }
        window.shot(&format!("tabs-{scheme:?}-{width}-menu").to_lowercase()).await;
        window.press(Key::Escape).await;
        window.gone("menu", "").await;
    }
    // One out of view rings: the button says so, and its menu goes there.
    window.setup().ask(&["exec", "web-bot", "touch", "/bell"]);
    window.click_like("button", "more tabs, 1 needs you$").await;
    window.shot(&format!("tabs-{scheme:?}-rang").to_lowercase()).await;
    window.click("menuitem", "web-bot, running, needs you: rang").await;
    in_view(&window, "web-bot").await;
    window.find_like("button", "more tabs$").await;
    window.close().await;
}

#[tokio::test]
async fn the_active_of_nine_tabs_is_in_view_in_light() {
    nine_tabs(Scheme::Light).await;
}

#[tokio::test]
async fn the_active_of_nine_tabs_is_in_view_in_dark() {
    nine_tabs(Scheme::Dark).await;
}

#[tokio::test]
async fn tabs_are_dragged_into_another_order_and_into_another_pane() {
    let window = open(&["one", "two", "three"], Scheme::Light).await;
    order_is(&window, &["one", "two", "three"]).await;
    let (one, three) = (tab(&window, "one").await, tab(&window, "three").await);
    // Onto the left half of the first tab.
    window.begin_drag(three, (one.0 - 20.0, one.1)).await;
    window.shot("tabs-drag-order").await;
    window.drop_here().await;
    order_is(&window, &["three", "one", "two"]).await;
    in_view(&window, "three").await;
    // By keyboard, from within its terminal.
    window.chord("three", &[Key::Control, Key::Shift], Key::PageDown.into()).await;
    order_is(&window, &["one", "three", "two"]).await;
    window.keyboard_comes_to("three").await;

    // Escape leaves everything as it was.
    let two = tab(&window, "two").await;
    window.begin_drag(two, (one.0 - 20.0, one.1)).await;
    window.press_with(&[], Key::Escape.into()).await;
    window.drop_here().await;
    order_is(&window, &["one", "three", "two"]).await;

    // A second pane shows "one"; "three" and "two" are dragged there in turn.
    window.click("button", "Split").await;
    window.click("button", "Show one here").await;
    let left = window.center_of(&window.find("region", "Terminal three").await).await;
    let right = window.center_of(&window.find("region", "Terminal one").await).await;
    let two = tab(&window, "two").await;
    window.begin_drag(two, right).await;
    window.shot("tabs-drag-pane").await;
    window.drop_here().await;
    window.find("region", "Terminal two").await;
    window.keyboard_comes_to("two").await;
    window.gone("region", "^Terminal one$").await;
    // What is in the other pane already changes places.
    let three = tab(&window, "three").await;
    window.begin_drag(three, right).await;
    window.drop_here().await;
    window.keyboard_comes_to("three").await;
    let now = window.center_of(&window.find("region", "Terminal two").await).await;
    assert!((now.0 - left.0).abs() < 2.0, "two is on the left, where three was: {now:?} {left:?}");
    order_is(&window, &["one", "three", "two"]).await;
    window.close().await;
}

#[tokio::test]
async fn tabs_are_closed_by_the_middle_button_and_from_their_menu() {
    let window = open(&["one", "two", "three", "four"], Scheme::Light).await;
    let two = tab(&window, "two").await;
    window.middle_click(two).await;
    order_is(&window, &["one", "three", "four"]).await;
    window.find_like("row", "^two, running").await;

    window.setup().ask(&["kill", "three"]);
    window.find_like("tab", "^three 137, exited 137").await;
    let four = tab(&window, "four").await;
    window.right_click(four).await;
    window.find("menu", "").await;
    window.shot("tabs-menu").await;
    window.click("menuitem", "Close ended").await;
    order_is(&window, &["one", "four"]).await;
    let one = tab(&window, "one").await;
    window.right_click(one).await;
    window.click("menuitem", "Close others").await;
    order_is(&window, &["one"]).await;
    in_view(&window, "one").await;
    window.right_click(one).await;
    // What can't be done says why.
    window.find_like("menuitem", r"^Close others\s+There is only one tab\.$").await;
    window.shot("tabs-menu-one").await;
    window.close().await;
}
