//! Removes containers, once it is sure that they may be removed and are.

use berth_archive::Verb;

use super::Runner;
use super::attempt::Attempt;
use super::call::CallContext;
use super::inspect::Inspected;
use super::intent::Change;
use crate::args;
use crate::error::{Error, Result};
use crate::reason::Refusal;
use crate::session::{DeleteOptions, Session};

/// Refuses a session that belongs to another program, and the infra container of a pod:
/// podman (4.3) kills that before it refuses to remove it.
pub(super) fn ensure_removable(session: &Session) -> Result<()> {
    if let (true, Some(pod)) = (session.infra, &session.pod) {
        return Err(Error::PodInfra { name: session.name.clone(), pod: pod.clone() });
    }
    match &session.protection {
        Some(owner) => Err(Error::Protected { name: session.name.clone(), owner: owner.clone() }),
        None => Ok(()),
    }
}

impl Runner {
    /// Removes a container that has ended, and checks that it is gone: `podman rm` exits
    /// with 0 for a container that it did not remove.
    pub(super) async fn remove(&self, found: &Inspected, options: DeleteOptions) -> Result<()> {
        let session = &found.session;
        let context = CallContext { operation: "remove", name: &session.name };
        let change = Change::of(Verb::Delete, &session.id);
        if self.engine().namespace.is_some() {
            self.remove_from_cluster(found, context, change, None).await?;
            self.note_gone(session).await;
            return Ok(());
        }
        let invocation = match options.volumes {
            true => args::remove_with_volumes(&session.id),
            false => args::remove(&session.id),
        };
        let error = match self.attempt(context, change, invocation, self.limits().remove).await? {
            Attempt::Done(output) => self.refused_because(context, &output, Refusal::StillThere {}),
            Attempt::Refused { error, .. } | Attempt::Unknown(error) => error,
        };
        match self.inspect(&session.id).await? {
            None => {}
            Some(Inspected { session: Session { broken: Some(_), .. }, .. }) => {
                self.remove_broken(session, error).await?;
            }
            Some(_) => return Err(error),
        }
        self.note_gone(session).await;
        Ok(())
    }

    /// Removes by force what the engine can't describe, and refused to remove without.
    async fn remove_broken(&self, session: &Session, error: Error) -> Result<()> {
        let context = CallContext { operation: "remove", name: &session.name };
        let invocation = args::remove_forced(self.engine().kind, &session.id);
        let change = Change::of(Verb::Delete, &session.id);
        let attempt = self.attempt(context, change, invocation, self.limits().remove).await?;
        match self.inspect(&session.id).await? {
            None => Ok(()),
            Some(_) => Err(attempt.error().unwrap_or(error)),
        }
    }

    /// Removes a container of ours that never ran: it holds nothing to archive. A failure is
    /// only logged, and the container is a leftover for [`Runner::reconcile`].
    pub(super) async fn discard(&self, found: &Inspected) {
        let session = &found.session;
        let context = CallContext { operation: "remove", name: &session.name };
        let change = Change::of(Verb::Delete, &session.id);
        let removed = match self.engine().namespace {
            Some(_) => self.remove_from_cluster(found, context, change, None).await.map(|_| ()),
            None => {
                let removal = args::remove(&session.id);
                let attempt = self.attempt(context, change, removal, self.limits().remove).await;
                attempt.and_then(Attempt::trusted)
            }
        };
        if let Err(error) = removed {
            let detail = error.detail();
            tracing::warn!(name = session.name, %error, detail, "a container that never started remains");
        }
    }
}
