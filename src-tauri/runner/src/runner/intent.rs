//! What a verb is about to do and what became of it, written to the archive, so that the app and
//! `berthctl` know of each other's verbs.
//!
//! An archive that can't be written stops no verb: it is logged, and the verb goes on.

use std::time::Duration;

use berth_archive::{Actor, Intent, IntentId, Outcome, SessionKey, Verb};
use jiff::Timestamp;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::Runner;
use crate::error::Error;
use crate::reason::Refusal;

/// How long a verb waits for the archive; then it goes on without.
const ARCHIVE_TIMEOUT: Duration = Duration::from_secs(1);

/// A change that is about to be asked of an engine.
#[derive(Debug, Clone)]
pub(super) struct Change<'a> {
    verb: Verb,
    sessions: Vec<&'a str>,
    signal: Option<&'a str>,
    grace: Option<u32>,
}

impl<'a> Change<'a> {
    /// Of one container, by its id.
    pub fn of(verb: Verb, id: &'a str) -> Self {
        Self::of_all(verb, [id])
    }

    /// Of several containers, by their ids.
    pub fn of_all(verb: Verb, ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self { verb, sessions: ids.into_iter().collect(), signal: None, grace: None }
    }

    /// By a signal, such as `SIGTERM`.
    pub fn by_signal(self, signal: &'a str) -> Self {
        Self { signal: Some(signal), ..self }
    }

    /// With so many seconds until it is killed.
    pub fn with_grace(self, seconds: u32) -> Self {
        Self { grace: Some(seconds), ..self }
    }
}

/// The intents of one change; empty where the archive did not take them.
#[derive(Debug)]
#[must_use = "what became of it is written, too"]
pub(super) struct Begun(Vec<IntentId>);

impl Runner {
    /// Names the caller of its verbs; a program without a window unless this says otherwise.
    #[must_use]
    pub fn by(self, actor: Actor) -> Self {
        Self { actor, ..self }
    }

    /// The same for a verb that consists of others, which are then written under its name.
    pub(super) fn on_behalf_of(&self, verb: Verb) -> Self {
        Self { on_behalf_of: Some(verb), ..self.clone() }
    }

    /// Writes down what is about to be done.
    pub(super) async fn begin(&self, change: &Change<'_>) -> Begun {
        let verb = match (self.on_behalf_of, change.verb) {
            (Some(whole), Verb::Start | Verb::Stop | Verb::Kill | Verb::Delete) => whole,
            (_, verb) => verb,
        };
        let intent = |id: &&str| Intent {
            session: SessionKey { engine: self.engine().id.clone(), container: (*id).to_owned() },
            verb,
            actor: self.actor.clone(),
            signal: change.signal.map(str::to_owned),
            grace: change.grace,
            at: Timestamp::now(),
        };
        let intents: Vec<Intent> = change.sessions.iter().map(intent).collect();
        let archive = self.archive().clone();
        let written = self.noted(move || intents.iter().map(|intent| archive.begin(intent)).collect());
        Begun(written.await.unwrap_or_default())
    }

    /// Writes down what became of it.
    pub(super) async fn finish(&self, begun: Begun, outcome: Outcome) {
        let Begun(ids) = begun;
        if ids.is_empty() {
            return;
        }
        let archive = self.archive().clone();
        self.noted(move || ids.into_iter().try_for_each(|id| archive.finish(id, outcome))).await;
    }

    async fn noted<T: Send + 'static>(
        &self,
        write: impl FnOnce() -> berth_archive::Result<T> + Send + 'static,
    ) -> Option<T> {
        match timeout(ARCHIVE_TIMEOUT, spawn_blocking(write)).await {
            Ok(Ok(Ok(written))) => return Some(written),
            Ok(Ok(Err(error))) => tracing::warn!(%error, "who does it is not written down"),
            Ok(Err(error)) => tracing::warn!(%error, "who does it is not written down"),
            Err(_) => tracing::warn!("the archive is busy: who does it is not written down in time"),
        }
        None
    }
}

/// What the failure of a verb says of its change.
pub(super) fn outcome_of(error: &Error) -> Outcome {
    match error {
        Error::TimedOut { .. }
        | Error::Unreadable { .. }
        | Error::Refused { reason: Refusal::ClientKilled {}, .. } => Outcome::Unknown,
        _ => Outcome::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_was_killed_leaves_it_open() {
        let refused = |reason| Error::Refused {
            operation: "start",
            engine: "podman".to_owned(),
            name: "bot".to_owned(),
            reason,
            status: None,
            detail: String::new(),
        };
        assert_eq!(outcome_of(&refused(Refusal::ClientKilled {})), Outcome::Unknown);
        assert_eq!(outcome_of(&refused(Refusal::Silent {})), Outcome::Refused);
    }
}
