use berth_archive::{Archive, RunFilter};
use berth_runner::{DeleteOptions, State, StopOptions};
use berth_tests::engines::{Engines, IMAGE, INFRA_IMAGE};
use berth_tests::harness::{Harness, log_of, runs};

use berth_runner::EngineKind::Podman;

use super::berthctl::{code, said};

/// Removes the pod with all in it, however the test ends.
struct Pod(String);

impl Drop for Pod {
    fn drop(&mut self) {
        let _ = Engines::get().run(Podman, &["pod", "rm", "-f", "-t", "0", &self.0]);
    }
}

fn pod(harness: &Harness) -> Pod {
    let name = harness.name("pod").name.clone();
    let infra = ["--infra-image", INFRA_IMAGE, "--infra-command", "sleep 1000"];
    Engines::get().ask(Podman, &[&["pod", "create", "--name", &name][..], &infra].concat());
    Pod(name)
}

#[tokio::test]
async fn an_infra_container_is_never_removed_alone() {
    let harness = Harness::real(Podman);
    let pod = pod(&harness);
    let member = harness.name("member");
    let script = "echo its log; sleep 1000";
    let create =
        ["create", "--pod", &pod.0, "--stop-timeout", "0", "--name", &member.name, IMAGE, "sh", "-c", script];
    Engines::get().ask(Podman, &create);
    let started = harness.runner.start_pod(&pod.0).await.unwrap();
    assert_eq!(started.iter().map(|session| session.infra).collect::<Vec<_>>(), [false, true]);
    assert!(
        started.iter().all(|session| session.state == State::Running && session.pod.as_ref() == Some(&pod.0))
    );
    let infra = &started[1];

    for error in [
        harness.runner.delete(&infra.id, DeleteOptions::default()).await.unwrap_err(),
        harness.runner.stop(&infra.id, StopOptions::default()).await.unwrap_err(),
    ] {
        assert_eq!(error.code(), "pod_infra", "{error}");
        assert!(error.to_string().contains(&pod.0), "{error}");
    }
    // Nothing was killed.
    let now = harness.runner.status(&infra.id).await.unwrap();
    assert_eq!((now.state, now.pid), (State::Running, infra.pid));

    let stopped = harness.runner.stop_pod(&pod.0).await.unwrap();
    assert!(stopped.iter().all(|session| session.state == State::Exited), "{stopped:?}");
    harness.runner.start_pod(&pod.0).await.unwrap();
    let removed = harness.runner.remove_pod(&pod.0).await.unwrap();
    let [(name, run)] = &removed[..] else { panic!("{removed:?}") };
    assert_eq!(*name, member.name);
    let log = harness.archived_log(*run);
    assert!(log.contains("its log"), "{log}");
    assert!(!harness.runner.exists(&infra.id).await.unwrap());
    assert_eq!(harness.runner.remove_pod(&pod.0).await.unwrap_err().code(), "session_not_found");
}

#[tokio::test]
async fn berthctl_stops_starts_and_removes_a_pod() {
    let harness = Harness::real(Podman);
    let pod = pod(&harness);
    let member = harness.name("member");
    let name = &member.name;
    let run = [
        "run",
        "-d",
        "--pod",
        &pod.0,
        "--stop-timeout",
        "0",
        "--name",
        name,
        IMAGE,
        "sh",
        "-c",
        "echo its log; sleep 1000",
    ];
    Engines::get().ask(Podman, &run);
    let state = async || harness.runner.status(name).await.unwrap().state;

    let stopped = said(&harness, &["pod", "stop", &pod.0]);
    assert_eq!(stopped.trim_end(), format!("Stopped the pod {}: 2 sessions", pod.0));
    assert_eq!(state().await, State::Exited);
    let started = said(&harness, &["pod", "start", &pod.0]);
    assert_eq!(started.trim_end(), format!("Started the pod {}: 2 sessions", pod.0));
    assert_eq!(state().await, State::Running);

    // Nobody is there to be asked.
    let (status, complaint) = code(&harness, &["pod", "rm", &pod.0]);
    assert!(status == 2 && complaint.contains("--yes"), "{status}: {complaint}");
    assert_eq!(state().await, State::Running);
    let removed = said(&harness, &["pod", "rm", "--yes", &pod.0]);
    assert!(removed.lines().any(|line| line == format!("Removed {name}")), "{removed}");
    let archive = Archive::new(harness.history.path().join("berth"));
    let runs = runs(&archive, &RunFilter::default());
    let log = log_of(&archive, runs.first().unwrap_or_else(|| panic!("nothing is archived")));
    assert!(log.contains("its log"), "{log}");
    assert!(removed.trim_end().ends_with(&format!("Removed the pod {}", pod.0)), "{removed}");
    assert!(!harness.runner.exists(name).await.unwrap());
    for verb in [&["stop"][..], &["start"], &["rm", "--yes"]] {
        let (status, complaint) = code(&harness, &[&["pod"], verb, &[&pod.0]].concat());
        assert!(status == 3 && complaint.contains(&pod.0), "{verb:?} {status}: {complaint}");
    }
}
