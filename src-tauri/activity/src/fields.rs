//! Reads the keys of a table in a file, and notes what is wrong with each.

use std::collections::BTreeSet;
use std::ops::Range;
use std::str::FromStr;

use regex::{Regex, RegexBuilder};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fault::RuleProblem;

/// Bytes of a text in a rule. A pattern is judged on each change of a screen.
const LONGEST: usize = 1000;
/// Texts in a list.
const MOST: usize = 50;
/// Bytes of a compiled pattern.
const PATTERN_LIMIT: usize = 1 << 20;

/// What is wrong, and at which bytes.
pub type Fault = (Range<usize>, RuleProblem);

/// The keys of a table. Each is taken once; what is left in the end does not belong there.
pub struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    span: Range<usize>,
    known: BTreeSet<&'static str>,
}

impl<'t, 'i> Fields<'t, 'i> {
    pub fn new(table: &'t DeTable<'i>, span: Range<usize>) -> Self {
        Self { table, span, known: BTreeSet::new() }
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub fn get(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.known.insert(key);
        self.table.get(key)
    }

    /// A text; a fault if it is another value, or too long.
    pub fn text(&mut self, key: &'static str, faults: &mut Vec<Fault>) -> Option<(&'t str, Range<usize>)> {
        let value = self.get(key)?;
        match value.get_ref().as_str() {
            Some(text) if text.len() <= LONGEST => Some((text, value.span())),
            _ => {
                faults.push((value.span(), wrong(key, &format!("a text of at most {LONGEST} bytes"))));
                None
            }
        }
    }

    /// A text, or a list of them.
    pub fn texts(&mut self, key: &'static str, faults: &mut Vec<Fault>) -> Vec<(&'t str, Range<usize>)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let found = match value.get_ref() {
            DeValue::Array(list) if list.len() <= MOST => list.iter().map(text).collect(),
            other @ DeValue::String(_) if other.as_str().is_some() => Some(text(value).into_iter().collect()),
            _ => None,
        };
        let found: Option<Vec<_>> = found;
        match found {
            Some(texts) if !texts.is_empty() => texts,
            _ => {
                faults.push((value.span(), wrong(key, &format!("a text, or a list of 1 to {MOST} texts"))));
                Vec::new()
            }
        }
    }

    /// One of the words of a type.
    pub fn word<T: FromStr + strum::VariantNames>(
        &mut self,
        key: &'static str,
        faults: &mut Vec<Fault>,
    ) -> Option<T> {
        let (text, span) = self.text(key, faults)?;
        parsed(key, text, span, &T::VARIANTS.join(", "), faults)
    }

    /// One or several of the words of a type.
    pub fn words<T: FromStr + strum::VariantNames>(
        &mut self,
        key: &'static str,
        faults: &mut Vec<Fault>,
    ) -> Vec<T> {
        let texts = self.texts(key, faults).into_iter();
        texts.filter_map(|(text, span)| parsed(key, text, span, &T::VARIANTS.join(", "), faults)).collect()
    }

    pub fn truth(&mut self, key: &'static str, faults: &mut Vec<Fault>) -> Option<bool> {
        let value = self.get(key)?;
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            faults.push((value.span(), wrong(key, "true or false")));
        }
        truth
    }

    /// A number between two others.
    pub fn number(&mut self, key: &'static str, range: (f64, f64), faults: &mut Vec<Fault>) -> Option<f64> {
        let value = self.get(key)?;
        let text = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        };
        let number = text.and_then(|text| text.parse().ok());
        let number = number.filter(|number| (range.0..=range.1).contains(number));
        if number.is_none() {
            faults.push((value.span(), wrong(key, &format!("a number from {} to {}", range.0, range.1))));
        }
        number
    }

    /// A regular expression, in which `^` and `$` are the ends of lines.
    pub fn pattern(&mut self, key: &'static str, faults: &mut Vec<Fault>) -> Option<Regex> {
        let (text, span) = self.text(key, faults)?;
        let built = RegexBuilder::new(text)
            .multi_line(true)
            .size_limit(PATTERN_LIMIT)
            .dfa_size_limit(PATTERN_LIMIT)
            .build();
        match built {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                faults.push((span, RuleProblem::RulePattern { words: words_of(&error) }));
                None
            }
        }
    }

    /// The tables in a list.
    pub fn tables(&mut self, key: &'static str, most: usize, faults: &mut Vec<Fault>) -> Vec<Fields<'t, 'i>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let tables = value.get_ref().as_array().filter(|list| list.len() <= most).and_then(|list| {
            list.iter().map(|one| Some(Fields::new(one.get_ref().as_table()?, one.span()))).collect()
        });
        tables.unwrap_or_else(|| {
            faults.push((value.span(), wrong(key, &format!("a list of at most {most} tables"))));
            Vec::new()
        })
    }

    /// Notes that a key is missing.
    pub fn lacks(&self, key: &str, faults: &mut Vec<Fault>) {
        faults.push((self.span.clone(), RuleProblem::RuleLacks { key: key.into() }));
    }

    /// Notes the keys that nobody took.
    pub fn finish(self, faults: &mut Vec<Fault>) {
        for key in self.table.keys().filter(|key| !self.known.contains(key.get_ref().as_ref())) {
            let problem = RuleProblem::RuleKeyUnknown { key: key.get_ref().to_string() };
            faults.push((key.span(), problem));
        }
    }
}

fn text<'t>(value: &'t Spanned<DeValue<'_>>) -> Option<(&'t str, Range<usize>)> {
    value.get_ref().as_str().filter(|text| text.len() <= LONGEST).map(|text| (text, value.span()))
}

/// The value that a text names; a fault if it names none.
pub fn parsed<T: FromStr>(
    key: &str,
    text: &str,
    span: Range<usize>,
    allowed: &str,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let value = text.parse().ok();
    if value.is_none() {
        let (key, value, allowed) = (key.into(), text.into(), allowed.into());
        faults.push((span, RuleProblem::RuleValueUnknown { key, value, allowed }));
    }
    value
}

fn wrong(key: &str, expected: &str) -> RuleProblem {
    RuleProblem::RuleValueType { key: key.into(), expected: expected.into() }
}

/// What is wrong with a pattern. The parser draws a picture of several lines, and ends with it.
fn words_of(error: &regex::Error) -> String {
    let text = error.to_string();
    text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}
