//! Joins a session whenever it runs, and again after it was started again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_activity::Program;
use berth_runner::{Error as RunnerError, Session, State};
use jiff::Timestamp;
use tokio::sync::Notify;
use tokio::time::sleep;

use super::shared::{SessionNews, Shared, Standing, end, runs};
use crate::error::{Error, Result};
use crate::joined::Joined;
use crate::judging::Judging;

/// A label that says what kind of program runs.
const LABEL_KIND: &str = "dev.berth.kind";
/// Before a client is started again whose session goes on: the first pause, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(300), Duration::from_secs(30));
/// A client that ran for so long did not fail.
const STABLE: Duration = Duration::from_secs(10);

pub async fn run(shared: Arc<Shared>, mut news: SessionNews) {
    let ended = Arc::new(Notify::new());
    let mut pause = PAUSES.0;
    let mut retry = None;
    loop {
        let session = news.borrow_and_update().clone();
        match next(&shared, session.as_ref()) {
            Step::Rest(standing) => {
                shared.rest(standing);
                retry = None;
            }
            Step::Stay => {}
            Step::Join(session) => {
                let began = Instant::now();
                match shared.join(session, &ended).await {
                    Ok(()) => retry = None,
                    Err(error) => {
                        let standing = standing_of(&error);
                        tracing::debug!(%error, session = session.id, "a session is not observed");
                        shared.now.lock().failure = Some(error);
                        shared.rest(standing);
                        retry = (!matches!(standing, Standing::NoTerminal | Standing::AttachStops))
                            .then_some(pause);
                    }
                }
                pause = if began.elapsed() > STABLE { PAUSES.0 } else { (pause * 2).min(PAUSES.1) };
            }
        }
        let joined = Instant::now();
        tokio::select! {
            changed = news.changed() => {
                if changed.is_err() {
                    // The sender is gone; what is joined is read to its end.
                    ended.notified().await;
                    shared.rest(Standing::NotRunning);
                    return;
                }
            }
            () = ended.notified() => {
                if joined.elapsed() > STABLE {
                    pause = PAUSES.0;
                }
                // The engine says so a moment later.
                shared.rest(Standing::NotRunning);
                retry = Some(pause);
            }
            () = after(retry) => retry = None,
        }
    }
}

async fn after(time: Option<Duration>) {
    match time {
        Some(time) => sleep(time).await,
        None => std::future::pending().await,
    }
}

enum Step<'a> {
    Rest(Standing),
    /// What is joined is right.
    Stay,
    Join(&'a Session),
}

fn next<'a>(shared: &Shared, session: Option<&'a Session>) -> Step<'a> {
    let Some(session) = session else { return Step::Rest(Standing::Gone) };
    if !session.tty {
        return Step::Rest(Standing::NoTerminal);
    }
    if !session.attachable {
        return Step::Rest(Standing::AttachStops);
    }
    let now = shared.now.lock();
    let is_joined =
        now.judging.is_some() && now.joined.as_ref().is_some_and(|joined| !joined.terminal.has_ended());
    let is_of_run = now.joined.as_ref().is_some_and(|joined| joined.run.began == session.started_at);
    match session.state {
        State::Paused if is_joined => Step::Stay,
        _ if !runs(session) => Step::Rest(Standing::NotRunning),
        _ if is_joined && is_of_run => Step::Stay,
        _ => Step::Join(session),
    }
}

fn standing_of(error: &Error) -> Standing {
    match error {
        Error::Runner(RunnerError::NoTerminal { .. }) => Standing::NoTerminal,
        Error::Runner(RunnerError::StopsWhenAttached { .. }) => Standing::AttachStops,
        Error::Runner(RunnerError::NotRunning { .. } | RunnerError::SessionPaused { .. }) => {
            Standing::NotRunning
        }
        Error::Runner(RunnerError::SessionNotFound { .. }) => Standing::Gone,
        _ => Standing::Failing,
    }
}

impl Shared {
    /// Reads the session no more; what it did is over.
    fn rest(&self, standing: Standing) {
        let mut now = self.now.lock();
        if let Some(judging) = now.judging.take() {
            now.tracker = judging.tracker();
        }
        let changed = now.tracker.observe(None, Timestamp::now()).is_some();
        drop(now);
        self.stand(standing);
        if changed {
            self.changed();
        }
    }

    async fn join(&self, session: &Session, ended: &Arc<Notify>) -> Result<()> {
        let given = *self.given.lock();
        let fresh = self.runner.status(&session.id).await?;
        let joined = Joined::open(&self.runner, &fresh, given, Arc::clone(ended)).await?;
        joined.live().await;
        let exit = joined.terminal.has_ended();
        let program = Program {
            argv: session.command.clone(),
            image: session.image.clone(),
            kind: session.labels.get(LABEL_KIND).cloned(),
        };
        let rules = Arc::clone(&self.rules.lock());
        let before = {
            let mut now = self.now.lock();
            let tracker = now.tracker();
            now.judging = None;
            let before = now.joined.replace(Arc::clone(&joined));
            if !exit {
                let pid = fresh.pid.filter(|_| !self.runner.engine().is_remote());
                let changes = Arc::clone(&self.changes);
                now.judging = Some(Judging::telling(joined, program, rules, tracker, pid, changes));
            }
            before
        };
        before.into_iter().for_each(end);
        if exit {
            // The hook was called already.
            ended.notify_one();
        } else {
            self.stand(Standing::Joined);
        }
        Ok(())
    }
}
