//! The runs of a name, one after another, as the engine tells of them: without polling.

use std::pin::pin;
use std::time::Duration;

use jiff::Timestamp;

use super::Runner;
use super::watch::{EngineUpdate, Watch};
use crate::error::{Error, Result};
use crate::session::Session;

/// What became of a run whose log has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It has ended, or its session is gone.
    Ended,
    /// So it has, and the next run has begun, which is the last one now.
    Next,
    /// It goes on, as far as the engine says.
    GoesOn,
}

/// The runs of a session, and then those of later sessions of its name.
#[derive(Debug)]
pub struct Runs {
    runner: Runner,
    watch: Watch,
    name: String,
    /// The last run that was seen; `None` before the first.
    last: Option<Session>,
}

impl Runs {
    /// Of no name yet. What happens from now on is not missed, where `watch` was begun just now.
    pub fn new(runner: &Runner, watch: Watch) -> Self {
        Self { runner: runner.clone(), watch, name: String::new(), last: None }
    }

    /// Begins with the last run of a session, by its name or full id.
    ///
    /// # Errors
    /// If there is no such session, the engine does not answer in time, or its answer is unreadable.
    pub async fn begin(&mut self, key: &str) -> Result<&Session> {
        let session = self.runner.status(key).await?;
        self.name.clone_from(&session.name);
        Ok(self.last.insert(session))
    }

    /// Begins with the next run of a name.
    pub fn expect(&mut self, name: &str) {
        self.name = name.to_owned();
        self.last = None;
    }

    /// The name, which the first session had.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The session as it was seen in its last run; `None` where a run is only expected.
    pub fn last(&self) -> Option<&Session> {
        self.last.as_ref()
    }

    /// Waits until the engine says something, which it does when it is back; `false` when the runtime is shutting
    /// down.
    pub async fn answered(&mut self) -> bool {
        loop {
            match self.watch.next().await {
                Some(EngineUpdate::Away { .. }) => {}
                update => return update.is_some(),
            }
        }
    }

    /// Does something that goes on for as long as a run does. `began` hears when the same session begins its next
    /// run meanwhile: podman's client may go on into that.
    pub async fn during<T>(&mut self, work: impl Future<Output = T>, mut began: impl FnMut(&Session)) -> T {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                Some(update) = self.watch.next() => {
                    let next = self.next_in(update);
                    let is_same = |next: &Session| self.last.as_ref().is_some_and(|last| last.id == next.id);
                    if let Some(next) = next.filter(is_same) {
                        began(&next);
                        self.last = Some(next);
                    }
                }
            }
        }
    }

    /// Looks at the session when the log of its run has ended: an engine may still say for a moment that it runs.
    ///
    /// # Errors
    /// The engine does not answer.
    pub async fn settle(&mut self) -> Result<Settled> {
        const TRIES: u32 = 50;
        const PAUSE: Duration = Duration::from_millis(100);
        let Some(last) = self.last.clone() else { return Ok(Settled::Ended) };
        for _ in 0..TRIES {
            let now = match self.runner.status(&last.id).await {
                Ok(now) => now,
                Err(Error::SessionNotFound { .. }) => return Ok(Settled::Ended),
                Err(error) => return Err(error),
            };
            if now.started_at != last.started_at || !now.state.is_alive() {
                let has_next = is_next(&now, &self.name, Some(&last));
                self.last = Some(now);
                return Ok(if has_next { Settled::Next } else { Settled::Ended });
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(Settled::GoesOn)
    }

    /// Waits for the next run, which is the last one from then on; `None` when the runtime is shutting down.
    /// `on_away` is told why the engine does not answer, and with `None` that it does.
    pub async fn next(&mut self, mut on_away: impl FnMut(Option<Error>)) -> Option<&Session> {
        // What the watch told before may have been that.
        let now = self.runner.status(&self.name).await.ok();
        let mut next = now.filter(|now| is_next(now, &self.name, self.last.as_ref()));
        while next.is_none() {
            let update = self.watch.next().await?;
            next = match update {
                EngineUpdate::Away { error, .. } => {
                    on_away(Some(error));
                    None
                }
                update => {
                    on_away(None);
                    self.next_in(update)
                }
            };
        }
        self.last = next;
        self.last()
    }

    fn next_in(&self, update: EngineUpdate) -> Option<Session> {
        let sessions = match update {
            EngineUpdate::Snapshot(listing) => listing.sessions,
            EngineUpdate::Updated { sessions, .. } => sessions,
            EngineUpdate::Away { .. } => Vec::new(),
        };
        sessions.into_iter().find(|session| is_next(session, &self.name, self.last.as_ref()))
    }
}

/// Whether it is a later run of that name; what a watch told late may be of an earlier one.
fn is_next(session: &Session, name: &str, last: Option<&Session>) -> bool {
    session.name == name && session.started_at > last.and_then(|last| last.started_at)
}

/// From when on the log of the next run is read; all of it where its container is another. Else from the middle
/// between the two runs, for lines come into the log a moment after the end of one, and before what docker says is
/// the start of the other; from the end of the last where there were others between.
pub fn since_run(last: &Session, next: &Session) -> Option<Timestamp> {
    if last.id != next.id {
        return None;
    }
    match (last.finished_at, next.started_at) {
        (Some(end), _) if next.restart_count > last.restart_count + 1 => Some(end),
        (Some(end), Some(start)) => start.checked_sub(start.duration_since(end).abs() / 2).ok(),
        (end, start) => start.or(end),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::parse::inspect;

    fn at(text: &str) -> Option<Timestamp> {
        Some(text.parse().unwrap())
    }

    fn last() -> Session {
        let row = serde_json::json!({
            "Id": "5f".repeat(32), "Name": "bot", "Config": { "Image": "alpine" },
            "State": { "Status": "exited", "StartedAt": "2026-11-26T10:00:00Z", "FinishedAt": "2026-11-26T10:02:00Z" },
        });
        inspect::session("podman", &row).unwrap()
    }

    #[test]
    fn the_next_run_is_of_the_same_name() {
        let again = Session { started_at: at("2026-11-26T10:03:00Z"), ..last() };
        let anew = Session { id: "8e".repeat(32), ..again.clone() };
        let created = Session { started_at: None, ..anew.clone() };
        let before = Session { started_at: at("2026-11-26T09:00:00Z"), ..last() };
        let other = Session { name: "other".to_owned(), ..again.clone() };
        for (session, expected) in [
            (&again, true),
            (&anew, true),
            (&last(), false),
            (&created, false),
            (&before, false),
            (&other, false),
        ] {
            assert_eq!(is_next(session, "bot", Some(&last())), expected, "{session:?}");
        }
        assert!(is_next(&last(), "bot", None) && !is_next(&created, "bot", None));
        assert_eq!(since_run(&last(), &again), at("2026-11-26T10:02:30Z"));
        let later = Session { restart_count: last().restart_count + 2, ..again.clone() };
        assert_eq!(since_run(&last(), &later), last().finished_at);
        assert_eq!(since_run(&last(), &anew), None);
    }
}
