//! The way to an engine, blocked and broken.

use berth_runner::HealthStatus;
use berth_tests::remote::{GONE, TlsDaemon};
use berth_tests::wait::until_async;

use super::*;

on_both_by_ssh!(
    a_key_that_the_machine_does_not_know_is_told,
    a_machine_that_is_gone_is_told,
    an_impostor_is_told,
    a_link_that_is_cut_ends_the_view_and_not_the_session,
);

/// Whatever is asked, the answer is that the engine is out of reach, why, and what to do.
async fn out_of_reach(rig: &Rig, reason: &str, advice: &str) {
    let error = rig.runner.list().await.unwrap_err();
    let (code, text) = (error.code(), error.to_string());
    assert_eq!(code, "engine_unavailable", "{text}: {:?}", error.detail());
    assert!(text.contains(reason) && text.contains(advice), "{text}: {:?}", error.detail());
    assert!(error.detail().is_some(), "its own words are lost");
    let health = rig.runner.health().await;
    assert_eq!(health.status, HealthStatus::Unavailable);
    assert!(health.message.contains(reason), "{health:?}");
}

async fn a_key_that_the_machine_does_not_know_is_told(kind: EngineKind) {
    let machine = Machine::start();
    let rig = far(&machine.home, kind).await;
    rig.runner.list().await.unwrap();
    machine.home.new_key();
    out_of_reach(&rig, "accepts none of this user's keys", "authorized_keys").await;
}

async fn a_machine_that_is_gone_is_told(kind: EngineKind) {
    let machine = Machine::start();
    let rig = named(&machine.home, kind, GONE).await;
    out_of_reach(&rig, "does not answer at this address", "Check that it is on").await;
}

async fn an_impostor_is_told(kind: EngineKind) {
    let machine = Machine::start();
    let rig = far(&machine.home, kind).await;
    machine.is_an_impostor();
    out_of_reach(&rig, "another host key", "ssh-keygen -R").await;
}

/// podman 4.3 takes the key of a machine that it has never seen, without a word.
#[tokio::test]
async fn a_machine_that_was_never_seen_is_told_by_docker() {
    let machine = Machine::start();
    let rig = far(&machine.home, EngineKind::Docker).await;
    machine.is_a_stranger();
    out_of_reach(&rig, "is not known yet", "once with ssh").await;
}

async fn a_link_that_is_cut_ends_the_view_and_not_the_session(kind: EngineKind) {
    let machine = Machine::start();
    let rig = far(&machine.home, kind).await;
    let name = rig.name("cut");
    let pid = rig.started(&name, ANSWERS).await.pid;
    let view = attached(&rig, &name).await;
    view.types_until("one\n", "got one.");

    machine.link.cut();
    view.ends();
    out_of_reach(&rig, "broke off", "Check the network").await;
    let near = Rig::real(kind).runner.status(&name.name).await.unwrap();
    assert_eq!((near.state, near.pid), (State::Running, pid), "the link took the session along");

    machine.link.mend();
    let again = until_async("the way back", || async { rig.runner.status(&name.name).await.ok() }).await;
    assert_eq!((again.state, again.pid), (State::Running, pid));
    let view = attached(&rig, &name).await;
    view.types_until("two\n", "got two.");
}

#[tokio::test]
async fn certificates_that_do_not_fit_are_told() {
    let daemon = TlsDaemon::start();
    let docker = EngineKind::Docker;
    for (home, reason, advice) in [
        (daemon.strangers_home(), "refuses this client's certificate", "docker context inspect"),
        (daemon.doubters_home(), "can't be trusted", "ca="),
        (daemon.plain_home(), "wants TLS", "docker context update"),
    ] {
        out_of_reach(&far(&home, docker).await, reason, advice).await;
    }
    let gone = named(&daemon.home, docker, GONE).await;
    out_of_reach(&gone, "does not answer at this address", "Check that it is on").await;
}
