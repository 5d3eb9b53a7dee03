//! How an engine is doing.

use std::time::Instant;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::engine::{EngineKind, Health, HealthStatus};
use crate::error::Error;
use crate::parse::version;
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
            let answer = self.call(context, args::version(), self.limits().health).await;
            (answer, asked.elapsed())
        };
        let ((answer, latency), rootless) = tokio::join!(version, self.rootless());
        let mut health = Health {
            engine: engine.id.clone(),
            kind: engine.kind,
            endpoint: engine.endpoint.clone(),
            rootless,
            status: HealthStatus::Unavailable,
            version: None,
            message: String::new(),
            detail: None,
            latency_ms: u32::try_from(latency.as_millis()).ok(),
        };
        let output = match answer {
            Ok(output) => output,
            Err(error) => {
                health.latency_ms = None;
                health.message = match &error {
                    Error::TimedOut { after, .. } => format!(
                        "{} is installed but did not answer within {} s. {}",
                        engine.id,
                        after.as_secs(),
                        restart_advice(engine.kind)
                    ),
                    error => error.to_string(),
                };
                health.detail = error.detail();
                return health;
            }
        };
        match version::parse(&output.stdout, engine.kind == EngineKind::Podman) {
            Some(version) if output.success() => {
                health.status = HealthStatus::Ready;
                health.version = Some(version.version);
                if version.is_podman && engine.kind == EngineKind::Docker {
                    health.message = "This docker is podman behind docker's client".to_owned();
                }
            }
            _ => {
                // Half an answer without a word: the client is there, and nothing behind it.
                let stderr = Some(output.stderr_text()).filter(|stderr| !stderr.is_empty());
                let stderr = stderr.unwrap_or_else(|| "no engine stands behind its client".to_owned());
                let error = self.unavailable(&stderr);
                health.message = error.to_string();
                health.detail = error.detail();
            }
        }
        health
    }

    /// Whether it runs without root. Asked once; an engine that does not say is asked again.
    async fn rootless(&self) -> Option<bool> {
        let engine = self.engine();
        let context = CallContext { operation: "ask about root", name: &engine.id };
        let asked = self.inner.rootless.get_or_try_init(|| async {
            let output = self.call(context, args::rootless(engine.kind), self.limits().health).await;
            let output = output.ok().filter(Output::success).ok_or(())?;
            version::rootless(&output.stdout).ok_or(())
        });
        asked.await.ok().copied()
    }
}

fn restart_advice(kind: EngineKind) -> &'static str {
    match kind {
        EngineKind::Podman => {
            "Restart its machine or service (podman machine stop, podman machine start), and try again"
        }
        EngineKind::Docker => "Restart Docker Desktop, or run: sudo systemctl restart docker",
    }
}
