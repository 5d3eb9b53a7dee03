//! Sessions on another machine, and the window while the link there is cut or silent.

use berth_runner::EngineKind;
use berth_tests::engines::{IMAGE, Named};
use berth_tests::on_both;
use berth_tests::remote::{Machine, REMOTE};
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

/// Counts so slowly that a screen holds all numbers, beside a shell.
const COUNTS: &str = "(i=0; while :; do i=$((i+1)); echo tick $i; sleep 3; done) & exec sh";

on_both!(kind:
    a_cut_link_is_told_and_joined_again_without_a_lost_line,
    a_lost_connection_is_joined_at_once_when_asked,
    a_folder_is_one_of_the_other_machine,
    a_silent_link_is_told_and_goes_on,
);

/// A session on another machine, attached over a link.
struct Remote {
    machine: Machine,
    session: Named,
    window: Window,
    /// The id of its engine.
    engine: String,
    /// The last number on screen.
    last: u32,
}

impl Remote {
    async fn open(kind: EngineKind) -> Self {
        let machine = Machine::start();
        let session = Named::start(kind, "remote").script(COUNTS).run();
        let name = session.name.as_str();
        let setup = Setup::with_client_of(kind, &machine.home.bin());
        let (engine, setup) = match kind {
            // Else plain podman would be this machine's own.
            EngineKind::Podman => ("podman".to_owned(), setup.env("CONTAINER_CONNECTION", REMOTE)),
            _ => (format!("docker:{REMOTE}"), setup),
        };
        let window = Window::open(setup).await;
        window.find_like("row", &format!("^{name}, running, .*, {engine}$")).await;
        window.attach(name).await;
        let last = ticks_of(&window, name, 1).await.last().copied().unwrap_or_default();
        window.find("tab", &format!("{name}, running")).await;
        Self { machine, session, window, engine, last }
    }

    /// Every number after the last one is there, once, and keys arrive.
    async fn goes_on(&self) {
        let (window, name, last) = (&self.window, self.session.name.as_str(), self.last);
        let ticks = ticks_of(window, name, last + 2).await;
        assert!(ticks.contains(&last), "{last} was shown before: {ticks:?}");
        assert!(ticks.windows(2).all(|two| two[1] == two[0] + 1), "one after another: {ticks:?}");
        window.type_into(name, "echo $((6*7))\n").await;
        window.terminal_line(name, "42", |line| line.trim() == "42").await;
    }
}

async fn a_cut_link_is_told_and_joined_again_without_a_lost_line(kind: EngineKind) {
    let remote = Remote::open(kind).await;
    let Remote { machine, session, window, engine, .. } = &remote;
    machine.link.cut();
    window.find("tab", &format!("{}, running, connection lost", session.name)).await;
    window.says("alert", &format!("Connection to {engine} lost")).await;
    window.says("alert", "Reconnects by itself in").await;
    window.says("alert", &format!("{engine} is away.")).await;
    window.says("row", "since ").await;
    window.shot(&format!("cut-{kind}")).await;
    assert_eq!(session.state(), "running", "the session goes on");
    machine.link.mend();
    window.find("tab", &format!("{}, running", session.name)).await;
    window.gone("alert", "").await;
    remote.goes_on().await;
    remote.window.close().await;
}

async fn a_lost_connection_is_joined_at_once_when_asked(kind: EngineKind) {
    let remote = Remote::open(kind).await;
    let Remote { machine, session, window, .. } = &remote;
    machine.link.cut();
    window.says("alert", "Reconnects by itself in 4 s").await;
    machine.link.mend();
    window.click("button", "Reconnect now").await;
    window.find("tab", &format!("{}, running", session.name)).await;
    remote.window.close().await;
}

async fn a_folder_is_one_of_the_other_machine(kind: EngineKind) {
    let remote = Remote::open(kind).await;
    let Remote { window, engine, .. } = &remote;
    window.click("button", "New session").await;
    window.find("dialog", "New session").await;
    window
        .until("its engine answers", || async { (window.value_of("Engine").await == *engine).then_some(()) })
        .await;
    window.fill("Name", "there").await;
    window.fill("Image", IMAGE).await;
    window.add_volume("/srv/data:/data").await;
    window.dialog_says("/srv/data, a folder on the engine’s machine, at /data").await;
    let flag = if kind == EngineKind::Podman { "--connection" } else { "--context" };
    window.dialog_says(&format!("{kind} {flag} {REMOTE} create --name there")).await;
    window.shot(&format!("remote-volume-{kind}")).await;
    remote.window.close().await;
}

/// The terminal's connection never ends; it says so, and is another one when the engine
/// answers again.
async fn a_silent_link_is_told_and_goes_on(kind: EngineKind) {
    let remote = Remote::open(kind).await;
    let Remote { machine, session, window, engine, .. } = &remote;
    machine.link.silence();
    // In a terminal this key is the program's.
    window.press_on_row(&session.name, &Key::F5.to_string()).await;
    window.says("status", &format!("{engine} has not answered since ")).await;
    window.find_like("contentinfo", "no answer").await;
    window.shot(&format!("silent-{kind}")).await;

    machine.link.mend();
    window.says_no_more("status", &format!("{engine} has not answered since ")).await;
    remote.goes_on().await;
    remote.window.close().await;
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
