//! What is searched for, in words that each program understands.

use berth_archive::{Pattern, Query, RunFilter};

use super::corpus::{ID, RARE};

pub struct Question {
    pub words: &'static str,
    text: &'static str,
    is_regex: bool,
}

const fn text(words: &'static str, text: &'static str) -> Question {
    Question { words, text, is_regex: false }
}

const fn regex(words: &'static str, text: &'static str) -> Question {
    Question { words, text, is_regex: true }
}

pub const QUERIES: &[Question] = &[
    text("rare: words in one line", RARE),
    text("rare: an id in one line", ID),
    text("absent", "no such words anywhere"),
    text("absent, of common parts", "order service closed upstream"),
    text("common: in 1 of 500 lines", "pool is closed"),
    text("very common", "error"),
    text("short: three letters", "502"),
    text("short: two letters", "qz"),
    regex("regex with text", r"timeout after \d+ ms.*/checkout"),
    regex("regex, rare", r"tenant 77\d1$"),
    regex("regex without text", r"\b\d{3}\.\d{3}\.\d{3}\.\d{3}\b"),
];

impl Question {
    pub fn query(&self) -> Query {
        let text = self.text.to_owned();
        let pattern = if self.is_regex { Pattern::Regex(text) } else { Pattern::Text(text) };
        Query { pattern, runs: RunFilter::default(), limit: 0, context: 2 }
    }

    pub fn grep(&self) -> Vec<String> {
        let how = if self.is_regex { "-cP" } else { "-ciF" };
        ["grep", how, "-a", "--", self.text].map(str::to_owned).to_vec()
    }

    pub fn rg(&self) -> Vec<String> {
        let how = if self.is_regex { "-c" } else { "-ciF" };
        // Without `\r` at the end of a line, and as many threads as there are cores.
        ["rg", "--no-config", "--crlf", "-a", "-uuu", "--with-filename", how, "--", self.text]
            .map(str::to_owned)
            .to_vec()
    }

    /// For SQLite's index of trigrams, which finds three letters and more, and no expressions.
    pub fn fts(&self) -> Option<&str> {
        (!self.is_regex && self.text.len() >= 3).then_some(self.text)
    }
}
