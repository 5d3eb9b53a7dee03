//! Berth on the tests' cluster.

use std::sync::atomic::{AtomicU32, Ordering};

use berth_runner::{Engine, EngineKind, EnvVar, Session, SessionSpec, State};
use berth_tests::cluster::{CONTEXT, Cluster, Kubectl, Pod, pod_that_runs};
use berth_tests::engines::IMAGE;
use berth_tests::harness::Harness;
use berth_tests::wait::until_async;

/// A context of the cluster, by one of the clients.
pub fn engine(version: Kubectl, context: &str) -> Engine {
    let cluster = Cluster::get();
    let kubeconfig = cluster.kubeconfig.to_str().unwrap();
    let args = ["--kubeconfig", kubeconfig, "--context", context, "--namespace", "default"];
    Engine {
        id: format!("kubernetes:{context}"),
        global_args: args.map(str::to_owned).to_vec(),
        endpoint: "https://cluster".to_owned(),
        namespace: Some("default".to_owned()),
        ..Engine::new(EngineKind::Kubernetes, cluster.program(version).to_owned())
    }
}

/// A runner on the context that may do everything.
pub fn harness(version: Kubectl) -> Harness {
    let mut harness = Harness::on(engine(version, CONTEXT));
    harness.runner = harness.runner.writing(berth_convert::manifest);
    harness
}

/// A name that no other test uses.
pub fn name(stem: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("bt-{stem}-{}-own{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A session with a variable whose value is nobody's business.
pub fn spec(name: &str, command: &str) -> SessionSpec {
    let secret = EnvVar { key: "TOKEN".to_owned(), value: "s3cret-of-mine".to_owned() };
    SessionSpec {
        name: name.to_owned(),
        image: IMAGE.to_owned(),
        command: command.to_owned(),
        env: vec![secret],
        ..SessionSpec::default()
    }
}

/// A pod that Berth did not start.
pub fn pod(stem: &str, script: &str) -> Pod<'static> {
    pod_that_runs(Cluster::get(), stem, script)
}

/// Waits until a session is in a state.
pub async fn until_is(harness: &Harness, name: &str, state: State) -> Session {
    until_async(&format!("{name} to be {state:?}"), || async {
        harness.runner.status(name).await.ok().filter(|session| session.state == state)
    })
    .await
}

/// The same where the person allows that Berth changes what it did not start.
pub fn allowing(harness: &Harness) -> Harness {
    Harness::on(Engine { changes_others: true, ..harness.runner.engine().clone() })
}

/// Makes two tests of each case, `old::CASE` and `new::CASE`, by the kubectl.
macro_rules! on_both_kubectls {
    ($($case:ident),+ $(,)?) => {
        mod old { $(#[tokio::test] async fn $case() { super::$case(&crate::common::harness(berth_tests::cluster::Kubectl::Old)).await; })+ }
        mod new { $(#[tokio::test] async fn $case() { super::$case(&crate::common::harness(berth_tests::cluster::Kubectl::New)).await; })+ }
    };
}
pub(crate) use on_both_kubectls;
