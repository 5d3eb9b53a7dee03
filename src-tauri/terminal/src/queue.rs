//! Output that waits for a consumer, in messages of whole characters.

use std::collections::VecDeque;

use crate::emulator::unfinished;
use crate::sink::{FeedEvent, Item};

/// Output that may wait for a consumer, in bytes. A consumer that has more to catch up
/// with gets a snapshot instead.
pub const QUEUE_LIMIT: usize = 512 * 1024;
/// The size of a message, in bytes. xterm.js 6.0.0 cuts longer writes at 128 KB, and may
/// lose a character that is cut, so a message also ends with a whole character.
pub const XTERM_WRITE_LIMIT: usize = 128 * 1024 - 4;

/// A queue of messages and events.
#[derive(Debug, Default)]
pub struct Queue {
    items: VecDeque<Item>,
    /// The sum of the messages' lengths.
    bytes: usize,
}

impl Queue {
    /// Bytes that wait.
    pub fn len(&self) -> usize {
        self.bytes
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether `more` bytes fit below [`QUEUE_LIMIT`].
    pub fn has_room(&self, more: usize) -> bool {
        self.bytes + more <= QUEUE_LIMIT
    }

    /// Appends output; the caller checks [`Queue::has_room`].
    pub fn push(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        self.bytes += bytes.len();
        let mut rest = bytes;
        if let Some(Item::Bytes(last)) = self.items.back_mut() {
            let room = XTERM_WRITE_LIMIT.saturating_sub(last.len());
            let (fits, over) = rest.split_at(rest.len().min(room));
            last.extend_from_slice(fits);
            rest = over;
        }
        self.items.extend(rest.chunks(XTERM_WRITE_LIMIT).map(|chunk| Item::Bytes(chunk.to_vec())));
    }

    pub fn push_event(&mut self, event: FeedEvent) {
        self.items.push_back(Item::Event(event));
    }

    /// Whether more waits than the beginning of a character.
    pub fn has_complete_char(&self) -> bool {
        match self.items.front() {
            Some(Item::Bytes(chunk)) => self.items.len() > 1 || unfinished(chunk) < chunk.len(),
            front => front.is_some(),
        }
    }

    /// Takes the next item. The beginning of a character stays in the queue for the bytes
    /// that complete it, unless this is the `last` output.
    pub fn pop(&mut self, last: bool) -> Option<Item> {
        let mut item = self.items.pop_front()?;
        if let Item::Bytes(chunk) = &mut item {
            let whole = chunk.len() - unfinished(chunk);
            match self.items.front_mut() {
                Some(Item::Bytes(next)) => drop(next.splice(0..0, chunk.drain(whole..))),
                None if !last => {
                    let begun = chunk.split_off(whole);
                    if !begun.is_empty() {
                        self.items.push_back(Item::Bytes(begun));
                    }
                    if chunk.is_empty() {
                        return None;
                    }
                }
                _ => {}
            }
            self.bytes -= chunk.len();
        }
        Some(item)
    }
}

/// Cuts `text` into messages of whole characters.
pub fn messages(mut text: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let most = &text[..text.len().min(XTERM_WRITE_LIMIT)];
        let (message, rest) = text.split_at(most.len() - unfinished(most));
        text = rest;
        Some(message).filter(|message| !message.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Everything that can be popped.
    fn drain(queue: &mut Queue, last: bool) -> Vec<Vec<u8>> {
        std::iter::from_fn(|| queue.pop(last))
            .filter_map(|item| match item {
                Item::Bytes(bytes) => Some(bytes),
                Item::Event(_) => None,
            })
            .collect()
    }

    #[test]
    fn long_output_goes_in_messages_that_xterm_does_not_cut() {
        let text = "世".repeat(XTERM_WRITE_LIMIT);
        let mut queue = Queue::default();
        queue.push(text.as_bytes());
        let popped = drain(&mut queue, true);
        for sent in [popped, messages(text.as_bytes()).map(<[u8]>::to_vec).collect()] {
            assert!(sent.len() >= 3 && sent.iter().all(|message| message.len() <= XTERM_WRITE_LIMIT + 3));
            assert!(sent.iter().all(|message| std::str::from_utf8(message).is_ok()));
            assert_eq!(sent.concat(), text.as_bytes());
        }
    }

    proptest! {
        /// However output is cut on its way in, messages hold whole characters, and all of them.
        #[test]
        fn characters_are_never_cut(text in "[a-zé世🦀]{0,60}", cuts in prop::collection::vec(0usize..200, 0..20)) {
            let mut queue = Queue::default();
            let mut rest = text.as_bytes();
            let mut sent = Vec::new();
            for cut in cuts {
                let (now, later) = rest.split_at(cut.min(rest.len()));
                queue.push(now);
                rest = later;
                if cut % 2 == 0 {
                    sent.extend(drain(&mut queue, false));
                }
            }
            queue.push(rest);
            sent.extend(drain(&mut queue, true));
            prop_assert!(sent.iter().all(|bytes| std::str::from_utf8(bytes).is_ok()));
            prop_assert_eq!(sent.concat(), text.as_bytes());
            prop_assert_eq!(queue.len(), 0);
        }
    }
}
