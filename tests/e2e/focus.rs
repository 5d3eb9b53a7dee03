//! Where the keyboard goes when the element that had it is gone.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

#[tokio::test]
async fn the_keyboard_goes_on_from_a_deleted_session() {
    let kind = EngineKind::Podman;
    let script = "trap 'exit 0' TERM; while :; do sleep 0.1; done";
    let [one, two, three] = ["one", "two", "three"].map(|stem| Named::start(kind, stem).script(script).run());
    let window = Window::open(Setup::with_engines(kind)).await;
    for session in [&one, &two] {
        window.attach(&session.name).await;
        window.keyboard_comes_to(&session.name).await;
    }
    delete_from_toolbar(&window, &two.name).await;
    window.keyboard_comes_to(&one.name).await;
    delete_from_toolbar(&window, &one.name).await;
    let row = format!("{}, running", three.name);
    window
        .until("the row beside it", || async { window.keyboard_on().await.starts_with(&row).then_some(()) })
        .await;

    // Many at once, and nothing is left.
    window.press_control_in_list('a').await;
    window.press(Key::Delete).await;
    window.click_like("button", "^Delete 1 session").await;
    window.click_like("button", "^Close$").await;
    window.gone("row", &format!("^{}", three.name)).await;
    window
        .until("the button for a new session", || async {
            let at = window.run("return document.activeElement.innerText", vec![]).await;
            (at == "New session").then_some(())
        })
        .await;
    window.close().await;
}

async fn delete_from_toolbar(window: &Window, name: &str) {
    window.click_in("toolbar", &format!("Actions for {name}"), "button", "More").await;
    window.click_like("menuitem", "^Delete").await;
    window.click("button", &format!("Delete {name}")).await;
    window.gone("tab", &format!("^{name},")).await;
}
