//! Sessions on another machine, and what the window says when the way there is cut.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::remote::{Machine, REMOTE};
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

/// Counts, so slowly that a screen holds all of it, and is a shell all the while.
const COUNTS: &str = "(i=0; while :; do i=$((i+1)); echo tick $i; sleep 3; done) & exec sh";

#[tokio::test]
async fn a_cut_link_podman() {
    // Else plain podman would be this machine's own.
    cut(EngineKind::Podman, "podman", |setup| setup.env("CONTAINER_CONNECTION", REMOTE)).await;
}

#[tokio::test]
async fn a_cut_link_docker() {
    cut(EngineKind::Docker, &format!("docker:{REMOTE}"), |setup| setup).await;
}

/// A session on another machine, attached over a link.
struct Moored {
    machine: Machine,
    session: Named,
    window: Window,
    /// The last number on screen.
    last: u32,
}

async fn moored(kind: EngineKind, engine: &str, with: impl Fn(Setup) -> Setup) -> Moored {
    let machine = Machine::start();
    let session = Named::new(kind, "remote");
    let name = session.name.as_str();
    Engines::get().ask(kind, &["run", "-dit", "--name", name, "--", IMAGE, "sh", "-c", COUNTS]);
    let window = Window::open(with(Setup::with_client_of(kind, &machine.home.bin()))).await;
    window.find_like("row", &format!("^{name}, running, .*, {engine}$")).await;
    window.attach(name).await;
    let last = ticks_of(&window, name, 1).await.last().copied().unwrap_or_default();
    Moored { machine, session, window, last }
}

/// Every number after the `last` is there, once, and keys arrive.
async fn goes_on(window: &Window, name: &str, last: u32) {
    let ticks = ticks_of(window, name, last + 2).await;
    assert!(ticks.contains(&last), "{last} was shown before: {ticks:?}");
    assert!(ticks.windows(2).all(|two| two[1] == two[0] + 1), "one after another: {ticks:?}");
    window.type_into(name, "echo $((6*7))\n").await;
    window.terminal_line(name, "42", |line| line.trim() == "42").await;
}

async fn cut(kind: EngineKind, engine: &str, with: impl Fn(Setup) -> Setup) {
    let Moored { machine, session, window, last } = moored(kind, engine, with).await;
    let name = session.name.as_str();
    window.find("tab", &format!("{name}, running")).await;

    machine.link.cut();
    window.find("tab", &format!("{name}, running, connection lost")).await;
    window.says("alert", &format!("Connection to {engine} lost")).await;
    window.says("alert", "Reconnects by itself in").await;
    window.says("alert", &format!("{engine} is away.")).await;
    window.says("row", "since ").await;
    window.shot(&format!("cut-{kind}")).await;
    let state = ["container", "inspect", "--format", "{{.State.Status}}", "--", name];
    assert_eq!(Engines::get().ask(kind, &state), "running", "the session goes on");

    // By itself, with all that was written meanwhile, once.
    machine.link.mend();
    window.find("tab", &format!("{name}, running")).await;
    window.gone("alert", "").await;
    goes_on(&window, name, last).await;

    // Or when asked to.
    machine.link.cut();
    window.says("alert", "Reconnects by itself in 4 s").await;
    machine.link.mend();
    window.click("button", "Reconnect now").await;
    window.find("tab", &format!("{name}, running")).await;

    // A folder there is not one of this machine.
    window.click("button", "New session").await;
    window.find("dialog", "New session").await;
    // The list may hear of the link a moment later.
    window
        .until("its engine answers", || async { (window.value_of("Engine").await == engine).then_some(()) })
        .await;
    window.fill("Name", "there").await;
    window.fill("Image", IMAGE).await;
    window.add_volume("/srv/data:/data").await;
    window.dialog_says("/srv/data, a folder on the engine's machine, at /data").await;
    let flag = if kind == EngineKind::Podman { "--connection" } else { "--context" };
    window.dialog_says(&format!("{kind} {flag} {REMOTE} create --name there")).await;
    window.shot(&format!("remote-volume-{kind}")).await;
    window.close().await;
}

#[tokio::test]
async fn a_silent_link_podman() {
    silent(EngineKind::Podman, "podman", |setup| setup.env("CONTAINER_CONNECTION", REMOTE)).await;
}

#[tokio::test]
async fn a_silent_link_docker() {
    silent(EngineKind::Docker, &format!("docker:{REMOTE}"), |setup| setup).await;
}

/// The terminal's connection never ends; it says so, and is another one when the engine answers again.
async fn silent(kind: EngineKind, engine: &str, with: impl Fn(Setup) -> Setup) {
    let Moored { machine, session, window, last } = moored(kind, engine, with).await;
    let name = session.name.as_str();

    machine.link.silence();
    // In a terminal this key is the program's.
    window.row(name).await.send_keys(&Key::F5.to_string()).await.expect("the row takes keys");
    window.says("status", &format!("{engine} has not answered since ")).await;
    window.find_like("contentinfo", "no answer").await;
    window.shot(&format!("silent-{kind}")).await;

    machine.link.mend();
    window.gone("status", "").await;
    goes_on(&window, name, last).await;
    window.close().await;
}

/// The numbers on screen, once they have come to `number`.
async fn ticks_of(window: &Window, name: &str, number: u32) -> Vec<u32> {
    window
        .until(&format!("tick {number}"), || async {
            let text = window.terminal_text(name).await;
            let tick = |line: &str| line.trim().rsplit_once("tick ")?.1.parse::<u32>().ok();
            let ticks: Vec<u32> = text.lines().filter_map(tick).collect();
            ticks.last().is_some_and(|last| *last >= number).then_some(ticks)
        })
        .await
}
