//! A container that its engine really can't describe: a row like all others, that can be deleted.

use std::fs;
use std::path::Path;

use berth_archive::Archive;
use berth_runner::{DeleteOptions, Engine, EngineKind, Limits, Runner, State};
use berth_tests::daemon::{Own, dockerd_with};
use berth_tests::damage::lose_layer_of_podman;
use berth_tests::engines::IMAGE;
use berth_tests::window::Setup;
use tempfile::TempDir;

/// Two that have ended: the ids of the one that is going to be lost, and of another.
fn two(own: &Own) -> [String; 2] {
    ["lost", "kept"].map(|name| {
        // Its code is the session's.
        own.try_ask(&["run", "--name", name, IMAGE, "sh", "-c", "echo its words; exit 3"]);
        own.ask(&["container", "inspect", "--format", "{{.Id}}", name])
    })
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
    let ids = two(&Own(podman.clone()));
    lose_layer_of_podman(&setup, "lost");
    is_a_row_that_can_be_deleted(podman, ids, "container not known").await;
}

/// docker's daemon (20.10) looks at a layer for each description where its driver is overlay2.
#[tokio::test]
async fn one_whose_layer_docker_lost_is_a_row_that_can_be_deleted() {
    // Overlays lie on this, but not on each other.
    let memory = Path::new("/dev/shm");
    let place = TempDir::new_in(if memory.is_dir() { memory } else { Path::new("/tmp") }).unwrap();
    let own = Own::docker(place.path());
    let mut daemon = dockerd_with(place.path(), own.host(), &["--storage-driver=overlay2"]);
    own.with_image(place.path(), &mut daemon);
    let ids = two(&own);
    let upper = own.ask(&["container", "inspect", "--format", "{{.GraphDriver.Data.UpperDir}}", "lost"]);
    fs::remove_dir_all(Path::new(&upper).parent().unwrap()).unwrap();
    is_a_row_that_can_be_deleted(own.0, ids, "no such file or directory").await;
    daemon.stop();
}
