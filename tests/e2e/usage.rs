//! What sessions use, in the real window: in the list, as graphs, as a table.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::on_both;
use berth_tests::window::{Scheme, Setup, Window};

use super::settings::open_settings;

on_both!(kind: what_a_session_uses_is_in_the_list_and_in_its_details);

async fn what_a_session_uses_is_in_the_list_and_in_its_details(kind: EngineKind) {
    let options = ["--memory", "96m", "--cpus", "0.5"];
    let script = "dd if=/dev/zero of=/dev/shm/held bs=1M count=40; while :; do :; done";
    let burner = Named::start(kind, "burner").options(&options).script(script).run();
    let name = burner.name.as_str();
    let scheme = if kind == EngineKind::Podman { Scheme::Dark } else { Scheme::Light };
    let window = Window::open(Setup::with_engines(kind).scheme(scheme)).await;
    open_settings(&window).await;
    window.click("checkbox", "CPU and memory in the list").await;
    window.click("button", "Close").await;
    window.gone("dialog", "").await;
    window.find_like("gridcell", r"^CPU \d.* %, memory \d+.* MiB of 96 MiB$").await;

    window.attach(name).await;
    window.view(name, "Details").await;
    window.find_like("img", r"^CPU, the last five minutes; now \d.* %, at most \d.* %$").await;
    window.find_like("img", r"^Memory, .* now \d.* MiB").await;
    window.says("table", "while :; do :; done").await;
    window.shot(&format!("usage-{kind}")).await;
    window.client.set_window_size(640, 700).await.expect("the window takes a size");
    window.shot(&format!("usage-narrow-{kind}")).await;
    window.click("button", "Usage as a table").await;
    window.find_like("row", r"^Memory \d.* MiB .*96 MiB$").await;
    window.find_like("row", r"^CPU .*50 %$").await;
    window.shot(&format!("usage-table-{kind}")).await;
}
