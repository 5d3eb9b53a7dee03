//! Fills a source of a view: with earlier runs, with the log that the engine has, and with what comes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_archive::Run;
use berth_runner::{Error, LogClient, LogPiece, Runner, Runs, Session, Settled, Watch};
use jiff::Timestamp;
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{sleep, timeout};

use crate::block::{Batch, Reader};
use crate::earlier::{self, first_line, first_line_of_all, nanoseconds};
use crate::records::Records;
use crate::resume::Resume;
use crate::runs::RunFacts;
use crate::store::Limits;
use crate::view::{Event, View};
use crate::weave::{HOLD, Weave};
use crate::wire::{LogStream, SourceState};

/// Without output for so long all that was there is read.
const QUIET: Duration = Duration::from_millis(200);
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
            let heard = |failure: Option<Error>| {
                if failure.is_some() || is_away {
                    is_away = failure.is_some();
                    let state = if is_away { SourceState::Away } else { SourceState::Waiting };
                    let (name, engine) = (name.clone(), engine.clone());
                    view.tell(Event::Source { source, name, engine, state, failure });
                }
            };
            let Some(next) = runs.next(heard).await else { return };
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

    /// Finds the session, and reads what the archive has of earlier ones of its name.
    async fn begin(&mut self, runs: &mut Runs, id: &str) -> Option<()> {
        let known = self.archived(id.to_owned()).await;
        if let Some(run) = known.last() {
            self.name.clone_from(&run.name);
        }
        self.say(SourceState::Reading, None);
        loop {
            match runs.begin(id).await {
                Ok(session) => {
                    self.name.clone_from(&session.name);
                    break;
                }
                Err(Error::SessionNotFound { .. }) => {
                    runs.expect(&self.name.clone());
                    break;
                }
                Err(error) => {
                    self.say(SourceState::Away, Some(error));
                    self.wait_for_engine(runs).await.then_some(())?;
                }
            }
        }
        self.state = None;
        self.say(SourceState::Reading, None);
        let of_name = self.archived(self.name.clone()).await;
        let on_engine = runs.last().map(|last| last.id.clone());
        let began = runs.last().and_then(|last| last.created_at.or(last.started_at));
        let earlier = of_name.iter().filter(|run| {
            Some(&run.key.session.container) != on_engine.as_ref()
                && began.is_none_or(|began| run.key.started_at <= began)
        });
        let earlier = earlier.cloned().collect();
        let is_kept = |run: &&Run| Some(&run.key.session.container) == on_engine.as_ref();
        self.kept = of_name.iter().filter(is_kept).cloned().collect();
        if let Some(session) = runs.last().cloned() {
            // It knows when its container was made.
            let ended = |run: &&Run| {
                run.key.session.container == session.id && Some(run.key.started_at) < session.started_at
            };
            self.before = of_name.iter().rev().find(ended).and_then(|run| run.ended_at).map(nanoseconds);
            self.note_session(&session);
        }
        self.note(&of_name);
        self.read_earlier(earlier).await;
        Some(())
    }

    async fn archived(&self, name_or_id: String) -> Vec<Run> {
        let (archive, engine) = (self.runner.archive().clone(), self.runner.engine().id.clone());
        spawn_blocking(move || earlier::runs(&archive, &engine, &name_or_id)).await.unwrap_or_default()
    }

    fn note(&self, runs: &[Run]) {
        for (key, facts) in earlier::facts(runs) {
            self.view.note_run(self.source, key, facts);
        }
    }

    /// Notes what the archive knows of the runs by now.
    async fn note_archived(&self) {
        let runs = self.archived(self.name.clone()).await;
        self.note(&runs);
    }

    async fn read_earlier(&mut self, runs: Vec<Run>) {
        let (view, source, archive) = (Arc::clone(&self.view), self.source, self.runner.archive().clone());
        let mut reader = std::mem::take(&mut self.reader);
        let read = spawn_blocking(move || {
            let fitting = earlier::that_fit(runs, Limits::default().lines);
            for run in &fitting {
                let take = |batch| {
                    view.push(source, batch);
                    !view.is_closed()
                };
                if !earlier::read(&archive, run, &mut reader, take) {
                    break;
                }
            }
            reader
        });
        if let Ok(reader) = read.await {
            self.reader = reader;
        }
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

    fn open(&mut self, session: &Session, follow: bool) -> Result<LogClient, Error> {
        let lines = u32::try_from(Limits::default().lines).unwrap_or(u32::MAX);
        self.resume.again();
        self.runner.open_log(session, self.resume.since(), lines, follow)
    }

    /// Reads what the client that followed did not print: podman's may end before it has printed the last output of
    /// a run (4.3), docker's misses an unfinished last line at times (20.10).
    async fn catch_up(&mut self, session: &Session) {
        let read = match self.open(session, false) {
            Ok(client) => self.pump(client, session.tty, true).await,
            Err(error) => Err(error),
        };
        if let Err(error) = read {
            tracing::debug!(%error, "the end of a log is not read");
        }
    }

    fn note_session(&mut self, session: &Session) {
        note_session(&self.view, self.source, session, self.before);
    }

    /// Takes what a client prints, to its end. With `is_last` its last line is taken without an end too.
    async fn pump(&mut self, mut client: LogClient, tty: bool, is_last: bool) -> Result<(), Error> {
        let (mut output, mut errors) = (Records::timed(), Records::timed());
        let mut weave = Weave::default();
        let mut note_at = Some(Instant::now() + NOTED);
        let opened = nanoseconds(Timestamp::now());
        let is_again = std::mem::replace(&mut self.is_again, true);
        loop {
            let waits = !weave.is_empty() || self.state != Some(SourceState::Following) || note_at.is_some();
            let limit = if weave.is_empty() { QUIET } else { HOLD };
            let piece = match waits {
                true => timeout(limit, client.next()).await.ok(),
                false => Some(client.next().await),
            };
            let is_over = matches!(piece, Some(None));
            let mut lines = Vec::new();
            match piece {
                Some(Some(LogPiece::Output(bytes))) => {
                    let stream = if tty { LogStream::Terminal } else { LogStream::Output };
                    output.take(&bytes, |record| lines.push((stream, record)));
                }
                Some(Some(LogPiece::Errors(bytes))) if !tty => {
                    errors.take(&bytes, |record| lines.push((LogStream::Errors, record)));
                }
                Some(Some(LogPiece::Errors(_))) => {}
                None if !is_last => self.say(SourceState::Following, None),
                None => {}
                Some(None) if is_last => {
                    let stream = if tty { LogStream::Terminal } else { LogStream::Output };
                    output.finish(|record| lines.push((stream, record)));
                    errors.finish(|record| lines.push((LogStream::Errors, record)));
                }
                Some(None) => {}
            }
            if let Some(first) = lines.iter().find_map(|(_, record)| record.at) {
                if first > opened && !is_last {
                    self.say(SourceState::Following, None);
                }
                let gone = earlier::gone(std::mem::take(&mut self.kept), first);
                if !gone.is_empty() {
                    self.read_earlier(gone).await;
                }
            }
            let now = Instant::now();
            let mut batch = Batch::default();
            for (stream, record) in lines {
                // What has no time there is the client's own word.
                let is_of_client = stream == LogStream::Errors && record.at.is_none();
                if is_of_client || !self.resume.is_new(stream, record.at, is_again) {
                    continue;
                }
                if tty {
                    self.reader.read(stream, &record, &mut batch);
                } else {
                    weave.push(stream, record, now);
                }
            }
            let until = if is_over { now + HOLD } else { now };
            while let Some((stream, record)) = weave.pop(until) {
                self.reader.read(stream, &record, &mut batch);
            }
            self.view.push(self.source, batch);
            if is_over {
                break;
            }
            if note_at.is_some_and(|at| at <= now) {
                note_at = None;
                self.note_archived().await;
            }
        }
        client.end().await
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
