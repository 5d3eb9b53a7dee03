//! The pictures of the guide and of the README, which `./dev picture` keeps, and that what they show is there.

use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::key::Key;

use crate::archive::looks::many;
use crate::pictures::sessions;

/// Waits for an answer, which Berth sees without being asked: it is one of its own.
const ASKS: &str = r#"
    printf 'building web:214 \033[32mdone\033[0m\r\npushing web:214 \033[32mdone\033[0m\r\n\r\n'
    printf 'Deploy web:214 to production? [y/N] '
    until read -r answer; do :; done
    exec sleep 100000
"#;

async fn the_guide_is_illustrated(scheme: Scheme) {
    let setup = Setup::with_new_podman().scheme(scheme);
    sessions(&setup);
    setup.start("deploy").options(&["--label", "dev.berth.owner=berth"]).image("bot:1.4").script(ASKS).run();
    let window = Window::open(setup).await;
    window.client.set_window_size(1180, 740).await.expect("the window takes a size");
    let shot = async |name: &str| window.shot(&format!("{name}-{scheme:?}").to_lowercase()).await;
    window.find_like("row", "^deploy, running.*, asks").await;
    window.find_like("row", "^crawler, exited 137").await;
    shot("guide-list").await;

    window.press_on_row("deploy", " ").await;
    window.find("group", "Screen of deploy").await;
    window.says("group", "Deploy web:214 to production?").await;
    shot("guide-peek").await;
    window.press_with(&[], Key::Escape.into()).await;
    window.gone("region", "^Peek at deploy$").await;

    many(&window.archive());
    window.press_control_in_list('h').await;
    window.find_like("row", "^trainer, run 50, ").await;
    shot("guide-history").await;
    window.close().await;
}

#[tokio::test]
async fn the_guide_is_illustrated_in_light() {
    the_guide_is_illustrated(Scheme::Light).await;
}

#[tokio::test]
async fn the_guide_is_illustrated_in_dark() {
    the_guide_is_illustrated(Scheme::Dark).await;
}
