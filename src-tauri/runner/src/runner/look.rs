//! Reading: which sessions there are, and how one is.

use serde_json::Value;

use super::Runner;
use super::ask::Subject;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::{inspect, rows};
use crate::session::{Listing, Session};
use crate::validate;

/// Ids in one `container inspect`: below Windows' 32 KiB of command line.
const BATCH: usize = 200;

/// A session with all that the engine says about it.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub session: Session,
    pub row: Value,
}

impl Runner {
    /// All containers, own and foreign, in any state.
    ///
    /// Containers that go while it looks are left out; rows that can't be read are
    /// counted and logged.
    pub async fn list(&self) -> Result<Listing> {
        let subject = Subject { operation: "list the sessions of", name: &self.engine().id };
        let output = self.ask(subject, args::list(), self.limits().list).await?;
        if !output.success() {
            return Err(self.refused(subject, &output));
        }
        let (ids, skipped) = rows::ids(rows::parse(&output.stdout));
        let mut listing = Listing { sessions: Vec::with_capacity(ids.len()), skipped };
        for ids in ids.chunks(BATCH) {
            self.list_batch(ids, &mut listing).await?;
        }
        Ok(listing)
    }

    async fn list_batch(&self, ids: &[String], listing: &mut Listing) -> Result<()> {
        let subject = Subject { operation: "inspect the sessions of", name: &self.engine().id };
        let output = self.ask(subject, args::inspect(ids), self.limits().inspect).await?;
        let found = rows::parse(&output.stdout);
        // With one id gone both engines print the others and fail.
        if !output.success() && found.rows.is_empty() {
            return match self.refused(subject, &output) {
                Error::SessionNotFound { .. } => Ok(()),
                error => Err(error),
            };
        }
        listing.skipped += found.skipped;
        for row in &found.rows {
            match inspect::session(&self.engine().id, row) {
                Some(session) => listing.sessions.push(session),
                None => {
                    tracing::warn!("skipped an inspected container without an id or a name");
                    listing.skipped += 1;
                }
            }
        }
        Ok(())
    }

    /// How the session is now.
    pub async fn status(&self, key: &str) -> Result<Session> {
        Ok(self.resolve(key).await?.session)
    }

    /// Whether there is such a session. An engine that is away is an error.
    pub async fn exists(&self, key: &str) -> Result<bool> {
        Ok(self.look(key).await?.is_some())
    }

    pub(super) async fn resolve(&self, key: &str) -> Result<Found> {
        self.look(key).await?.ok_or_else(|| self.not_found(key))
    }

    /// The container whose name or full id is exactly `key`. Engines also take the
    /// beginning of an id, and docker refuses one that fits several: those are not it.
    pub(super) async fn look(&self, key: &str) -> Result<Option<Found>> {
        if validate::foreign_name(key).is_err() {
            return Ok(None);
        }
        let subject = Subject { operation: "inspect", name: key };
        let output = self.ask(subject, args::inspect(&[key]), self.limits().inspect).await?;
        let found = rows::parse(&output.stdout);
        for row in found.rows {
            if let Some(session) = inspect::session(&self.engine().id, &row) {
                let exact = session.id == key || session.name == key;
                return Ok(exact.then_some(Found { session, row }));
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
        match self.refused(subject, &output) {
            Error::SessionNotFound { .. } => Ok(None),
            Error::Refused { detail, .. } if detail.contains("Multiple IDs found") => Ok(None),
            error => Err(error),
        }
    }
}
