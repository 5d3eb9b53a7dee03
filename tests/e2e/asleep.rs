//! A machine that sleeps and wakes: Berth and its page stand still while sessions go on.

use std::time::Duration;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::processes::{signal, tree};
use berth_tests::window::{Setup, Window};

on_both!(kind: what_happened_while_it_slept_is_there_and_terminals_are_live);

/// Longer than any call of an engine may take that only asks: its limit is over when Berth wakes.
const SLEEP: Duration = Duration::from_secs(12);

const ECHO: &str = "stty -echo; echo ready; (until [ -e /go ]; do sleep 0.1; done; echo woke) & \
                    while read line; do echo \"heard $line\"; done";

async fn what_happened_while_it_slept_is_there_and_terminals_are_live(kind: EngineKind) {
    let open = Named::start(kind, "open").script(ECHO).run();
    let ends = Named::start(kind, "ends").script("until [ -e /go ]; do sleep 0.1; done; exit 4").run();
    let window = Window::open(Setup::with_engines(kind)).await;
    window.attach(&open.name).await;
    window.type_into(&open.name, "one\n").await;
    window.terminal_line(&open.name, "an answer", |line| line == "heard one").await;
    let engines = Engines::get();
    let go = |session: &Named| engines.ask(kind, &["exec", "--", &session.name, "touch", "/go"]);
    // So that calls are under way, and one that has its answer already.
    let during = Named::start(kind, "during").run();
    let mut all = tree(window.app_pid());
    // Not the clients: a podman that stands still may hold the lock that every other podman waits for.
    all.retain(|process| ["berth", "WebKit"].iter().any(|own| process.name.starts_with(own)));
    signal(&all, "STOP");
    go(&open);
    go(&ends);
    let removed = format!("^{}, ", during.name);
    drop(during);
    tokio::time::sleep(SLEEP).await;
    signal(&all, "CONT");

    window.terminal_line(&open.name, "what it said meanwhile", |line| line == "woke").await;
    window.find_like("row", &format!("^{}, exited", ends.name)).await;
    window.gone("row", &removed).await;
    window.type_into(&open.name, "two\n").await;
    window.terminal_line(&open.name, "an answer", |line| line == "heard two").await;
    assert!(!window.has("status", "has not answered since").await, "the engine is told away");
    assert!(!window.has("alert", "away|lost").await, "the engine is told away");
    assert_eq!(open.state(), "running");
    window.close().await;
}
