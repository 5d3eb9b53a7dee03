//! Without the app: each question is answered by looking at the session oneself.

use std::sync::Arc;
use std::time::Duration;

use berth_activity::{Activity, Rules};
use berth_observer::Observer;
use berth_runner::{Error as RunnerError, RunUntil, Runner, Session, State};
use tokio::time::{Instant, timeout, timeout_at};

use crate::last_seen::last_seen;
use crate::observed::{self, Awaited};
use crate::sessions::Sessions;
use crate::values::{Address, Refusal, RefusalKind, Seen, SendRequest, Sent, Status, Until, Waited};

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
        match self.look_settled(session).await {
            Ok(observer) => Ok(observed::seen(session, observer.peek())),
            Err(Refusal { kind: RefusalKind::NotRunning, .. }) => {
                last_seen(self.runner(session)?, session).await
            }
            Err(refusal) => Err(refusal),
        }
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
        let awaited = observed::until(until)?;
        match awaited {
            Awaited::Run(until) => wait_for_run(self.runner(session)?, session, until, limit).await,
            Awaited::Screen(until) => {
                let end = end_of(limit);
                let Some(observer) = in_time(end, self.look(session)).await else {
                    return Ok(Waited::TimedOut { seen: None });
                };
                let left = end.map(|end| end.saturating_duration_since(Instant::now()));
                Ok(observed::waited(session, observer?.wait(&until, left).await))
            }
        }
    }
}

/// Waits for what the engine tells of a session.
///
/// # Errors
/// There is no such session, or its engine is away.
pub async fn wait_for_run(
    runner: &Runner,
    session: &Address,
    until: RunUntil,
    limit: Option<Duration>,
) -> Result<Waited, Refusal> {
    match in_time(end_of(limit), runner.wait(&session.id, until)).await {
        Some(waited) => waited.map(observed::run_waited).map_err(|error| observed::of_runner(&error)),
        None => Ok(Waited::TimedOut { seen: None }),
    }
}

/// One that would be waited for longer than clocks count is waited for without end.
fn end_of(limit: Option<Duration>) -> Option<Instant> {
    limit.and_then(|limit| Instant::now().checked_add(limit))
}

async fn in_time<T>(end: Option<Instant>, work: impl Future<Output = T>) -> Option<T> {
    match end {
        Some(end) => timeout_at(end, work).await.ok(),
        None => Some(work.await),
    }
}
