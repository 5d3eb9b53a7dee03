//! What a text must hold to match a regular expression, as far as signatures can tell.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::signature::{may_hold, needs};

/// What a signature must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// The pieces of these hashes, all of them; none where nothing can be told.
    Pieces(Vec<u32>),
    /// Each of these.
    All(Vec<Need>),
    /// At least one of these.
    Any(Vec<Need>),
}

impl Need {
    /// What every match of an expression holds.
    pub fn of(expression: &Hir) -> Self {
        let mut found = Found::default();
        found.walk(expression);
        found.need()
    }

    /// Whether a text of this signature may match.
    pub fn may_match(&self, signature: &[u8]) -> bool {
        match self {
            Self::Pieces(hashes) => hashes.iter().all(|hash| may_hold(signature, *hash)),
            Self::All(needs) => needs.iter().all(|need| need.may_match(signature)),
            Self::Any(needs) => needs.iter().any(|need| need.may_match(signature)),
        }
    }

    /// Whether it refuses nothing.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Pieces(hashes) => hashes.is_empty(),
            Self::All(needs) => needs.iter().all(Self::is_nothing),
            Self::Any(needs) => needs.iter().any(Self::is_nothing),
        }
    }
}

/// What was found so far: needs, and the text that the expression goes on from.
#[derive(Debug, Default)]
struct Found {
    needs: Vec<Need>,
    text: Vec<u8>,
}

impl Found {
    fn walk(&mut self, expression: &Hir) {
        match expression.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.extend_from_slice(&literal.0),
            HirKind::Class(class) => match one_letter(class) {
                Some(letter) => self.text.push(letter),
                None => self.cut(),
            },
            HirKind::Capture(capture) => self.walk(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.walk(part)),
            HirKind::Repetition(repetition) => {
                // The first time follows what was before; what comes after follows the last.
                if repetition.min > 0 {
                    self.walk(&repetition.sub);
                }
                self.cut();
            }
            HirKind::Alternation(branches) => {
                self.cut();
                let needs: Vec<Need> = branches.iter().map(Need::of).collect();
                if !needs.iter().any(Need::is_nothing) {
                    self.needs.push(Need::Any(needs));
                }
            }
        }
    }

    fn cut(&mut self) {
        let hashes = needs(&std::mem::take(&mut self.text));
        if !hashes.is_empty() {
            self.needs.push(Need::Pieces(hashes));
        }
    }

    fn need(mut self) -> Need {
        self.cut();
        match self.needs.pop() {
            None => Need::Pieces(Vec::new()),
            Some(only) if self.needs.is_empty() => only,
            Some(last) => {
                self.needs.push(last);
                Need::All(self.needs)
            }
        }
    }
}

/// The letter that a class stands for whatever its case, as signatures fold it.
fn one_letter(class: &Class) -> Option<u8> {
    let folded = |letter: u32| match letter {
        0x212a => Some(b'k'),
        0x17f => Some(b's'),
        _ => u8::try_from(letter).ok().filter(u8::is_ascii).map(|letter| letter.to_ascii_lowercase()),
    };
    let mut ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => {
            class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
        Class::Bytes(class) => {
            class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
    };
    let (first, _) = ranges.pop()?;
    let letter = folded(first)?;
    let same = |(from, to): (u32, u32)| from == to && folded(from) == Some(letter);
    ranges.push((first, first));
    (ranges.len() > 1 && ranges.into_iter().all(same)).then_some(letter)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn need(pattern: &str) -> Need {
        Need::of(&regex_syntax::parse(pattern).unwrap())
    }

    #[test]
    fn what_expressions_need() {
        let pieces = |text: &str| Need::Pieces(needs(text.as_bytes()));
        let nothing = Need::Pieces(Vec::new());
        let cases: &[(&str, Need)] = &[
            ("quota exceeded", pieces("quota exceeded")),
            ("(?i)Socket Kill", pieces("socket kill")),
            (r"exit code \d+", pieces("exit code ")),
            (r"(\w+)Exception: (.*)", pieces("exception: ")),
            ("^error$", pieces("error")),
            ("timed? out", Need::All(vec![pieces("time"), pieces(" out")])),
            ("(abc)+def", Need::All(vec![pieces("abc"), pieces("def")])),
            (
                "(warn|error): disk",
                Need::All(vec![Need::Any(vec![pieces("warn"), pieces("error")]), pieces(": disk")]),
            ),
            ("(error|e.)", nothing.clone()),
            ("(abc)*", nothing.clone()),
            (".*", nothing.clone()),
            ("[0-9a-f]{8}", nothing.clone()),
            ("ab", nothing.clone()),
            ("(?i)ü", nothing),
        ];
        for (pattern, expected) in cases {
            assert_eq!(need(pattern), *expected, "{pattern}");
        }
    }

    #[test]
    fn a_class_of_a_range_is_no_letter() {
        for pattern in ["x[a-b]yz", "x[A-Ca]yz", "x[^a]yz", "x[ab]yz"] {
            assert!(need(pattern).is_nothing(), "{pattern}");
        }
    }
}
