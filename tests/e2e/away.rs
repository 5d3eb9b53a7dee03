//! What happened in a session while the person looked elsewhere: a line that says so, a mark, and the way there.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::wait;
use berth_tests::window::{Scheme, Setup, Window};

on_both!(kind: what_was_missed_is_told_marked_and_gone_to);

const OWN: [&str; 2] = ["--label", "dev.berth.owner=berth"];

/// Writes and asks once it is told to, by a file. It draws its question anew for each size, as line editors do:
/// docker's log, which is read when a terminal is opened, has no unfinished line.
const WRITES: &str = r"
    printf '\033]133;C\007reading\n'
    until [ -e /go ]; do sleep 0.1; done
    seq 1 300
    ask() { printf '\r\033[KOverwrite the file? [y/N] '; }
    trap ask WINCH
    ask
    until read -r answer; do :; done
    exec sleep 100000";

fn writes(kind: EngineKind) -> [Named; 2] {
    let writes = Named::start(kind, "writes").options(&OWN).script(WRITES).run();
    [writes, Named::start(kind, "front").options(&OWN).script("exec sleep 100000").run()]
}

async fn open(kind: EngineKind, scheme: Scheme, [writes, front]: &[Named; 2]) -> Window {
    let window = Window::open(Setup::with_engines(kind).scheme(scheme)).await;
    window.attach(&writes.name).await;
    window.terminal_line(&writes.name, "its first line", |line| line == "reading").await;
    window.find_like("row", &format!("^{}, running, works", writes.name)).await;
    window.attach(&front.name).await;
    window.find_like("contentinfo", "attached").await;
    Engines::get().ask(kind, &["exec", "--", &writes.name, "touch", "/go"]);
    window.find_like("row", &format!("^{}, running, asks", writes.name)).await;
    window
}

/// Comes back to it, by its tab.
async fn come_back(window: &Window, writes: &Named) {
    window.click_like("tab", &format!("^{}", writes.name)).await;
    window.terminal_line(&writes.name, "the question", |line| line.starts_with("Overwrite the file?")).await;
    window.says("status", " away: 300 lines, 1 question").await;
}

/// Then these are the first rows in sight.
async fn jump(window: &Window, writes: &Named, expected: [&str; 2]) {
    window.click("button", "Jump to first unread").await;
    let first = || async {
        let text = window.terminal_text(&writes.name).await;
        text.lines().take(2).eq(expected).then_some(())
    };
    window.until("the first unread line is in sight", first).await;
    window.gone("status", "While you were away").await;
}

async fn what_was_missed_is_told_marked_and_gone_to(kind: EngineKind) {
    let both = writes(kind);
    let scheme = if kind == EngineKind::Podman { Scheme::Dark } else { Scheme::Light };
    let window = open(kind, scheme, &both).await;
    let [writes, front] = &both;
    come_back(&window, writes).await;
    window.shot(&format!("away-{kind:?}")).await;
    // The mark is below the last line that was read.
    jump(&window, writes, ["reading", "1"]).await;
    window.find("img", "You left here").await;
    window.shot(&format!("away-jumped-{kind:?}")).await;

    // Nothing more was missed.
    window.click_like("tab", &format!("^{}", front.name)).await;
    window.find_like("contentinfo", "attached").await;
    window.click_like("tab", &format!("^{}", writes.name)).await;
    window.find("region", &format!("Terminal {}", writes.name)).await;
    assert!(!window.has("status", "While you were away").await);
    window.close().await;
}

#[tokio::test]
async fn what_was_missed_is_still_told_after_the_app_was_killed() {
    let kind = EngineKind::Podman;
    let both = writes(kind);
    let window = open(kind, Scheme::Light, &both).await;
    let kept = window.archive().path().with_file_name("activity.json");
    let is_kept = || async {
        let text = std::fs::read_to_string(&kept).ok()?;
        (text.contains("\"lines\":300") && text.contains("\"asked\":1")).then_some(())
    };
    wait::until_async("what was missed is kept", is_kept).await;

    let window = window.kill_app().await.open_again().await;
    window.find_like("row", &format!("^{}, running, asks", both[0].name)).await;
    come_back(&window, &both[0]).await;
    jump(&window, &both[0], ["1", "2"]).await;
    window.close().await;
}
