//! The seam between what a session's log tells and what its attach shows.

/// How many bytes at the end of `history` `held` tells too: `held` is what the attach
/// showed while the log was read. Without those bytes `history` followed by `held` tells
/// everything once.
///
/// It is the longest suffix of the one that is a prefix of the other. Of a session that
/// writes fast the log is read in part, from after the first that is held: then `held`
/// tells all of it.
pub fn overlap(history: &[u8], held: &[u8]) -> usize {
    let head = &held[..held.len().min(history.len())];
    let tail = &history[history.len() - head.len()..];
    let joined = matched(head, tail).0;
    if joined < history.len() && history.len() < held.len() && matched(history, held).1 {
        return history.len();
    }
    joined
}

/// How much of `head` the end of `text` begins, and whether all of `head` is anywhere in
/// `text`: Knuth, Morris and Pratt, in one pass.
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
    fn longest(history: &[u8], held: &[u8]) -> usize {
        if held.windows(history.len().max(1)).any(|part| part == history) {
            return history.len();
        }
        let most = history.len().min(held.len());
        (0..=most).rev().find(|&n| history.ends_with(&held[..n])).unwrap_or(0)
    }

    #[test]
    fn finds_what_both_tell() {
        assert_eq!(overlap(b"one\r\ntwo\r\nthree\r\n", b"three\r\nfour\r\n"), 7);
        assert_eq!(overlap(b"one\r\n", b"two\r\n"), 0);
        assert_eq!(overlap(b"", b"two"), 0);
        assert_eq!(overlap(b"one", b""), 0);
        assert_eq!(overlap(b"aaaa", b"aaaaaaaa"), 4);
        assert_eq!(overlap(b"abcab", b"ab"), 2);
    }

    #[test]
    fn a_log_that_begins_after_what_is_held_is_told_by_it() {
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
            history in prop::collection::vec(0u8..3, 0..40),
            held in prop::collection::vec(0u8..3, 0..40),
        ) {
            prop_assert_eq!(overlap(&history, &held), longest(&history, &held));
        }

        /// Cut one stream of distinct lines anywhere, twice: put together again it is whole.
        #[test]
        fn joins_a_stream_that_was_read_twice(lines in 1usize..200, a in 0.0..1.0f64, b in 0.0..1.0f64) {
            let stream: Vec<u8> = (0..lines).flat_map(|n| format!("line {n}\r\n").into_bytes()).collect();
            let at = |part: f64| (part * stream.len() as f64) as usize;
            let (held_from, logged_to) = (at(a).min(at(b)), at(a).max(at(b)));
            // An overlap of a few bytes may also be a coincidence: begin where a line does.
            let held_from = stream[..held_from].iter().rposition(|&c| c == b'\n').map_or(0, |n| n + 1);
            let (history, held) = (&stream[..logged_to], &stream[held_from..]);
            let kept = history.len() - overlap(history, held);
            prop_assert_eq!([&history[..kept], held].concat(), stream);
        }
    }
}
