//! Reading: which sessions there are, and how one is.

use serde_json::Value;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::{inspect, rows, warnings};
use crate::session::{Listing, Session};
use crate::validate;

/// Ids in one `container inspect`: below Windows' 32 KiB of command line.
const BATCH: usize = 200;

/// A session with all that the engine says about it.
#[derive(Debug, Clone)]
pub(super) struct Inspected {
    pub session: Session,
    pub row: Value,
}

/// The answer to one inspect of several containers.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub sessions: Vec<Session>,
    /// Ids that the engine says it does not have.
    pub gone: Vec<String>,
    /// Ids that it says nothing about, as when it was cut off.
    pub unclear: Vec<String>,
    /// Rows that can't be read.
    pub skipped: u32,
}

impl Runner {
    /// All containers, own and foreign, in any state.
    ///
    /// Containers that go while it looks are left out; rows that can't be read are
    /// counted and logged.
    ///
    /// # Errors
    /// If the engine refuses or does not answer in time, or its answer is unreadable.
    pub async fn list(&self) -> Result<Listing> {
        let _turn = self.inner.listing.lock().await;
        let context = CallContext { operation: "list the sessions of", name: &self.engine().id };
        let output = self.call(context, args::list(), self.limits().list).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        let (ids, skipped) = rows::ids(rows::parse(&output.stdout));
        let warnings = warnings::texts(&output.stderr_text());
        let mut listing = Listing { sessions: Vec::with_capacity(ids.len()), skipped, warnings };
        for ids in ids.chunks(BATCH) {
            let batch = self.inspect_many(ids).await?;
            listing.sessions.extend(batch.sessions);
            listing.skipped += batch.skipped;
        }
        Ok(listing)
    }

    /// Several containers by their ids, in one call.
    pub(super) async fn inspect_many(&self, ids: &[String]) -> Result<Batch> {
        let context = CallContext { operation: "inspect the sessions of", name: &self.engine().id };
        let output = self.call(context, args::inspect(ids), self.limits().inspect).await?;
        let found = rows::parse(&output.stdout);
        let mut batch = Batch { skipped: found.skipped, ..Batch::default() };
        for row in &found.rows {
            match inspect::session(&self.engine().id, row) {
                Some(session) => batch.sessions.push(session),
                None => {
                    tracing::warn!("skipped an inspected container without an id or a name");
                    batch.skipped += 1;
                }
            }
        }
        self.name_pods(&mut batch.sessions).await;
        if output.success() {
            return Ok(batch);
        }
        // With one id gone both engines print the others, name it on stderr and fail.
        // An engine that goes away meanwhile does so too.
        match self.refused(context, &output) {
            Error::SessionNotFound { .. } => {}
            error @ Error::EngineUnavailable { .. } => return Err(error),
            error if found.rows.is_empty() => return Err(error),
            _ => {}
        }
        let stderr = output.stderr_text();
        let missing = |id: &&String| !batch.sessions.iter().any(|session| session.id == **id);
        let (gone, unclear) =
            ids.iter().filter(missing).cloned().partition(|id| stderr.contains(id.as_str()));
        Ok(Batch { gone, unclear, ..batch })
    }

    /// How the session is now.
    ///
    /// # Errors
    /// If there is no such session, the engine does not answer in time, or its answer is unreadable.
    pub async fn status(&self, key: &str) -> Result<Session> {
        Ok(self.resolve(key).await?.session)
    }

    /// Whether there is such a session. An engine that is away is an error.
    ///
    /// # Errors
    /// If the engine does not answer in time, or its answer is unreadable.
    pub async fn exists(&self, key: &str) -> Result<bool> {
        Ok(self.inspect(key).await?.is_some())
    }

    pub(super) async fn resolve(&self, key: &str) -> Result<Inspected> {
        self.inspect(key).await?.ok_or_else(|| self.not_found(key))
    }

    /// The container whose name or full id is exactly `key`. Engines also take the
    /// beginning of an id, and docker refuses one that fits several: those are not it.
    pub(super) async fn inspect(&self, key: &str) -> Result<Option<Inspected>> {
        if validate::foreign_name(key).is_err() {
            return Ok(None);
        }
        let context = CallContext { operation: "inspect", name: key };
        let output = self.call(context, args::inspect(&[key]), self.limits().inspect).await?;
        let found = rows::parse(&output.stdout);
        for row in found.rows {
            if let Some(mut session) = inspect::session(&self.engine().id, &row) {
                let exact = session.id == key || session.name == key;
                if !exact {
                    return Ok(None);
                }
                self.name_pods(std::slice::from_mut(&mut session)).await;
                return Ok(Some(Inspected { session, row }));
            }
        }
        if output.success() {
            return Err(Error::Unreadable {
                engine: self.engine().id.clone(),
                operation: format!("inspect {key}"),
                reason: "there is no container in it".to_owned(),
                detail: String::from_utf8_lossy(&output.stdout).chars().take(500).collect(),
            });
        }
        match self.refused(context, &output) {
            Error::SessionNotFound { .. } => Ok(None),
            Error::Refused { detail, .. } if detail.contains("Multiple IDs found") => Ok(None),
            error => Err(error),
        }
    }
}
