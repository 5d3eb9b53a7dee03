//! The way to an engine, blocked and broken.

use berth_runner::HealthStatus;
use berth_tests::on_both;
use berth_tests::remote::{TlsDaemon, UNREACHABLE};
use berth_tests::wait::until_async;

use super::*;

on_both!(kind: a_key_that_the_machine_does_not_know_is_told,
    a_machine_that_is_gone_is_told,
    an_impostor_is_told,
    a_link_that_is_cut_ends_the_view_and_not_the_session,
);

/// Whatever is asked, the answer is that the engine is out of reach, why, and what to do.
async fn out_of_reach(harness: &Harness, reason: &str, advice: &str) {
    let error = harness.runner.list().await.unwrap_err();
    let (code, text) = (error.code(), error.to_string());
    assert_eq!(code, "engine_unavailable", "{text}: {:?}", error.detail());
    assert!(text.contains(reason) && text.contains(advice), "{text}: {:?}", error.detail());
    assert!(error.detail().is_some(), "its stderr is lost");
    let health = harness.runner.health().await;
    assert_eq!(health.status, HealthStatus::Unavailable);
    assert!(health.message.contains(reason), "{health:?}");
}

async fn a_key_that_the_machine_does_not_know_is_told(kind: EngineKind) {
    let machine = Machine::start();
    let harness = remote_harness(&machine.home, kind).await;
    harness.runner.list().await.unwrap();
    machine.home.new_key();
    out_of_reach(&harness, "accepts none of this user's keys", "authorized_keys").await;
}

async fn a_machine_that_is_gone_is_told(kind: EngineKind) {
    let machine = Machine::start();
    let harness = named(&machine.home, kind, UNREACHABLE).await;
    out_of_reach(&harness, "does not answer at this address", "Check that it is on").await;
}

async fn an_impostor_is_told(kind: EngineKind) {
    let machine = Machine::start();
    let harness = remote_harness(&machine.home, kind).await;
    machine.remember_another_host_key();
    out_of_reach(&harness, "another host key", "ssh-keygen -R").await;
}

/// podman 4.3 takes the key of a machine that it has never seen, without a word.
#[tokio::test]
async fn a_machine_that_was_never_seen_is_told_by_docker() {
    let machine = Machine::start();
    let harness = remote_harness(&machine.home, EngineKind::Docker).await;
    machine.forget_host_key();
    out_of_reach(&harness, "is not known yet", "once with ssh").await;
}

async fn a_link_that_is_cut_ends_the_view_and_not_the_session(kind: EngineKind) {
    let machine = Machine::start();
    let harness = remote_harness(&machine.home, kind).await;
    let name = harness.name("cut");
    let pid = harness.started(&name, ANSWERS).await.pid;
    let view = attached(&harness, &name).await;
    view.types_until("one\n", "got one.");

    machine.link.cut();
    view.ends();
    out_of_reach(&harness, "broke off", "Check the network").await;
    let near = Harness::real(kind).runner.status(&name.name).await.unwrap();
    assert_eq!((near.state, near.pid), (State::Running, pid), "the link took the session along");

    machine.link.mend();
    let again = until_async("the way back", || async { harness.runner.status(&name.name).await.ok() }).await;
    assert_eq!((again.state, again.pid), (State::Running, pid));
    let view = attached(&harness, &name).await;
    view.types_until("two\n", "got two.");
}

#[tokio::test]
async fn certificates_that_do_not_fit_are_told() {
    let daemon = TlsDaemon::start();
    let docker = EngineKind::Docker;
    for (home, reason, advice) in [
        (
            daemon.home_with_untrusted_certificate(),
            "refuses this client's certificate",
            "docker context inspect",
        ),
        (daemon.home_with_other_authority(), "can't be trusted", "ca="),
        (daemon.home_without_certificates(), "wants TLS", "docker context update"),
    ] {
        out_of_reach(&remote_harness(&home, docker).await, reason, advice).await;
    }
    let gone = named(&daemon.home, docker, UNREACHABLE).await;
    out_of_reach(&gone, "does not answer at this address", "Check that it is on").await;
}
