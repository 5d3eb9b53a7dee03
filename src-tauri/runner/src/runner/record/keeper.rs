//! Keeps the logs of runs: follows some while they go on, reads all when they have ended.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use berth_archive::{LogState, Run, RunId};
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::apply::Numbered;
use super::log::LogOf;
use super::rest::End;
use super::settings::Keeping;
use super::step::{About, Kept};
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::runner::Runner;
use crate::session::Session;

/// How long a client that follows may go on after the end of its run.
const FOLLOWED_TO_END: Duration = Duration::from_secs(5);
/// Until a log is followed again whose client ended before its run: the first pause, and the longest.
const AGAIN: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// What an event of a start and the engine's own time of it differ by, at most.
const SAME_START: SignedDuration = SignedDuration::from_secs(5);
/// A log that was followed to its end is read again, for the last lines that clients miss: up to so
/// many bytes always, up to the other number where its end does not tell whether all is there.
const READ_AGAIN: (u64, u64) = (256 << 10, 64 << 20);
/// A foreign session's run that ended longer ago was not seen: its log stays with the engine
/// until it is removed.
const SEEN: SignedDuration = SignedDuration::from_mins(10);

/// The clients of one engine that follow and read logs. Dropping it ends them.
#[derive(Debug, Clone)]
pub(super) struct Keeper {
    runner: Runner,
    clients: Arc<Semaphore>,
    /// One log is read at a time.
    reading: Arc<Semaphore>,
    tasks: Arc<Mutex<Tasks>>,
}

#[derive(Debug, Default)]
struct Tasks {
    followers: HashMap<RunId, JoinHandle<bool>>,
    readers: Vec<JoinHandle<()>>,
}

impl Drop for Tasks {
    fn drop(&mut self) {
        self.followers.values().for_each(JoinHandle::abort);
        self.readers.iter().for_each(JoinHandle::abort);
    }
}

impl Keeper {
    pub fn new(runner: Runner, clients: u32) -> Self {
        let clients = Arc::new(Semaphore::new(clients as usize));
        Self { runner, clients, reading: Arc::new(Semaphore::new(1)), tasks: Arc::default() }
    }

    /// Keeps the log of a run as its session wants it.
    pub fn keep(&self, log: Numbered) {
        let Numbered { run, kept } = log;
        if kept.facts.ended_at.is_none() {
            if kept.about.keeping == Keeping::Followed && kept.about.without_log.is_none() {
                self.follow(run, kept);
            }
            return;
        }
        let follower = self.tasks.lock().followers.remove(&run);
        let was_seen = follower.is_some()
            || kept.about.own
            || kept.facts.ended_at.is_some_and(|at| Timestamp::now().duration_since(at) < SEEN);
        if !was_seen {
            return;
        }
        let keeper = Reader { runner: self.runner.clone(), reading: Arc::clone(&self.reading) };
        let mut tasks = self.tasks.lock();
        tasks.readers.retain(|task| !task.is_finished());
        tasks.readers.push(tokio::spawn(async move { keeper.complete(run, kept, follower).await }));
    }

    /// Follows it, if there is a client left; else it is read at its end.
    fn follow(&self, run: RunId, kept: Kept) {
        let Ok(permit) = Arc::clone(&self.clients).try_acquire_owned() else {
            tracing::debug!(name = kept.about.name, "as many logs are followed as may be: read at its end");
            return;
        };
        let mut tasks = self.tasks.lock();
        if tasks.followers.get(&run).is_some_and(|task| !task.is_finished()) {
            return;
        }
        let runner = self.runner.clone();
        let task = tokio::spawn(async move {
            let (_permit, _counted) = (permit, Counted::new());
            follow_to_end(&runner, run, &kept).await
        });
        tasks.followers.insert(run, task);
    }
}

/// Clients that follow a log, of all engines.
static FOLLOWING: AtomicU32 = AtomicU32::new(0);

/// One of them, for as long as it is there.
struct Counted;

impl Counted {
    fn new() -> Self {
        FOLLOWING.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        FOLLOWING.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How many logs this process follows now.
pub(super) fn following() -> u32 {
    FOLLOWING.load(Ordering::Relaxed)
}

/// Follows the log of a run until that ends, with one client after the other: one may end before, as with its engine's
/// service. Whether the last one ended well.
async fn follow_to_end(runner: &Runner, run: RunId, kept: &Kept) -> bool {
    let mut pause = AGAIN.0;
    let mut ended_well = false;
    loop {
        match follow(runner, run, kept).await {
            Ok(()) => ended_well = true,
            // It went since the client before has ended.
            Err(Error::SessionNotFound { .. }) => return ended_well,
            Err(error) => {
                tracing::debug!(%error, name = kept.about.name, "a client that followed its log has ended");
                ended_well = false;
            }
        }
        // One that goes with its end is there for a moment longer.
        if is_over(runner, kept).await {
            return ended_well;
        }
        sleep(pause).await;
        if is_over(runner, kept).await {
            return ended_well;
        }
        pause = (pause * 2).min(AGAIN.1);
    }
}

/// Whether the run is known to have ended. Where it goes on, or that is not known now, its end is told, and then its
/// follower is waited for no longer.
async fn is_over(runner: &Runner, kept: &Kept) -> bool {
    match runner.status(&kept.about.id).await {
        Ok(now) => !now.state.is_alive() || !is_of(&now, kept),
        Err(error) => matches!(error, Error::SessionNotFound { .. }),
    }
}

/// Whether the last run of a session is this one. Where that is taken for another, its log is read at its end.
fn is_of(now: &Session, kept: &Kept) -> bool {
    if now.restart_count != kept.facts.restarts {
        return false;
    }
    let began = now.started_at.map(|at| at.duration_since(kept.facts.started_at).abs());
    began.is_none_or(|apart| apart <= SAME_START)
}

async fn follow(runner: &Runner, run: RunId, kept: &Kept) -> Result<()> {
    let known = runner.archived(&kept.about.name, move |archive| archive.run(run)).await?;
    if matches!(known.log, LogState::Unread | LogState::Partial) {
        runner.follow_log(of(&kept.about), run, kept.span, known.log_bytes).await?;
    }
    Ok(())
}

struct Reader {
    runner: Runner,
    reading: Arc<Semaphore>,
}

impl Reader {
    async fn complete(&self, run: RunId, kept: Kept, follower: Option<JoinHandle<bool>>) {
        let followed = match follower {
            Some(mut task) => match timeout(FOLLOWED_TO_END, &mut task).await {
                Ok(ended) => Some(ended.unwrap_or(false)),
                Err(_) => {
                    task.abort();
                    Some(false)
                }
            },
            None => None,
        };
        let Ok(_turn) = self.reading.acquire().await else { return };
        if let Err(error) = self.read(run, &kept, followed).await {
            tracing::warn!(%error, name = kept.about.name, "the log of a run is not kept");
        }
    }

    /// `followed` says whether it was followed, and if so to its end.
    async fn read(&self, run: RunId, kept: &Kept, followed: Option<bool>) -> Result<()> {
        let name = &kept.about.name;
        let known = self.runner.archived(name, move |archive| archive.run(run)).await?;
        if !matches!(known.log, LogState::Unread | LogState::Partial) {
            return Ok(());
        }
        let state = match &kept.about.without_log {
            Some(driver) => LogState::Missing { why: format!("its log driver \"{driver}\" keeps none") },
            None if self.has_all(run, kept, followed, &known).await => LogState::Whole,
            None => match self.runner.keep_log(of(&kept.about), run, kept.span, false).await {
                Ok(_) => return Ok(()),
                Err(Error::SessionNotFound { .. }) => self.gone(followed),
                // It may answer later: the next recorder, or the removal, reads it.
                Err(error @ (Error::EngineUnavailable { .. } | Error::ArchiveFailed { .. })) => {
                    return Err(error);
                }
                Err(Error::LogUnreadable { reason, .. }) => LogState::Missing { why: reason.to_string() },
                Err(error) => return Err(error),
            },
        };
        self.runner.archived(name, move |archive| archive.finish_log(run, &state)).await
    }

    /// Whether a log that was followed is whole, as far as its end tells.
    async fn has_all(&self, run: RunId, kept: &Kept, followed: Option<bool>, known: &Run) -> bool {
        let (small, large) = READ_AGAIN;
        if followed != Some(true) || known.log_bytes <= small {
            return false;
        }
        match self.runner.compare_end(of(&kept.about), run, kept.span, known.log_lines).await {
            Ok(End::Kept) => true,
            Ok(End::Short) => false,
            Ok(End::Unclear) => known.log_bytes > large,
            Err(error) => {
                tracing::debug!(%error, name = kept.about.name, "the end of its log can't be compared");
                false
            }
        }
    }

    /// What there is of the log of a run whose container is gone.
    fn gone(&self, followed: Option<bool>) -> LogState {
        let why = match followed {
            // docker's daemon ends those who follow when all is written.
            Some(true) if self.runner.engine().kind == EngineKind::Docker => return LogState::Whole,
            Some(_) => "somebody removed it with its end: what was followed is here",
            None => "somebody removed it before its log could be read",
        };
        LogState::Missing { why: why.to_owned() }
    }
}

fn of(about: &About) -> LogOf<'_> {
    LogOf { id: &about.id, name: &about.name, tty: about.tty }
}
