//! Pauses the restarts of a session, and resumes them: its policy is set to `no`, and put back.
//!
//! The policy that it had is in the archive before it is changed, so that it can be put back by
//! another program, and after a restart of this one.

use std::collections::HashMap;

use berth_archive::{SessionKey, Verb};
use tokio::task::spawn_blocking;

use super::Runner;
use super::attempt::Attempt;
use super::call::CallContext;
use super::intent::Change;
use crate::args;
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::parse::version;
use crate::session::{NO_RESTARTS, Session};

impl Runner {
    /// Keeps a session from being started again by its restart policy, until that is resumed;
    /// returns it as it is then. A run that goes on goes on. One that has no policy stays so.
    ///
    /// docker (20.10) starts a session that waits for its next start once more.
    ///
    /// # Errors
    /// There is no such session; the engine can't change a restart policy (podman before 5.1);
    /// the policy can't be kept in the archive, and is not changed; or the engine refuses or
    /// does not answer, and the policy is as it was.
    pub async fn pause_restarts(&self, key: &str) -> Result<Session> {
        let session = self.resolve(key).await?.session;
        if session.restart_policy == NO_RESTARTS {
            return Ok(session);
        }
        let policy = session.restart_policy.clone();
        let (archive, kept) = (self.archive().clone(), self.session_key(&session));
        let keep = spawn_blocking(move || archive.keep_restart_policy(&kept, &policy)).await;
        if let Ok(Err(source)) = keep {
            let path = self.archive().path().to_owned();
            return Err(Error::PolicyNotKept { name: session.name, path, source });
        }
        let set = self.set_restart_policy(&session, Verb::PauseRestarts, NO_RESTARTS).await;
        if set.is_err() {
            self.forget_restart_policy(&session).await;
        }
        set?;
        self.status(&session.id).await
    }

    /// Puts back the policy that a session had before its restarts were paused; returns it as it
    /// is then. It is not started by that. One whose restarts are not paused stays as it is.
    ///
    /// # Errors
    /// There is no such session, or the engine refuses or does not answer, and the restarts are
    /// still paused.
    pub async fn resume_restarts(&self, key: &str) -> Result<Session> {
        let session = self.resolve(key).await?.session;
        let Some(policy) = &session.paused_policy else { return Ok(session) };
        self.set_restart_policy(&session, Verb::ResumeRestarts, policy).await?;
        self.forget_restart_policy(&session).await;
        self.status(&session.id).await
    }

    async fn set_restart_policy(&self, session: &Session, verb: Verb, policy: &str) -> Result<()> {
        let Session { id, name, .. } = session;
        let operation = match verb {
            Verb::PauseRestarts => "pause the restarts of",
            _ => "resume the restarts of",
        };
        let context = CallContext { operation, name };
        let invocation = args::restart_policy(id, policy);
        let attempt = self.attempt(context, Change::of(verb, id), invocation, self.limits().resume).await?;
        if let Attempt::Refused { output, .. } = &attempt
            // podman 4.3: `Error: unknown flag: --restart`.
            && output.stderr_text().contains("unknown flag: --restart")
        {
            return Err(Error::PolicyFixed { engine: self.engine().id.clone(), name: name.clone() });
        }
        self.confirm(attempt, id, |now| now.is_some_and(|now| now.restart_policy == policy)).await
    }

    /// Says of each session whether its restarts can be paused, and which policy it had where they
    /// are.
    pub(super) async fn note_restarts(&self, sessions: &mut [Session]) {
        let restarts = |session: &Session| session.restart_policy != NO_RESTARTS;
        let pausable = sessions.iter().any(restarts) && self.changes_restart_policies().await;
        let kept = if sessions.iter().all(restarts) { HashMap::new() } else { self.kept_policies().await };
        for session in sessions {
            session.restarts_pausable = pausable && restarts(session);
            // One whose policy somebody else has set again is not paused.
            session.paused_policy = kept.get(&session.id).filter(|_| !restarts(session)).cloned();
        }
    }

    async fn kept_policies(&self) -> HashMap<String, String> {
        let (archive, engine) = (self.archive().clone(), self.engine().id.clone());
        let read = spawn_blocking(move || archive.kept_restart_policies(&engine)).await;
        read.map_err(|error| error.to_string())
            .and_then(|read| read.map_err(|error| error.to_string()))
            .unwrap_or_else(|error| {
                tracing::debug!(error, "whose restarts are paused is not known");
                HashMap::new()
            })
    }

    /// Whether the engine can change a restart policy: docker can, podman from 5.1 on, a cluster can't. Asked once;
    /// one that does not say can be tried.
    async fn changes_restart_policies(&self) -> bool {
        match self.engine().kind {
            EngineKind::Docker => return true,
            EngineKind::Kubernetes => return false,
            EngineKind::Podman => {}
        }
        let asked = self.inner.changes_restarts.get_or_try_init(|| async {
            let context = CallContext { operation: "reach", name: &self.engine().id };
            let output = self.call(context, args::version(), self.limits().health).await.map_err(|_| ())?;
            let version = version::parse(&output.stdout, true).ok_or(())?;
            Ok::<_, ()>(version.is_at_least(5, 1))
        });
        asked.await.copied().unwrap_or(true)
    }

    async fn forget_restart_policy(&self, session: &Session) {
        let (archive, key) = (self.archive().clone(), self.session_key(session));
        let forget = move || {
            if let Err(error) = archive.forget_restart_policy(&key) {
                // It shows only while the policy is `no`.
                tracing::warn!(%error, "a restart policy that was put back is still kept");
            }
        };
        let _ = spawn_blocking(forget).await;
    }

    fn session_key(&self, session: &Session) -> SessionKey {
        SessionKey { engine: self.engine().id.clone(), container: session.id.clone() }
    }
}
