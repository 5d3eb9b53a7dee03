//! What is done to one session: from its row, on each engine, as the engine then tells.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

/// Counts its HUPs, and ends with 7 when it is told to.
const TRAPS: &str = "trap 'echo hup' HUP; trap 'exit 7' TERM; while :; do sleep 0.1; done";

#[tokio::test]
async fn verbs_podman() {
    verbs(EngineKind::Podman).await;
}

#[tokio::test]
async fn verbs_docker() {
    verbs(EngineKind::Docker).await;
}

async fn verbs(kind: EngineKind) {
    let session = Named::new(kind, "verbs");
    let renamed = Named::new(kind, "renamed");
    let pruned = Named::new(kind, "pruned");
    let (name, new) = (session.name.as_str(), renamed.name.as_str());
    let ask = |args: &[&str]| Engines::get().ask(kind, args);
    // An anonymous volume of its own.
    ask(&["run", "-dit", "--name", name, "-v", "/data", "--", IMAGE, "sh", "-c", TRAPS]);
    let own = ["--label=dev.berth.owner=berth", "--label=dev.berth.token=test"];
    let ended = ["run", "-d", "--name", &pruned.name, own[0], own[1], "--", IMAGE, "true"];
    ask(&ended);
    let about = |format: &str| ask(&["container", "inspect", "--format", format, "--", name]);
    let volume = about("{{(index .Mounts 0).Name}}");
    let row = format!("^{name}, running");
    let window = Window::open(Setup::with_engines(kind)).await;

    window.verb(&row, "Pause").await;
    window.find_like("row", &format!("^{name}, paused")).await;
    assert_eq!(about("{{.State.Status}}"), "paused");
    window.verb(&format!("^{name}, paused"), "Resume").await;
    window.find_like("row", &row).await;

    let began = about("{{.State.StartedAt}}");
    window.verb(&row, "Restart").await;
    window.until("a new run", || async { (about("{{.State.StartedAt}}") != began).then_some(()) }).await;
    window.find("region", &format!("Terminal {name}")).await;
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

    // A name that is taken is refused beside the field, another one is taken on.
    window.row(name).await.send_keys(&Key::F2.to_string()).await.expect("the row takes F2");
    window.fill("Name", &pruned.name).await;
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
    window.find_like("row", &format!("^{new}, exited 137")).await;
    window.gone("row", &format!("^{name},")).await;

    // With its volumes, when asked to.
    window.row(new).await.send_keys(&Key::Delete.to_string()).await.expect("the row takes Delete");
    window.click("checkbox", "Also delete its anonymous volumes").await;
    window.shot(&format!("delete-{kind}")).await;
    window.click("button", &format!("Delete {new}")).await;
    window.gone("row", &format!("^{new},")).await;
    assert!(Engines::get().try_ask(kind, &["volume", "inspect", &volume]).is_err(), "its volume went too");
    assert!(window.history().read_dir().is_ok_and(|mut runs| runs.next().is_some()), "its run is kept");

    // Without them, they stay.
    let keeps = Named::new(kind, "keeps");
    ask(&["run", "-d", "--name", &keeps.name, "-v", "/data", "--", IMAGE, "true"]);
    let of_it = ["container", "inspect", "--format", "{{(index .Mounts 0).Name}}", "--", &keeps.name];
    let volume = ask(&of_it);
    window.find_like("row", &format!("^{}, exited 0", keeps.name)).await;
    window.row(&keeps.name).await.send_keys(&Key::Delete.to_string()).await.expect("the row takes Delete");
    window.click("button", &format!("Delete {}", keeps.name)).await;
    window.gone("row", &format!("^{},", keeps.name)).await;
    ask(&["volume", "inspect", &volume]);
    ask(&["volume", "rm", &volume]);

    // Of those that ended, only our own; each is listed before it goes.
    window.find_like("row", &format!("^{}, exited 0", pruned.name)).await;
    window.click_like("button", "^Show sessions:").await;
    window.click("menuitem", "Prune…").await;
    window.dialog_says(&pruned.name).await;
    window.untick_all_but(&pruned.name).await;
    window.shot(&format!("prune-{kind}")).await;
    window.click("button", "Delete 1 session").await;
    window.dialog_says("1 of 1 session done").await;
    window.click("button", "Close").await;
    window.gone("row", &format!("^{},", pruned.name)).await;
    window.close().await;
}
