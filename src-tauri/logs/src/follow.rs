//! Fills a source of a view: with earlier runs, with the log that the engine has, and with what comes.

mod earlier_runs;
mod reading;

use std::sync::Arc;
use std::time::Duration;

use berth_archive::Run;
use berth_runner::{Error, Runner, Runs, Session, Settled, Watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::block::Reader;
use crate::earlier::{first_line, first_line_of_all, nanoseconds};
use crate::resume::Resume;
use crate::runs::RunFacts;
use crate::view::{Event, View};
use crate::wire::SourceState;

/// Whoever records an engine has noted a begin or an end by then.
const NOTED: Duration = Duration::from_millis(800);
/// Until a log is opened again that the engine refused, though it answers.
const AGAIN: Duration = Duration::from_millis(500);
/// How long an engine is waited for that failed once: others may have had their answers.
const AWAY: Duration = Duration::from_secs(10);
/// How often that is tried.
const TRIES: u32 = 3;

/// A session to follow.
#[derive(Debug)]
pub struct Followed {
    /// Of its engine.
    pub runner: Runner,
    /// Changes of that engine from now on.
    pub watch: Watch,
    /// The id of its container.
    pub id: String,
}

/// Closes a view when nobody follows any more.
struct Closing(Arc<View>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl View {
    /// Fills the sources, in this order, and delivers events until `deliver` says that nobody hears them. Dropped,
    /// it ends every client.
    pub async fn follow(self: &Arc<Self>, sources: Vec<Followed>, deliver: impl FnMut(Event) -> bool) {
        let _closing = Closing(Arc::clone(self));
        let mut tasks = JoinSet::new();
        for (source, followed) in sources.into_iter().enumerate() {
            let follower = Follower::new(Arc::clone(self), source, followed.runner);
            tasks.spawn(follower.follow(followed.watch, followed.id));
        }
        self.deliver(deliver).await;
    }
}

struct Follower {
    view: Arc<View>,
    source: usize,
    runner: Runner,
    name: String,
    state: Option<SourceState>,
    reader: Reader,
    resume: Resume,
    /// The log of the container was opened before.
    is_again: bool,
    /// When the last run of this container ended.
    before: Option<i64>,
    /// Earlier runs of this container: the engine may have let go of their lines.
    kept: Vec<Run>,
}

impl Follower {
    fn new(view: Arc<View>, source: usize, runner: Runner) -> Self {
        Self {
            view,
            source,
            runner,
            name: String::new(),
            state: None,
            reader: Reader::default(),
            resume: Resume::default(),
            is_again: false,
            before: None,
            kept: Vec::new(),
        }
    }

    async fn follow(mut self, watch: Watch, id: String) {
        let mut runs = Runs::new(&self.runner, watch);
        let Some(()) = self.begin(&mut runs, &id).await else { return };
        loop {
            if runs.last().is_some() {
                self.run(&mut runs).await;
            }
            if self.state != Some(SourceState::Failed) {
                self.say(SourceState::Waiting, None);
            }
            let (view, source, name) = (Arc::clone(&self.view), self.source, self.name.clone());
            let engine = self.runner.engine().id.clone();
            let container = runs.last().map(|last| last.id.clone());
            let mut is_away = false;
            let on_away = |failure: Option<Error>| {
                if failure.is_some() || is_away {
                    is_away = failure.is_some();
                    let state = if is_away { SourceState::Away } else { SourceState::Waiting };
                    let (name, engine) = (name.clone(), engine.clone());
                    view.tell(Event::Source { source, name, engine, state, failure });
                }
            };
            let Some(next) = runs.next(on_away).await else { return };
            if container.as_ref() != Some(&next.id) {
                (self.resume, self.is_again, self.before) = (Resume::default(), false, None);
            }
        }
    }

    fn say(&mut self, state: SourceState, failure: Option<Error>) {
        if self.state == Some(state) && failure.is_none() {
            return;
        }
        self.state = Some(state);
        let (source, name, engine) = (self.source, self.name.clone(), self.runner.engine().id.clone());
        self.view.tell(Event::Source { source, name, engine, state, failure });
    }

    /// Follows the runs of one container, until one has ended that no other has followed yet.
    async fn run(&mut self, runs: &mut Runs) {
        let mut refused = 0;
        while let Some(session) = runs.last().cloned() {
            self.note_session(&session);
            let followed = match self.open(&session, true) {
                Ok(client) => {
                    let (view, source, before) = (Arc::clone(&self.view), self.source, self.before);
                    let began = |next: &Session| note_session(&view, source, next, before);
                    runs.during(self.pump(client, session.tty, false), began).await
                }
                Err(error) => Err(error),
            };
            if let Err(error @ Error::Refused { .. }) = followed {
                if self.runner.status(&session.id).await.is_ok() {
                    self.say(SourceState::Failed, Some(error));
                    refused += 1;
                    if refused >= TRIES {
                        // Another run may do better.
                        return;
                    }
                    sleep(AGAIN).await;
                    continue;
                }
            } else if let Err(error) = followed {
                tracing::debug!(%error, "a log is not followed any more");
            } else {
                refused = 0;
            }
            match runs.settle().await {
                Err(error) => {
                    self.say(SourceState::Away, Some(error));
                    if !self.wait_for_engine(runs).await {
                        return;
                    }
                }
                Ok(Settled::GoesOn) => {}
                Ok(settled) => {
                    let ended = runs.last().cloned().filter(|_| settled == Settled::Ended);
                    self.catch_up(ended.as_ref().unwrap_or(&session)).await;
                    if let Some(ended) = &ended {
                        self.note_session(ended);
                        self.before = ended.finished_at.map(nanoseconds);
                    }
                    if settled == Settled::Ended {
                        sleep(NOTED).await;
                        self.note_archived().await;
                        return;
                    }
                }
            }
        }
    }

    /// Waits until the engine answers: its watch says so. Where that did not miss it, for a while.
    async fn wait_for_engine(&self, runs: &mut Runs) -> bool {
        timeout(AWAY, runs.answered()).await.unwrap_or(true)
    }

    fn note_session(&mut self, session: &Session) {
        note_session(&self.view, self.source, session, self.before);
    }
}

/// Notes the last run of a session.
fn note_session(view: &View, source: usize, session: &Session, before: Option<i64>) {
    let Some(began) = session.started_at.map(nanoseconds) else { return };
    let facts = RunFacts {
        container: session.id.clone(),
        began,
        ended: session.finished_at.map(nanoseconds).filter(|_| session.state.has_ended()),
        exit_code: session.exit_code.filter(|_| session.state.has_ended()),
        ..RunFacts::default()
    };
    let is_first = before.is_none() && session.restart_count == 0 && !view.knows(source, &session.id);
    let key = match is_first {
        true => first_line_of_all(began, session.created_at.map(nanoseconds)),
        false => first_line(began, before),
    };
    view.note_run(source, key, facts);
}
