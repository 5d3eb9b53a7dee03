//! A container that its engine really can't describe: a row like all others, that can be deleted.

use std::fs;
use std::path::Path;
use std::process::Command;

use berth_archive::Archive;
use berth_runner::{DeleteOptions, Engine, EngineKind, Limits, Runner, State};
use berth_tests::daemon::dockerd_with;
use berth_tests::damage::lose_layer_of_podman;
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::wait::until;
use berth_tests::window::Setup;
use tempfile::TempDir;

/// An engine of the test's own, asked past Berth.
struct Own(Engine);

impl Own {
    fn try_ask(&self, args: &[&str]) -> Option<String> {
        let output = Command::new(&self.0.binary).args(&self.0.global_args).args(args).output().unwrap();
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn ask(&self, args: &[&str]) -> String {
        self.try_ask(args).unwrap_or_else(|| panic!("{args:?}"))
    }

    /// Two that have ended: the ids of the one that is going to be lost, and of another.
    fn two(&self) -> [String; 2] {
        ["lost", "kept"].map(|name| {
            // Its code is the session's.
            self.try_ask(&["run", "--name", name, IMAGE, "sh", "-c", "echo its words; exit 3"]);
            self.ask(&["container", "inspect", "--format", "{{.Id}}", name])
        })
    }
}

async fn is_a_row_that_can_be_deleted(engine: Engine, [lost, kept]: [String; 2], words: &str) {
    let history = TempDir::new().unwrap();
    let runner = Runner::new(engine, Limits::default(), Archive::new(history.path()));
    let listing = runner.list().await.unwrap();
    let of = |id: &String| listing.sessions.iter().find(|session| session.id == *id).unwrap();
    assert_eq!((listing.sessions.len(), listing.skipped), (2, 0), "{listing:?}");
    assert_eq!((of(&kept).state, of(&kept).exit_code, &of(&kept).broken), (State::Exited, Some(3), &None));
    let broken = of(&lost);
    assert_eq!((broken.name.as_str(), broken.state, broken.exit_code), ("lost", State::Exited, Some(3)));
    assert!(broken.broken.as_ref().is_some_and(|said| said.contains(words)), "{broken:?}");
    assert_eq!(runner.status("lost").await.unwrap().broken, broken.broken);

    let options = DeleteOptions { without_log: true, ..DeleteOptions::default() };
    let outcome = runner.delete("lost", options).await.unwrap();
    assert!(outcome.removed && outcome.archived.is_some(), "{outcome:?}");
    let left = runner.list().await.unwrap().sessions;
    assert_eq!(left.iter().map(|session| &session.id).collect::<Vec<_>>(), [&kept]);
}

#[tokio::test]
async fn one_whose_layer_podman_lost_is_a_row_that_can_be_deleted() {
    let setup = Setup::with_new_podman();
    setup.import_image();
    let podman = Engine::new(EngineKind::Podman, setup.folder().join("podman"));
    let ids = Own(podman.clone()).two();
    lose_layer_of_podman(&setup, "lost");
    is_a_row_that_can_be_deleted(podman, ids, "container not known").await;
}

/// docker's daemon (20.10) looks at a layer for each description where its driver is overlay2.
#[tokio::test]
async fn one_whose_layer_docker_lost_is_a_row_that_can_be_deleted() {
    // Overlays lie on this, but not on each other. A unix socket's path ends at 107 bytes.
    let memory = Path::new("/dev/shm");
    let place = TempDir::new_in(if memory.is_dir() { memory } else { Path::new("/tmp") }).unwrap();
    let host = format!("unix://{}", place.path().join("d.sock").display());
    let docker = Engine::new(EngineKind::Docker, Engines::get().program(EngineKind::Docker));
    let docker =
        Engine { global_args: vec!["--host".into(), host.clone()], endpoint: host.clone(), ..docker };
    let own = Own(docker.clone());
    let mut daemon = dockerd_with(place.path(), &host, "overlay2");
    let image = place.path().join("image.tar").display().to_string();
    Engines::get().ask(EngineKind::Docker, &["save", "-o", &image, IMAGE]);
    until("dockerd answers", || {
        assert!(!daemon.has_ended(), "there are no overlays here");
        own.try_ask(&["load", "-i", &image])
    });
    let ids = own.two();
    let upper = own.ask(&["container", "inspect", "--format", "{{.GraphDriver.Data.UpperDir}}", "lost"]);
    fs::remove_dir_all(Path::new(&upper).parent().unwrap()).unwrap();
    is_a_row_that_can_be_deleted(docker, ids, "no such file or directory").await;
    daemon.stop();
}
