//! Many engines in one window: found as the clients know them, told apart, shown or hidden.

use berth_runner::EngineKind;
use berth_tests::endpoints::{CONTEXT, Endpoints, ROOTLESS, SERVICE};
use berth_tests::engines::{Engines, IMAGE, Named, program_name};
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

const KINDS: [EngineKind; 2] = [EngineKind::Podman, EngineKind::Docker];

#[tokio::test]
async fn one_name_on_two_engines_is_two_sessions() {
    let podman = Named::new(EngineKind::Podman, "twin").starting().options(&["-e", "WHO=podman"]).run();
    let docker = Named { kind: EngineKind::Docker, name: podman.name.clone() };
    let docker = docker.starting().options(&["-e", "WHO=docker"]).run();
    let name = docker.name.as_str();
    let window = Window::open(Setup::with_both_engines()).await;
    for kind in KINDS {
        window.enter_row(&format!("^{name}, running, .*, {kind}$")).await;
        window.find_like("contentinfo", &format!("attached .*{kind}$")).await;
        window.type_into(name, "echo I am $WHO\n").await;
        window.terminal_line(name, "the engine", |line| line.trim() == format!("I am {kind}")).await;
        let other = KINDS.into_iter().find(|other| *other != kind).map(program_name).unwrap_or_default();
        let text = window.terminal_text(name).await;
        assert!(!text.contains(&format!("I am {other}")), "{text}");
    }
    for kind in KINDS {
        window.find("tab", &format!("{name} on {kind}, running")).await;
    }
    window.shot("twins").await;
    window.close().await;
}

/// A hidden one stays so over a restart.
#[tokio::test]
async fn engines_describe_themselves_and_can_be_hidden() {
    let podman = Named::new(EngineKind::Podman, "twin").starting().run();
    let docker = Named { kind: EngineKind::Docker, name: podman.name.clone() }.starting().run();
    let name = docker.name.as_str();
    let window = Window::open(Setup::with_both_engines()).await;
    window.find_like("row", &format!("^{name}, running, .*, docker$")).await;
    for (kind, version) in [(EngineKind::Podman, "Version 4."), (EngineKind::Docker, "Version 2")] {
        window.click("button", &format!("{kind}, ready")).await;
        let text = window.dialog_says("answered in").await;
        assert!(text.contains(version) && text.contains("rootful"), "{text}");
        window.shot(&format!("engine-{kind}")).await;
        window.press(Key::Escape).await;
        window.gone("dialog", "").await;
    }

    window.click("button", "docker, ready").await;
    window.click("checkbox", "Show its sessions").await;
    window.press(Key::Escape).await;
    window.gone("row", &format!("^{name}, .*docker$")).await;
    let window = window.close().await.open_again().await;
    window.find("button", "docker, ready, hidden").await;
    window.find_like("row", &format!("^{name}, running, .*, podman$")).await;
    assert!(!window.has("row", ", docker$").await);
    window.click("button", "docker, ready, hidden").await;
    window.click("checkbox", "Show its sessions").await;
    window.press(Key::Escape).await;
    window.find_like("row", &format!("^{name}, running, .*, docker$")).await;

    // New sessions are podman's, unless another engine is chosen.
    window.click("button", "New session").await;
    window.find("dialog", "New session").await;
    assert_eq!(window.value_of("Engine").await, "podman");
    window.close().await;
}

/// A docker context, podman with root and without, and podman's service really stopped and
/// started underneath.
#[tokio::test]
async fn contexts_and_connections_are_engines_by_their_names() {
    let endpoints = Endpoints::new();
    let rootless = endpoints.start_rootless();
    let service = endpoints.start_service();
    let session = Named::start(EngineKind::Podman, "shared").run();
    let name = session.name.as_str();
    rootless.ask(&["run", "-dit", "--name", "of-user", "--", IMAGE, "sh"]);
    let window = Window::open(endpoints.setup()).await;

    window.click("button", "4 of 5 engines ready").await;
    let by_service = format!("podman:{SERVICE}");
    for engine in
        ["podman", &by_service, &format!("podman:{ROOTLESS}"), "docker", &format!("docker:{CONTEXT}")]
    {
        window.find("region", &format!("Engine {engine}")).await;
    }
    window.dialog_says("rootless").await;
    let text = window.dialog_says("rootful").await;
    assert!(
        text.contains(&endpoints.address(SERVICE)) && text.contains(&endpoints.address(ROOTLESS)),
        "{text}"
    );
    assert!(text.contains("unix:///var/run/docker.sock"), "docker is the plain one: {text}");
    window.shot("engines").await;
    window.press(Key::Escape).await;

    // The one without root works as any other.
    window.find_like("row", &format!("^of-user, running, .*, podman:{ROOTLESS}$")).await;
    window.attach("of-user").await;
    window.type_into("of-user", "echo $((6*7))\n").await;
    window.terminal_line("of-user", "42", |line| line.trim() == "42").await;
    window.click("button", "Close of-user").await;

    // Stopped, its rows are old; started again, they are not.
    let row = format!("^{name}, running, .*, {by_service}$");
    window.find_like("row", &row).await;
    service.stop();
    window.says("alert", &format!("{by_service} is away.")).await;
    window.says("row", "since ").await;
    window.find_like("row", &row).await;
    window.find_like("row", &format!("^{name}, running, .*, podman$")).await;
    window.shot("service-away").await;
    let _service = endpoints.start_service();
    window.gone("alert", "").await;
    Engines::get().ask(session.kind, &["pause", name]);
    window.find_like("row", &format!("^{name}, paused, .*, {by_service}$")).await;
    window.close().await;
}

#[tokio::test]
async fn variables_of_a_shell_choose_the_plain_engine() {
    let endpoints = Endpoints::new();
    let _service = endpoints.start_service();
    let host = Engines::get().env.iter().find(|(key, _)| key == "DOCKER_HOST").map(|(_, host)| host.as_str());
    let host = host.expect("the tests' docker");
    let service_address = endpoints.address(SERVICE);
    let session = Named::start(EngineKind::Docker, "heeded").run();
    for (variables, docker_is_named) in [
        ([("DOCKER_CONTEXT", CONTEXT), ("CONTAINER_HOST", service_address.as_str())], true),
        ([("DOCKER_HOST", host), ("CONTAINER_CONNECTION", SERVICE)], false),
    ] {
        let setup =
            variables.into_iter().fold(endpoints.setup(), |setup, (key, value)| setup.env(key, value));
        let window = Window::open(setup).await;
        // It is on no engine but that one.
        window.find_like("row", &format!("^{}, running, .*, docker$", session.name)).await;
        window.click_like("button", "engines ready$").await;
        for (engine, endpoint) in [("podman", service_address.as_str()), ("docker", host)] {
            window
                .until(&format!("{engine} is at {endpoint}"), || async {
                    let card = window.find("region", &format!("Engine {engine}")).await;
                    let text = card.text().await.ok()?;
                    text.contains(endpoint).then_some(())
                })
                .await;
        }
        // What leads to the same place is not listed again.
        assert!(!window.has("region", &format!("Engine podman:{SERVICE}")).await);
        assert_eq!(window.has("region", "Engine docker:default").await, docker_is_named);
        window.close().await;
    }
}
