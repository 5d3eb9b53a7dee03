//! Archives and removes own sessions that have ended.

use berth_archive::{RunId, Verb};
use tokio::time::sleep;

use super::Runner;
use super::call::CallContext;
use super::removal::ensure_removable;
use super::settle::RESTART_GRACE;
use crate::error::Result;
use crate::reason::Refusal;
use crate::session::{DeleteOptions, Session};

/// The result for one session of a [`Runner::prune`].
#[derive(Debug)]
pub struct Pruned {
    /// The id that was asked for.
    pub id: String,
    /// Its name, or its id where no such session was found.
    pub name: String,
    /// The number of its run in the archive (`None` of a session of which nothing is kept), or
    /// why it is still there.
    pub outcome: Result<Option<RunId>>,
}

impl Runner {
    /// The sessions that a prune would remove: own ones that have ended.
    ///
    /// # Errors
    /// As [`Runner::list`].
    pub async fn prune_preview(&self) -> Result<Vec<Session>> {
        let sessions = self.list().await?.sessions;
        Ok(sessions.into_iter().filter(|session| session.prunable).collect())
    }

    /// Archives and removes ended own sessions, by their ids, one after the other.
    ///
    /// Each is inspected again before: a session that runs by now, is not ours, or belongs to
    /// another program stays. Volumes stay. Errors are part of the results.
    pub async fn prune(&self, ids: &[String]) -> Vec<Pruned> {
        let mut results = Vec::with_capacity(ids.len());
        for id in ids {
            let mut name = id.clone();
            let outcome = self.prune_one(id, &mut name).await;
            results.push(Pruned { id: id.clone(), name, outcome });
        }
        results
    }

    async fn prune_one(&self, id: &str, name: &mut String) -> Result<Option<RunId>> {
        let mut found = self.resolve(id).await?;
        name.clone_from(&found.session.name);
        if found.session.restart_policy != "no" {
            // podman 4.3 reports "stopped" between two runs.
            sleep(RESTART_GRACE).await;
            found = self.resolve(&found.session.id).await?;
        }
        self.ensure_prunable(&found.session)?;
        let run = self.archive_run(&found, false).await?.run;
        self.on_behalf_of(Verb::Prune).remove(&found, DeleteOptions::default()).await?;
        Ok(run)
    }

    fn ensure_prunable(&self, session: &Session) -> Result<()> {
        ensure_removable(session)?;
        let reason = match session {
            Session { prunable: true, .. } => return Ok(()),
            Session { own: false, .. } => Refusal::NotOwn {},
            _ => Refusal::NotEnded { state: session.engine_state.clone() },
        };
        Err(self.refusal(CallContext { operation: "tidy away", name: &session.name }, reason))
    }
}
