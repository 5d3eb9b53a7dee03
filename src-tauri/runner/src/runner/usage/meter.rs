//! One client for all who ask: it runs while somebody asks, for what is asked of, and begins again when it ends.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{broadcast, watch};
use tokio::task::AbortHandle;
use tokio::time::sleep;

use super::client::{Client, Counts, keep};
use crate::runner::Runner;
use crate::usage::Usage;

/// A list that scrolls asks for others again and again: a client is started for those that it ends with.
const SETTLE: Duration = Duration::from_millis(150);
/// Until a client that has ended is started again; the longest of these pauses, which grow.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Rounds that wait for a slow reader.
const QUEUE: usize = 8;

type Ids = BTreeSet<String>;

/// Measures the sessions of one engine. Cheap to clone; the last clone ends its client.
#[derive(Debug, Clone)]
pub struct Meter(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    asked: Arc<Mutex<Asked>>,
    samples: broadcast::Sender<Arc<[Usage]>>,
    task: AbortHandle,
}

#[derive(Debug)]
struct Asked {
    next: u64,
    by_number: HashMap<u64, Ids>,
    /// All of them together.
    wanted: watch::Sender<Ids>,
}

impl Asked {
    fn tell(&self) {
        let all: Ids = self.by_number.values().flatten().cloned().collect();
        self.wanted.send_if_modified(|wanted| {
            let news = *wanted != all;
            *wanted = all;
            news
        });
    }
}

impl Meter {
    /// Of the engine of `runner`; each session is measured once in `every`, which is whole seconds. Starts nothing
    /// before somebody asks. Must be called within a tokio runtime.
    pub fn new(runner: Runner, every: Duration) -> Self {
        let (wanted, receiver) = watch::channel(Ids::new());
        let (samples, _) = broadcast::channel(QUEUE);
        let work = measure(runner, every, receiver, samples.clone());
        let task = tokio::spawn(work).abort_handle();
        let asked = Asked { next: 0, by_number: HashMap::new(), wanted };
        Self(Arc::new(Shared { asked: Arc::new(Mutex::new(asked)), samples, task }))
    }

    /// Measures the running sessions with these full ids, until the answer is dropped. One that has ended is left
    /// out only by who asks: podman measures none while one of them does not run (4.3).
    pub fn measure(&self, ids: impl IntoIterator<Item = String>) -> Measuring {
        let ids: Ids = ids.into_iter().collect();
        let samples = self.0.samples.subscribe();
        let mut asked = self.0.asked.lock();
        asked.next += 1;
        let number = asked.next;
        asked.by_number.insert(number, ids.clone());
        asked.tell();
        drop(asked);
        Measuring { meter: self.clone(), number, ids, samples }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The samples of some sessions. Dropping it ends the asking.
#[derive(Debug)]
pub struct Measuring {
    meter: Meter,
    number: u64,
    ids: Ids,
    samples: broadcast::Receiver<Arc<[Usage]>>,
}

impl Measuring {
    /// The next samples; rounds that nobody took in time are left out. `None` when the runtime is shutting down.
    /// Cancel safe.
    pub async fn next(&mut self) -> Option<Vec<Usage>> {
        loop {
            let round = match self.samples.recv().await {
                Ok(round) => round,
                Err(broadcast::error::RecvError::Lagged(_)) => continue,
                Err(broadcast::error::RecvError::Closed) => return None,
            };
            let own: Vec<Usage> =
                round.iter().filter(|usage| self.ids.contains(&usage.id)).cloned().collect();
            if !own.is_empty() {
                return Some(own);
            }
        }
    }
}

impl Drop for Measuring {
    fn drop(&mut self) {
        let mut asked = self.meter.0.asked.lock();
        asked.by_number.remove(&self.number);
        asked.tell();
    }
}

async fn measure(
    runner: Runner,
    every: Duration,
    mut wanted: watch::Receiver<Ids>,
    samples: broadcast::Sender<Arc<[Usage]>>,
) {
    let mut counts = Counts::new();
    let mut pause = PAUSE;
    loop {
        if wanted.wait_for(|ids| !ids.is_empty()).await.is_err() {
            return;
        }
        sleep(SETTLE).await;
        let ids = wanted.borrow_and_update().clone();
        if ids.is_empty() {
            continue;
        }
        keep(&mut counts, &ids.iter().map(String::as_str).collect());
        match run(&runner, every, &ids, &mut wanted, &mut counts, &samples).await {
            Ended::Others => pause = PAUSE,
            Ended::ByItself { measured } => {
                if measured {
                    pause = PAUSE;
                }
                // Others may be asked for meanwhile: it is the one that has ended that is left out then.
                tokio::select! {
                    () = sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                    changed = wanted.changed() => if changed.is_err() { return },
                }
            }
        }
    }
}

/// Why a client has ended.
enum Ended {
    /// Others are asked for, or none.
    Others,
    ByItself {
        /// It had told something.
        measured: bool,
    },
}

async fn run(
    runner: &Runner,
    every: Duration,
    ids: &Ids,
    wanted: &mut watch::Receiver<Ids>,
    counts: &mut Counts,
    samples: &broadcast::Sender<Arc<[Usage]>>,
) -> Ended {
    let list: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut measured = false;
    let mut client = match Client::open(runner, &list, every) {
        Ok(client) => client,
        Err(error) => {
            tracing::debug!(%error, "sessions are not measured");
            return Ended::ByItself { measured };
        }
    };
    loop {
        tokio::select! {
            round = client.next(counts) => match round {
                Some(round) => {
                    measured = true;
                    // Nobody may be left to hear it.
                    _ = samples.send(round.into());
                }
                None => {
                    tracing::debug!(engine = runner.engine().id, why = client.why(), "the measuring has ended");
                    return Ended::ByItself { measured };
                }
            },
            changed = wanted.changed() => {
                let now = wanted.borrow_and_update();
                // A few too many are measured rather than all of them anew.
                let serves = now.is_subset(ids) && now.len() * 2 >= ids.len();
                if changed.is_err() || now.is_empty() || !serves {
                    return Ended::Others;
                }
            }
        }
    }
}
