//! A session of somebody else is edited and made anew; what is no good is put back.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::on_both;
use berth_tests::window::{Setup, Window};

on_both!(kind: memory_and_a_variable_change_and_a_broken_image_rolls_back);

const ENDS_WHEN_TOLD: &str = "trap 'exit 0' TERM; echo ready; while :; do sleep 0.1; done";

async fn edit(window: &Window, name: &str) {
    window.verb(&format!("^{name}, running"), "Edit and recreate").await;
    window.find("dialog", &format!("Edit {name}")).await;
    window.find("region", "Changes").await;
}

async fn memory_and_a_variable_change_and_a_broken_image_rolls_back(kind: EngineKind) {
    let port =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port");
    let publish = format!("127.0.0.1:{}:80", port.port());
    let options = ["-e", "TOKEN=s3cret", "-m", "64m", "-p", &publish];
    let session = Named::start(kind, "edit").options(&options).script(ENDS_WHEN_TOLD).run();
    let name = session.name.as_str();
    let ports = || session.inspect("{{json .HostConfig.PortBindings}}");
    let (id, bound) = (session.inspect("{{.Id}}"), ports());
    let window = Window::open(Setup::with_engines(kind)).await;
    window.find_like("row", &format!("^{name}, running")).await;

    edit(&window, name).await;
    window.says("region", "Nothing changes yet").await;
    // What is used is unfolded.
    window.fill("Memory", "128m").await;
    window.fill("Environment value", "another").await;
    window.says("region", "Memory: 64m → 128m").await;
    window.says("region", "Environment: TOKEN → TOKEN").await;
    window.shot(&format!("recreate-{kind}")).await;
    window.click("button", "Recreate").await;
    window.gone("dialog", "Edit").await;
    window.find_like("row", &format!("^{name}, running")).await;
    assert_ne!(session.inspect("{{.Id}}"), id);
    assert_eq!(ports(), bound);
    assert_eq!(session.inspect("{{.HostConfig.Memory}}"), "134217728");

    let id = session.inspect("{{.Id}}");
    edit(&window, name).await;
    window.fill("Command", "/no/such/program").await;
    window.says("region", "Command:").await;
    window.click("button", "Recreate").await;
    window.says("alert", &format!("{name} is as it was before")).await;
    window.shot(&format!("recreate-put-back-{kind}")).await;
    assert_eq!((session.inspect("{{.Id}}"), session.state()), (id, "running".to_owned()));
    assert_eq!(ports(), bound);
    window.click("button", "Close").await;
    window.gone("dialog", "Edit").await;
    window.close().await;
}
