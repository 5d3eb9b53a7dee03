//! Sessions whose terminal is not joined: what is said of them, and what works all the same.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

/// Says when it is asked to stop, or told a size.
const SERVES: &str = "trap 'echo told; exit 0' WINCH TERM; echo serving; while :; do sleep 0.1; done";

/// The keyboard gets from the page in place of the terminal to what can be had instead.
async fn works_beside(window: &Window, name: &str) {
    for (button, view) in [("Logs", "serving"), ("Shell", "/ #")] {
        window.view(name, "Terminal").await;
        window.tab_to(button).await;
        window.press_with(&[], Key::Enter.into()).await;
        window.says("tabpanel", view).await;
    }
}

#[tokio::test]
async fn what_a_size_would_stop_runs_on() {
    let kind = EngineKind::Docker;
    let (apache, plain) = (Named::new(kind, "apache"), Named::new(kind, "plain"));
    let ask = |args: &[&str]| Engines::get().ask(kind, args);
    let serves = ["--", IMAGE, "sh", "-c", SERVES];
    ask(&[&["run", "-dit", "--stop-signal", "SIGWINCH", "--name", &apache.name], &serves[..]].concat());
    ask(&[&["run", "-d", "--name", &plain.name], &serves[..]].concat());
    let window = Window::open(Setup::with_engines(kind)).await;
    // Enter means to attach to what has a terminal, and shows the log of what has none.
    for (session, why, word) in
        [(&apache, "Attaching would stop", "not attached"), (&plain, "has no terminal", "no terminal")]
    {
        let name = session.name.as_str();
        window.row(name).await.send_keys(&Key::Enter.to_string()).await.expect("the row takes Enter");
        if session.name == plain.name {
            window.view(name, "Terminal").await;
        }
        window.find_like("heading", why).await;
        window.find_like("contentinfo", word).await;
        window.shot(&format!("unjoined-{word}")).await;
        works_beside(&window, name).await;
        assert_eq!(ask(&["container", "inspect", "--format", "{{.State.Status}}", "--", name]), "running");
        assert_eq!(ask(&["logs", "--", name]), "serving", "nothing was told to it");
    }
    window.close().await;
}
