//! Joins a session's log and the output of its attach client, none lost and none twice.

/// Output of the attach that may be held, in bytes. A session that writes more while its
/// log is read has scrolled the log away by then.
const MAX_HELD_BYTES: usize = 4 * 1024 * 1024;

/// Output of the attach client, held until the log that precedes it was read.
#[derive(Debug, Default)]
pub struct Held(Vec<u8>);

impl Held {
    /// Takes output; `false` where there is no room, and then nothing was taken.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        let fits = self.0.len() + bytes.len() <= MAX_HELD_BYTES;
        if fits {
            self.0.extend_from_slice(bytes);
        }
        fits
    }

    /// Drops what is held.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The length of what is held, in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The length of all completed lines, in bytes. A log that is read from now on must
    /// contain them: engines log a line when it is completed (docker 20.10), or sooner.
    pub fn completed(&self) -> usize {
        self.0.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
    }

    /// Whether the end of `log` overlaps what is held by at least `completed` bytes, which
    /// is not 0. A log that is all in what is held does, too.
    pub fn is_overlapped_by(&self, log: &[u8], completed: usize) -> bool {
        let overlap = overlap(log, &self.0);
        overlap >= completed || (overlap > 0 && overlap == log.len())
    }

    /// Cuts off the end of `log` that is held, too; returns what is held.
    pub fn splice(self, log: &mut Vec<u8>) -> Vec<u8> {
        log.truncate(log.len() - overlap(log, &self.0));
        self.0
    }
}

/// The number of bytes at the end of `log` that `held` repeats. Without them, `log`
/// followed by `held` contains everything once.
///
/// They are the longest suffix of `log` that is a prefix of `held`. Of a session that
/// writes fast, a log of limited length may begin after the first held byte: then `held`
/// contains all of it.
fn overlap(log: &[u8], held: &[u8]) -> usize {
    let head = &held[..held.len().min(log.len())];
    let tail = &log[log.len() - head.len()..];
    let suffix = matched(head, tail).0;
    if suffix < log.len() && log.len() < held.len() && matched(log, held).1 {
        return log.len();
    }
    suffix
}

/// The number of bytes of `head` that the end of `text` begins, and whether `text` contains
/// all of `head`: Knuth, Morris and Pratt's algorithm, in one pass.
fn matched(head: &[u8], text: &[u8]) -> (usize, bool) {
    let borders = borders(head);
    let (mut matched, mut whole) = (0, false);
    for &byte in text {
        while matched > 0 && (matched == head.len() || head[matched] != byte) {
            matched = borders[matched - 1];
        }
        if head.get(matched) == Some(&byte) {
            matched += 1;
            whole |= matched == head.len();
        }
    }
    (matched, whole)
}

/// For each prefix of `head`, the length of its longest proper prefix that is also its suffix.
fn borders(head: &[u8]) -> Vec<usize> {
    let mut borders = vec![0; head.len()];
    let mut matched = 0;
    for at in 1..head.len() {
        while matched > 0 && head[matched] != head[at] {
            matched = borders[matched - 1];
        }
        if head[matched] == head[at] {
            matched += 1;
        }
        borders[at] = matched;
    }
    borders
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition, word for word.
    fn longest(log: &[u8], held: &[u8]) -> usize {
        if held.windows(log.len().max(1)).any(|part| part == log) {
            return log.len();
        }
        let most = log.len().min(held.len());
        (0..=most).rev().find(|&n| log.ends_with(&held[..n])).unwrap_or(0)
    }

    #[test]
    fn finds_what_both_contain() {
        assert_eq!(overlap(b"one\r\ntwo\r\nthree\r\n", b"three\r\nfour\r\n"), 7);
        assert_eq!(overlap(b"one\r\n", b"two\r\n"), 0);
        assert_eq!(overlap(b"", b"two"), 0);
        assert_eq!(overlap(b"one", b""), 0);
        assert_eq!(overlap(b"aaaa", b"aaaaaaaa"), 4);
        assert_eq!(overlap(b"abcab", b"ab"), 2);
    }

    #[test]
    fn a_log_that_begins_after_what_is_held_is_contained_in_it() {
        assert_eq!(overlap(b"three\r\nfour\r\n", b"two\r\nthree\r\nfour\r\nfive\r\n"), 13);
    }

    #[test]
    fn a_long_overlap_is_found() {
        let lines: Vec<u8> = (0..100_000).flat_map(|n| format!("line {n}\r\n").into_bytes()).collect();
        assert_eq!(overlap(&lines, &lines[1000..]), lines.len() - 1000);
    }

    proptest! {
        #[test]
        fn is_the_longest_suffix_that_is_a_prefix(
            log in prop::collection::vec(0u8..3, 0..40),
            held in prop::collection::vec(0u8..3, 0..40),
        ) {
            prop_assert_eq!(overlap(&log, &held), longest(&log, &held));
        }

        /// Cut one stream of distinct lines anywhere, twice: put together again it is whole.
        #[test]
        fn splices_a_stream_that_was_read_twice(lines in 1usize..200, a in 0.0..1.0f64, b in 0.0..1.0f64) {
            let stream: Vec<u8> = (0..lines).flat_map(|n| format!("line {n}\r\n").into_bytes()).collect();
            let at = |part: f64| (part * stream.len() as f64) as usize;
            let (held_from, logged_to) = (at(a).min(at(b)), at(a).max(at(b)));
            // An overlap of a few bytes may also be a coincidence: begin where a line does.
            let held_from = stream[..held_from].iter().rposition(|&c| c == b'\n').map_or(0, |n| n + 1);
            let (log, held) = (&stream[..logged_to], &stream[held_from..]);
            let kept = log.len() - overlap(log, held);
            prop_assert_eq!([&log[..kept], held].concat(), stream);
        }
    }

    fn held(bytes: &[u8]) -> Held {
        let mut held = Held::default();
        assert!(held.push(bytes));
        held
    }

    #[test]
    fn completed_lines_end_with_their_line_feed() {
        for (bytes, completed) in [(&b""[..], 0), (b"prompt> ", 0), (b"one\r\ntw", 5), (b"one\r\n", 5)] {
            assert_eq!(held(bytes).completed(), completed, "{bytes:?}");
        }
    }

    #[test]
    fn a_log_overlaps_when_it_contains_all_completed_lines() {
        let held = held(b"two\r\nthree\r\npro");
        let completed = held.completed();
        for (log, overlaps) in [
            (&b"one\r\ntwo\r\nthree\r\n"[..], true),
            (b"one\r\ntwo\r\nthree\r\npro", true),
            (b"one\r\ntwo\r\n", false),
            (b"one\r\n", false),
            (b"", false),
            // One of limited length, from after the first held byte.
            (b"three\r\n", true),
        ] {
            assert_eq!(held.is_overlapped_by(log, completed), overlaps, "{log:?}");
        }
    }

    #[test]
    fn a_splice_contains_everything_once() {
        let mut log = b"one\r\ntwo\r\n".to_vec();
        assert_eq!(held(b"two\r\nthree").splice(&mut log), b"two\r\nthree");
        assert_eq!(log, b"one\r\n");
    }

    #[test]
    fn more_than_may_be_held_is_refused_whole() {
        let mut held = held(&vec![b'x'; MAX_HELD_BYTES]);
        assert!(!held.push(b"y"));
        assert_eq!(held.0.len(), MAX_HELD_BYTES);
        held.clear();
        assert!(held.push(b"y"));
    }
}
