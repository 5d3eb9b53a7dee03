//! A stop in steps: begun in the dialog, seen in the row, and turned by keyboard.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::on_both;
use berth_tests::window::{Scheme, Setup, Window};

/// Ends at nothing but a kill.
const DEAF: &str = "trap '' TERM HUP INT; while :; do sleep 0.1; done";

on_both!(kind: a_stop_in_steps_is_seen_turned_and_remembered);

async fn a_stop_in_steps_is_seen_turned_and_remembered(kind: EngineKind) {
    // Each engine in another theme, so that there are pictures of both.
    let scheme = if kind == EngineKind::Podman { Scheme::Light } else { Scheme::Dark };
    let session = Named::start(kind, "ladder").script(DEAF).run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(kind).scheme(scheme)).await;
    let row = format!("^{name}, running");
    window.verb(&row, "Stop").await;
    window.click_like("radio", "^Step by step").await;
    let seconds = window.find("spinbutton", "Seconds after step 1").await;
    seconds.clear().await.expect("the seconds can be cleared");
    seconds.send_keys("600").await.expect("the seconds take keys");
    window.click("checkbox", "Delete it afterwards; its log and details are archived first").await;
    window.click_like("checkbox", "so the next time, too$").await;
    window.shot(&format!("ladder-steps-{kind}")).await;
    window.click("button", &format!("Stop {name}")).await;
    window.find("dialog", &format!("Stopping {name}")).await;
    window.says("timer", "SIGKILL in ").await;
    window.shot(&format!("ladder-now-{kind}")).await;
    window.click("button", "Let it run").await;
    window.says("status", &format!("{name} goes on")).await;

    // It is remembered, and ends at the last step, which comes when it is asked for.
    window.verb(&row, "Stop").await;
    window.click("checkbox", "Delete it afterwards; its log and details are archived first").await;
    window.click("button", &format!("Stop {name}")).await;
    window.find("dialog", &format!("Stopping {name}")).await;
    window.click("button", "SIGKILL now").await;
    window.find_like("row", &format!("^{name}, exited 137")).await;
    window.close().await;
}
