//! The verbs on one session: from its row, on each engine, as the engine then tells.

use berth_archive::RunFilter;
use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::harness::runs;
use berth_tests::on_both;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

/// Counts its HUPs, and ends with 7 when it is told to end.
const TRAPS: &str = "trap 'echo hup' HUP; trap 'exit 7' TERM; while :; do sleep 0.1; done";

on_both!(kind:
    a_session_is_paused_resumed_and_restarted,
    a_signal_reaches_the_program_and_a_kill_ends_it,
    a_new_name_is_refused_while_it_is_taken,
    anonymous_volumes_are_deleted_only_when_asked_for,
    pruning_deletes_own_ended_sessions_from_a_list,
);

async fn open(kind: EngineKind) -> (Named, Window) {
    let session = Named::start(kind, "verbs").script(TRAPS).run();
    (session, Window::open(Setup::with_engines(kind)).await)
}

/// One that ended at once, with an anonymous volume; and the volume's name.
fn ended_with_volume(kind: EngineKind, stem: &str) -> (Named, String) {
    let starting = Named::start(kind, stem).without_terminal().options(&["-v", "/data"]);
    let session = starting.command(&["true"]).run();
    let volume = session.inspect("{{(index .Mounts 0).Name}}");
    (session, volume)
}

async fn press_in_row(window: &Window, name: &str, key: Key) {
    window.press_on_row(name, &key.to_string()).await;
}

async fn a_session_is_paused_resumed_and_restarted(kind: EngineKind) {
    let (session, window) = open(kind).await;
    let name = session.name.as_str();
    let row = format!("^{name}, running");
    window.verb(&row, "Pause").await;
    window.find_like("row", &format!("^{name}, paused")).await;
    assert_eq!(session.state(), "paused");
    window.verb(&format!("^{name}, paused"), "Resume").await;
    window.find_like("row", &row).await;

    let began = session.inspect("{{.State.StartedAt}}");
    window.verb(&row, "Restart").await;
    let is_new = || async { (session.inspect("{{.State.StartedAt}}") != began).then_some(()) };
    window.until("a new run", is_new).await;
    window.find("region", &format!("Terminal {name}")).await;
    window.find_like("contentinfo", "attached").await;
    window.close().await;
}

async fn a_signal_reaches_the_program_and_a_kill_ends_it(kind: EngineKind) {
    let (session, window) = open(kind).await;
    let name = session.name.as_str();
    let row = format!("^{name}, running");
    window.attach(name).await;
    window.find_like("contentinfo", "attached").await;
    window.verb(&row, "Kill").await;
    let signal = window.find("combobox", "Signal").await;
    signal.select_by_value("HUP").await.expect("HUP is offered");
    window.click("button", &format!("Send HUP to {name}")).await;
    window.terminal_line(name, "the signal", |line| line.trim() == "hup").await;
    window.find_like("row", &row).await;
    window.verb(&row, "Kill").await;
    window.shot(&format!("kill-{kind}")).await;
    window.click("button", &format!("Kill {name}")).await;
    window.find_like("row", &format!("^{name}, exited 137")).await;
    window.close().await;
}

/// The refusal stands beside the field.
async fn a_new_name_is_refused_while_it_is_taken(kind: EngineKind) {
    let session = Named::start(kind, "verbs").without_terminal().command(&["true"]).run();
    let taken = Named::start(kind, "taken").without_terminal().command(&["true"]).run();
    let renamed = Named::new(kind, "renamed");
    let (name, new) = (session.name.as_str(), renamed.name.as_str());
    let window = Window::open(Setup::with_engines(kind)).await;
    press_in_row(&window, name, Key::F2).await;
    window.fill("Name", &taken.name).await;
    window.click("button", &format!("Rename {name}")).await;
    window
        .until("the name is refused", || async {
            let field = window.field("Name").await;
            (field.attr("aria-invalid").await.ok()?.as_deref() == Some("true")).then_some(())
        })
        .await;
    window.shot(&format!("rename-{kind}")).await;
    window.fill("Name", new).await;
    window.click("button", &format!("Rename {name}")).await;
    window.find_like("row", &format!("^{new}, exited 0")).await;
    window.gone("row", &format!("^{name},")).await;
    window.close().await;
}

async fn anonymous_volumes_are_deleted_only_when_asked_for(kind: EngineKind) {
    let ask = |args: &[&str]| Engines::get().try_ask(kind, args);
    let ((goes, its_volume), (keeps, kept_volume)) =
        (ended_with_volume(kind, "goes"), ended_with_volume(kind, "keeps"));
    let window = Window::open(Setup::with_engines(kind)).await;
    for session in [&goes, &keeps] {
        window.find_like("row", &format!("^{}, exited 0", session.name)).await;
    }

    press_in_row(&window, &goes.name, Key::Delete).await;
    window.click("checkbox", "Also delete its anonymous volumes").await;
    window.shot(&format!("delete-{kind}")).await;
    window.click("button", &format!("Delete {}", goes.name)).await;
    window.gone("row", &format!("^{},", goes.name)).await;
    assert!(ask(&["volume", "inspect", &its_volume]).is_err(), "its volume went too");
    let kept = RunFilter { session: Some(goes.name.clone()), ..RunFilter::default() };
    assert!(!runs(&window.archive(), &kept).is_empty(), "its run is kept");

    press_in_row(&window, &keeps.name, Key::Delete).await;
    window.click("button", &format!("Delete {}", keeps.name)).await;
    window.gone("row", &format!("^{},", keeps.name)).await;
    ask(&["volume", "inspect", &kept_volume]).expect("its volume stays");
    ask(&["volume", "rm", &kept_volume]).expect("nothing uses the volume");
    window.close().await;
}

async fn pruning_deletes_own_ended_sessions_from_a_list(kind: EngineKind) {
    let own = ["--label=dev.berth.owner=berth", "--label=dev.berth.token=test"];
    let starting = Named::start(kind, "pruned").without_terminal().options(&own);
    let pruned = starting.command(&["true"]).run();
    let foreign = Named::start(kind, "foreign").without_terminal().command(&["true"]).run();
    let window = Window::open(Setup::with_engines(kind)).await;
    for session in [&pruned, &foreign] {
        window.find_like("row", &format!("^{}, exited 0", session.name)).await;
    }
    window.click_like("button", "^Show sessions:").await;
    window.click("menuitem", "Prune…").await;
    let text = window.dialog_says(&pruned.name).await;
    assert!(!text.contains(&foreign.name), "only own sessions are listed: {text}");
    window.untick_all_but(&pruned.name).await;
    window.shot(&format!("prune-{kind}")).await;
    window.click("button", "Delete 1 session").await;
    window.dialog_says("1 of 1 session done").await;
    window.click("button", "Close").await;
    window.gone("row", &format!("^{},", pruned.name)).await;
    window.close().await;
}
