//! What the window gets: raw bytes while it keeps up, a snapshot when it lags.
//!
//! The draining thread calls [`Feed::output`] and never waits for the window; a
//! delivering thread runs [`Feed::deliver`] and waits for credits. Both sides
//! meet under one lock, so that a snapshot and the bytes after it fit together.
//!
//! While a flood lasts, a window that lags gets no more than glimpses of the screen.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::backlog::Backlog;
use crate::child::Exit;
use crate::pty::Size;
use crate::screen::{Screen, Snapshot, Transcript};
use crate::splice;
use crate::window::{BATCH, HIGH_WATER, Item, LOW_WATER, Window, pieces};

/// Output that follows other output is gathered this long.
const GATHER: Duration = Duration::from_millis(4);
/// While the log is read, the attach may show this much; a session that writes
/// faster has scrolled its log away by then, so the log is given up.
const MOST_HELD: usize = 4 * 1024 * 1024;

/// A window that shows a terminal. Called from one thread, in order; `false`
/// says that the window is gone, and nothing follows.
pub trait Sink: Send + 'static {
    /// Raw output of the session. The window acknowledges it, once parsed, with
    /// [`crate::AttachedTerminal::ack`].
    fn output(&self, bytes: Vec<u8>) -> bool;
    fn event(&self, event: FeedEvent) -> bool;
}

/// What the window is told between bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedEvent {
    /// Clear the terminal: what follows, up to `Live`, is a replay of the past.
    Reset,
    /// The replay is over: from here on bytes are new.
    Live,
    /// The attach client ended; nothing follows.
    Ended { exit: Exit },
}

pub(crate) struct Feed {
    state: Mutex<State>,
    /// Something for the delivering thread.
    wake: Condvar,
    /// Output was held.
    arrived: Condvar,
}

/// Takes what the terminal answers to queries; must not wait.
pub(crate) type Answer = Box<dyn Fn(Vec<u8>) + Send>;

struct State {
    /// Has not read `backlog` yet: [`State::screen`] has.
    model: Screen,
    backlog: Backlog,
    answer: Answer,
    window: Window,
    /// What the attach shows while the log is read.
    held: Option<Vec<u8>>,
    ended: Option<Exit>,
    closed: bool,
}

impl Feed {
    /// With `hold`, output is kept until [`Feed::splice`].
    pub fn new(model: Screen, sink: Box<dyn Sink>, answer: Answer, hold: bool) -> Self {
        let window = Window::new(sink);
        let held = hold.then(Vec::new);
        let backlog = Backlog::default();
        let state = State { model, backlog, answer, window, held, ended: None, closed: false };
        Self { state: Mutex::new(state), wake: Condvar::new(), arrived: Condvar::new() }
    }

    /// Output of the client.
    pub fn output(&self, bytes: &[u8]) {
        let mut state = self.lock();
        if state.ended.is_some() {
            return;
        }
        match &mut state.held {
            Some(held) if held.len() + bytes.len() <= MOST_HELD => {
                held.extend_from_slice(bytes);
                self.arrived.notify_all();
            }
            Some(_) => {
                tracing::warn!("the session writes faster than its log is read; its history is not shown");
                self.join(&mut state, Transcript::default());
                self.live(&mut state, bytes);
            }
            None => self.live(&mut state, bytes),
        }
    }

    /// How much of what is held a log must tell that is read from now on: engines log a
    /// line when it is finished (docker 20.10), or sooner.
    pub fn finished(&self) -> usize {
        self.lock().finished()
    }

    /// Whether a log meets what the attach shows, so that the two can be joined.
    /// `finished` is from before it was read. Where there was nothing, it may end before
    /// the attach began, or the two may seem to meet by chance: it only counts where
    /// nothing is finished within `settle` either.
    pub fn overlaps(&self, run: &[u8], finished: usize, settle: Duration) -> bool {
        let state = self.lock();
        if finished == 0 {
            let quiet =
                |state: &mut State| state.held.is_some() && state.ended.is_none() && state.finished() == 0;
            let waited = self.arrived.wait_timeout_while(state, settle, quiet);
            return waited.unwrap_or_else(PoisonError::into_inner).0.finished() == 0;
        }
        state.held.as_ref().is_none_or(|held| {
            let told = splice::overlap(run, held);
            told >= finished || (told > 0 && told == run.len())
        })
    }

    /// What is held is not the session's.
    pub fn discard_held(&self) {
        if let Some(held) = &mut self.lock().held {
            held.clear();
        }
    }

    /// The past that precedes what was held. Queries in the latter are answered; those in
    /// the past were answered in their time.
    pub fn splice(&self, past: Transcript) {
        self.join(&mut self.lock(), past);
    }

    /// The window parsed `bytes` of output.
    pub fn ack(&self, bytes: usize) {
        let window = &mut self.lock().window;
        window.unacknowledged = window.unacknowledged.saturating_sub(bytes);
        window.stalled &= window.unacknowledged > LOW_WATER;
        self.wake.notify_all();
    }

    pub fn resize(&self, size: Size) {
        self.lock().screen().resize(size);
    }

    /// Reads or sets up the screen model.
    pub fn with_screen<T>(&self, f: impl FnOnce(&mut Screen) -> T) -> T {
        f(self.lock().screen())
    }

    /// Drops what is above the screen. The window is painted anew: what is on its way to it
    /// may still fill what it has above.
    pub fn clear_scrollback(&self) {
        let mut state = self.lock();
        state.screen().clear_scrollback();
        state.window.forget();
        self.wake.notify_all();
    }

    /// Another window takes over: it is painted from a glimpse, then from a snapshot, then live.
    pub fn replace_sink(&self, sink: Box<dyn Sink>) {
        self.lock().window.replace_sink(sink);
        self.wake.notify_all();
    }

    /// The client ended and its last output was read.
    pub fn end(&self, exit: Exit) {
        self.lock().ended = Some(exit);
        self.wake.notify_all();
        self.arrived.notify_all();
    }

    pub fn has_ended(&self) -> bool {
        self.lock().ended.is_some()
    }

    /// Nothing is delivered any more.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.window.forget();
        state.window.sink = None;
        state.held = None;
        self.wake.notify_all();
        self.arrived.notify_all();
    }

    /// Delivers until closed. For the delivering thread.
    pub fn deliver(&self) {
        let mut last = None;
        let mut state = self.lock();
        loop {
            if state.closed {
                return;
            }
            let now = Instant::now();
            if state.backlog.rest(now).is_some_and(|rest| rest.is_zero()) {
                state.screen();
            }
            if !state.ready(now) {
                state = match state.rest(now) {
                    Some(rest) => {
                        self.wake.wait_timeout(state, rest).unwrap_or_else(PoisonError::into_inner).0
                    }
                    None => self.wake.wait(state).unwrap_or_else(PoisonError::into_inner),
                };
                continue;
            }
            // The first bytes after idle go at once, those that follow in batches.
            while let Some(rest) = last.map(|at: Instant| GATHER.saturating_sub(at.elapsed()))
                && !rest.is_zero()
                && !state.window.lagging
                && state.ready(now)
                && state.window.queued < BATCH
                && !state.closed
            {
                state = self.wake.wait_timeout(state, rest).unwrap_or_else(PoisonError::into_inner).0;
            }
            if state.closed || !state.ready(Instant::now()) {
                continue;
            }
            let items = state.take_items();
            let Some(sink) = state.window.sink.take() else { continue };
            state.window.delivering = true;
            drop(state);
            let alive = items.into_iter().all(|item| match item {
                Item::Bytes(bytes) => sink.output(bytes),
                Item::Event(event) => sink.event(event),
            });
            last = Some(Instant::now());
            state = self.lock();
            state.window.delivering = false;
            if state.closed || state.window.sink.is_some() {
                // Closed, or replaced meanwhile.
            } else if alive {
                state.window.sink = Some(sink);
            } else {
                state.window.forget();
            }
        }
    }

    fn live(&self, state: &mut State, bytes: &[u8]) {
        let now = Instant::now();
        let before = (state.rest(now).is_some(), state.ready(now), state.window.queued >= BATCH);
        if !state.backlog.push(bytes, now) {
            state.screen();
            state.read(bytes);
        }
        state.window.push(bytes);
        if before != (state.rest(now).is_some(), state.ready(now), state.window.queued >= BATCH) {
            self.wake.notify_all();
        }
    }

    fn join(&self, state: &mut State, mut past: Transcript) {
        // Given up meanwhile: the history would come after what follows it.
        let Some(held) = state.held.take() else { return };
        past.current.truncate(past.current.len() - splice::overlap(&past.current, &held));
        let replayed = state.screen().replay_transcript(&past);
        if !replayed.is_empty() {
            state.window.replay(&replayed);
        }
        self.live(state, &held);
        self.wake.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Up to the end of the last line that is held.
    fn finished(&self) -> usize {
        let held = self.held.as_deref().unwrap_or_default();
        held.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
    }

    /// The model, after everything that it is to have read.
    fn screen(&mut self) -> &mut Screen {
        let mut backlog = std::mem::take(&mut self.backlog);
        self.read(backlog.waiting());
        backlog.clear();
        self.backlog = backlog;
        &mut self.model
    }

    fn read(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let answers = self.model.write(bytes);
        if !answers.is_empty() {
            (self.answer)(answers);
        }
    }

    /// Whether there is something for the window now.
    fn ready(&self, now: Instant) -> bool {
        let window = &self.window;
        let end = self.ended.is_some() && !window.told_end;
        let lags = window.lagging && window.shown_in(now).is_some_and(|rest| rest.is_zero());
        self.delivers() && (lags || !window.lagging && (window.has_whole() || end))
    }

    fn delivers(&self) -> bool {
        self.window.sink.is_some() && !self.window.stalled && self.held.is_none()
    }

    /// How long until something is due that nobody brings: for the model, or for a window that lags.
    fn rest(&self, now: Instant) -> Option<Duration> {
        let glimpse = self.window.shown_in(now).filter(|_| self.window.lagging && self.delivers());
        self.backlog.rest(now).into_iter().chain(glimpse).min()
    }

    /// What goes to the window now: its part of the queue, or what the session shows, and the end after either.
    fn take_items(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        let mut bytes = 0;
        if self.window.lagging {
            let glimpses = self.window.glimpses(Instant::now(), self.ended.is_some());
            let (paint, unfinished) = if glimpses {
                (self.screen().frame(), Vec::new())
            } else {
                let Snapshot { paint, unfinished, .. } = self.screen().snapshot();
                (paint, unfinished)
            };
            bytes = paint.len();
            items.push(Item::Event(FeedEvent::Reset));
            items.extend(pieces(&paint).map(|piece| Item::Bytes(piece.to_vec())));
            items.push(Item::Event(FeedEvent::Live));
            self.window.push(&unfinished);
        }
        while bytes < BATCH
            && let Some(item) = self.window.pop(self.ended.is_some())
        {
            if let Item::Bytes(chunk) = &item {
                bytes += chunk.len();
            }
            items.push(item);
        }
        self.window.unacknowledged += bytes;
        self.window.stalled = self.window.unacknowledged >= HIGH_WATER;
        if self.window.queue.is_empty()
            && !self.window.lagging
            && let Some(exit) = &self.ended
        {
            items.push(Item::Event(FeedEvent::Ended { exit: exit.clone() }));
            self.window.told_end = true;
        }
        items
    }
}
