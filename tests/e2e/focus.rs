//! Where the keyboard goes when the element that had it is gone.

use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

#[tokio::test]
async fn the_keyboard_goes_on_from_a_deleted_session() {
    // An engine of its own: all that is listed is deleted in the end.
    let setup = Setup::with_new_podman();
    setup.import_image();
    for name in ["one", "two", "three"] {
        setup.start(name).script("trap 'exit 0' TERM; while :; do sleep 0.1; done").run();
    }
    let window = Window::open(setup).await;
    for name in ["one", "two"] {
        window.attach(name).await;
        window.keyboard_comes_to(name).await;
    }
    delete_from_toolbar(&window, "two").await;
    window.keyboard_comes_to("one").await;
    delete_from_toolbar(&window, "one").await;
    window
        .until("the row beside it", || async {
            window.keyboard_on().await.starts_with("three, running").then_some(())
        })
        .await;

    // Many at once, and nothing is left.
    window.press_control_in_list('a').await;
    window.press(Key::Delete).await;
    window.click_like("button", "^Delete 1 session").await;
    window.click_like("button", "^Close$").await;
    window.gone("row", "^three").await;
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
