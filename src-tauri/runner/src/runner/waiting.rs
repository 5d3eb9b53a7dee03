//! Waits for what the engine says of a session: no terminal is needed for that, and nothing is asked again and again.

use super::Runner;
use crate::error::Result;
use crate::runner::watch::EngineUpdate;
use crate::session::{CheckStatus, Session, State};

/// What is waited for. What is so already is not waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunUntil {
    /// The run that goes on has ended, whatever follows it.
    Exit,
    /// Its health checks say so.
    Health(CheckStatus),
}

/// What became of waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunWaited {
    /// It is so.
    Met {
        /// The exit code of the run, where it has ended and the engine still knows it.
        exit_code: Option<i64>,
    },
    /// The run ended first, so that it can't become so.
    Ended {
        /// Its exit code, where the engine still knows it.
        exit_code: Option<i64>,
    },
    /// The session was removed first.
    Gone,
}

impl Runner {
    /// Waits until it is so of a session's present run. Cancel safe.
    ///
    /// # Errors
    /// There is no such session, or the engine is away, also in the meantime.
    pub async fn wait(&self, key: &str, until: RunUntil) -> Result<RunWaited> {
        let mut watch = self.watch();
        let first = self.status(key).await?;
        if let Some(waited) = judged(&first, &first, until) {
            return Ok(waited);
        }
        let is = |session: &Session| session.id == first.id;
        while let Some(update) = watch.next().await {
            let (now, gone) = match update {
                EngineUpdate::Snapshot(listing) => {
                    let now = listing.sessions.into_iter().find(is);
                    // It may be from before this session was created.
                    let gone = now.is_none() && !self.exists(&first.id).await?;
                    (now, gone)
                }
                EngineUpdate::Updated { sessions, gone } => {
                    (sessions.into_iter().find(is), gone.contains(&first.id))
                }
                EngineUpdate::Away { error, .. } => return Err(error),
            };
            if gone {
                return Ok(removed(until));
            }
            if let Some(waited) = now.and_then(|now| judged(&first, &now, until)) {
                return Ok(waited);
            }
        }
        // The runtime is shutting down.
        std::future::pending().await
    }
}

/// What is so of a session now, whose run was the one of `first`; `None` while it is waited for.
fn judged(first: &Session, now: &Session, until: RunUntil) -> Option<RunWaited> {
    // A list that was made before.
    if now.started_at < first.started_at {
        return None;
    }
    let again = now.started_at != first.started_at;
    let goes_on = matches!(now.state, State::Running | State::Paused | State::Stopping | State::Unknown);
    // Of two runs the engine knows the last one's.
    let exit_code = if goes_on { None } else { now.exit_code };
    let met = match until {
        RunUntil::Exit => again || !goes_on,
        RunUntil::Health(wanted) => {
            goes_on && now.checks.as_ref().is_some_and(|checks| checks.status == wanted)
        }
    };
    match (met, goes_on) {
        (true, _) => Some(RunWaited::Met { exit_code }),
        (false, false) => Some(RunWaited::Ended { exit_code }),
        (false, true) => None,
    }
}

/// Whatever it ended with, it has ended.
fn removed(until: RunUntil) -> RunWaited {
    match until {
        RunUntil::Exit => RunWaited::Met { exit_code: None },
        RunUntil::Health(_) => RunWaited::Gone,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::parse::inspect;
    use crate::session::Checks;

    fn session(state: State, began: &str, exit_code: Option<i64>, health: Option<CheckStatus>) -> Session {
        let began: Timestamp = began.parse().unwrap();
        let row = serde_json::json!({
            "Id": "9f".repeat(32), "Name": "bot", "Config": { "Image": "busybox" }, "State": { "Status": "running" },
        });
        let mut session = inspect::session("podman", &row).unwrap();
        (session.state, session.started_at, session.exit_code) = (state, Some(began), exit_code);
        session.checks = health.map(|status| Checks { status, failures: 0, last: Vec::new() });
        session
    }

    const FIRST: &str = "2026-11-26T10:00:00Z";
    const LATER: &str = "2026-11-26T10:05:00Z";
    const BEFORE: &str = "2026-11-26T09:55:00Z";

    #[test]
    fn an_end_is_that_of_the_run_that_went_on() {
        use State::{Exited, Paused, Restarting, Running, Stopping};
        let first = session(Running, FIRST, None, None);
        let met = |exit_code| Some(RunWaited::Met { exit_code });
        for (state, began, code, waited) in [
            (Running, FIRST, None, None),
            (Paused, FIRST, None, None),
            (Stopping, FIRST, None, None),
            (State::Unknown, FIRST, None, None),
            (Exited, FIRST, Some(3), met(Some(3))),
            (Restarting, FIRST, Some(1), met(Some(1))),
            // The next run goes on, or has ended with a code of its own.
            (Running, LATER, Some(0), met(None)),
            (Exited, LATER, Some(9), met(Some(9))),
            // A list that was made before.
            (Exited, BEFORE, Some(5), None),
        ] {
            assert_eq!(
                judged(&first, &session(state, began, code, None), RunUntil::Exit),
                waited,
                "{state:?}"
            );
        }
        assert_eq!(removed(RunUntil::Exit), RunWaited::Met { exit_code: None });
    }

    #[test]
    fn health_is_that_of_a_run_that_goes_on() {
        use CheckStatus::{Healthy, Starting, Unhealthy};
        use State::{Exited, Running};
        let first = session(Running, FIRST, None, Some(Starting));
        for (state, code, health, waited) in [
            (Running, None, None, None),
            (Running, None, Some(Starting), None),
            (Running, None, Some(Healthy), None),
            (Running, None, Some(Unhealthy), Some(RunWaited::Met { exit_code: None })),
            (Exited, Some(1), Some(Unhealthy), Some(RunWaited::Ended { exit_code: Some(1) })),
        ] {
            let now = session(state, FIRST, code, health);
            assert_eq!(judged(&first, &now, RunUntil::Health(Unhealthy)), waited, "{state:?} {health:?}");
        }
        assert_eq!(removed(RunUntil::Health(Healthy)), RunWaited::Gone);
    }
}
