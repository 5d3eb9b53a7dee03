//! Where a log is cut into chunks: at ends of lines, wherever that can be.

/// The length of a chunk in bytes: it is unpacked in a millisecond. Half of it packs 2 % worse, and has
/// signatures of twice the size.
pub const LENGTH: usize = 512 * 1024;

/// The longest chunk. A longer line is cut: it is searched in pieces then.
pub const LIMIT: usize = 1024 * 1024;

/// The length of the next chunk of `bytes`; `None` while too few are there.
///
/// It is the last whole line that ends within `length`, else the first that ends after it, else
/// `limit` bytes.
pub fn next(bytes: &[u8], length: usize, limit: usize) -> Option<usize> {
    let first = bytes.get(..length)?;
    if let Some(feed) = memchr::memrchr(b'\n', first) {
        return Some(feed + 1);
    }
    let rest = bytes.get(length..bytes.len().min(limit)).unwrap_or_default();
    match memchr::memchr(b'\n', rest) {
        Some(feed) => Some(length + feed + 1),
        None => (bytes.len() >= limit).then_some(limit),
    }
}

/// How many line feeds there are.
pub fn feeds(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn chunks_end_with_lines_where_they_can() {
        let cases: &[(&str, &str, Option<usize>)] = &[
            ("nothing", "", None),
            ("too short", "abc\n", None),
            ("the last line that fits", "ab\ncd\nef", Some(6)),
            ("the first end of a longer line", "abcdefgh\nij", Some(9)),
            ("its end has not come yet", "abcdefghij", None),
            ("too long for any end", "abcdefghijklmnopq", Some(16)),
            ("an end at the limit", "abcdefghijklmno\nq", Some(16)),
        ];
        for (name, text, expected) in cases {
            assert_eq!(next(text.as_bytes(), 8, 16), *expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn chunks_are_the_whole_and_no_line_is_cut_that_is_short(text in "[ab\n]{0,200}") {
            let mut rest = text.as_bytes();
            while let Some(length) = next(rest, 16, 48) {
                prop_assert!(length > 0 && length <= 48 && length <= rest.len());
                let (chunk, after) = rest.split_at(length);
                prop_assert!(chunk.ends_with(b"\n") || length == 48, "{chunk:?}");
                rest = after;
            }
            // What is left is shorter than a chunk, or one line that goes on.
            prop_assert!(rest.len() < 16 || feeds(rest) == 0 && rest.len() < 48, "{rest:?}");
        }
    }
}
