//! How bad it is what a line tells: recognised from the usual forms of logs.

mod forms;
mod word;

use crate::wire::LogLevel;
use word::{Word, level_of, words};

/// Bytes in which a word alone is looked for: behind them it is text.
const HEAD: usize = 160;
/// Words before it, at most: times, places and names stand there.
const WORDS_BEFORE: usize = 14;
/// Bytes in which a key such as `level=` is looked for.
const KEYS: usize = 2048;

/// The level that a line without escape sequences says itself; [`LogLevel::None`] where it says none.
pub fn level(line: &[u8]) -> LogLevel {
    let line = line.trim_ascii_end();
    if let Some(level) = forms::of_beginning(line) {
        return level;
    }
    let start = line.trim_ascii_start();
    let is_json = start.first() == Some(&b'{');
    let mut count = 0;
    for word in words(line.get(..line.len().min(KEYS)).unwrap_or_default()) {
        if word.is_key()
            && let Some(level) = word.value()
        {
            return level;
        }
        count += 1;
        if !is_json
            && word.start < HEAD
            && count <= WORDS_BEFORE
            && let Some(level) = stands_alone(&word)
        {
            return level;
        }
    }
    LogLevel::None
}

/// The level of a word that names one and stands as logs have it: in capitals, in brackets, or before a colon.
fn stands_alone(word: &Word<'_>) -> Option<LogLevel> {
    let level = level_of(word.text)?;
    let (before, after) = (word.before(), word.after());
    let opens = matches!(before, None | Some(b' ' | b'\t' | b'[' | b'(' | b'<' | b'|' | b':' | b'=' | b'-'));
    let closes = matches!(
        after,
        None | Some(b' ' | b'\t' | b']' | b')' | b'>' | b'|' | b':' | b',' | b'-' | b'=' | b'!')
    );
    if !opens || !closes {
        return None;
    }
    let capitals = word.text.iter().all(u8::is_ascii_uppercase);
    let bracketed = matches!(before, Some(b'[' | b'(' | b'<' | b'|')) && matches!(after, Some(b']' | b')' | b'>' | b'|'))
        // Apache's `[core:error]`.
        || before == Some(b':') && after == Some(b']');
    let labelled = after == Some(b':') && (word.start == 0 || word.line.get(..word.start)?.ends_with(b": "));
    let is_loud = match word.text {
        // Words of every day: only as a label.
        b"LOG" | b"NOTE" | b"FAIL" | b"PANIC" | b"FINE" | b"SYSTEM" => after == Some(b':') || bracketed,
        _ => capitals,
    };
    (is_loud || bracketed || labelled).then_some(level)
}

/// What lines before said, of one stream: a line that goes on has the level of its head.
#[derive(Debug, Clone, Copy)]
pub struct Levels {
    last: LogLevel,
}

impl Default for Levels {
    fn default() -> Self {
        Self { last: LogLevel::None }
    }
}

impl Levels {
    /// The level of the next line.
    pub fn next(&mut self, line: &[u8]) -> LogLevel {
        let said = level(line);
        if said != LogLevel::None || !forms::goes_on(line) {
            self.last = said;
        }
        self.last
    }
}

#[cfg(test)]
mod tests;
