//! Sessions go on, whatever happens to the window; and bytes arrive as they were typed.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::wait;
use berth_tests::window::{Setup, Window};
use serde_json::json;
use sha2::{Digest, Sha256};

on_both!(kind:
    a_session_survives_the_end_of_the_app,
    a_session_that_ignores_signals_survives_the_end_of_the_app,
    control_keys_reach_the_program,
);

async fn attached(kind: EngineKind, stem: &str, script: &str) -> (Named, Window) {
    let session = Named::start(kind, stem).script(script).run();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(&session.name).await;
    (session, window)
}

async fn survives_a_crash(kind: EngineKind, script: &str) {
    let (session, window) = attached(kind, "crash", script).await;
    window.terminal_line(&session.name, "its output", |line| line.contains("tick")).await;
    let app = window.app_pid();
    window.kill_app().await;
    wait::until_async("the app and its clients are gone", || async {
        (!std::path::Path::new(&format!("/proc/{app}")).exists()).then_some(())
    })
    .await;
    // It still runs, and goes on writing.
    let lines = || Engines::get().ask(kind, &["logs", "--", &session.name]).lines().count();
    let before = lines();
    wait::until_async("the session goes on writing", || async { (lines() > before).then_some(()) }).await;
    assert_eq!(session.state(), "running");
}

async fn a_session_survives_the_end_of_the_app(kind: EngineKind) {
    survives_a_crash(kind, "i=0; while :; do i=$((i+1)); echo tick $i; sleep 0.2; done").await;
}

async fn a_session_that_ignores_signals_survives_the_end_of_the_app(kind: EngineKind) {
    let script = "trap '' HUP TERM QUIT; i=0; while :; do i=$((i+1)); echo tick $i; sleep 0.2; done";
    survives_a_crash(kind, script).await;
}

/// Into a program that reads raw bytes.
#[tokio::test]
async fn a_pasted_megabyte_arrives_whole() {
    let script = "stty raw -echo; echo ready; head -c 1048576 | sha256sum; stty sane; exec sh";
    let (session, window) = attached(EngineKind::Podman, "paste", script).await;
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

/// Also those that other clients keep for themselves.
async fn control_keys_reach_the_program(kind: EngineKind) {
    let script = "stty raw -echo; echo ready; head -c 4 | od -An -tx1; stty sane; exec sh";
    let (session, window) = attached(kind, "keys", script).await;
    window.terminal_line(&session.name, "readiness", |line| line.contains("ready")).await;
    window.press_control(&session.name, &['p', 'q', 'c', 'p']).await;
    window.terminal_line(&session.name, "the keys", |line| line.contains("10 11 03 10")).await;
    window.close().await;
}

#[tokio::test]
async fn a_question_of_a_program_is_answered_once_and_never_when_it_is_replayed() {
    // Asks for the cursor position at each key press; counts the answers that came before it.
    let script = "stty raw -echo min 0 time 5; \
        while :; do printf '\\033[6n'; n=$(head -c 64 | tr -dc R | wc -c); printf 'answers %s\\r\\n' $n; \
        stty min 1; head -c 1 >/dev/null; stty min 0 time 5; done";
    let (session, window) = attached(EngineKind::Podman, "ask", script).await;
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
