//! Which lines pass a query.

use std::ops::ControlFlow;

use berth_archive::escape::stripped;
use berth_archive::{Error as ArchiveError, Matcher, Pattern};

use crate::block::Meta;
use crate::error::{Error, Result};
use crate::wire::{LogPattern, LogQuery};

/// A pattern that is ready to be looked for.
#[derive(Debug)]
pub struct Finder(Matcher);

impl Finder {
    /// # Errors
    ///
    /// Where it is no regular expression: what is wrong, and at which character.
    pub fn new(pattern: &LogPattern) -> Result<Self> {
        let text = pattern.text.clone();
        let looked_for = match (pattern.regex, pattern.caseful) {
            (false, false) => Pattern::Text(text),
            (false, true) => Pattern::Exact(text),
            (true, false) => Pattern::Regex(format!("(?i){text}")),
            (true, true) => Pattern::Regex(text),
        };
        Matcher::new(&looked_for).map(Self).map_err(|error| bad(error, pattern))
    }

    /// Which of `count` lines it finds something in; each of them ends with a line feed.
    pub fn lines(&self, text: &[u8], count: usize) -> Vec<bool> {
        let mut found = vec![false; count];
        let _ = self.0.lines(&stripped(text), |line| {
            if let Some(place) = found.get_mut(line.index) {
                *place = true;
            }
            ControlFlow::Continue(())
        });
        found
    }
}

/// The pattern as the person wrote it, and the place of the fault.
fn bad(error: ArchiveError, written: &LogPattern) -> Error {
    Error::BadPattern(match error {
        ArchiveError::BadPattern { reason, .. } => {
            let parsed = regex_syntax::ast::parse::Parser::new().parse(&written.text);
            let place = parsed.err().map(|error| error.span().start.column);
            let reason =
                place.map_or_else(|| reason.clone(), |place| format!("{reason} (character {place})"));
            ArchiveError::BadPattern { pattern: written.text.clone(), reason }
        }
        error => error,
    })
}

/// How far a line passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Fails,
    /// But for its level.
    PassesButLevel,
    Passes,
}

/// A query that is ready to be asked of lines.
#[derive(Debug, Default)]
pub struct Filter {
    rules: Vec<(Finder, bool)>,
    /// A bit each; none is all.
    levels: u64,
    streams: u64,
    sources: u64,
    since: Option<i64>,
    until: Option<i64>,
}

impl Filter {
    /// # Errors
    ///
    /// Where a rule is no regular expression.
    pub fn new(query: &LogQuery) -> Result<Self> {
        let rules = query.rules.iter().map(|rule| Ok((Finder::new(&rule.pattern)?, rule.not)));
        let bit = |number: u32| 1_u64.checked_shl(number).unwrap_or(0);
        #[expect(clippy::cast_possible_truncation, reason = "a time beyond the year 2262 is the last one")]
        let nanoseconds = |ms: f64| (ms * 1e6) as i64;
        Ok(Self {
            rules: rules.collect::<Result<_>>()?,
            levels: query.levels.iter().map(|level| bit(*level as u32)).sum(),
            streams: query.streams.iter().map(|stream| bit(*stream as u32)).sum(),
            // One that is no source lets none pass.
            sources: query.sources.iter().map(|source| bit((*source).min(63))).fold(0, |all, bit| all | bit),
            since: query.since.map(nanoseconds),
            until: query.until.map(nanoseconds),
        })
    }

    /// Whether the begins of runs without rows are shown too.
    pub fn shows_every_run(&self) -> bool {
        self.rules.is_empty() && self.levels == 0 && self.streams == 0
    }

    /// Whether lines of a source and a time may pass.
    pub fn may_pass(&self, source: usize, key: i64) -> bool {
        let is_of_source =
            self.sources == 0 || self.sources & 1_u64.checked_shl(source as u32).unwrap_or(0) != 0;
        is_of_source
            && self.since.is_none_or(|since| key >= since)
            && self.until.is_none_or(|until| key < until)
    }

    /// How far each line of a block passes; `text` is only asked for where a rule needs it.
    pub fn verdicts<T: AsRef<[u8]>>(
        &self,
        source: usize,
        metas: &[Meta],
        text: impl FnOnce() -> T,
    ) -> Vec<Verdict> {
        let has = |bits: u64, bit: u32| bits == 0 || bits & 1 << bit != 0;
        let passes = |meta: &Meta| has(self.streams, meta.stream as u32) && self.may_pass(source, meta.key);
        let mut passing: Vec<bool> = metas.iter().map(passes).collect();
        if !self.rules.is_empty() && passing.contains(&true) {
            let text = text();
            for (finder, not) in &self.rules {
                let found = finder.lines(text.as_ref(), metas.len());
                passing.iter_mut().zip(found).for_each(|(passes, found)| *passes &= found != *not);
            }
        }
        let verdict = |(passes, meta): (bool, &Meta)| match (passes, has(self.levels, meta.level as u32)) {
            (false, _) => Verdict::Fails,
            (true, false) => Verdict::PassesButLevel,
            (true, true) => Verdict::Passes,
        };
        passing.into_iter().zip(metas).map(verdict).collect()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::block::{Batch, Reader};
    use crate::records::Record;
    use crate::wire::{LogLevel, LogRule, LogStream};

    fn pattern(text: &str, regex: bool, caseful: bool) -> LogPattern {
        LogPattern { text: text.to_owned(), regex, caseful }
    }

    fn rule(text: &str, not: bool) -> LogRule {
        LogRule { pattern: pattern(text, false, false), not }
    }

    /// The numbers of the lines that pass, those that fail by their level alone in brackets.
    fn passing(query: &LogQuery) -> String {
        let lines = [
            (LogStream::Output, 10, "INFO \x1b[31mstart\x1b[0m of app"),
            (LogStream::Errors, 20, "ERROR no file"),
            (LogStream::Output, 30, "warn: App slow"),
            (LogStream::Errors, 40, "plain"),
        ];
        let (mut reader, mut batch) = (Reader::default(), Batch::default());
        for (stream, at, text) in lines {
            let record = Record { at: Some(at * 1_000_000), text: text.as_bytes().to_vec(), cut: false };
            reader.read(stream, &record, &mut batch);
        }
        let verdicts = Filter::new(query).unwrap().verdicts(1, &batch.metas, || &batch.text);
        let shown = |(number, verdict): (usize, Verdict)| match verdict {
            Verdict::Fails => String::new(),
            Verdict::PassesButLevel => format!("({number})"),
            Verdict::Passes => number.to_string(),
        };
        verdicts.into_iter().enumerate().map(shown).collect()
    }

    #[test]
    fn lines_pass_where_all_of_a_query_holds() {
        let all = LogQuery::default();
        let rules = |rules: &[(&str, bool)]| LogQuery {
            rules: rules.iter().map(|(text, not)| rule(text, *not)).collect(),
            ..LogQuery::default()
        };
        let levels = |levels: &[LogLevel]| LogQuery { levels: levels.to_vec(), ..LogQuery::default() };
        let cases = [
            (all.clone(), "0123"),
            (rules(&[("app", false)]), "02"),
            (rules(&[("start of", false)]), "0"),
            (rules(&[("31m", false)]), ""),
            (rules(&[("app", true)]), "13"),
            (rules(&[("app", false), ("slow", true)]), "0"),
            (levels(&[LogLevel::Error, LogLevel::None]), "(0)1(2)3"),
            (LogQuery { levels: vec![LogLevel::Info], ..rules(&[("app", false)]) }, "0(2)"),
            (LogQuery { streams: vec![LogStream::Errors], ..all.clone() }, "13"),
            (LogQuery { sources: vec![1, 2], ..all.clone() }, "0123"),
            (LogQuery { sources: vec![0], ..all.clone() }, ""),
            (LogQuery { sources: vec![200], ..all.clone() }, ""),
            (LogQuery { since: Some(20.0), until: Some(40.0), ..all.clone() }, "12"),
        ];
        for (query, expected) in cases {
            assert_eq!(passing(&query), expected, "{query:?}");
        }
    }

    #[test]
    fn patterns_have_a_case_where_that_is_wanted() {
        let found = |pattern: &LogPattern| Finder::new(pattern).unwrap().lines(b"Get /a\nget /b\n", 2);
        assert_eq!(found(&pattern("GET", false, false)), [true, true]);
        assert_eq!(found(&pattern("get", false, true)), [false, true]);
        assert_eq!(found(&pattern("^g.t", true, false)), [true, true]);
        assert_eq!(found(&pattern("^g.t", true, true)), [false, true]);
    }

    #[test]
    fn a_wrong_pattern_names_the_place() {
        let error = Finder::new(&pattern("ab(c", true, false)).unwrap_err();
        assert_eq!(error.to_string(), "\"ab(c\" is no regular expression: unclosed group (character 3)");
    }
}
