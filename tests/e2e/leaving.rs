//! Leaving is safe: whatever happens to the window, the container goes on.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::wait;
use berth_tests::window::{Setup, Window};
use serde_json::json;
use sha2::{Digest, Sha256};

async fn attached(kind: EngineKind, session: &Named, command: &[&str]) -> Window {
    let run = ["run", "-dit", "--name", &session.name, "--", IMAGE];
    Engines::get().ask(kind, &[&run, command].concat());
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(&session.name).await;
    window
}

async fn survives_a_crash(kind: EngineKind, command: &[&str]) {
    let session = Named::new(kind, "crash");
    let window = attached(kind, &session, command).await;
    window.terminal_line(&session.name, "its output", |line| line.contains("tick")).await;
    let app = window.app_pid();
    window.kill_app().await;
    wait::until_async("the app and its clients are gone", || async {
        (!std::path::Path::new(&format!("/proc/{app}")).exists()).then_some(())
    })
    .await;
    // Still there, and still working: it goes on writing.
    let engines = Engines::get();
    let lines = || engines.ask(kind, &["logs", "--", &session.name]).lines().count();
    let before = lines();
    wait::until_async("the session goes on writing", || async { (lines() > before).then_some(()) }).await;
    let state =
        engines.ask(kind, &["container", "inspect", "--format", "{{.State.Status}}", "--", &session.name]);
    assert_eq!(state, "running");
}

const TICKS: &str = "i=0; while :; do i=$((i+1)); echo tick $i; sleep 0.2; done";
const DEAF: &str = "trap '' HUP TERM QUIT; i=0; while :; do i=$((i+1)); echo tick $i; sleep 0.2; done";

#[tokio::test]
async fn app_killed_podman() {
    survives_a_crash(EngineKind::Podman, &["sh", "-c", TICKS]).await;
}

#[tokio::test]
async fn app_killed_podman_traps_signals() {
    survives_a_crash(EngineKind::Podman, &["sh", "-c", DEAF]).await;
}

#[tokio::test]
async fn app_killed_docker() {
    survives_a_crash(EngineKind::Docker, &["sh", "-c", TICKS]).await;
}

#[tokio::test]
async fn app_killed_docker_traps_signals() {
    survives_a_crash(EngineKind::Docker, &["sh", "-c", DEAF]).await;
}

/// A megabyte pasted into a program that reads raw bytes arrives whole.
#[tokio::test]
async fn megabyte_pasted() {
    let kind = EngineKind::Podman;
    let session = Named::new(kind, "paste");
    let script = "stty raw -echo; echo ready; head -c 1048576 | sha256sum; stty sane; exec sh";
    let window = attached(kind, &session, &["sh", "-c", script]).await;
    window.terminal_line(&session.name, "readiness", |line| line.contains("ready")).await;

    // Printable, without line ends: those a terminal changes as it should.
    let alphabet = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/";
    let text: String =
        (0..1_048_576_usize).map(|i| char::from(alphabet[(i * 31 + i / 64) % alphabet.len()])).collect();
    let hash: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    window.paste_into(&session.name, &text).await;
    // A narrow terminal would wrap the hash; this one has room for its 64 digits.
    window.terminal_line(&session.name, "the hash of what arrived", |line| line.contains(&hash)).await;
}

/// The keys that other clients eat reach the program.
#[tokio::test]
async fn control_keys_reach_the_program() {
    for kind in [EngineKind::Podman, EngineKind::Docker] {
        let session = Named::new(kind, "keys");
        let script = "stty raw -echo; echo ready; head -c 4 | od -An -tx1; stty sane; exec sh";
        let window = attached(kind, &session, &["sh", "-c", script]).await;
        window.terminal_line(&session.name, "readiness", |line| line.contains("ready")).await;
        window.press_control(&session.name, &['p', 'q', 'c', 'p']).await;
        window.terminal_line(&session.name, "the keys", |line| line.contains("10 11 03 10")).await;
        window.close().await;
    }
}

/// A program's question is answered once when it is asked, and never when it is replayed.
#[tokio::test]
async fn questions_are_answered_once() {
    let kind = EngineKind::Podman;
    let session = Named::new(kind, "ask");
    // Asks for the cursor position at each key press; counts the answers that came before it.
    let script = "stty raw -echo min 0 time 5; \
        while :; do printf '\\033[6n'; n=$(head -c 64 | tr -dc R | wc -c); printf 'answers %s\\r\\n' $n; \
        stty min 1; head -c 1 >/dev/null; stty min 0 time 5; done";
    let window = attached(kind, &session, &["sh", "-c", script]).await;
    let name = session.name.as_str();
    // The first question was asked before anybody looked: nobody may answer it later.
    window.type_into(name, "x").await;
    window.terminal_line(name, "one answer", |line| line.contains("answers 1")).await;
    // Look away and back: the log with its questions is replayed, in silence.
    window.click("button", &format!("Close {name}")).await;
    window.gone("region", &format!("Terminal {name}")).await;
    window.attach(name).await;
    window.type_into(name, "x").await;
    let shown = window
        .until("answers after coming back", || async {
            let text = window.terminal_text(name).await;
            (text.matches("answers 1").count() >= 2).then_some(text)
        })
        .await;
    assert!(!shown.contains("answers 2"), "an answer too many: {shown}");
    assert_eq!(window.run("return 1", vec![]).await, json!(1), "the window lives");
}
