//! Disks that are full beneath an engine, and beneath the log volume of a session.

use std::path::Path;

use berth_archive::LogState;
use berth_runner::{Engine, EngineKind, SessionSpec, StartOptions, State, StopOptions};
use berth_tests::daemon::{Daemon, Own, dockerd};
use berth_tests::engines::IMAGE;
use berth_tests::harness::{Harness, spec};
use berth_tests::on_both;
use berth_tests::small::Small;
use berth_tests::wait::until_async;
use berth_tests::window::Setup;
use tempfile::TempDir;

on_both!(kind: an_image_store_without_room_is_told_and_harms_no_session,
    a_log_volume_without_room_harms_no_session,
);

/// An engine of the test's own, whose images and containers are on a small disk.
struct Cramped {
    harness: Harness,
    own: Own,
    podman: Option<Setup>,
    // It ends before its disk goes.
    _daemon: Option<Daemon>,
    disk: Option<Small>,
    place: TempDir,
}

impl Drop for Cramped {
    fn drop(&mut self) {
        drop(std::fs::remove_file(self.disk().path().join("ballast")));
        for name in ["before", "during"] {
            self.own.try_ask(&["rm", "-f", name]);
        }
        if self.podman.is_some() {
            // It is mounted in podman's folder, which could not be removed.
            self.disk.take();
        }
    }
}

impl Cramped {
    fn disk(&self) -> &Small {
        self.disk.as_ref().unwrap()
    }

    fn new(kind: EngineKind) -> Self {
        let place = TempDir::new_in("/tmp").unwrap();
        let image = place.path().join("image.tar").display().to_string();
        berth_tests::engines::Engines::get().ask(kind, &["save", "-o", &image, IMAGE]);
        match kind {
            EngineKind::Podman => {
                let setup = Setup::with_new_podman();
                let disk = Some(Small::at(setup.storage().join("root"), "size=48m"));
                let engine = Engine::new(kind, setup.folder().join("podman"));
                let own = Own(engine.clone());
                own.ask(&["load", "-i", &image]);
                Self { harness: Harness::on(engine), disk, own, place, podman: Some(setup), _daemon: None }
            }
            _ => {
                let disk = Some(Small::at(place.path().join("data"), "size=48m"));
                let own = Own::docker(place.path());
                let mut daemon = dockerd(place.path(), own.host());
                own.with_image(place.path(), &mut daemon);
                let engine = Own::docker(place.path()).0;
                Self { harness: Harness::on(engine), disk, own, place, podman: None, _daemon: Some(daemon) }
            }
        }
    }
}

fn named(name: &str) -> SessionSpec {
    SessionSpec {
        name: name.to_owned(),
        image: IMAGE.to_owned(),
        command: "sh -c 'trap \"exit 3\" TERM; echo ready; while :; do sleep 0.1; done'".to_owned(),
        options: berth_runner::ContainerOptions { network: Some("none".to_owned()), ..Default::default() },
        ..SessionSpec::default()
    }
}

async fn an_image_store_without_room_is_told_and_harms_no_session(kind: EngineKind) {
    let cramped = Cramped::new(kind);
    let runner = &cramped.harness.runner;
    let before = cramped.harness.started_as(&named("before")).await;
    let ballast = cramped.disk().fill();

    let tar = cramped.place.path().join("starter.tar");
    starter(&tar);
    let error = runner.import_image(&tar, "localhost/more:1").await.unwrap_err();
    assert!(says_full(&error), "{error} {:?}", error.detail());
    assert!(!runner.image_exists("localhost/more:1").await.unwrap(), "half an image is there");
    let error = runner.start(&named("during"), StartOptions::default()).await.unwrap_err();
    assert!(says_full(&error), "{error} {:?}", error.detail());
    assert!(!runner.exists("during").await.unwrap(), "half a session is there");
    let now = runner.list().await.unwrap().sessions;
    assert_eq!(
        now.iter().map(|one| (&one.id, one.state)).collect::<Vec<_>>(),
        [(&before.id, State::Running)]
    );

    std::fs::remove_file(ballast).unwrap();
    cramped.harness.started_as(&named("during")).await;
    for name in ["before", "during"] {
        let outcome = runner.stop(name, StopOptions::default()).await.unwrap();
        assert!(outcome.removed && outcome.session.exit_code == Some(3), "{outcome:?}");
        assert_eq!(cramped.harness.run(outcome.archived).log, LogState::Whole);
    }
}

fn starter(tar: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/resources/make-starter");
    assert!(std::process::Command::new(script).arg(tar).status().unwrap().success());
}

/// That the disk is full is what the person reads, and not only in small print.
fn says_full(error: &berth_runner::Error) -> bool {
    let words = error.to_string();
    error.code() == "refused"
        && (words.contains("no space left on device") || words.contains("the disk is full"))
}

/// Its program is told by the system; its end and its log are kept all the same.
async fn a_log_volume_without_room_harms_no_session(kind: EngineKind) {
    let harness = Harness::real(kind);
    let name = harness.name("logvolume");
    let place = TempDir::new_in("/tmp").unwrap();
    let disk = Small::at(place.path().join("logs"), "size=64k");
    disk.fill();
    let script = "sh -c 'trap \"exit 3\" TERM; head -c 100000 /dev/zero >/logs/f || echo full; \
                  while :; do sleep 0.1; done'";
    let asked = SessionSpec { log_volume: format!("{}:/logs", disk.path().display()), ..spec(&name, script) };
    let session = harness.started_as(&asked).await;
    until_async("its program is told", || async {
        let log = harness.runner.logs(&session.id, 9).await.unwrap();
        String::from_utf8_lossy(&log).contains("full").then_some(())
    })
    .await;
    assert_eq!(harness.runner.status(&name.name).await.unwrap().state, State::Running);
    let outcome = harness.runner.stop(&name.name, StopOptions::default()).await.unwrap();
    assert!(outcome.removed && outcome.session.exit_code == Some(3), "{outcome:?}");
    assert!(harness.archived_log(outcome.archived).contains("full"));
    assert_eq!(harness.run(outcome.archived).log, LogState::Whole);
}
