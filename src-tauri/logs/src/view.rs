//! One view: the lines that come, the query, and what a window is told.

mod answers;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::block::Batch;
use crate::error::Result;
use crate::filter::Filter;
use crate::runs::RunFacts;
use crate::state::{State, count};
use crate::store::Limits;
use crate::wire::{LogCounts, LogQuery, SourceState};

/// Between two events with counts, at least.
pub const INTERVAL: Duration = Duration::from_millis(100);
/// How long lines of several sources wait for older ones of others, so that few come late.
const HOLD: Duration = Duration::from_millis(150);
/// Bytes that wait so, at most.
const HELD: usize = 4 << 20;

/// What a view tells.
#[derive(Debug)]
pub enum Event {
    /// Rows came, went or are others.
    Changed(LogCounts),
    /// What the reader of a source does now.
    Source {
        /// Its place in the view.
        source: usize,
        /// The session's name.
        name: String,
        /// The id of its engine.
        engine: String,
        /// What it does.
        state: SourceState,
        /// Why it is away, or failed.
        failure: Option<berth_runner::Error>,
    },
}

/// Lines that wait for older ones of other sources.
#[derive(Debug, Default)]
struct Held {
    batches: Vec<(Instant, usize, Batch)>,
    bytes: usize,
}

/// The lines of some sources, and the rows of a query.
#[derive(Debug)]
pub struct View {
    state: Mutex<State>,
    held: Mutex<Held>,
    events: Mutex<Vec<Event>>,
    names: Mutex<Vec<String>>,
    changed: Notify,
    closed: AtomicBool,
    several: bool,
}

impl View {
    /// A view without lines. Its sources are filled by [`View::follow`].
    pub fn new(sources: usize, limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::new(State::new(sources, limits)),
            held: Mutex::default(),
            events: Mutex::default(),
            names: Mutex::new(vec![String::new(); sources]),
            changed: Notify::new(),
            closed: AtomicBool::new(false),
            several: sources > 1,
        })
    }

    /// Takes lines of a source.
    pub(crate) fn push(&self, source: usize, batch: Batch) {
        if batch.metas.is_empty() {
            return;
        }
        if !self.several {
            self.state.lock().append(&[(source, batch)]);
        } else {
            let mut held = self.held.lock();
            held.bytes += batch.text.len();
            held.batches.push((Instant::now(), source, batch));
        }
        self.changed.notify_one();
    }

    /// Lets lines of several sources in that have waited, or all of them.
    fn release(&self, all: bool) {
        let mut held = self.held.lock();
        let now = Instant::now();
        let waited = |came: &Instant| all || now.saturating_duration_since(*came) >= HOLD;
        let end = if held.bytes > HELD {
            held.batches.len()
        } else {
            held.batches.iter().position(|(came, ..)| !waited(came)).unwrap_or(held.batches.len())
        };
        let due: Vec<_> = held.batches.drain(..end).map(|(_, source, batch)| (source, batch)).collect();
        held.bytes -= due.iter().map(|(_, batch)| batch.text.len()).sum::<usize>();
        if !due.is_empty() {
            // Under both locks: batches of a source stay in order.
            self.state.lock().append(&due);
        }
    }

    pub(crate) fn note_run(&self, source: usize, key: i64, facts: RunFacts) {
        self.state.lock().note_run(source, key, facts);
        self.changed.notify_one();
    }

    /// Whether a run of a container of a source is known.
    pub(crate) fn knows(&self, source: usize, container: &str) -> bool {
        self.state.lock().runs.get(source).is_some_and(|runs| runs.knows(container))
    }

    pub(crate) fn tell(&self, event: Event) {
        if let Event::Source { source, name, .. } = &event
            && let Some(known) = self.names.lock().get_mut(*source)
        {
            known.clone_from(name);
        }
        self.events.lock().push(event);
        self.changed.notify_one();
    }

    /// Delivers events until `deliver` says that nobody hears them.
    pub(crate) async fn deliver(&self, mut deliver: impl FnMut(Event) -> bool) {
        loop {
            self.release(false);
            let events = std::mem::take(&mut *self.events.lock());
            let news = self.state.lock().news();
            if !events.into_iter().chain(news.map(Event::Changed)).all(&mut deliver) {
                return;
            }
            tokio::time::sleep(INTERVAL).await;
            let is_waiting = self.several && !self.held.lock().batches.is_empty();
            if !is_waiting {
                self.changed.notified().await;
            }
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// Ends what works for it.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    /// From now on rows are those of this query. Lines that are there already are asked in the background.
    ///
    /// Must be called within a tokio runtime.
    ///
    /// # Errors
    ///
    /// A pattern is no regular expression; the query before stays.
    pub fn ask(self: &Arc<Self>, query: &LogQuery) -> Result<()> {
        let filter = self.begin(query)?;
        let view = Arc::clone(self);
        drop(tokio::task::spawn_blocking(move || view.scan(&filter)));
        Ok(())
    }

    /// The same, and waits until all lines were asked; the number of rows.
    pub(crate) fn ask_now(&self, query: &LogQuery) -> Result<u32> {
        let filter = self.begin(query)?;
        self.scan(&filter);
        Ok(count(self.state.lock().rows.len()))
    }

    fn begin(&self, query: &LogQuery) -> Result<Arc<Filter>> {
        let filter = Filter::new(query)?;
        let mut state = self.state.lock();
        state.ask(filter);
        self.changed.notify_one();
        Ok(Arc::clone(&state.filter))
    }

    /// Asks a query of the lines that are there, until there is another query.
    fn scan(&self, filter: &Arc<Filter>) {
        while !self.closed.load(Ordering::Relaxed) {
            let next = {
                let mut state = self.state.lock();
                if !Arc::ptr_eq(&state.filter, filter) {
                    return;
                }
                state.next_to_scan()
            };
            let Some(next) = next else { break };
            let verdicts = filter.verdicts(next.source, &next.block.metas, || next.block.text());
            let mut state = self.state.lock();
            if !Arc::ptr_eq(&state.filter, filter) {
                return;
            }
            state.scanned(&next, &verdicts);
            drop(state);
            self.changed.notify_one();
        }
        self.changed.notify_one();
    }

    /// The rows of the query as they are now.
    pub fn revision(&self) -> u32 {
        self.state.lock().revision
    }

    /// What it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.state.lock().bytes()
    }
}
