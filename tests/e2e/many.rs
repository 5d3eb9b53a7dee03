//! Many terminals in one window: shells beside sessions, ones that nobody looks at.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::wait;
use berth_tests::window::{Setup, Window};

/// Sessions that count, so that their output tells that they run.
fn counts(session: &Named) {
    let script = "i=0; while :; do i=$((i+1)); echo $0 says $i; sleep 1; done";
    Engines::get().ask(
        session.kind,
        &["run", "-dit", "--name", &session.name, "--", IMAGE, "sh", "-c", script, &session.name],
    );
}

fn processes(session: &Named) -> String {
    Engines::get().ask(session.kind, &["exec", "--", &session.name, "ps", "-o", "args"])
}

async fn shell_beside(kind: EngineKind) {
    let session = Named::new(kind, "beside");
    counts(&session);
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(name).await;
    window.view(name, "Shell").await;
    window.find("region", &format!("Shell {name}")).await;
    let shell = format!("Shell {name}");
    window.type_in(&shell, "sleep 1001 & echo in the shell $((40+2))\n").await;
    window.line_in(&shell, "its answer", |line| line.trim() == "in the shell 42").await;
    window.shot(&format!("shell-{kind:?}")).await;
    // The main process is another one, and its terminal another view.
    window.view(name, "Terminal").await;
    window.terminal_line(name, "its own output", |line| line.contains("says")).await;
    window.view(name, "Shell").await;
    window.type_in(&shell, "exit 3\n").await;
    window.says("status", "The shell exited with 3.").await;
    window.shot(&format!("shell-ended-{kind:?}")).await;
    window.click("button", "New shell").await;
    window.type_in(&shell, "sleep 1002 & echo again $((40+2))\n").await;
    window.line_in(&shell, "a second shell", |line| line.trim() == "again 42").await;
    assert!(processes(&session).contains("sleep 1002"));
    // Closing the tab ends the shell, and leaves the session alone.
    window.click("button", &format!("Close {name}")).await;
    wait::until("the shell's end", || (!processes(&session).contains("sleep 1002")).then_some(()));
    let state = ["container", "inspect", "--format", "{{.State.Status}}", "--", name];
    assert_eq!(Engines::get().ask(kind, &state), "running");
    window.close().await;
}

#[tokio::test]
async fn shell_podman() {
    shell_beside(EngineKind::Podman).await;
}

#[tokio::test]
async fn shell_docker() {
    shell_beside(EngineKind::Docker).await;
}

/// What nobody sees has no xterm.js, and is painted anew when somebody looks.
#[tokio::test]
async fn hidden_terminals_are_not_drawn() {
    let kind = EngineKind::Podman;
    let (one, two) = (Named::new(kind, "one"), Named::new(kind, "two"));
    counts(&one);
    counts(&two);
    let window = Window::open(Setup::with_engines(kind)).await;
    for session in [&one, &two] {
        window.attach(&session.name).await;
        window.terminal_line(&session.name, "its output", |line| line.contains("says 1")).await;
    }
    let drawn = || async { window.run("return document.querySelectorAll('.xterm').length", vec![]).await };
    window.until("one of two is drawn", || async { (drawn().await == 1).then_some(()) }).await;
    window.click_like("tab", &format!("^{},", one.name)).await;
    // The past is there again, once.
    window.terminal_line(&one.name, "the past", |line| line.contains("says 1")).await;
    window.terminal_line(&one.name, "new output", |line| line.contains("says 15")).await;
    let text = window.terminal_text(&one.name).await;
    let numbers: Vec<u32> =
        text.lines().filter_map(|line| line.rsplit_once("says ")?.1.trim().parse().ok()).collect();
    assert!(numbers.is_sorted_by(|a, b| a + 1 == *b), "a gap or a line twice: {numbers:?}");
    window.close().await;
}
