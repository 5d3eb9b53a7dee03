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
struct Rig {
    outgoing: Outgoing,
    now: Instant,
}

/// What the screen model is asked for and gives.
const FRAME: &[u8] = b"<frame>";
const SNAPSHOT: &[u8] = b"<snapshot>";
const EXIT: Exit = Exit { code: Some(0), signal: None };

fn painted(paint: Paint) -> Painted {
    let paint = match paint {
        Paint::Frame => FRAME,
        Paint::Snapshot => SNAPSHOT,
    };
    Painted { paint: paint.to_vec(), unfinished: Vec::new() }
}

impl Rig {
    fn new() -> Self {
        Self { outgoing: Outgoing::new(Box::new(NullSink)), now: Instant::now() }
    }

    /// One whose consumer missed `missed` bytes.
    fn lagging(missed: usize) -> Self {
        let mut rig = Self::new();
        rig.outgoing.drop_queued();
        rig.outgoing.push(&vec![b'x'; missed]);
        rig
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
    let mut rig = Rig::new();
    assert!(!rig.is_ready());
    rig.outgoing.push(b"one ");
    rig.outgoing.push(b"two");
    assert_eq!(rig.delivers(), "one two");
    assert!(!rig.is_ready());
    assert_eq!(rig.outgoing.next_frame_in(rig.now), None);
}

#[test]
fn half_a_character_waits_for_its_other_half() {
    let mut rig = Rig::new();
    rig.outgoing.push(&"é".as_bytes()[..1]);
    assert!(!rig.is_ready());
    rig.outgoing.push(&"é".as_bytes()[1..]);
    assert_eq!(rig.delivers(), "é");
}

#[test]
fn a_replay_is_marked() {
    let mut rig = Rig::new();
    rig.outgoing.push_replay(b"past");
    rig.outgoing.push(b"now");
    assert_eq!(rig.delivers(), "[reset]past[live]now");
}

/// Also where the consumer was replaced while the log was read.
#[test]
fn a_replay_that_does_not_fit_is_in_the_snapshot() {
    let mut rig = Rig::new();
    rig.outgoing.push_replay(&vec![b'x'; QUEUE_LIMIT + 1]);
    rig.outgoing.end(EXIT);
    assert_eq!(rig.delivers(), "[reset]<snapshot>[live][ended]");

    let mut rig = Rig::new();
    rig.outgoing.replace_sink(Box::new(NullSink));
    rig.outgoing.push_replay(b"past");
    assert_eq!(rig.delivers(), "[reset]<frame>[live]");
    rig.passes(FRAME_INTERVAL);
    assert_eq!(rig.delivers(), "[reset]<snapshot>[live]");
}

/// From streaming over lagging to caught up.
#[test]
fn a_flood_is_shown_in_frames_and_then_in_full() {
    let mut rig = Rig::new();
    rig.outgoing.push(&vec![b'x'; QUEUE_LIMIT]);
    assert!(!rig.outgoing.is_lagging());
    rig.outgoing.push(b"x");
    assert!(rig.outgoing.is_lagging());
    assert_eq!(rig.delivers(), "[reset]<frame>[live]");

    rig.outgoing.push(&vec![b'x'; CATCH_UP_BYTES + 1]);
    rig.passes(FRAME_INTERVAL);
    assert_eq!(rig.delivers(), "[reset]<frame>[live]");

    rig.outgoing.push(&vec![b'x'; CATCH_UP_BYTES]);
    assert!(!rig.is_ready());
    rig.passes(FRAME_INTERVAL);
    assert_eq!(rig.delivers(), "[reset]<snapshot>[live]");
    assert!(!rig.outgoing.is_lagging());
    rig.outgoing.push(b"after");
    assert_eq!(rig.delivers(), "after");
}

#[test]
fn live_output_completes_what_the_snapshot_left_unfinished() {
    let mut rig = Rig::lagging(1);
    let unfinished = |_| Painted { paint: SNAPSHOT.to_vec(), unfinished: b"\x1b[3".to_vec() };
    let items = rig.outgoing.take(rig.now, unfinished);
    let bytes: Vec<u8> = items
        .into_iter()
        .flat_map(|item| match item {
            Item::Bytes(bytes) => bytes,
            Item::Event(_) => Vec::new(),
        })
        .collect();
    assert_eq!(bytes, b"<snapshot>\x1b[3");
    rig.outgoing.push(b"1m");
    assert_eq!(rig.delivers(), "1m");
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
        let mut rig = Rig::lagging(CATCH_UP_BYTES + 1);
        assert_eq!(rig.outgoing.next_frame_in(rig.now), due(Duration::ZERO), "the first is due at once");
        rig.delivers();
        rig.outgoing.credits.spend(unacknowledged);
        rig.passes(since);
        let what = format!("{unacknowledged} bytes, {since:?}");
        assert_eq!(rig.outgoing.next_frame_in(rig.now), expected, "{what}");
        assert_eq!(rig.is_ready(), expected == due(Duration::ZERO), "{what}");
    }
}

#[test]
fn nothing_is_sent_above_the_high_mark_until_the_low_one() {
    let mut rig = Rig::new();
    let mut sent = 0;
    while sent < HIGH_WATER_BYTES {
        rig.outgoing.push(&vec![b'x'; XTERM_WRITE_LIMIT]);
        sent += rig.sends().1;
    }
    rig.outgoing.push(b"more");
    assert!(!rig.is_ready());
    rig.outgoing.acknowledge(sent - LOW_WATER_BYTES - 1);
    assert!(!rig.is_ready());
    rig.outgoing.acknowledge(1);
    assert_eq!(rig.delivers(), "more");
}

#[test]
fn a_new_consumer_sees_the_screen_first_and_owes_nothing() {
    let mut rig = Rig::new();
    rig.outgoing.credits.spend(HIGH_WATER_BYTES);
    rig.outgoing.push(b"for the old one");
    assert!(!rig.is_ready());
    rig.outgoing.replace_sink(Box::new(NullSink));
    assert_eq!(rig.delivers(), "[reset]<frame>[live]");
    assert!(!rig.is_ready());
    rig.passes(FRAME_INTERVAL);
    assert_eq!(rig.delivers(), "[reset]<snapshot>[live]");
}

#[test]
fn a_consumer_replaced_during_a_delivery_does_not_come_back() {
    let mut rig = Rig::new();
    rig.outgoing.push(b"one");
    rig.outgoing.take(rig.now, painted);
    let old = rig.outgoing.lend_sink().expect("a sink");
    // Output that comes meanwhile waits for it.
    rig.outgoing.push(b"two");
    assert!(!rig.outgoing.is_lagging());
    rig.outgoing.replace_sink(Box::new(NullSink));
    rig.outgoing.return_sink(old, false);
    rig.outgoing.acknowledge(usize::MAX);
    assert_eq!(rig.delivers(), "[reset]<frame>[live]");
}

#[test]
fn without_a_consumer_output_counts_as_missed() {
    let mut rig = Rig::new();
    rig.outgoing.push(b"one");
    rig.outgoing.take(rig.now, painted);
    let sink = rig.outgoing.lend_sink().expect("a sink");
    rig.outgoing.return_sink(sink, false);
    rig.outgoing.push(b"two");
    assert!(rig.outgoing.is_lagging() && !rig.is_ready());
    assert_eq!(rig.outgoing.next_frame_in(rig.now + SLOW_FRAME_INTERVAL), None);
    assert!(rig.outgoing.lend_sink().is_none());
}

#[test]
fn the_end_comes_after_everything() {
    let mut rig = Rig::new();
    rig.outgoing.push(&vec![b'x'; XTERM_WRITE_LIMIT]);
    // Nothing completes this character any more.
    rig.outgoing.push(b"last\xc3");
    rig.outgoing.end(EXIT);
    assert!(rig.outgoing.has_ended());
    assert!(!rig.delivers().contains("[ended]"));
    assert_eq!(rig.delivers(), "last\u{fffd}[ended]");
    assert!(!rig.is_ready());
}

#[test]
fn the_end_alone_is_delivered() {
    let mut rig = Rig::new();
    rig.outgoing.end(EXIT);
    assert_eq!(rig.delivers(), "[ended]");
    assert!(!rig.is_ready());
    // Another consumer hears of it too, after all that there is to see.
    rig.outgoing.replace_sink(Box::new(NullSink));
    assert_eq!(rig.delivers(), "[reset]<snapshot>[live][ended]");
}

/// Frames do not keep the end from a consumer.
#[test]
fn the_end_of_a_flood_is_a_snapshot() {
    let mut rig = Rig::lagging(QUEUE_LIMIT);
    rig.outgoing.end(EXIT);
    assert_eq!(rig.delivers(), "[reset]<snapshot>[live][ended]");
}

#[test]
fn nothing_is_ready_once_closed() {
    let mut rig = Rig::new();
    rig.outgoing.push(b"one");
    rig.outgoing.close();
    rig.outgoing.push(b"two");
    rig.outgoing.end(EXIT);
    assert!(!rig.is_ready());
    assert!(rig.outgoing.lend_sink().is_none());
}
