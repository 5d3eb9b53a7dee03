//! Without the app: each question is answered by looking at the session oneself.

use std::sync::Arc;
use std::time::Duration;

use berth_activity::{Activity, Rules};
use berth_observer::Observer;
use berth_runner::{CheckStatus, EngineUpdate, Error as RunnerError, Runner, Session, State};
use tokio::time::{Instant, timeout, timeout_at};

use crate::observed;
use crate::sessions::Sessions;
use crate::values::{Address, Health, Refusal, RefusalKind, Seen, SendRequest, Sent, Status, Until, Waited};

/// A rule that wants a quiet screen has not decided at once.
const SETTLES_WITHIN: Duration = Duration::from_millis(2500);

/// Looks at sessions itself.
#[derive(Clone)]
pub struct Alone {
    runners: Vec<Runner>,
    rules: Arc<Rules>,
}

impl Alone {
    /// Those of these engines.
    pub fn new(runners: Vec<Runner>, rules: Arc<Rules>) -> Self {
        Self { runners, rules }
    }

    fn runner(&self, session: &Address) -> Result<&Runner, Refusal> {
        let found = self.runners.iter().find(|runner| runner.engine().id == session.engine);
        found.ok_or_else(|| Refusal::new(RefusalKind::Unknown, format!("{} is not asked", session.engine)))
    }

    async fn look(&self, session: &Address) -> Result<Observer, Refusal> {
        let runner = self.runner(session)?;
        let found = runner.status(&session.id).await.map_err(|error| observed::of_runner(&error))?;
        joinable(found)?;
        let rules = Arc::clone(&self.rules);
        Observer::open(runner.clone(), &session.id, rules, None).await.map_err(observed::refusal)
    }

    /// The same, once a rule has decided, or had the time to.
    async fn look_settled(&self, session: &Address) -> Result<Observer, Refusal> {
        let observer = self.look(session).await?;
        let mut changes = observer.changes();
        let decided = async {
            while observer.reading().activity == Activity::Unknown && changes.changed().await.is_ok() {}
        };
        let _ = timeout(SETTLES_WITHIN, decided).await;
        Ok(observer)
    }
}

/// Whether it can be looked at.
fn joinable(session: Session) -> Result<(), Refusal> {
    let name = session.name;
    let error = match session.state {
        State::Running if !session.tty => RunnerError::NoTerminal { name },
        State::Running if !session.attachable => RunnerError::StopsWhenAttached { name },
        State::Running => return Ok(()),
        State::Paused => RunnerError::SessionPaused { name },
        _ => RunnerError::NotRunning { name, state: session.engine_state },
    };
    Err(observed::of_runner(&error))
}

impl Sessions for Alone {
    async fn list(&self) -> Result<Vec<Status>, Refusal> {
        Ok(Vec::new())
    }

    async fn peek(&self, session: &Address) -> Result<Seen, Refusal> {
        Ok(observed::seen(session, self.look_settled(session).await?.peek()))
    }

    async fn send(&self, session: &Address, request: &SendRequest) -> Result<Sent, Refusal> {
        let observer = match request.only_if.activity {
            Some(_) => self.look_settled(session).await?,
            None => self.look(session).await?,
        };
        let outcome = observer.send(&request.inputs, &observed::guard(&request.only_if)).await;
        Ok(observed::sent(session, outcome.map_err(observed::refusal)?))
    }

    async fn wait(
        &self,
        session: &Address,
        until: &Until,
        limit: Option<Duration>,
    ) -> Result<Waited, Refusal> {
        // One that would be waited for longer than clocks count is waited for without end.
        let end = limit.and_then(|limit| Instant::now().checked_add(limit));
        if matches!(until, Until::Exit | Until::Health(_)) {
            let waited = in_time(end, heard(self.runner(session)?, session, until)).await;
            return waited.unwrap_or(Ok(Waited::TimedOut { seen: None }));
        }
        let until = observed::until(until)?;
        let Some(observer) = in_time(end, self.look(session)).await else {
            return Ok(Waited::TimedOut { seen: None });
        };
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        let waited = observer?.wait(&until, left).await.map_err(observed::refusal)?;
        Ok(observed::waited(session, waited))
    }
}

async fn in_time<T>(end: Option<Instant>, work: impl Future<Output = T>) -> Option<T> {
    match end {
        Some(end) => timeout_at(end, work).await.ok(),
        None => Some(work.await),
    }
}

/// What the engine says of a session until it is so; no terminal is needed for that.
async fn heard(runner: &Runner, session: &Address, until: &Until) -> Result<Waited, Refusal> {
    let mut watch = runner.watch();
    let mut run = None;
    while let Some(update) = watch.next().await {
        let (found, gone) = match update {
            EngineUpdate::Snapshot(listing) => (listing.sessions.into_iter().find(is(session)), true),
            EngineUpdate::Updated { sessions, gone } => {
                (sessions.into_iter().find(is(session)), gone.contains(&session.id))
            }
            EngineUpdate::Away { error, .. } => return Err(observed::of_runner(&error)),
        };
        match found {
            Some(now) => {
                let began = *run.get_or_insert(now.started_at);
                if let Some(waited) = judged(&now, began != now.started_at, until) {
                    return Ok(waited);
                }
            }
            // Whatever it ended with, it has ended.
            None if gone && *until == Until::Exit && run.is_some() => {
                return Ok(Waited::Met { seen: None, exit_code: None });
            }
            None if gone => return Ok(Waited::Gone),
            None => {}
        }
    }
    Err(Refusal::new(RefusalKind::NoEngine, format!("{} is no longer watched", session.engine)))
}

fn is(session: &Address) -> impl Fn(&Session) -> bool {
    |found| found.id == session.id
}

/// What is so of a session now; `None` while it is waited for. `again` is whether it has been
/// started again since.
fn judged(now: &Session, again: bool, until: &Until) -> Option<Waited> {
    let runs = matches!(now.state, State::Running | State::Paused | State::Stopping);
    let status = now.checks.as_ref().map(|checks| checks.status);
    let met = match until {
        Until::Exit => !runs || again,
        Until::Health(Health::Healthy) => status == Some(CheckStatus::Healthy),
        Until::Health(Health::Unhealthy) => status == Some(CheckStatus::Unhealthy),
        _ => false,
    };
    match (met, runs) {
        (true, _) => Some(Waited::Met { seen: None, exit_code: now.exit_code }),
        (false, false) => Some(Waited::Ended { exit_code: now.exit_code }),
        (false, true) => None,
    }
}
