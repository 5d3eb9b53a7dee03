//! One view: what a window asks of it, and what it is told.

use std::io::Write;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::block::{Batch, SHOWN};
use crate::error::{Error, Result};
use crate::filter::{Filter, Finder};
use crate::find;
use crate::json::{json, pretty};
use crate::row::{Id, Named};
use crate::runs::RunFacts;
use crate::snapshot::{Snapshot, Texts};
use crate::state::{State, count};
use crate::store::Limits;
use crate::text::{Style, write};
use crate::wire::{LogCounts, LogLine, LogPattern, LogQuery, LogRow, LogRows, LogTimes, SourceState};

/// Between two events with counts, at least.
pub const INTERVAL: Duration = Duration::from_millis(100);
/// How long lines of several sources wait for older ones of others, so that few come late.
const HOLD: Duration = Duration::from_millis(150);
/// Bytes that wait so, at most.
const HELD: usize = 4 << 20;
/// Rows of one answer, at most.
const ROWS: u32 = 500;
/// Text of one answer, in bytes, at most.
const TEXT: usize = 16 << 20;

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

    /// Some rows, at most 500. May block.
    pub fn rows(&self, revision: u32, first: u32, count: u32) -> LogRows {
        let start = first as usize;
        let (snapshot, removed) = {
            let state = self.state.lock();
            if state.revision != revision {
                let (revision, removed) = (state.revision, state.removed_in_all);
                return LogRows { revision, removed, first, rows: Vec::new() };
            }
            (Snapshot::of(&state, start..start + count.min(ROWS) as usize), state.removed_in_all)
        };
        let mut texts = Texts::new(&snapshot);
        let rows = snapshot.rows.iter().zip(first..).filter_map(|(row, place)| match row.id.named() {
            Named::Line(_) => line_row(place, row.id, &mut texts),
            Named::Run(number) => Some(self.run_row(place, row.id, number)),
        });
        let rows = rows.collect();
        LogRows { revision, removed, first, rows }
    }

    fn run_row(&self, row: u32, id: Id, number: u64) -> LogRow {
        let facts = self.run_facts(id.source(), number).unwrap_or_default();
        LogRow::Run {
            row,
            line: id.0,
            source: count(id.source()),
            run: facts.run,
            number: facts.number,
            generation: facts.generation,
            began: Some(milliseconds(facts.began)),
            ended: facts.ended.map(milliseconds),
            exit_code: facts.exit_code,
        }
    }

    fn run_facts(&self, source: usize, number: u64) -> Option<RunFacts> {
        self.state.lock().runs.get(source)?.facts(number).cloned()
    }

    /// A line by its number, whole; `None` where it is not held any more. May block.
    pub fn line(&self, line: u64) -> Option<LogLine> {
        let id = Id(line);
        let Named::Line(number) = id.named() else { return None };
        let (block, meta) = {
            let state = self.state.lock();
            let source = state.store.sources.get(id.source())?;
            (source.block(number)?, *source.meta(number)?)
        };
        let text = block.text();
        let index = usize::try_from(number.checked_sub(block.first)?).ok()?;
        let text = crate::block::line(&text, &block.metas, index);
        let plain = berth_archive::escape::stripped(text);
        let json = std::str::from_utf8(&plain).ok().and_then(json).map(pretty);
        Some(LogLine { text: String::from_utf8_lossy(text).into_owned(), json, cut: meta.lost })
    }

    /// The first row with something in it, from row `from` on, itself included, and around the end; `None` where
    /// there is none, and where the rows are of another revision. May block.
    ///
    /// # Errors
    ///
    /// It is no regular expression.
    pub fn find(
        &self,
        revision: u32,
        pattern: &LogPattern,
        from: u32,
        backwards: bool,
    ) -> Result<Option<u32>> {
        let finder = Finder::new(pattern)?;
        let Some(snapshot) = self.snapshot(revision, None) else { return Ok(None) };
        Ok(find::find(&snapshot, &finder, from as usize, backwards).map(count))
    }

    /// How many rows have something in them; 0 where the rows are of another revision. May block.
    ///
    /// # Errors
    ///
    /// It is no regular expression.
    pub fn count(&self, revision: u32, pattern: &LogPattern) -> Result<u32> {
        let finder = Finder::new(pattern)?;
        let snapshot = self.snapshot(revision, None);
        Ok(snapshot.map_or(0, |snapshot| count(find::count(&snapshot, &finder))))
    }

    /// The text of rows, of all or of some, without escape sequences. May block.
    ///
    /// # Errors
    ///
    /// It is longer than 16 MiB, or the rows are of another revision.
    pub fn text(&self, revision: u32, rows: Option<Range<u32>>, times: LogTimes) -> Result<String> {
        let rows = rows.map(|rows| rows.start as usize..rows.end as usize);
        let snapshot = self.snapshot(revision, rows).ok_or(Error::Changed)?;
        let mut text = Limited(Vec::new());
        match self.write_rows(&snapshot, times, &mut text) {
            Ok(()) => Ok(String::from_utf8_lossy(&text.0).into_owned()),
            Err(_) => Err(Error::TooLong { limit: TEXT }),
        }
    }

    /// Writes all rows as they are now, without escape sequences. May block.
    ///
    /// # Errors
    ///
    /// What `out` says.
    pub fn write_all(&self, times: LogTimes, out: &mut impl Write) -> std::io::Result<()> {
        let snapshot = Snapshot::of(&self.state.lock(), 0..usize::MAX);
        self.write_rows(&snapshot, times, out)
    }

    fn write_rows(&self, snapshot: &Snapshot, times: LogTimes, out: &mut impl Write) -> std::io::Result<()> {
        let style = Style { times, names: self.names.lock().clone(), zone: TimeZone::system() };
        write(snapshot, &style, |source, number| self.run_facts(source, number), out)
    }

    /// The rows of the query as they are now.
    pub fn revision(&self) -> u32 {
        self.state.lock().revision
    }

    /// What it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.state.lock().bytes()
    }

    fn snapshot(&self, revision: u32, rows: Option<Range<usize>>) -> Option<Snapshot> {
        let state = self.state.lock();
        (state.revision == revision).then(|| Snapshot::of(&state, rows.unwrap_or(0..usize::MAX)))
    }
}

fn line_row(row: u32, id: Id, texts: &mut Texts<'_>) -> Option<LogRow> {
    let (text, meta) = texts.line(id)?;
    let shown = text.len().min(SHOWN);
    // Not within a letter.
    let end =
        (0..=shown).rev().find(|end| text.get(*end).is_none_or(|byte| byte & 0xc0 != 0x80)).unwrap_or(0);
    Some(LogRow::Line {
        row,
        line: id.0,
        source: count(id.source()),
        stream: meta.stream,
        level: meta.level,
        at: (meta.at != i64::MIN).then(|| milliseconds(meta.at)),
        text: String::from_utf8_lossy(text.get(..end).unwrap_or_default()).into_owned(),
        cut: end < text.len() || meta.lost,
        json: meta.json,
    })
}

fn milliseconds(nanoseconds: i64) -> i64 {
    nanoseconds.div_euclid(1_000_000)
}

/// Text up to a limit.
struct Limited(Vec<u8>);

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > TEXT {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
