//! The state machine of one consumer, on a clock that stands still unless told otherwise.

use super::*;
use crate::credits::{HIGH_WATER_BYTES, LOW_WATER_BYTES};
use crate::queue::QUEUE_LIMIT;

struct NullSink;

impl Sink for NullSink {
    fn output(&self, _: Vec<u8>) -> bool {
        true
    }

    fn event(&self, _: FeedEvent) -> bool {
        true
    }
}

/// An `Outgoing` and the time.
struct Harness {
    outgoing: Outgoing,
    now: Instant,
}

/// What the screen model is asked for and gives.
const FRAME: &[u8] = b"<frame>";
const SNAPSHOT: &[u8] = b"<snapshot>";
const EXIT: Exit = Exit { code: Some(0), signal: None, errors: String::new() };

fn painted(paint: Paint) -> Painted {
    let paint = match paint {
        Paint::Frame => FRAME,
        Paint::Snapshot => SNAPSHOT,
    };
    Painted { paint: paint.to_vec(), unfinished: Vec::new() }
}

impl Harness {
    fn new() -> Self {
        Self { outgoing: Outgoing::new(Box::new(NullSink)), now: Instant::now() }
    }

    /// One whose consumer missed `missed` bytes.
    fn lagging(missed: usize) -> Self {
        let mut harness = Self::new();
        harness.outgoing.drop_queued();
        harness.outgoing.push(&vec![b'x'; missed]);
        harness
    }

    fn passes(&mut self, time: Duration) {
        self.now += time;
    }

    fn is_ready(&self) -> bool {
        self.outgoing.is_ready(self.now)
    }

    /// Delivers what is ready, as text: events in brackets. Acknowledges it at once.
    fn delivers(&mut self) -> String {
        let (text, bytes) = self.sends();
        self.outgoing.acknowledge(bytes);
        text
    }

    /// The same without an acknowledgement; gives the number of bytes too.
    fn sends(&mut self) -> (String, usize) {
        assert!(self.is_ready(), "nothing is ready");
        let items = self.outgoing.take(self.now, painted);
        let sink = self.outgoing.lend_sink().expect("a sink");
        let mut bytes = 0;
        let text = items.iter().map(|item| match item {
            Item::Bytes(message) => {
                bytes += message.len();
                String::from_utf8_lossy(message).into_owned()
            }
            Item::Event(FeedEvent::Reset) => "[reset]".to_owned(),
            Item::Event(FeedEvent::Live) => "[live]".to_owned(),
            Item::Event(FeedEvent::Ended { .. }) => "[ended]".to_owned(),
        });
        let text = text.collect();
        self.outgoing.return_sink(sink, true);
        (text, bytes)
    }
}

#[test]
fn a_consumer_that_keeps_up_gets_every_byte() {
    let mut harness = Harness::new();
    assert!(!harness.is_ready());
    harness.outgoing.push(b"one ");
    harness.outgoing.push(b"two");
    assert_eq!(harness.delivers(), "one two");
    assert!(!harness.is_ready());
    assert_eq!(harness.outgoing.next_frame_in(harness.now), None);
}

#[test]
fn half_a_character_waits_for_its_other_half() {
    let mut harness = Harness::new();
    harness.outgoing.push(&"é".as_bytes()[..1]);
    assert!(!harness.is_ready());
    harness.outgoing.push(&"é".as_bytes()[1..]);
    assert_eq!(harness.delivers(), "é");
}

#[test]
fn a_replay_is_marked() {
    let mut harness = Harness::new();
    harness.outgoing.push_replay(b"past");
    harness.outgoing.push(b"now");
    assert_eq!(harness.delivers(), "[reset]past[live]now");
}

/// Also where the consumer was replaced while the log was read.
#[test]
fn a_replay_that_does_not_fit_is_in_the_snapshot() {
    let mut harness = Harness::new();
    harness.outgoing.push_replay(&vec![b'x'; QUEUE_LIMIT + 1]);
    harness.outgoing.end(EXIT);
    assert_eq!(harness.delivers(), "[reset]<snapshot>[live][ended]");

    let mut harness = Harness::new();
    harness.outgoing.replace_sink(Box::new(NullSink));
    harness.outgoing.push_replay(b"past");
    assert_eq!(harness.delivers(), "[reset]<frame>[live]");
    harness.passes(FRAME_INTERVAL);
    assert_eq!(harness.delivers(), "[reset]<snapshot>[live]");
}

/// From streaming over lagging to caught up.
#[test]
fn a_flood_is_shown_in_frames_and_then_in_full() {
    let mut harness = Harness::new();
    harness.outgoing.push(&vec![b'x'; QUEUE_LIMIT]);
    assert!(!harness.outgoing.is_lagging());
    harness.outgoing.push(b"x");
    assert!(harness.outgoing.is_lagging());
    assert_eq!(harness.delivers(), "[reset]<frame>[live]");

    harness.outgoing.push(&vec![b'x'; CATCH_UP_BYTES + 1]);
    harness.passes(FRAME_INTERVAL);
    assert_eq!(harness.delivers(), "[reset]<frame>[live]");

    harness.outgoing.push(&vec![b'x'; CATCH_UP_BYTES]);
    assert!(!harness.is_ready());
    harness.passes(FRAME_INTERVAL);
    assert_eq!(harness.delivers(), "[reset]<snapshot>[live]");
    assert!(!harness.outgoing.is_lagging());
    harness.outgoing.push(b"after");
    assert_eq!(harness.delivers(), "after");
}

#[test]
fn live_output_completes_what_the_snapshot_left_unfinished() {
    let mut harness = Harness::lagging(1);
    let unfinished = |_| Painted { paint: SNAPSHOT.to_vec(), unfinished: b"\x1b[3".to_vec() };
    let items = harness.outgoing.take(harness.now, unfinished);
    let bytes: Vec<u8> = items
        .into_iter()
        .flat_map(|item| match item {
            Item::Bytes(bytes) => bytes,
            Item::Event(_) => Vec::new(),
        })
        .collect();
    assert_eq!(bytes, b"<snapshot>\x1b[3");
    harness.outgoing.push(b"1m");
    assert_eq!(harness.delivers(), "1m");
}

/// When the next frame is due, by what is unacknowledged and how long ago the last one was.
#[test]
fn frames_wait_for_the_consumer() {
    let due = |left| Some(left);
    let table = [
        (0, Duration::ZERO, due(FRAME_INTERVAL)),
        (0, FRAME_INTERVAL / 3, due(FRAME_INTERVAL - FRAME_INTERVAL / 3)),
        (0, FRAME_INTERVAL, due(Duration::ZERO)),
        (1, FRAME_INTERVAL, due(SLOW_FRAME_INTERVAL - FRAME_INTERVAL)),
        (LATE_ACK_ALLOWANCE - 1, SLOW_FRAME_INTERVAL, due(Duration::ZERO)),
        (LATE_ACK_ALLOWANCE, SLOW_FRAME_INTERVAL, None),
    ];
    for (unacknowledged, since, expected) in table {
        let mut harness = Harness::lagging(CATCH_UP_BYTES + 1);
        assert_eq!(
            harness.outgoing.next_frame_in(harness.now),
            due(Duration::ZERO),
            "the first is due at once"
        );
        harness.delivers();
        harness.outgoing.credits.spend(unacknowledged);
        harness.passes(since);
        let what = format!("{unacknowledged} bytes, {since:?}");
        assert_eq!(harness.outgoing.next_frame_in(harness.now), expected, "{what}");
        assert_eq!(harness.is_ready(), expected == due(Duration::ZERO), "{what}");
    }
}

#[test]
fn nothing_is_sent_above_the_high_mark_until_the_low_one() {
    let mut harness = Harness::new();
    let mut sent = 0;
    while sent < HIGH_WATER_BYTES {
        harness.outgoing.push(&vec![b'x'; XTERM_WRITE_LIMIT]);
        sent += harness.sends().1;
    }
    harness.outgoing.push(b"more");
    assert!(!harness.is_ready());
    harness.outgoing.acknowledge(sent - LOW_WATER_BYTES - 1);
    assert!(!harness.is_ready());
    harness.outgoing.acknowledge(1);
    assert_eq!(harness.delivers(), "more");
}

#[test]
fn a_new_consumer_sees_the_screen_first_and_owes_nothing() {
    let mut harness = Harness::new();
    harness.outgoing.credits.spend(HIGH_WATER_BYTES);
    harness.outgoing.push(b"for the old one");
    assert!(!harness.is_ready());
    harness.outgoing.replace_sink(Box::new(NullSink));
    assert_eq!(harness.delivers(), "[reset]<frame>[live]");
    assert!(!harness.is_ready());
    harness.passes(FRAME_INTERVAL);
    assert_eq!(harness.delivers(), "[reset]<snapshot>[live]");
}

#[test]
fn a_consumer_replaced_during_a_delivery_does_not_come_back() {
    let mut harness = Harness::new();
    harness.outgoing.push(b"one");
    harness.outgoing.take(harness.now, painted);
    let old = harness.outgoing.lend_sink().expect("a sink");
    // Output that comes meanwhile waits for it.
    harness.outgoing.push(b"two");
    assert!(!harness.outgoing.is_lagging());
    harness.outgoing.replace_sink(Box::new(NullSink));
    harness.outgoing.return_sink(old, false);
    harness.outgoing.acknowledge(usize::MAX);
    assert_eq!(harness.delivers(), "[reset]<frame>[live]");
}

#[test]
fn without_a_consumer_output_counts_as_missed() {
    let mut harness = Harness::new();
    harness.outgoing.push(b"one");
    harness.outgoing.take(harness.now, painted);
    let sink = harness.outgoing.lend_sink().expect("a sink");
    harness.outgoing.return_sink(sink, false);
    harness.outgoing.push(b"two");
    assert!(harness.outgoing.is_lagging() && !harness.is_ready());
    assert_eq!(harness.outgoing.next_frame_in(harness.now + SLOW_FRAME_INTERVAL), None);
    assert!(harness.outgoing.lend_sink().is_none());
}

#[test]
fn the_end_comes_after_everything() {
    let mut harness = Harness::new();
    harness.outgoing.push(&vec![b'x'; XTERM_WRITE_LIMIT]);
    // Nothing completes this character any more.
    harness.outgoing.push(b"last\xc3");
    harness.outgoing.end(EXIT);
    assert!(harness.outgoing.has_ended());
    assert!(!harness.delivers().contains("[ended]"));
    assert_eq!(harness.delivers(), "last\u{fffd}[ended]");
    assert!(!harness.is_ready());
}

#[test]
fn the_end_alone_is_delivered() {
    let mut harness = Harness::new();
    harness.outgoing.end(EXIT);
    assert_eq!(harness.delivers(), "[ended]");
    assert!(!harness.is_ready());
    // Another consumer hears of it too, after all that there is to see.
    harness.outgoing.replace_sink(Box::new(NullSink));
    assert_eq!(harness.delivers(), "[reset]<snapshot>[live][ended]");
}

/// Frames do not keep the end from a consumer.
#[test]
fn the_end_of_a_flood_is_a_snapshot() {
    let mut harness = Harness::lagging(QUEUE_LIMIT);
    harness.outgoing.end(EXIT);
    assert_eq!(harness.delivers(), "[reset]<snapshot>[live][ended]");
}

#[test]
fn nothing_is_ready_once_closed() {
    let mut harness = Harness::new();
    harness.outgoing.push(b"one");
    harness.outgoing.close();
    harness.outgoing.push(b"two");
    harness.outgoing.end(EXIT);
    assert!(!harness.is_ready());
    assert!(harness.outgoing.lend_sink().is_none());
}
