//! A command that is pasted becomes a session, and a session a text for another tool.

use berth_runner::EngineKind;
use berth_tests::engines::{IMAGE, Named, program_name};
use berth_tests::on_both;
use berth_tests::window::{Scheme, Setup, Window};

on_both!(kind: a_command_becomes_a_session_and_a_text);

async fn a_command_becomes_a_session_and_a_text(kind: EngineKind) {
    // Each engine in another theme, so that there are pictures of both.
    let scheme = if kind == EngineKind::Podman { Scheme::Light } else { Scheme::Dark };
    let session = Named::new(kind, "pasted");
    let window = Window::open(Setup::with_engines(kind).scheme(scheme)).await;
    window.click("button", "New session").await;
    window.find("dialog", "New session").await;
    window.click("button", "Paste a command or file").await;
    let line = format!(
        "{} run --rm -it --name {} -e WORD=secret {IMAGE} sh -c 'echo hello; exec sleep 1000'",
        program_name(kind),
        session.name
    );
    window.fill("Command or file", &line).await;
    window.click("button", "Fill the form").await;
    window
        .until("the form is filled", || async {
            (window.value_of("Name").await.as_str() == Some(&session.name)).then_some(())
        })
        .await;
    assert_eq!(window.value_of("Image").await.as_str(), Some(IMAGE));
    window.find_like("region", "^What was not taken$").await;
    window.shot(&format!("paste-{kind}")).await;
    window.click("button", "Start session").await;
    window.find_like("row", &format!("^{}, running", session.name)).await;

    window.verb(&format!("^{}, running", session.name), "Export").await;
    window.find("dialog", &format!("Export {}", session.name)).await;
    let text = window.dialog_says(&format!("{} run -d", program_name(kind))).await;
    assert!(text.contains("-e WORD") && !text.contains("secret"), "{text}");
    window.click("radio", "Compose").await;
    window.dialog_says("services:").await;
    window.shot(&format!("export-{kind}")).await;
    window.click("radio", "Kubernetes").await;
    window.dialog_says("kind: Pod").await;
    window.click("button", "Close").await;
    window.gone("dialog", "^Export").await;
    window.close().await;
}
