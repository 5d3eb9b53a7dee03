//! Sessions that are not attached to: the reason that is shown, and the views that work.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
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
async fn a_session_that_an_attach_would_stop_or_without_terminal_goes_on() {
    let kind = EngineKind::Docker;
    let apache = Named::start(kind, "apache").options(&["--stop-signal", "SIGWINCH"]).script(SERVES).run();
    let plain = Named::start(kind, "plain").without_terminal().script(SERVES).run();
    let window = Window::open(Setup::with_engines(kind)).await;
    // Enter means to attach to what has a terminal, and shows the log of what has none.
    for (session, why, word) in
        [(&apache, "Attaching would stop", "not attached"), (&plain, "has no terminal", "no terminal")]
    {
        let name = session.name.as_str();
        window.press_on_row(name, &Key::Enter.to_string()).await;
        if session.name == plain.name {
            window.view(name, "Terminal").await;
        }
        window.find_like("heading", why).await;
        window.find_like("contentinfo", word).await;
        window.shot(&format!("unattached-{word}")).await;
        works_beside(&window, name).await;
        assert_eq!(session.state(), "running");
        let log = Engines::get().ask(kind, &["logs", "--", name]);
        assert_eq!(log, "serving", "no size and no signal came to it");
    }
    window.close().await;
}
