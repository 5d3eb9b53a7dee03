//! A session that is looked at from its row without being joined: what changed meanwhile, and what can't be seen.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

on_both!(kind: an_answer_to_another_screen_is_refused_and_kept);

/// Berth looks at sessions of its own.
const OWN: [&str; 2] = ["--label", "dev.berth.owner=berth"];

/// Works until it is told to ask, and asks something else later, while it reads.
const CHANGES: &str = r"
    printf '\033]133;C\007reading\n'
    until [ -e /ask ]; do sleep 0.1; done
    printf 'Overwrite config.toml? [y/N] '
    { until [ -e /go ]; do sleep 0.1; done; printf '\033[2J\033[HDelete everything? [y/N] '; } &
    until read a; do :; done
    echo got '<'$a'>'
    exec sleep 100000";

/// Opens the card of a session.
async fn peek(window: &Window, session: &Named) {
    window.press_on_row(&session.name, " ").await;
    window.find("region", &format!("Peek at {}", session.name)).await;
}

fn tell(session: &Named, file: &str) {
    Engines::get().ask(session.kind, &["exec", &session.name, "touch", file]);
}

async fn shows(window: &Window, session: &Named, text: &str) {
    window.find("group", &format!("Screen of {}", session.name)).await;
    window.says("group", text).await;
}

async fn an_answer_to_another_screen_is_refused_and_kept(kind: EngineKind) {
    let session = Named::start(kind, "changed").options(&OWN).script(CHANGES).run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind)).await;
    // Somebody looks: docker's log has no prompt of before.
    window.find_like("row", &format!("^{name}, running.*, works")).await;
    tell(&session, "/ask");
    window.find_like("row", &format!("^{name}, running.*, asks")).await;
    peek(&window, &session).await;
    shows(&window, &session, "Overwrite config.toml?").await;
    let line = window.find("textbox", &format!("Answer {name}")).await;
    line.send_keys("y").await.expect("the line takes keys");
    tell(&session, "/go");
    shows(&window, &session, "Delete everything?").await;
    line.send_keys(&Key::Enter.to_string()).await.expect("the line takes keys");
    window.says("status", "the screen changed since you looked").await;
    assert_eq!(window.value_of(&format!("Answer {name}")).await, "y");
    window.shot(&format!("peek-refused-{kind:?}")).await;
    window.click("button", "Send again").await;
    shows(&window, &session, "got <y>").await;
    window.close().await;
}

#[tokio::test]
async fn an_ended_session_shows_its_end_and_one_without_a_terminal_says_so() {
    let kind = EngineKind::Podman;
    let ended = Named::start(kind, "over").script("echo last words; exit 3").run();
    Engines::get().ask(kind, &["wait", "--", &ended.name]);
    let window = Window::open(Setup::with_engines(kind)).await;
    window.find_like("row", &format!("^{}, exited 3", ended.name)).await;
    peek(&window, &ended).await;
    shows(&window, &ended, "last words").await;
    window.says("region", "Ended").await;
    window.shot("peek-ended").await;
    window.press(Key::Escape).await;
    let plain =
        Named::start(kind, "plain").options(&OWN).without_terminal().script("exec sleep 100000").run();
    peek(&window, &plain).await;
    window.says("region", "It has no terminal, so it has no screen.").await;
    window.shot("peek-none").await;
    window.close().await;
}
