//! What one engine runs, as far as it told.

use berth_runner::{Health, Runner, Session};
use jiff::Timestamp;
use serde::Serialize;

use crate::failure::Failure;
use crate::harbour::{ready, unavailable};

/// One engine's part of the list.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EngineListing {
    pub health: Health,
    pub sessions: Vec<Session>,
    /// Rows that could not be read.
    pub skipped: u32,
    /// When `sessions` was read, RFC 3339; older than now when `problem` says why.
    #[specta(type = Option<String>)]
    pub read_at: Option<Timestamp>,
    /// Why this is not fresh; `sessions` are as the engine last told.
    pub problem: Option<Failure>,
    /// When it was asked what it never answered, RFC 3339; the first time, while it is away.
    #[specta(type = Option<String>)]
    pub away_since: Option<Timestamp>,
    /// Reached over a network, where a connection may go silent and never end.
    pub far: bool,
}

impl EngineListing {
    pub(super) fn unread(health: Health) -> Self {
        let (read_at, problem, away_since) = (None, None, None);
        Self { health, sessions: Vec::new(), skipped: 0, read_at, problem, away_since, far: false }
    }

    pub(super) fn fresh(runner: &Runner, sessions: Vec<Session>, skipped: u32) -> Self {
        let read_at = Some(Timestamp::now());
        let (health, far) = (ready(runner.engine()), runner.engine().is_remote());
        Self { health, sessions, skipped, read_at, problem: None, away_since: None, far }
    }

    /// The rows stay, and say since when they are old.
    pub(super) fn away(&mut self, runner: &Runner, error: berth_runner::Error, since: Timestamp) {
        self.health = unavailable(runner.engine(), &error);
        self.far = runner.engine().is_remote();
        self.away_since.get_or_insert(since);
        self.problem = Some(error.into());
    }

    /// Whether there is more to tell than that the same was read again, which would send
    /// every row to the window once more.
    pub(super) fn is_news_after(&self, before: Self) -> bool {
        before.read_at.is_none() || *self != Self { read_at: self.read_at, ..before }
    }

    pub(super) fn update(&mut self, runner: &Runner, changed: Vec<Session>, gone: &[String]) {
        let replaced = |old: &Session| gone.contains(&old.id) || changed.iter().any(|new| new.id == old.id);
        let mut sessions = std::mem::take(&mut self.sessions);
        sessions.retain(|old| !replaced(old));
        sessions.extend(changed);
        *self = Self::fresh(runner, sessions, self.skipped);
    }
}

#[cfg(test)]
mod tests {
    use berth_runner::{EngineKind, HealthStatus};

    use super::*;

    fn read(second: i64) -> EngineListing {
        let health = Health {
            engine: "podman".into(),
            kind: EngineKind::Podman,
            endpoint: String::new(),
            rootless: None,
            status: HealthStatus::Ready,
            version: None,
            message: String::new(),
            detail: None,
            latency_ms: None,
        };
        let read_at = Some(Timestamp::constant(second, 0));
        EngineListing { read_at, ..EngineListing::unread(health) }
    }

    #[test]
    fn only_what_differs_is_news() {
        let before = read(1);
        let fresh = read(2);
        assert!(!fresh.is_news_after(before.clone()));
        assert!(EngineListing { skipped: 1, ..read(2) }.is_news_after(before.clone()));
        // That an engine answered for the first time is, also with nothing to show.
        assert!(fresh.is_news_after(EngineListing { read_at: None, ..before }));
    }
}
