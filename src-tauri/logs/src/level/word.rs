//! The words of a line, and what stands around them.

use crate::wire::LogLevel;

/// Letters of ASCII, one behind another.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    pub line: &'a [u8],
    pub text: &'a [u8],
    /// Where it is in the line.
    pub start: usize,
}

/// The words of up to eleven letters; none that is a part of a longer one or of a name with digits.
pub fn words(line: &[u8]) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = line.get(at..)?;
            let start = at + rest.iter().position(|byte| is_of_name(*byte))?;
            let name = line.get(start..)?;
            let length = name.iter().position(|byte| !is_of_name(*byte)).unwrap_or(name.len());
            at = start + length;
            let text = name.get(..length)?;
            if length <= 11 && text.iter().all(u8::is_ascii_alphabetic) {
                return Some(Word { line, text, start });
            }
        }
    })
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

impl Word<'_> {
    pub fn before(&self) -> Option<u8> {
        self.start.checked_sub(1).and_then(|at| self.line.get(at)).copied()
    }

    pub fn after(&self) -> Option<u8> {
        self.line.get(self.start + self.text.len()).copied()
    }

    /// Whether it is a key that has a level: `level=`, `"severity":`, `"log.level":`, `@l`.
    pub fn is_key(&self) -> bool {
        const KEYS: [&[u8]; 6] = [b"level", b"lvl", b"severity", b"loglevel", b"levelname", b"logLevel"];
        KEYS.iter().any(|key| self.text.eq_ignore_ascii_case(key))
            && matches!(self.after(), Some(b'=' | b'"' | b':' | b'\''))
    }

    /// The level that is the value of this key: a word, or a number of pino and bunyan.
    pub fn value(&self) -> Option<LogLevel> {
        let rest = self.line.get(self.start + self.text.len()..)?;
        let from = rest.iter().take(6).position(u8::is_ascii_alphanumeric)?;
        let separators = rest.get(..from)?;
        if !separators.iter().any(|byte| matches!(byte, b'=' | b':')) {
            return None;
        }
        let value = rest.get(from..)?;
        let length = value.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(value.len());
        let value = value.get(..length)?;
        if !value.iter().all(u8::is_ascii_digit) {
            return level_of(value);
        }
        let number: u32 = std::str::from_utf8(value).ok()?.parse().ok()?;
        match number {
            // <https://getpino.io/#/docs/api?id=loggerlevel-string-gettersetter>
            10 => Some(LogLevel::Trace),
            20 => Some(LogLevel::Debug),
            30 => Some(LogLevel::Info),
            40 => Some(LogLevel::Warn),
            50 | 60 => Some(LogLevel::Error),
            // GELF has those of syslog.
            0..=7 => Some(of_syslog(number)),
            _ => None,
        }
    }
}

/// RFC 5424, section 6.2.1.
pub fn of_syslog(severity: u32) -> LogLevel {
    match severity {
        0..=3 => LogLevel::Error,
        4 => LogLevel::Warn,
        5 | 6 => LogLevel::Info,
        _ => LogLevel::Debug,
    }
}

/// The level that a word names, whatever its case.
pub fn level_of(word: &[u8]) -> Option<LogLevel> {
    let mut lower = [0; 11];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    match &*lower {
        b"error" | b"err" | b"eror" | b"fatal" | b"ftl" | b"panic" | b"crit" | b"critical" | b"alert"
        | b"emerg" | b"emergency" | b"severe" | b"fail" => Some(LogLevel::Error),
        b"warn" | b"warning" | b"wrn" => Some(LogLevel::Warn),
        b"info" | b"inf" | b"information" | b"notice" | b"note" | b"log" | b"system" => Some(LogLevel::Info),
        b"debug" | b"dbg" | b"dbug" | b"fine" => Some(LogLevel::Debug),
        b"trace" | b"trc" | b"trce" | b"verbose" | b"vrb" | b"finer" | b"finest" => Some(LogLevel::Trace),
        _ => None,
    }
}
