//! The lines of one stream, as an engine's client prints them with times.

use crate::stamp::stamp;

/// What is kept of a line, in bytes: its beginning.
pub const LONGEST: usize = 1 << 20;
/// A program may stop within a line and go on with it later: so much later at most, in nanoseconds.
const PAUSE: i64 = 24 * 3600 * 1_000_000_000;

/// The length of a time to the nanosecond. Those to the second can't be told from what a program prints itself.
const FINE: usize = 31;

/// A line without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// When it was written, in nanoseconds since 1970; `None` where nothing says so.
    pub at: Option<i64>,
    /// What the program wrote.
    pub text: Vec<u8>,
    /// Whether it was longer than [`LONGEST`], and its end is lost.
    pub cut: bool,
}

/// Makes lines of a stream.
#[derive(Debug, Default)]
pub struct Records {
    rest: Vec<u8>,
    /// The line in `rest` is longer than is kept.
    cut: bool,
    /// Whether records begin with times.
    timed: bool,
}

impl Records {
    /// Of a client that prints times.
    pub fn timed() -> Self {
        Self { timed: true, ..Self::default() }
    }

    /// The lines that end in these bytes; they may end anywhere.
    pub fn take(&mut self, bytes: &[u8], mut each: impl FnMut(Record)) {
        let mut from = 0;
        for feed in memchr::memchr_iter(b'\n', bytes) {
            let part = bytes.get(from..feed).unwrap_or_default();
            from = feed + 1;
            if self.rest.is_empty() && !self.cut && part.len() <= LONGEST {
                each(self.record(part, false));
            } else {
                self.hold(part);
                self.end(&mut each);
            }
        }
        self.hold(bytes.get(from..).unwrap_or_default());
    }

    /// The last line, where it has no end.
    pub fn finish(&mut self, mut each: impl FnMut(Record)) {
        if !self.rest.is_empty() {
            self.end(&mut each);
        }
    }

    fn hold(&mut self, part: &[u8]) {
        // The time of the record comes on top.
        let room = (LONGEST + 40).saturating_sub(self.rest.len());
        self.cut |= part.len() > room;
        self.rest.extend_from_slice(part.get(..part.len().min(room)).unwrap_or_default());
    }

    fn end(&mut self, each: &mut impl FnMut(Record)) {
        let (rest, cut) = (std::mem::take(&mut self.rest), std::mem::take(&mut self.cut));
        each(self.record(&rest, cut));
    }

    fn record(&self, line: &[u8], cut: bool) -> Record {
        let (at, text) = if self.timed { whole(line) } else { (None, line.to_vec()) };
        let cut = cut || text.len() > LONGEST;
        let text = if text.len() > LONGEST { text.get(..LONGEST).unwrap_or_default().to_vec() } else { text };
        Record { at, text, cut }
    }
}

/// A line without the times of its records, and the first of them.
///
/// Engines log a long line, and podman each piece of one that a program writes in pieces, as several records,
/// and their clients print a time before each: "<time> part <time> part". A time of the program's own is not
/// taken for one: it was formatted before the record was written.
fn whole(line: &[u8]) -> (Option<i64>, Vec<u8>) {
    let Some(first) = stamp(line) else { return (None, line.to_vec()) };
    let text = line.get(first.length..).unwrap_or_default();
    if first.length < FINE {
        return (Some(first.at), text.to_vec());
    }
    // They begin as the first one does: a line hardly ever goes on over New Year.
    let year = line.get(..5).unwrap_or_default();
    let mut kept = Vec::new();
    let (mut from, mut last) = (0, first.at);
    for at in memchr::memmem::find_iter(text, year) {
        let rest = text.get(at..).unwrap_or_default();
        let next = stamp(rest).filter(|next| next.length == first.length && at > 0 && at >= from);
        let Some(next) = next.filter(|next| (last..last.saturating_add(PAUSE)).contains(&next.at)) else {
            continue;
        };
        kept.extend_from_slice(text.get(from..at).unwrap_or_default());
        (from, last) = (at + next.length, next.at);
    }
    kept.extend_from_slice(text.get(from..).unwrap_or_default());
    (Some(first.at), kept)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIRST: i64 = 1_795_694_400_000_000_000;

    fn lines(mut records: Records, pieces: &[&str]) -> Vec<(Option<i64>, String)> {
        let mut lines = Vec::new();
        let mut each = |record: Record| {
            lines.push((record.at, String::from_utf8_lossy(&record.text).into_owned()));
        };
        pieces.iter().for_each(|piece| records.take(piece.as_bytes(), &mut each));
        records.finish(&mut each);
        lines
    }

    fn timed(line: &str) -> (Option<i64>, String) {
        lines(Records::timed(), &[line]).remove(0)
    }

    #[test]
    fn lines_have_the_time_of_their_first_record() {
        let cases: &[(&str, &str)] = &[
            ("2026-11-26T12:00:00.000000000Z text", "text"),
            ("2026-11-26T12:00:00.000000000Z ", ""),
            (
                "2026-11-26T12:00:00.000000000Z part 2026-11-26T12:00:01.000000000Z part 2026-11-26T12:00:01.000000000Z end",
                "part part end",
            ),
            // The program's own: before the record's, of another form, and at the beginning.
            (
                "2026-11-26T12:00:00.000000000Z 2026-11-26T11:59:59.999999999Z text",
                "2026-11-26T11:59:59.999999999Z text",
            ),
            (
                "2026-11-26T12:00:00.000000000Z at 2026-11-26T12:00:01.5Z text",
                "at 2026-11-26T12:00:01.5Z text",
            ),
            (
                "2026-11-26T12:00:00.000000000Z until 2026-12-26T12:00:01.000000000Z text",
                "until 2026-12-26T12:00:01.000000000Z text",
            ),
            (
                "2026-11-26T12:00:00.000000000Z \"2026-11-26T12:00:01.000000000Z\"",
                "\"2026-11-26T12:00:01.000000000Z\"",
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(timed(line), (Some(FIRST), (*expected).to_owned()), "{line}");
        }
        assert_eq!(timed("Error: no such container"), (None, "Error: no such container".to_owned()));
    }

    #[test]
    fn a_line_that_is_too_long_is_cut() {
        let mut records = Records::default();
        let mut lines = Vec::new();
        for _ in 0..3 {
            records.take(&vec![b'x'; LONGEST / 2], |line| lines.push(line));
        }
        records.take(b"yy\nshort\n", |line| lines.push(line));
        assert_eq!((lines[0].text.len(), lines[0].cut), (LONGEST, true));
        assert_eq!((lines[1].text.as_slice(), lines[1].cut), (&b"short"[..], false));
    }

    proptest! {
        #[test]
        fn pieces_are_the_lines_of_the_whole(text in "[ab\r\n]{0,60}", cuts in proptest::collection::vec(0_usize..60, 0..6)) {
            let mut cuts: Vec<usize> = cuts.into_iter().filter(|cut| *cut <= text.len()).collect();
            cuts.extend([0, text.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&str> = cuts.windows(2).map(|cut| &text[cut[0]..cut[1]]).collect();
            let whole = text.strip_suffix('\n').unwrap_or(&text);
            let expected: Vec<_> = whole.split('\n').map(|line| (None, line.to_owned())).collect();
            let expected = if text.is_empty() { Vec::new() } else { expected };
            prop_assert_eq!(lines(Records::default(), &pieces), expected);
        }
    }
}
