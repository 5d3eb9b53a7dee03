//! Output on its way to one consumer: the state machine, without locks and threads.
//!
//! A consumer that keeps up is *streaming*: it gets every byte. One that missed bytes is
//! *lagging*: it gets frames, which paint the screen alone, and at last a snapshot of
//! screen and scrollback. With the snapshot it has caught up, and is streaming again.
//!
//! | mode | becomes | when |
//! |---|---|---|
//! | streaming | lagging | more than [`QUEUE_LIMIT`] waits, the consumer is replaced or gone, or the queue is dropped |
//! | lagging | lagging | more than [`CATCH_UP_BYTES`] were missed since the last frame: another frame |
//! | lagging | streaming | no more than that were missed, or the output ended: a snapshot |

use std::time::{Duration, Instant};

use crate::child::Exit;
use crate::credits::Credits;
#[cfg(doc)]
use crate::queue::QUEUE_LIMIT;
use crate::queue::{Queue, XTERM_WRITE_LIMIT, messages};
use crate::sink::{FeedEvent, Item, Sink};

/// The least time between two frames, if the consumer has parsed the last one …
const FRAME_INTERVAL: Duration = Duration::from_millis(33);
/// … and if it has not.
const SLOW_FRAME_INTERVAL: Duration = Duration::from_millis(500);
/// A consumer that acknowledges late may owe less than this many bytes and still get a frame.
const LATE_ACK_ALLOWANCE: usize = 128 * 1024;
/// A consumer that missed no more than this many bytes since the last frame gets a
/// snapshot and then every byte again.
const CATCH_UP_BYTES: usize = 64 * 1024;

/// A request to the screen model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// The screen alone.
    Frame,
    /// Screen and scrollback.
    Snapshot,
}

/// The model's answer to [`Paint`].
pub struct Painted {
    /// Escape sequences for a terminal that was reset.
    pub paint: Vec<u8>,
    /// The beginning of a sequence or character that live output completes. Empty for a frame.
    pub unfinished: Vec<u8>,
}

#[derive(Debug)]
enum Mode {
    Streaming(Queue),
    Lagging {
        /// Bytes that the consumer missed since it last saw anything.
        missed: usize,
        last_frame: Option<Instant>,
    },
}

/// Output for one consumer.
pub struct Outgoing {
    /// `None` while it is lent, and after the consumer is gone.
    sink: Option<Box<dyn Sink>>,
    /// The delivering thread holds the sink; one in `sink` replaces it.
    lent: bool,
    mode: Mode,
    credits: Credits,
    end: Option<Exit>,
    end_sent: bool,
}

impl Outgoing {
    /// Streams to `sink` from the first byte.
    pub fn new(sink: Box<dyn Sink>) -> Self {
        Self {
            sink: Some(sink),
            lent: false,
            mode: Mode::Streaming(Queue::default()),
            credits: Credits::default(),
            end: None,
            end_sent: false,
        }
    }

    /// Takes output. Without a consumer, or where it does not fit, it counts as missed.
    pub fn push(&mut self, bytes: &[u8]) {
        let has_consumer = self.sink.is_some() || self.lent;
        match &mut self.mode {
            Mode::Lagging { missed, .. } => *missed += bytes.len(),
            Mode::Streaming(_) if bytes.is_empty() => {}
            Mode::Streaming(queue) if has_consumer && queue.has_room(bytes.len()) => queue.push(bytes),
            Mode::Streaming(queue) => {
                let missed = queue.len() + bytes.len();
                self.mode = Mode::Lagging { missed, last_frame: None };
            }
        }
    }

    /// Takes output of the past, and marks it as such.
    pub fn push_replay(&mut self, bytes: &[u8]) {
        if let Mode::Streaming(queue) = &mut self.mode {
            queue.push_event(FeedEvent::Reset);
        }
        self.push(bytes);
        if let Mode::Streaming(queue) = &mut self.mode {
            queue.push_event(FeedEvent::Live);
        }
    }

    /// Drops what waits; the consumer gets a snapshot instead.
    pub fn drop_queued(&mut self) {
        self.mode = Mode::Lagging { missed: 0, last_frame: None };
    }

    /// Replaces the consumer. The new one has seen nothing: it gets the screen first, and
    /// the scrollback a moment later.
    pub fn replace_sink(&mut self, sink: Box<dyn Sink>) {
        self.sink = Some(sink);
        self.mode = Mode::Lagging { missed: CATCH_UP_BYTES + 1, last_frame: None };
        self.credits = Credits::default();
        self.end_sent = false;
    }

    /// The consumer parsed `bytes` bytes.
    pub fn acknowledge(&mut self, bytes: usize) {
        self.credits.acknowledge(bytes);
    }

    /// No output follows.
    pub fn end(&mut self, exit: Exit) {
        self.end = Some(exit);
    }

    pub fn has_ended(&self) -> bool {
        self.end.is_some()
    }

    /// Drops the consumer and what waits for it.
    pub fn close(&mut self) {
        self.drop_queued();
        self.sink = None;
    }

    pub fn is_lagging(&self) -> bool {
        matches!(self.mode, Mode::Lagging { .. })
    }

    /// Whether at least one full message waits.
    pub fn has_full_message(&self) -> bool {
        match &self.mode {
            Mode::Streaming(queue) => queue.len() >= XTERM_WRITE_LIMIT,
            Mode::Lagging { .. } => false,
        }
    }

    /// Whether [`Outgoing::take`] gives something now.
    pub fn is_ready(&self, now: Instant) -> bool {
        if !self.can_send() {
            return false;
        }
        match &self.mode {
            Mode::Streaming(queue) => queue.has_complete_char() || self.end.is_some() && !self.end_sent,
            Mode::Lagging { last_frame, .. } => {
                self.frame_due_in(*last_frame, now).is_some_and(|left| left.is_zero())
            }
        }
    }

    /// The time until the next frame of a lagging consumer. `None` where time alone brings
    /// none: it is streaming, can't be sent anything, or has enough to parse.
    pub fn next_frame_in(&self, now: Instant) -> Option<Duration> {
        match self.mode {
            Mode::Lagging { last_frame, .. } if self.can_send() => self.frame_due_in(last_frame, now),
            _ => None,
        }
    }

    /// Takes what goes to the consumer now: after [`Outgoing::is_ready`], a part of the
    /// queue or the model's answer to `paint`, then the end if nothing else is left.
    pub fn take(&mut self, now: Instant, paint: impl FnOnce(Paint) -> Painted) -> Vec<Item> {
        let mut items = Vec::new();
        let mut bytes = 0;
        if let Mode::Lagging { missed, .. } = self.mode {
            let flood = missed > CATCH_UP_BYTES && self.end.is_none();
            self.mode = if flood {
                Mode::Lagging { missed: 0, last_frame: Some(now) }
            } else {
                Mode::Streaming(Queue::default())
            };
            let Painted { paint, unfinished } = paint(if flood { Paint::Frame } else { Paint::Snapshot });
            bytes = paint.len();
            items.push(Item::Event(FeedEvent::Reset));
            items.extend(messages(&paint).map(|message| Item::Bytes(message.to_vec())));
            items.push(Item::Event(FeedEvent::Live));
            self.push(&unfinished);
        }
        if let Mode::Streaming(queue) = &mut self.mode {
            while bytes < XTERM_WRITE_LIMIT
                && let Some(item) = queue.pop(self.end.is_some())
            {
                if let Item::Bytes(message) = &item {
                    bytes += message.len();
                }
                items.push(item);
            }
            if queue.is_empty()
                && let Some(exit) = &self.end
            {
                items.push(Item::Event(FeedEvent::Ended { exit: exit.clone() }));
                self.end_sent = true;
            }
        }
        self.credits.spend(bytes);
        items
    }

    /// Lends the sink to the delivering thread, which gives it back.
    pub fn lend_sink(&mut self) -> Option<Box<dyn Sink>> {
        let sink = self.sink.take();
        self.lent = sink.is_some();
        sink
    }

    /// Takes the sink back; `alive` is `false` when its consumer is gone. One that was
    /// replaced meanwhile is dropped.
    pub fn return_sink(&mut self, sink: Box<dyn Sink>, alive: bool) {
        self.lent = false;
        if self.sink.is_some() {
            return;
        }
        if alive {
            self.sink = Some(sink);
        } else {
            self.drop_queued();
        }
    }

    fn can_send(&self) -> bool {
        self.sink.is_some() && !self.credits.is_stalled()
    }

    fn frame_due_in(&self, last_frame: Option<Instant>, now: Instant) -> Option<Duration> {
        let unacknowledged = self.credits.unacknowledged();
        if unacknowledged >= LATE_ACK_ALLOWANCE {
            return None;
        }
        let interval = if unacknowledged == 0 { FRAME_INTERVAL } else { SLOW_FRAME_INTERVAL };
        Some(last_frame.map_or(Duration::ZERO, |at| (at + interval).saturating_duration_since(now)))
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "tests")]
#[path = "outgoing_tests.rs"]
mod tests;
