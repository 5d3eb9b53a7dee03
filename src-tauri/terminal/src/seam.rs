//! The seam between what a session's log tells and what its attach shows.

/// An overlap is looked for in this much of the log's end. Engines write an
/// attach and the log at nearly the same time, so real overlaps are short.
pub const REACH: usize = 64 * 1024;

/// How many bytes at the end of `history` are the beginning of `held`, at most
/// [`REACH`]: the longest suffix of the one that is a prefix of the other.
///
/// `held` is what the attach showed while the log was read. Without those bytes
/// `history` followed by `held` tells everything once.
pub fn overlap(history: &[u8], held: &[u8]) -> usize {
    let tail = &history[history.len().saturating_sub(REACH)..];
    let head = &held[..held.len().min(tail.len())];
    // Knuth, Morris and Pratt: `matched` is the length of the longest prefix of
    // `head` that ends where we are in `tail`; it ends with the answer, in one pass.
    let borders = borders(head);
    let mut matched = 0;
    for &byte in tail {
        while matched > 0 && (matched == head.len() || head[matched] != byte) {
            matched = borders[matched - 1];
        }
        if head.get(matched) == Some(&byte) {
            matched += 1;
        }
    }
    matched
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
        let most = history.len().min(held.len()).min(REACH);
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
    fn looks_no_further_than_its_reach() {
        let lines = vec![b'x'; REACH * 2];
        assert_eq!(overlap(&lines, &lines), REACH);
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
