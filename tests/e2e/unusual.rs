//! Sessions that are unlike most: in a pod, checked, with a limit of their own, broken, out of
//! memory, with a log that nobody can read. With `BERTH_SHOTS` set there are pictures of the dark
//! window, too.

use std::process::Command;

use berth_runner::EngineKind;
use berth_tests::damage::lose_layer_of_podman;
use berth_tests::engines::{INFRA_IMAGE, Named};
use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::key::Key;

/// Dark ones only for their pictures.
fn schemes() -> &'static [Scheme] {
    if std::env::var_os("BERTH_SHOTS").is_some() { &[Scheme::Light, Scheme::Dark] } else { &[Scheme::Light] }
}

async fn shot(window: &Window, scheme: Scheme, name: &str) {
    window.shot(&format!("{name}-{scheme:?}").to_lowercase()).await;
}

/// A pod with one session, one that is unhealthy, and one with its own stop timeout.
fn sessions(setup: &Setup) {
    setup.import_image();
    setup.import(INFRA_IMAGE);
    let infra = ["--infra-image", INFRA_IMAGE, "--infra-command", "sleep 1000"];
    setup.ask(&[&["pod", "create", "--name", "shop"], &infra[..]].concat());
    setup
        .start("shop-web")
        .options(&["--pod", "shop", "--stop-timeout", "0"])
        .command(&["sleep", "1000"])
        .run();
    let checks = [
        "--health-cmd",
        "echo no answer at :8080; exit 1",
        "--health-interval",
        "1h",
        "--health-retries",
        "2",
    ];
    setup.start("api").options(&checks).command(&["sleep", "1000"]).run();
    for _ in 0..3 {
        // As its timer would, which there is none of without systemd; it says that it is not well.
        let check = Command::new(setup.folder().join("podman")).args(["healthcheck", "run", "api"]).output();
        assert!(!check.expect("podman runs").status.success());
    }
    setup.start("queue").options(&["--stop-timeout", "40"]).command(&["sleep", "1000"]).run();
}

#[tokio::test]
async fn pods_health_and_own_limits_are_told() {
    for &scheme in schemes() {
        let setup = Setup::with_new_podman().scheme(scheme);
        sessions(&setup);
        let window = Window::open(setup).await;

        window.enter_row("^api, running, unhealthy").await;
        window.view("api", "Details").await;
        window.says("tabpanel", "no answer at :8080").await;
        shot(&window, scheme, "health").await;

        window.verb("^queue, running", "Stop").await;
        let grace = window.find_like("spinbutton", "^Grace time").await;
        assert_eq!(grace.prop("value").await.ok().flatten().as_deref(), Some("40"));
        shot(&window, scheme, "own-stop-timeout").await;
        window.click("button", "Cancel").await;
        window.gone("dialog", "").await;

        window.verb("^[0-9a-f]+-infra, running", "Delete").await;
        let said = window.dialog_says("The pod shop").await;
        assert!(said.contains("shop-web") && said.contains("infra container"), "{said}");
        shot(&window, scheme, "pod-running").await;
        window.click("button", "Stop pod").await;
        window.find_like("row", "^shop-web, exited").await;
        window.verb("^[0-9a-f]+-infra, exited", "Delete").await;
        window.find("button", "Start pod").await;
        shot(&window, scheme, "pod-ended").await;
        window.click("button", "Delete pod with all 2 sessions").await;
        window.gone("row", "shop").await;
        window.gone("row", "-infra").await;
        window.close().await;
    }
}

/// docker 20.10 logs to syslog and can't read that.
#[tokio::test]
async fn a_log_that_nobody_can_read_is_asked_about() {
    for &scheme in schemes() {
        let syslog = [
            "--log-driver=syslog",
            "--log-opt=syslog-address=udp://127.0.0.1:514",
            "--log-opt=cache-disabled=true",
        ];
        let starting = Named::start(EngineKind::Docker, "syslog").without_terminal().options(&syslog);
        let session = starting.command(&["true"]).run();
        let name = session.name.as_str();
        let window = Window::open(Setup::with_engines(EngineKind::Docker).scheme(scheme)).await;
        window.verb(&format!("^{name}, exited"), "Delete").await;
        window.click_like("button", &format!("^Delete {name}")).await;
        let said = window.dialog_says("without its log?").await;
        assert!(said.contains("does not support reading") && said.contains("history"), "{said}");
        shot(&window, scheme, "without-log").await;
        window.press_with(&[], Key::Escape.into()).await;
        window.gone("dialog", "").await;
        window.row(name).await;
        window.verb(&format!("^{name}, exited"), "Delete").await;
        window.click_like("button", &format!("^Delete {name}")).await;
        window.click("button", "Delete without its log").await;
        window.gone("row", &format!("^{name},")).await;
        window.close().await;
    }
}

/// docker tells of any process in the container that was killed for memory, podman 4.3 of none.
#[tokio::test]
async fn memory_that_lacked_within_is_told_apart() {
    for &scheme in schemes() {
        let starting = Named::start(EngineKind::Docker, "within").without_terminal();
        let script = "(tail /dev/zero); echo went on; exit 0";
        let session = starting.options(&["--memory", "16m"]).script(script).run();
        let name = session.name.as_str();
        let window = Window::open(Setup::with_engines(EngineKind::Docker).scheme(scheme)).await;
        window.enter_row(&format!("^{name}, exited 0, something in it out of memory")).await;
        window.view(name, "Terminal").await;
        let card = window.text_of("region", "Exit card").await;
        assert!(card.contains("Exited 0") && !card.contains("Exited 0:"), "{card}");
        shot(&window, scheme, "memory-within").await;
        window.close().await;
    }
}

/// The storage of podman lost its layer.
#[tokio::test]
async fn one_that_its_engine_cannot_describe_stays_in_the_list_and_can_be_deleted() {
    for &scheme in schemes() {
        let setup = Setup::with_new_podman().scheme(scheme);
        setup.import_image();
        setup.start("web").command(&["sleep", "1000"]).run();
        setup.start("lost").without_terminal().command(&["true"]).run();
        lose_layer_of_podman(&setup, "lost");
        let window = Window::open(setup).await;
        window.find_like("row", "^web, running").await;
        window.enter_row("^lost, .*broken").await;
        window.view("lost", "Details").await;
        window.says("tabpanel", "container not known").await;
        shot(&window, scheme, "broken").await;
        window.verb("^lost, .*broken", "Delete").await;
        window.dialog_says("Delete lost").await;
        shot(&window, scheme, "broken-delete").await;
        window.click_like("button", "^Delete lost").await;
        window.gone("row", "^lost,").await;
        window.find_like("row", "^web, running").await;
        window.close().await;
    }
}
