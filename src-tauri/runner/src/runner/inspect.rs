//! Reading: which sessions there are, and how one is.

use serde_json::Value;

use super::Runner;
use super::batch::{Batch, said};
use super::call::CallContext;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::{inspect, rows, warnings};
use crate::reason::Illegible;
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

impl Runner {
    /// All containers, own and foreign, in any state.
    ///
    /// Containers that go while it looks are left out; rows that can't be read are
    /// counted and logged. One that the engine can't describe is there, as a broken session.
    ///
    /// # Errors
    /// If the engine refuses or does not answer in time, or its answer is unreadable.
    pub async fn list(&self) -> Result<Listing> {
        self.list_each(|_| {}).await
    }

    /// The same, and passes on each batch of containers before the next is asked for.
    pub(crate) async fn list_each(&self, mut each: impl FnMut(&mut Batch) + Send) -> Result<Listing> {
        let _turn = self.inner.listing.lock().await;
        if let Some(namespace) = &self.engine().namespace {
            return self.list_pods(namespace, each).await;
        }
        let context = CallContext { operation: "list the sessions of", name: &self.engine().id };
        let output = self.call(context, args::list(), self.limits().list).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        let (ids, skipped) = rows::ids(rows::parse(&output.stdout));
        let warnings = warnings::texts(&output.stderr_text());
        let mut listing = Listing { sessions: Vec::with_capacity(ids.len()), skipped, warnings };
        for ids in ids.chunks(BATCH) {
            let mut batch = self.inspect_many(ids).await?;
            each(&mut batch);
            listing.sessions.extend(batch.sessions);
            listing.skipped += batch.skipped;
        }
        Ok(listing)
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
        if let Some(namespace) = &self.engine().namespace {
            return self.find_in_pods(namespace, key).await;
        }
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
                self.note_restarts(std::slice::from_mut(&mut session)).await;
                return Ok(Some(Inspected { session, row }));
            }
        }
        if output.success() {
            return Err(Error::Unreadable {
                engine: self.engine().id.clone(),
                operation: format!("inspect {key}"),
                reason: Illegible::NoContainer {},
                detail: String::from_utf8_lossy(&output.stdout).chars().take(500).collect(),
            });
        }
        match self.refused(context, &output) {
            Error::SessionNotFound { .. } => Ok(None),
            Error::Refused { detail, .. } if detail.contains("Multiple IDs found") => Ok(None),
            error @ Error::Refused { status: Some(_), .. } => {
                // It may be there all the same.
                let listed = self.listed(key, &said(&error)).await.ok().flatten();
                listed.map(|(session, row)| Some(Inspected { session, row })).ok_or(error)
            }
            error => Err(error),
        }
    }
}
