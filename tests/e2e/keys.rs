//! Keys of the person's own, in the real window.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

use super::settings::open_settings;

#[tokio::test]
async fn keys_of_the_file_count_in_and_beside_a_terminal_and_its_faults_have_places() {
    let session = Named::start(EngineKind::Podman, "keys").command(&["sh", "-l"]).run();
    let name = &session.name;
    let settings = "[keys]\nwall = \"Ctrl+M\"\nimages = []\nhistory = \"Ctrl+K\"\nsplit_rows = \"F6\"\n";
    let window = Window::open(Setup::with_engines(EngineKind::Podman).settings(settings)).await;
    window.find_like("row", &format!("^{name}, running")).await;
    window.press_control_in_list('m').await;
    window.find("region", "Wall").await;
    window.press(Key::Escape).await;
    window.gone("region", "Wall").await;

    // In a terminal plain Ctrl keys stay the program's: Ctrl+M is Enter.
    window.attach(name).await;
    window.type_into(name, "echo got-it").await;
    window.press_control(name, &['m']).await;
    window.terminal_line(name, "its output", |line| line == "got-it").await;
    window.chord(name, &[Key::Control, Key::Shift], 'm').await;
    window.find("region", "Wall").await;
    window.press(Key::Escape).await;
    window.gone("region", "Wall").await;

    open_settings(&window).await;
    window.says("alert", "config.toml:4:1: Ctrl+K for history is the key of palette.").await;
    window.says("alert", "config.toml:5:1: There is no command “split_rows”.").await;
    window.shot("keys-faults").await;
    window.click("button", "Close").await;
    window.gone("dialog", "").await;
    window.click("button", "Keyboard shortcuts").await;
    window.says("dialog", "Others can be set under [keys]").await;
    window.shot("keys-page").await;
    window.close().await;
}
