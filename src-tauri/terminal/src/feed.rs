//! The way of output from the draining thread to the screen model and the consumer:
//! locks and threads. The rules are in [`crate::outgoing`] and [`crate::splice`].
//!
//! The draining thread calls [`Feed::output`] and never waits for the consumer. A
//! delivering thread runs [`Feed::deliver`] and waits for credits. Both share one lock, so
//! that a snapshot and the bytes after it fit together.

mod state;

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::changes::Changes;
use crate::child::Exit;
use crate::emulator::Colors;
use crate::model::{Answer, Model};
use crate::outgoing::Outgoing;
use crate::pty::Size;
use crate::screen::{Screen, Transcript, UnfinishedLine};
use crate::sink::Sink;
use crate::splice::Held;
use state::State;

/// Output that follows other output is gathered for this long.
const BATCH_INTERVAL: Duration = Duration::from_millis(4);

pub(crate) struct Feed {
    /// Not parking_lot's, which hands a contended lock over to the thread that waits: it was not
    /// shown to carry a flood as fast beside other load.
    state: Mutex<State>,
    /// Notified when the delivering thread may have something to do.
    wake: Condvar,
    /// Notified when output was held, or none will be.
    held: Condvar,
    pub changes: Changes,
    /// When live output arrived last. Not in the state: who judges a screen asks while it holds that.
    last_output: parking_lot::Mutex<Option<Instant>>,
}

impl Feed {
    /// With `hold`, output is held until [`Feed::splice`].
    pub fn new(screen: Screen, sink: Box<dyn Sink>, answer: Answer, hold: bool) -> Self {
        let state = State {
            model: Model::new(screen, answer),
            outgoing: Outgoing::new(sink),
            held: hold.then(Held::default),
            closed: false,
        };
        Self {
            state: Mutex::new(state),
            wake: Condvar::new(),
            held: Condvar::new(),
            changes: Changes::default(),
            last_output: Default::default(),
        }
    }

    /// Takes output of the client.
    pub fn output(&self, bytes: &[u8]) {
        let mut state = self.lock();
        if state.outgoing.has_ended() {
            return;
        }
        if let Some(held) = &mut state.held {
            if held.push(bytes) {
                self.held.notify_all();
                return;
            }
            tracing::warn!("the session writes faster than its log is read; its log is not shown");
            self.splice_into(&mut state, Transcript::default());
        }
        self.live(&mut state, bytes);
        drop(state);
        self.changes.tell();
    }

    /// The length of the completed lines that are held, see [`Held::completed`].
    pub fn completed(&self) -> usize {
        self.lock().completed()
    }

    /// Whether the end of `log` overlaps the held output, so that the two can be spliced.
    /// `completed` is from before the log was read. If it is 0, the log may end before the
    /// attach began, or overlap by chance: then it only counts if no line is completed
    /// within `settle` either. A log that does not is better read again after this returned:
    /// it waits for more output, for a third of `settle` at most.
    pub fn is_overlapped_by(&self, log: &[u8], completed: usize, settle: Duration) -> bool {
        let state = self.lock();
        if completed == 0 {
            let is_quiet = |state: &mut State| {
                state.held.is_some() && !state.outgoing.has_ended() && state.completed() == 0
            };
            let waited = self.held.wait_timeout_while(state, settle, is_quiet);
            return waited.unwrap_or_else(PoisonError::into_inner).0.completed() == 0;
        }
        let overlaps = state.held.as_ref().is_none_or(|held| held.is_overlapped_by(log, completed));
        if !overlaps {
            // The log may be ahead of the attach: then only more output helps, not another read.
            let before = state.held_bytes();
            let is_quiet = |state: &mut State| state.held_bytes() == before && !state.outgoing.has_ended();
            drop(self.held.wait_timeout_while(state, settle / 3, is_quiet));
        }
        overlaps
    }

    /// Drops the held output: it is not the session's.
    pub fn discard_held(&self) {
        if let Some(held) = &mut self.lock().held {
            held.clear();
        }
    }

    /// Shows `transcript` and then the held output. Queries in the latter are answered;
    /// those in the transcript were answered in their time.
    pub fn splice(&self, transcript: Transcript) {
        self.splice_into(&mut self.lock(), transcript);
        self.changes.tell();
    }

    /// Shows `transcript`, which precedes all output.
    pub fn replay(&self, transcript: &Transcript) {
        let mut state = self.lock();
        let replayed = state.model.screen().replay_transcript(transcript);
        state.outgoing.push_replay(&replayed);
        self.wake.notify_all();
    }

    /// Goes on with a line that another model of this terminal has, see [`Screen::go_on_with`].
    pub fn go_on_with(&self, line: &UnfinishedLine) {
        let mut state = self.lock();
        if state.held.is_some() || state.outgoing.has_ended() {
            return;
        }
        let bytes = state.model.screen().go_on_with(line);
        if bytes.is_empty() {
            return;
        }
        state.outgoing.push_replay(&bytes);
        self.wake.notify_all();
        drop(state);
        self.changes.tell();
    }

    /// The consumer parsed `bytes` bytes of output.
    pub fn ack(&self, bytes: usize) {
        self.lock().outgoing.acknowledge(bytes);
        self.wake.notify_all();
    }

    pub fn resize(&self, size: Size) {
        self.lock().model.screen().resize(size);
        self.changes.tell();
    }

    /// Reads or sets up the screen model.
    pub fn with_screen<T>(&self, f: impl FnOnce(&mut Screen) -> T) -> T {
        f(self.lock().model.screen())
    }

    /// Sets the theme's colours.
    pub fn set_colors(&self, colors: Colors) {
        self.lock().model.set_colors(colors);
    }

    /// Drops the scrollback. The consumer is painted anew: output on its way may still add
    /// to its scrollback.
    pub fn clear_scrollback(&self) {
        let mut state = self.lock();
        state.model.screen().clear_scrollback();
        state.outgoing.drop_queued();
        self.wake.notify_all();
    }

    /// Replaces the consumer.
    pub fn replace_sink(&self, sink: Box<dyn Sink>) {
        self.lock().outgoing.replace_sink(sink);
        self.wake.notify_all();
    }

    /// The client ended and its last output was read.
    pub fn end(&self, exit: Exit) {
        self.lock().outgoing.end(exit);
        self.wake.notify_all();
        self.held.notify_all();
        self.changes.tell();
    }

    /// Whether nothing of the past is missing on the screen: the log was read, or there is none.
    pub fn is_live(&self) -> bool {
        self.lock().held.is_none()
    }

    pub fn last_output(&self) -> Option<Instant> {
        *self.last_output.lock()
    }

    pub fn has_ended(&self) -> bool {
        self.lock().outgoing.has_ended()
    }

    /// Delivers nothing any more.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.outgoing.close();
        state.held = None;
        self.wake.notify_all();
        self.held.notify_all();
    }

    /// Delivers until closed. For the delivering thread.
    pub fn deliver(&self) {
        let mut last = None;
        let mut state = self.lock();
        while !state.closed {
            let now = Instant::now();
            state.model.read_if_due(now);
            if !state.is_ready(now) {
                state = match state.due_in(now) {
                    Some(due) => self.wait_for(state, due),
                    None => self.wake.wait(state).unwrap_or_else(PoisonError::into_inner),
                };
                continue;
            }
            // The first bytes after idle go at once, later ones in batches.
            while let Some(left) = last.map(|at: Instant| BATCH_INTERVAL.saturating_sub(at.elapsed()))
                && !left.is_zero()
                && !state.outgoing.is_lagging()
                && state.is_ready(now)
                && !state.outgoing.has_full_message()
                && !state.closed
            {
                state = self.wait_for(state, left);
            }
            let now = Instant::now();
            if state.closed || !state.is_ready(now) {
                continue;
            }
            let items = state.take_items(now);
            let Some(sink) = state.outgoing.lend_sink() else { continue };
            drop(state);
            let alive = items.into_iter().all(|item| item.deliver(sink.as_ref()));
            last = Some(Instant::now());
            state = self.lock();
            if !state.closed {
                state.outgoing.return_sink(sink, alive);
            }
        }
    }

    fn live(&self, state: &mut State, bytes: &[u8]) {
        let now = Instant::now();
        let before = state.work(now);
        if !bytes.is_empty() {
            *self.last_output.lock() = Some(now);
        }
        state.model.push(bytes, now);
        state.outgoing.push(bytes);
        if before != state.work(now) {
            self.wake.notify_all();
        }
    }

    fn splice_into(&self, state: &mut State, mut transcript: Transcript) {
        // Given up meanwhile: the transcript would come after the output that follows it.
        let Some(held) = state.held.take() else { return };
        let held = held.splice(&mut transcript.current);
        let replayed = state.model.screen().replay_transcript(&transcript);
        if !replayed.is_empty() {
            state.outgoing.push_replay(&replayed);
        }
        self.live(state, &held);
        self.wake.notify_all();
    }

    fn wait_for<'a>(&self, state: MutexGuard<'a, State>, time: Duration) -> MutexGuard<'a, State> {
        self.wake.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner).0
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
