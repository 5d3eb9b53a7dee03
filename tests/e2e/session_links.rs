//! Links to sessions: a second process gives its link to the first and ends; the first shows the session, and nothing else
//! is done.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::on_both;
use berth_tests::window::{Setup, Window, app_binary};

use super::single::{environment, run};

on_both!(kind: a_link_brings_its_session_into_sight);

async fn a_link_brings_its_session_into_sight(kind: EngineKind) {
    let runs = Named::start(kind, "link-runs").run();
    let ended = Named::start(kind, "link-ended").script("exit 4").run();
    let (name, old, engine) = (runs.name.as_str(), ended.name.as_str(), kind.word());
    let window = Window::open(Setup::with_engines(kind)).await;
    window.find_like("row", &format!("^{old}, exited 4")).await;
    let environment = environment(&window);
    let follow = async |link: &str| {
        let second = run(&app_binary(), &[link], &environment).await;
        assert!(second.status.success(), "{link}: {second:?}");
        assert_eq!(window.server.count(&["--name", "Berth$"]).await, 1);
    };
    follow(&format!("berth://session/{engine}/{name}")).await;
    window.find_like("tab", &format!("^{name}")).await;
    window.type_into(name, "echo by link $((6*7))\n").await;
    window.terminal_line(name, "an answer", |line| line.contains("by link 42")).await;

    // Without its engine; one that has ended stays so.
    follow(&format!("berth://session/{old}")).await;
    window.find_like("tab", &format!("^{old}")).await;
    window.find("region", "Exit card").await;
    assert_eq!(ended.state(), "exited");
    follow(&format!("berth://session/{engine}/bt-no-such")).await;
    window.says("alert", &format!("There is no session bt-no-such on {engine}")).await;
    window.shot(&format!("link-absent-{kind}")).await;

    // What is no link says so, whatever it is, and does nothing.
    let long = format!("berth://session/{}", "a".repeat(5000));
    for hostile in [
        &format!("berth://session/{engine}/{name}/stop"),
        &format!("berth://session/{name}?type=exit"),
        "berth://session/--rm%20-f",
        "berth:\u{1b}]0;x\u{7}",
        &long,
    ] {
        follow(hostile).await;
        window.says("alert", "That was no link to a session").await;
    }
    assert_eq!((runs.state(), ended.state()), ("running".to_owned(), "exited".to_owned()));

    // The same link out of the menu.
    window.verb(&format!("^{name}, running"), "Copy link").await;
    window.says("status", &format!("The link to {name} is copied")).await;
    assert_eq!(window.server.selection("clipboard").await, format!("berth://session/{engine}/{name}"));
    window.close().await;
}

#[tokio::test]
async fn the_first_process_follows_the_link_that_it_was_started_with() {
    let session = Named::start(EngineKind::Podman, "link-first").run();
    let link = format!("berth://session/podman/{}", session.name);
    let window = Window::open(Setup::with_engines(EngineKind::Podman).argument(&link)).await;
    window.find_like("tab", &format!("^{}", session.name)).await;
    window.close().await;
}
