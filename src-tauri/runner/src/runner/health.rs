//! How an engine is doing.

use std::time::Instant;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::engine::Health;
use crate::error::{Coded, Error};
use crate::kind::EngineKind;
use crate::parse::{kube, version, warnings};
use crate::process::Output;

impl Runner {
    /// Asks the engine for its version. Never fails: an engine that is away is an answer.
    ///
    /// Status and server are both looked at: without its daemon docker prints its own
    /// half of the answer and ends with 1 (28.2), or hangs.
    pub async fn health(&self) -> Health {
        let asked = Instant::now();
        let engine = self.engine();
        let context = CallContext { operation: "reach", name: &engine.id };
        let version = async {
            let ask = if engine.namespace.is_some() { args::kube_version() } else { args::version() };
            let answer = self.call(context, ask, self.limits().health).await;
            (answer, asked.elapsed())
        };
        let ((answer, latency), rootless) = tokio::join!(version, self.rootless());
        let health = match answer {
            Ok(output) => {
                Health { latency_ms: u32::try_from(latency.as_millis()).ok(), ..self.judge(&output) }
            }
            Err(error) => {
                let health = Health::unavailable(engine, &error);
                match &error {
                    Error::TimedOut { after, .. } => {
                        let (id, seconds) = (&engine.id, after.as_secs());
                        let advice = restart_advice(engine.kind);
                        let message =
                            format!("{id} is installed but did not answer within {seconds} s. {advice}");
                        let args = [("engine", id.clone()), ("seconds", seconds.to_string())];
                        Health { message, fault: Some(Coded::new(silent(engine.kind), args)), ..health }
                    }
                    _ => health,
                }
            }
        };
        Health { rootless, ..health }
    }

    fn judge(&self, output: &Output) -> Health {
        let engine = self.engine();
        let parsed = match engine.kind {
            EngineKind::Kubernetes => kube::version(&output.stdout),
            kind => version::parse(&output.stdout, kind == EngineKind::Podman),
        };
        match parsed {
            Some(version) if output.success() => {
                let disguised = version.is_podman && engine.kind == EngineKind::Docker;
                let message = if disguised { "This docker is podman behind docker's client" } else { "" };
                let warnings = warnings::texts(&output.stderr_text());
                let health = Health { warnings, ..Health::ready(engine) };
                let fault = disguised.then(|| Coded::new("podman_as_docker", []));
                Health { version: Some(version.version), message: message.to_owned(), fault, ..health }
            }
            _ => {
                // Half an answer without an error: the client is there, and no engine behind it.
                Health::unavailable(engine, &self.unavailable(&output.stderr_text()))
            }
        }
    }

    /// Whether it runs without root. Asked once; an engine that does not say is asked again.
    async fn rootless(&self) -> Option<bool> {
        let engine = self.engine();
        if let Some(own) = engine.own_rootless() {
            return Some(own);
        }
        if engine.namespace.is_some() {
            return None;
        }
        let context = CallContext { operation: "ask about root", name: &engine.id };
        let asked = self.inner.rootless.get_or_try_init(|| async {
            let output = self.call(context, args::rootless(engine.kind), self.limits().health).await;
            let output = output.ok().filter(Output::success).ok_or(())?;
            version::rootless(&output.stdout).ok_or(())
        });
        asked.await.ok().copied()
    }
}

fn silent(kind: EngineKind) -> &'static str {
    match kind {
        EngineKind::Podman => "podman_silent",
        EngineKind::Docker => "docker_silent",
        EngineKind::Kubernetes => "cluster_silent",
    }
}

fn restart_advice(kind: EngineKind) -> &'static str {
    match kind {
        EngineKind::Podman => {
            "Restart its machine or service (podman machine stop, podman machine start), and try again"
        }
        EngineKind::Docker => "Restart Docker Desktop, or run: sudo systemctl restart docker",
        EngineKind::Kubernetes => "Check the network and the VPN that lead to the cluster, and try again",
    }
}
