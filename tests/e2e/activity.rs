//! What sessions do that nobody has open, and their answers.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::wait;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

const OWN: [&str; 2] = ["--label", "dev.berth.owner=berth"];

/// Works until it is told to ask, counts the sizes that it was told of, and says what it was answered.
const ASKS: &str = r#"
    sizes=0; trap 'sizes=$((sizes + 1))' WINCH
    printf '\033]133;C\007reading\n'
    until [ -e /ask ]; do sleep 0.1; done
    printf 'Overwrite the file? [y/N] '
    until read answer; do :; done
    echo "answered $answer after $sizes sizes"
    exec sleep 100000"#;

fn asks(kind: EngineKind, stem: &str) -> Named {
    Named::start(kind, stem).options(&OWN).script(ASKS).run()
}

fn tell(session: &Named, file: &str) {
    Engines::get().ask(session.kind, &["exec", &session.name, "touch", &format!("/{file}")]);
}

fn log(session: &Named) -> String {
    Engines::get().ask(session.kind, &["logs", &session.name])
}

async fn row_says(window: &Window, session: &Named, words: &str) {
    window.find_like("row", &format!("^{}, running.*{words}", session.name)).await;
}

async fn a_session_asks_and_is_answered_from_its_card(kind: EngineKind) {
    let session = asks(kind, "asks");
    let window = Window::open(Setup::with_engines(kind)).await;
    // Somebody looks: docker's log has no prompt of before.
    row_says(&window, &session, ", works").await;
    tell(&session, "ask");
    row_says(&window, &session, ", asks").await;

    window.press_on_row(&session.name, " ").await;
    let card = format!("Peek at {}", session.name);
    window.find_like("button", "^Send y$").await;
    window.says("region", "Overwrite the file? [y/N]").await;
    window.shot(&format!("peek-asks-{kind:?}")).await;
    window.fill(&format!("Answer {}", session.name), "y").await;
    window.press(Key::Enter).await;
    let answered = || async { log(&session).contains("answered y after 0 sizes").then_some(()) };
    wait::until_async("it was answered, and has not been resized", answered).await;
    window.says("status", "Sent").await;
    window.press(Key::Escape).await;
    window.gone("region", &card).await;
    window.close().await;
    assert_eq!(session.state(), "running");
}

#[tokio::test]
async fn a_session_asks_and_is_answered_from_its_card_on_podman() {
    a_session_asks_and_is_answered_from_its_card(EngineKind::Podman).await;
}

#[tokio::test]
async fn a_session_asks_and_is_answered_from_its_card_on_docker() {
    a_session_asks_and_is_answered_from_its_card(EngineKind::Docker).await;
}

/// A shell that says where its prompt is, and one command that lasts until it is told to end.
const WORKS: &str = r#"
    printf '\033]133;A\007$ \033]133;B\007make\n\033]133;C\007building\n'
    until [ -e /done ]; do sleep 0.1; done
    printf 'built\n\033]133;D;0\007\033]133;A\007$ \033]133;B\007'
    exec sleep 100000"#;

#[tokio::test]
async fn what_is_done_stays_so_until_it_is_looked_at_also_when_the_app_is_killed() {
    let kind = EngineKind::Podman;
    let session = Named::start(kind, "works").options(&OWN).script(WORKS).run();
    let window = Window::open(Setup::with_engines(kind)).await;
    row_says(&window, &session, ", works").await;
    tell(&session, "done");
    row_says(&window, &session, ", done").await;
    // What is known is kept a moment later.
    let kept = window.archive().path().with_file_name("activity.json");
    let is_kept = || async { std::fs::read_to_string(&kept).ok()?.contains("\"done\"").then_some(()) };
    wait::until_async("it is kept", is_kept).await;

    let window = window.kill_app().await.open_again().await;
    row_says(&window, &session, ", done").await;
    window.shot("done-after-a-crash").await;
    window.attach(&session.name).await;
    row_says(&window, &session, ", idle").await;
    window.close().await;
}
