//! The main job, end to end, once on each engine.

use std::path::Path;
use std::process::Command;

use berth_runner::EngineKind;
use berth_tests::engines::{IMAGE, Named};
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

#[tokio::test]
async fn a_session_from_try_it_to_removed_on_podman() {
    let setup = Setup::with_new_podman();
    let client = setup.folder().join("podman");
    let window = Window::open(setup).await;
    window.find("button", "Try it").await;
    window.shot("empty").await;
    window.click("button", "Try it").await;
    tell(&window, &client, "hello-berth").await;
    window.close().await;
}

#[tokio::test]
async fn a_session_from_the_form_to_removed_on_docker() {
    // Removed at the end, however the test ends: it may be run once more.
    let named = Named::new(EngineKind::Docker, "story");
    let name = named.name.as_str();
    let setup = Setup::with_engines(EngineKind::Docker);
    let client = setup.folder().join("docker");
    let window = Window::open(setup).await;
    window.click("button", "New session").await;
    window.fill("Name", name).await;
    window.fill("Image", IMAGE).await;
    window.fill("Command", "sh -l").await;
    let preview = window.find("region", "Command preview").await;
    window
        .until("the preview shows the command", || async {
            let text = preview.text().await.ok()?;
            text.contains(&format!("--name {name}")).then_some(())
        })
        .await;
    window.shot("new-session").await;
    window.click("button", "Start session").await;
    tell(&window, &client, name).await;
    window.close().await;
}

/// From a running session in an open tab to a removed one whose log is in history.
async fn tell(window: &Window, client: &Path, name: &str) {
    let inspect = |format: &str| {
        let output = Command::new(client)
            .args(["container", "inspect", "--format", format, "--", name])
            .output()
            .expect("the engine runs");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let kind = client.file_name().expect("a program's name").display();

    window.find_like("row", &format!("^{name}, running")).await;
    window.type_into(name, "echo $((6*7))\n").await;
    window.terminal_line(name, "42", |line| line.trim() == "42").await;
    window.shot(&format!("terminal-{kind}")).await;

    for (width, height) in [(1000, 640), (1180, 760)] {
        window.client.set_window_size(width, height).await.expect("the window takes a size");
        resized(window, name).await;
    }

    // Leave: the container goes on. Come back: what was there is there again.
    window.click("button", &format!("Close {name}")).await;
    window.gone("region", &format!("Terminal {name}")).await;
    assert_eq!(inspect("{{.State.Status}}").as_deref(), Some("running"), "closing a tab ends nothing");
    window.press_on_row(name, &Key::Enter.to_string()).await;
    window.terminal_line(name, "the past", |line| line.trim() == "42").await;

    // It ends by itself: the list and the card say how.
    window.type_into(name, "exit 3\n").await;
    window.find_like("row", &format!("^{name}, exited 3")).await;
    let card = window.find("region", "Exit card").await;
    window
        .until("the card tells the code", || async {
            card.text().await.ok()?.contains("Exited 3").then_some(())
        })
        .await;
    window.shot(&format!("exit-card-{kind}")).await;

    // Again, in the same tab, which attaches by itself.
    window.click_in("region", "Exit card", "button", "Restart").await;
    window.find_like("row", &format!("^{name}, running")).await;
    window.type_into(name, "echo again $((40+2))\n").await;
    window.terminal_line(name, "a second run", |line| line.trim() == "again 42").await;

    // Stopped and gone, and its log is kept.
    window.stop(name).await;
    window.gone("row", &format!("^{name},")).await;
    assert!(inspect("{{.Id}}").is_none(), "the container is removed");
    let log = window.archived_log(name);
    assert!(log.contains("again 42"), "history has the log: {log:?}");
}

/// The program in the session knows the size that the terminal has.
async fn resized(window: &Window, name: &str) {
    let what = format!("stty says what the terminal of {name} measures");
    window
        .until(&what, || async {
            window.type_into(name, "stty size\n").await;
            window.terminal_line(name, "a size", is_size).await;
            let text = window.terminal_text(name).await;
            let (rows, cols) = text.lines().rfind(|line| is_size(line))?.trim().split_once(' ')?;
            window.has("contentinfo", &format!("{cols}×{rows}")).await.then_some(())
        })
        .await;
}

fn is_size(line: &str) -> bool {
    line.trim().split_once(' ').is_some_and(|(rows, cols)| {
        rows.parse::<u16>().is_ok_and(|n| n > 0) && cols.parse::<u16>().is_ok_and(|n| n > 0)
    })
}
