//! The list is live: changes by other programs show without a refresh.

use berth_runner::EngineKind;
use berth_tests::daemon::dockerd;
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::window::{Setup, Window};

#[tokio::test]
async fn changes_by_other_programs_show_in_the_list() {
    let setup = Setup::with_new_podman();
    setup.import_image();
    let podman = setup.asker(EngineKind::Podman);
    let window = Window::open(setup).await;
    window.find("button", "Try it").await;

    podman(&["run", "-dit", "--name", "others", "--", IMAGE, "sh"]);
    window.find_like("row", "^others, running").await;
    podman(&["pause", "others"]);
    window.find_like("row", "^others, paused").await;
    podman(&["unpause", "others"]);
    podman(&["rename", "others", "renamed"]);
    window.find_like("row", "^renamed, running").await;
    window.gone("row", "^others,").await;
    podman(&["kill", "--signal", "KILL", "renamed"]);
    window.find_like("row", "^renamed, exited 137").await;
    podman(&["rm", "renamed"]);
    window.gone("row", "^renamed,").await;
    window.find("button", "Try it").await;
    window.close().await;
}

#[tokio::test]
async fn rows_of_a_stopped_daemon_stay_marked_until_it_is_back() {
    // A unix socket's path ends at 107 bytes.
    let place = tempfile::tempdir_in("/tmp").expect("a short path");
    let host = format!("unix://{}", place.path().join("d.sock").display());
    let setup = Setup::with_docker_at(&host);
    let docker = setup.asker(EngineKind::Docker);
    let window = Window::open(setup).await;
    // Installed, and nobody answers.
    window.find("button", "Check again").await;

    let daemon = dockerd(place.path(), &host);
    window.find("button", "Try it").await;
    let rootfs = place.path().join("rootfs.tar").display().to_string();
    Engines::get().ask(EngineKind::Docker, &["save", "-o", &rootfs, IMAGE]);
    docker(&["load", "-i", &rootfs]);
    docker(&["run", "-dit", "--name", "kept", "--network", "none", "--", IMAGE, "sh"]);
    window.find_like("row", "^kept, running").await;

    daemon.stop();
    window.says("row", "since ").await;
    window.find_like("row", "^kept, running").await;
    window.shot("engine-away").await;

    let again = dockerd(place.path(), &host);
    // Its containers ended with the daemon (docker 20.10, observed: exited 137 or 0).
    window.find_like("row", "^kept, exited").await;
    docker(&["rm", "-f", "kept"]);
    window.gone("row", "^kept,").await;
    window.close().await;
    again.stop();
}
