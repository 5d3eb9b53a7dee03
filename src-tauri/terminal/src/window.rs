//! A window and what waits for it.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::emulator::unfinished;
use crate::feed::{FeedEvent, Sink};

/// Output that may wait for the window; beyond it the window gets a snapshot.
const RING: usize = 512 * 1024;
/// One message to the window holds this much at most, and no character in part:
/// xterm.js 6.0.0 cuts longer ones at 128 KB, and may lose a character that is cut.
pub const BATCH: usize = 128 * 1024 - 4;
/// Nothing is sent while the window has this much to parse …
pub const HIGH_WATER: usize = 1024 * 1024;
/// … until it is down to this.
pub const LOW_WATER: usize = 256 * 1024;

/// A window that lags is shown what the session shows this often, …
const GLIMPSE: Duration = Duration::from_millis(33);
/// … when it has parsed the last, else only this often, …
const SELDOM: Duration = Duration::from_millis(500);
/// … and not while there is more than what windows acknowledge late, …
const NEARLY_NOTHING: usize = 128 * 1024;
/// … until no more than this comes in the meantime: then it is sent everything again.
const CALM: usize = 64 * 1024;

/// What goes to a window, in order.
pub enum Item {
    Bytes(Vec<u8>),
    Event(FeedEvent),
}

/// How far the window is.
pub struct Window {
    pub sink: Option<Box<dyn Sink>>,
    /// The delivering thread has the sink in its hands; a new one in `sink` replaces it.
    pub delivering: bool,
    pub queue: VecDeque<Item>,
    pub queued: usize,
    /// It missed bytes, and gets a snapshot, or a glimpse and a snapshot later.
    pub lagging: bool,
    /// What it missed since it last saw anything.
    missed: usize,
    glimpsed: Option<Instant>,
    pub unacknowledged: usize,
    /// Over the high water mark and not yet under the low one.
    pub stalled: bool,
    pub told_end: bool,
}

/// Text in messages.
pub fn pieces(mut text: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let most = &text[..text.len().min(BATCH)];
        let (piece, rest) = text.split_at(most.len() - unfinished(most));
        text = rest;
        Some(piece).filter(|piece| !piece.is_empty())
    })
}

impl Window {
    pub fn new(sink: Box<dyn Sink>) -> Self {
        Self {
            sink: Some(sink),
            delivering: false,
            queue: VecDeque::new(),
            queued: 0,
            lagging: false,
            missed: 0,
            glimpsed: None,
            unacknowledged: 0,
            stalled: false,
            told_end: false,
        }
    }

    /// Another one, which has seen nothing. The screen is there first, what is above it a
    /// moment later.
    pub fn replace_sink(&mut self, sink: Box<dyn Sink>) {
        self.forget();
        self.missed = CALM + 1;
        self.sink = Some(sink);
        self.unacknowledged = 0;
        self.stalled = false;
        self.told_end = false;
    }

    fn open(&self) -> bool {
        self.sink.is_some() || self.delivering
    }

    /// Output for the window, unless it lags: then the next snapshot has it.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.lagging || bytes.is_empty() {
            self.missed += bytes.len();
            return;
        }
        if !self.open() || self.queued + bytes.len() > RING {
            let missed = self.queued + bytes.len();
            self.forget();
            self.missed = missed;
            return;
        }
        self.queued += bytes.len();
        let mut rest = bytes;
        if let Some(Item::Bytes(last)) = self.queue.back_mut() {
            let (fits, over) = rest.split_at(rest.len().min(BATCH.saturating_sub(last.len())));
            last.extend_from_slice(fits);
            rest = over;
        }
        self.queue.extend(rest.chunks(BATCH).map(|chunk| Item::Bytes(chunk.to_vec())));
    }

    /// Whether there is more than the beginning of a character.
    pub fn has_whole(&self) -> bool {
        match self.queue.front() {
            Some(Item::Bytes(chunk)) => self.queue.len() > 1 || unfinished(chunk) < chunk.len(),
            front => front.is_some(),
        }
    }

    /// The next item; the beginning of a character stays for what follows, unless nothing will.
    pub fn pop(&mut self, last: bool) -> Option<Item> {
        let mut item = self.queue.pop_front()?;
        if let Item::Bytes(chunk) = &mut item {
            let whole = chunk.len() - unfinished(chunk);
            match self.queue.front_mut() {
                Some(Item::Bytes(next)) => drop(next.splice(0..0, chunk.drain(whole..))),
                None if !last => {
                    let begun = chunk.split_off(whole);
                    if !begun.is_empty() {
                        self.queue.push_back(Item::Bytes(begun));
                    }
                    if chunk.is_empty() {
                        return None;
                    }
                }
                _ => {}
            }
            self.queued -= chunk.len();
        }
        Some(item)
    }

    /// The past, marked as such.
    pub fn replay(&mut self, bytes: &[u8]) {
        self.queue.push_back(Item::Event(FeedEvent::Reset));
        self.push(bytes);
        if !self.lagging {
            self.queue.push_back(Item::Event(FeedEvent::Live));
        }
    }

    /// How long a window that lags waits until it is shown something; `None` as long as
    /// it has enough to parse.
    pub fn shown_in(&self, now: Instant) -> Option<Duration> {
        let pace = if self.unacknowledged == 0 { GLIMPSE } else { SELDOM };
        let due = self.glimpsed.map_or(Duration::ZERO, |at| (at + pace).saturating_duration_since(now));
        Some(due).filter(|_| self.unacknowledged < NEARLY_NOTHING)
    }

    /// Whether a window that lags is to be shown the screen only: a flood goes on, and
    /// what is above the screen would be gone before it is painted.
    pub fn glimpses(&mut self, now: Instant, over: bool) -> bool {
        let flood = self.missed > CALM && !over;
        self.missed = 0;
        self.glimpsed = flood.then_some(now);
        self.lagging = flood;
        flood
    }

    /// What waits is dropped in favour of a snapshot.
    pub fn forget(&mut self) {
        self.queue.clear();
        self.queued = 0;
        self.missed = 0;
        self.glimpsed = None;
        self.lagging = true;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Nobody;

    impl Sink for Nobody {
        fn output(&self, _: Vec<u8>) -> bool {
            true
        }

        fn event(&self, _: FeedEvent) -> bool {
            true
        }
    }

    /// Everything that can be popped, without the beginning of a character at the end.
    fn drain(window: &mut Window, last: bool) -> Vec<Vec<u8>> {
        std::iter::from_fn(|| window.pop(last))
            .filter_map(|item| match item {
                Item::Bytes(bytes) => Some(bytes),
                Item::Event(_) => None,
            })
            .collect()
    }

    /// In a flood a window is shown glimpses, each once it parsed the one before, and
    /// everything again when the flood is over.
    #[test]
    fn glimpses_while_a_flood_lasts() {
        let mut window = Window::new(Box::new(Nobody));
        let now = Instant::now();
        window.push(&vec![b'x'; RING + 1]);
        assert!(window.lagging);
        assert_eq!(window.shown_in(now), Some(Duration::ZERO));
        assert!(window.glimpses(now, false));
        window.unacknowledged = NEARLY_NOTHING;
        assert_eq!(window.shown_in(now + SELDOM), None);
        window.unacknowledged = 1;
        assert_eq!(window.shown_in(now), Some(SELDOM));
        window.unacknowledged = 0;
        assert_eq!(window.shown_in(now), Some(GLIMPSE));
        assert_eq!(window.shown_in(now + GLIMPSE), Some(Duration::ZERO));
        window.push(&vec![b'x'; CALM]);
        assert!(window.lagging && !window.glimpses(now, false));
        assert!(!window.lagging);
    }

    /// One that is opened again sees the screen at once, and then everything.
    #[test]
    fn a_glimpse_first() {
        let mut window = Window::new(Box::new(Nobody));
        let now = Instant::now();
        window.replace_sink(Box::new(Nobody));
        assert_eq!(window.shown_in(now), Some(Duration::ZERO));
        assert!(window.glimpses(now, false));
        assert_eq!(window.shown_in(now), Some(GLIMPSE));
        assert!(!window.glimpses(now + GLIMPSE, false));
        assert!(!window.lagging);
    }

    /// The end is not kept from a window by glimpses.
    #[test]
    fn no_glimpse_of_what_is_over() {
        let mut window = Window::new(Box::new(Nobody));
        window.push(&vec![b'x'; RING + 1]);
        assert!(!window.glimpses(Instant::now(), true));
        assert!(!window.lagging);
    }

    proptest! {
        /// However output is cut on its way in, messages hold whole characters, and all of them.
        #[test]
        fn characters_are_never_cut(text in "[a-zé世🦀]{0,60}", cuts in prop::collection::vec(0usize..200, 0..20)) {
            let mut window = Window::new(Box::new(Nobody));
            let mut rest = text.as_bytes();
            let mut told = Vec::new();
            for cut in cuts {
                let (now, later) = rest.split_at(cut.min(rest.len()));
                window.push(now);
                rest = later;
                if cut % 2 == 0 {
                    told.extend(drain(&mut window, false));
                }
            }
            window.push(rest);
            told.extend(drain(&mut window, true));
            prop_assert!(told.iter().all(|bytes| std::str::from_utf8(bytes).is_ok()));
            prop_assert_eq!(told.concat(), text.as_bytes());
            prop_assert_eq!(window.queued, 0);
        }
    }
}
