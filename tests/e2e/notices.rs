//! What the desktop tells of sessions, and where a click leads.

use berth_runner::EngineKind;
use berth_tests::desktop::{Desktop, Shot};
use berth_tests::engines::{Engines, Named};
use berth_tests::wait;
use berth_tests::window::{Scheme, Setup, Window};

use super::settings::open_settings;

/// Its program ignores SIGTERM, so a stop kills it, and soon.
const OWN: [&str; 4] = ["--label", "dev.berth.owner=berth", "--stop-timeout", "1"];

fn own(kind: EngineKind, stem: &str) -> Named {
    Named::start(kind, stem).options(&OWN).script("exec sleep 100000").run()
}

fn kill(sessions: &[&Named]) {
    let names = sessions.iter().map(|session| session.name.as_str());
    let args: Vec<&str> = ["kill", "-s", "KILL", "--"].into_iter().chain(names).collect();
    Engines::get().ask(sessions[0].kind, &args);
}

/// A window that tells of these sessions only: those of other tests end on the same engine.
async fn open(kind: EngineKind, scheme: Scheme, sessions: &[&Named]) -> (Desktop, Window) {
    let desktop = Desktop::start().await;
    let mut settings = "[notices]\nended = false\nout_of_memory = false\nunhealthy = false\n\
        crash_loop = false\nasks = false\n[notices.sessions]\n"
        .to_owned();
    for session in sessions {
        let rules = "[\"ended\", \"out_of_memory\", \"unhealthy\", \"crash_loop\"]";
        settings.push_str(&format!("\"{}\" = {rules}\n", session.name));
    }
    let setup = Setup::with_engines(kind).scheme(scheme).settings(&settings);
    let setup = setup.env("DBUS_SESSION_BUS_ADDRESS", &desktop.address);
    let window = Window::open(setup).await;
    (desktop, window)
}

async fn shown(desktop: &Desktop, what: &str, is_it: impl Fn(&[Shot]) -> bool) -> Vec<Shot> {
    let look = || async {
        let open = desktop.open();
        is_it(&open).then_some(open)
    };
    wait::until_async(what, look).await
}

async fn a_killed_session_is_told_once_and_its_click_opens_it(kind: EngineKind) {
    let [looked_at, stopped, killed] = ["looked-at", "stopped", "killed"].map(|stem| own(kind, stem));
    let (desktop, window) = open(kind, Scheme::Light, &[&looked_at, &stopped, &killed]).await;
    window.attach(&looked_at.name).await;
    for session in [&stopped, &killed] {
        window.row(&session.name).await;
    }

    // Your own stop; what you look at; and one that somebody kills, last: what is told of the
    // others would have been told before.
    window.verb(&format!("^{},", stopped.name), "Stop").await;
    window.click_like("button", &format!("^Stop {}", stopped.name)).await;
    let runs = ["container", "inspect", "--format", "{{.State.Running}}", "--", &stopped.name];
    let runs = || Engines::get().try_ask(kind, &runs).is_ok_and(|answer| answer == "true");
    wait::until_async("it is stopped", || async { (!runs()).then_some(()) }).await;
    window.attach(&looked_at.name).await;
    kill(&[&looked_at]);
    window.find_like("tab", &format!("^{} 137", looked_at.name)).await;
    kill(&[&killed]);
    let open = shown(&desktop, "the desktop tells it", |open| !open.is_empty()).await;
    let [shot] = &open[..] else { panic!("one notice: {open:?}") };
    assert_eq!(shot.title, format!("{} exited 137", killed.name));
    assert_eq!(shot.text, "Somebody else ended it, not Berth.");
    // A critical one would break through "do not disturb".
    assert_eq!(shot.urgency, Some(1));
    let keys: Vec<&str> = shot.actions.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["default", "open", "restart", "mute"]);

    desktop.click(shot, "default").await;
    window.find_like("tab", &format!("^{}", killed.name)).await;
    assert_eq!(desktop.shown().len(), 1, "{:?}", desktop.shown());
    window.close().await;
}

#[tokio::test]
async fn a_killed_session_is_told_once_and_its_click_opens_it_on_podman() {
    a_killed_session_is_told_once_and_its_click_opens_it(EngineKind::Podman).await;
}

#[tokio::test]
async fn a_killed_session_is_told_once_and_its_click_opens_it_on_docker() {
    a_killed_session_is_told_once_and_its_click_opens_it(EngineKind::Docker).await;
}

#[tokio::test]
async fn ten_that_end_at_once_are_one_notice_and_it_goes_when_all_is_read() {
    let kind = EngineKind::Docker;
    let sessions: Vec<Named> = (0..10).map(|_| own(kind, "many")).collect();
    let all: Vec<&Named> = sessions.iter().collect();
    let (desktop, window) = open(kind, Scheme::Dark, &all).await;
    for session in &sessions {
        window.row(&session.name).await;
    }
    kill(&all);
    let is_one = |open: &[Shot]| open.len() == 1 && open[0].title == "10 sessions ended";
    let open = shown(&desktop, "one notice of ten", is_one).await;

    desktop.click(&open[0], "default").await;
    window.find("dialog", "Notices").await;
    window.find("tab", "Errors").await;
    window.shot("notice-centre-dark").await;
    window.close().await;
}

#[tokio::test]
async fn one_that_runs_again_is_withdrawn_and_a_test_notice_is_shown() {
    let kind = EngineKind::Podman;
    let session = own(kind, "again");
    let (desktop, window) = open(kind, Scheme::Light, &[&session]).await;
    window.row(&session.name).await;
    kill(&[&session]);
    let open = shown(&desktop, "the desktop tells it", |open| !open.is_empty()).await;
    window.click_like("button", "^Notices, 1 unread$").await;
    window.find("dialog", "Notices").await;
    window.shot("notice-centre").await;
    window.click("button", "Mark all as read").await;
    shown(&desktop, "what was read is gone", <[Shot]>::is_empty).await;
    assert_eq!(open.len(), 1);

    open_settings(&window).await;
    window.click("button", "Send a test notice").await;
    let open = shown(&desktop, "the test notice", |open| !open.is_empty()).await;
    assert_eq!(open[0].title, "Berth can reach you");
    window.shot("settings-notices").await;
    window.close().await;
}

/// Waits until a program in a container may go on: the list shows what was there before as no news.
fn release(session: &Named) {
    // It may end before the engine has the exit code of `touch`: what follows shows whether the file is there.
    drop(Engines::get().run(session.kind, &["exec", &session.name, "touch", "/go"]));
}

const GO: &str = "until [ -e /go ]; do sleep 0.05; done";

#[tokio::test]
async fn memory_health_and_loops_are_told_and_a_loop_is_paused() {
    let kind = EngineKind::Docker;
    let limit = ["--memory", "16m"];
    let sick = ["--health-cmd", "[ ! -e /go ]", "--health-interval", "1s", "--health-retries", "1"];
    let started = |stem: &str, options: &[&str], script: &str| {
        Named::start(kind, stem).options(&OWN).options(options).script(&format!("{GO}; {script}")).run()
    };
    let memory = started("memory", &limit, "exec tail /dev/zero");
    let health = started("health", &sick, "exec sleep 100000");
    let looping = started("loop", &["--restart", "always"], "exit 3");
    let all = [&memory, &health, &looping];
    let (desktop, window) = open(kind, Scheme::Light, &all).await;
    for session in all {
        window.row(&session.name).await;
    }
    all.into_iter().for_each(release);
    let is_one = |open: &[Shot]| open.len() == 1 && open[0].title == "3 sessions need you";
    let open = shown(&desktop, "one notice of three", is_one).await;

    desktop.click(&open[0], "default").await;
    window.find("dialog", "Notices").await;
    for title in [
        format!("{}: out of memory", memory.name),
        format!("{} is unhealthy", health.name),
        format!("{} keeps ending", looping.name),
    ] {
        window.find("button", &title).await;
    }
    window.shot("notice-centre-brake").await;
    window.click("button", &format!("Pause restarts: {}", looping.name)).await;
    window.click_like("button", "^Notices").await;
    window.find_like("row", &format!("^{}, exited 3, restarts paused,", looping.name)).await;
    assert_eq!(looping.inspect("{{.HostConfig.RestartPolicy.Name}}"), "no");
    window.enter_row(&format!("^{},", looping.name)).await;
    window.view(&looping.name, "Details").await;
    window.find("button", "Resume restarts").await;
    window.shot("restarts-paused").await;
    let closed = window.close().await;

    // Berth puts the policy back after it was quit.
    let window = closed.open_again().await;
    window.enter_row(&format!("^{}, exited 3, restarts paused,", looping.name)).await;
    window.view(&looping.name, "Details").await;
    window.click("button", "Resume restarts").await;
    window.gone("row", "restarts paused").await;
    assert_eq!(looping.inspect("{{.HostConfig.RestartPolicy.Name}}"), "always");
    window.close().await;
}
