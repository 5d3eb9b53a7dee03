//! Finds the lines of a text that a pattern matches.

use std::ops::{ControlFlow, Range};

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, Look};

use crate::chunk::feeds;
use crate::error::{Error, Result};
use crate::needs::Need;
use crate::search::Pattern;

/// A pattern that is ready to be looked for.
#[derive(Debug)]
pub struct Matcher {
    regex: Regex,
    /// What the signature of a text that matches holds.
    pub(crate) need: Need,
    /// Whether the pattern says where a text begins or ends: each line is looked at alone then.
    line_by_line: bool,
}

/// The first match in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The line's number in the text: 0 is the first.
    pub index: usize,
    /// Where the line is in the text, without its end.
    pub line: Range<usize>,
    /// Where the match is in the line.
    pub at: Range<usize>,
}

impl Matcher {
    /// Makes one of a pattern.
    ///
    /// # Errors
    ///
    /// Where the regular expression can't be read, or is too large.
    pub fn new(pattern: &Pattern) -> Result<Self> {
        let expression = match pattern {
            Pattern::Text(text) => format!("(?i){}", regex::escape(text)),
            Pattern::Exact(text) => regex::escape(text),
            Pattern::Regex(regex) => regex.clone(),
        };
        let bad = |reason: String| {
            let written = match pattern {
                Pattern::Text(text) | Pattern::Exact(text) | Pattern::Regex(text) => text.clone(),
            };
            // The library draws the pattern with a mark below; its last line has the words.
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Error::BadPattern { pattern: written, reason }
        };
        // Where a line ends with a carriage return, that is part of the end.
        let regex = RegexBuilder::new(&expression).multi_line(true).crlf(true).build();
        let regex = regex.map_err(|error| bad(error.to_string()))?;
        let parsed = ParserBuilder::new().multi_line(true).crlf(true).utf8(false).build().parse(&expression);
        let parsed: Hir = parsed.map_err(|error| bad(error.to_string()))?;
        let looks = parsed.properties().look_set();
        // These see another end of a line than the carriage return and the line feed of ours.
        let line_by_line =
            [Look::Start, Look::End, Look::StartLF, Look::EndLF].into_iter().any(|look| looks.contains(look));
        Ok(Self { regex, need: Need::of(&parsed), line_by_line })
    }

    /// Gives the first match of each line of a text without escape sequences to `sink`, from the
    /// first line on, until that has enough.
    ///
    /// A line that matches has a match that begins in it when the whole text is searched, too:
    /// that is faster, and each is looked at alone then, because it may reach into the next line.
    pub fn lines(&self, text: &[u8], mut sink: impl FnMut(Found) -> ControlFlow<()>) -> ControlFlow<()> {
        let (mut index, mut counted, mut from) = (0, 0, 0);
        while from < text.len() {
            let at = if self.line_by_line {
                Some(from)
            } else {
                self.regex.find_at(text, from).map(|at| at.start())
            };
            // Behind the last line feed there is no line.
            let Some(at) = at.filter(|at| *at < text.len() || !text.ends_with(b"\n")) else { break };
            let before = text.get(from..at).unwrap_or_default();
            let start = memchr::memrchr(b'\n', before).map_or(from, |feed| from + feed + 1);
            index += feeds(text.get(counted..start).unwrap_or_default());
            let rest = text.get(start..).unwrap_or_default();
            let length = memchr::memchr(b'\n', rest);
            let line = trimmed(rest.get(..length.unwrap_or(rest.len())).unwrap_or_default());
            if let Some(found) = self.regex.find(line) {
                sink(Found { index, line: start..start + line.len(), at: found.range() })?;
            }
            (counted, from) = (start, length.map_or(text.len(), |length| start + length + 1));
        }
        ControlFlow::Continue(())
    }
}

/// A line without the carriage return of its end.
fn trimmed(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(pattern: &Pattern, text: &str) -> Vec<(usize, String)> {
        let mut all = Vec::new();
        let _ = Matcher::new(pattern).unwrap().lines(text.as_bytes(), |found| {
            let line = &text.as_bytes()[found.line];
            all.push((found.index, String::from_utf8_lossy(&line[found.at]).into_owned()));
            ControlFlow::Continue(())
        });
        all
    }

    /// The same, line by line.
    fn naively(pattern: &Pattern, text: &str) -> Vec<(usize, String)> {
        let matcher = Matcher::new(pattern).unwrap();
        let lines = text.strip_suffix('\n').unwrap_or(text).split('\n').zip(0..);
        let lines = lines.filter(|_| !text.is_empty());
        let find = |(line, index): (&str, usize)| {
            let line = line.strip_suffix('\r').unwrap_or(line);
            let found = matcher.regex.find(line.as_bytes())?;
            Some((index, String::from_utf8_lossy(found.as_bytes()).into_owned()))
        };
        lines.filter_map(find).collect()
    }

    #[test]
    fn lines_that_match() {
        let text = "GET /a 200\r\nPOST /b 500\nÜber Kelvin\n\nlast get";
        let of =
            |at: &[(usize, &str)]| at.iter().map(|(n, text)| (*n, (*text).to_owned())).collect::<Vec<_>>();
        let cases = [
            (Pattern::Text("get".into()), of(&[(0, "GET"), (4, "get")])),
            (Pattern::Text("über K".into()), of(&[(2, "Über K")])),
            (Pattern::Exact("get".into()), of(&[(4, "get")])),
            (Pattern::Exact("a.2".into()), vec![]),
            (Pattern::Regex(r"\d+$".into()), of(&[(0, "200"), (1, "500")])),
            (Pattern::Regex(r"^P\w+".into()), of(&[(1, "POST")])),
            (Pattern::Regex(r"\A\w+".into()), of(&[(0, "GET"), (1, "POST"), (2, "Über"), (4, "last")])),
            (Pattern::Regex(r"^$".into()), of(&[(3, "")])),
            (Pattern::Regex(r"500\s+Über".into()), vec![]),
            (Pattern::Regex(r"\s*last".into()), of(&[(4, "last")])),
            (Pattern::Regex(r"200\r".into()), vec![]),
            (Pattern::Text("500\nÜber".into()), vec![]),
        ];
        for (pattern, expected) in cases {
            assert_eq!(found(&pattern, text), expected, "{pattern:?}");
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_read_is_refused_in_words() {
        let error = Matcher::new(&Pattern::Regex("a(b".into())).unwrap_err();
        assert_eq!(error.to_string(), "\"a(b\" is no regular expression: unclosed group");
        assert_eq!(error.code(), "bad_pattern");
        assert!(Matcher::new(&Pattern::Regex(r"(\w{1000}){1000}".into())).is_err());
    }

    proptest! {
        #[test]
        fn it_finds_what_a_naive_search_finds(
            text in "[abAB \r\n]{0,60}",
            pattern in prop::sample::select(vec![
                "a", "ab", "b.", "a[^b]+b", "^a", "b$", r"\s+a", r"a\s*$", r"(a|b\n)*", r"\Ab", r"b\z", "^$", r"a\r",
                r"\r", "$", "^", r"\b", r"\B", r"\b$", r"(?-m)^a", r"(?-R)b$", "(?s)a.b", r"[^a]\z|b", "",
            ]),
        ) {
            for pattern in [Pattern::Regex(pattern.to_owned()), Pattern::Text(pattern.to_owned())] {
                if Matcher::new(&pattern).is_ok() {
                    prop_assert_eq!(found(&pattern, &text), naively(&pattern, &text), "{:?}", pattern);
                }
            }
        }
    }
}
