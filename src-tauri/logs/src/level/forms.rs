//! Forms that a line begins with, and lines that go on.

use super::word::of_syslog;
use crate::wire::LogLevel;

/// The level by how a line begins.
pub fn of_beginning(line: &[u8]) -> Option<LogLevel> {
    syslog(line)
        .or_else(|| klog(line))
        .or_else(|| redis(line))
        .or_else(|| failure(line).then_some(LogLevel::Error))
}

/// `<3>text`: 8 times the facility, and the severity.
fn syslog(line: &[u8]) -> Option<LogLevel> {
    let rest = line.strip_prefix(b"<")?;
    let length = rest.iter().take(4).position(|byte| *byte == b'>')?;
    let number: u32 = std::str::from_utf8(rest.get(..length)?).ok()?.parse().ok()?;
    (number < 192).then(|| of_syslog(number & 7))
}

/// `E0102 15:04:05.000000 …` of Kubernetes, and `E, [2026-11-26T…` of Ruby.
fn klog(line: &[u8]) -> Option<LogLevel> {
    let (first, rest) = line.split_first()?;
    let of_klog = rest.len() > 6
        && rest.get(..4).is_some_and(|day| day.iter().all(u8::is_ascii_digit))
        && rest.get(4) == Some(&b' ')
        && rest.get(5).is_some_and(u8::is_ascii_digit);
    if !of_klog && !rest.starts_with(b", [") {
        return None;
    }
    match first {
        b'E' | b'F' => Some(LogLevel::Error),
        b'W' => Some(LogLevel::Warn),
        b'I' => Some(LogLevel::Info),
        b'D' => Some(LogLevel::Debug),
        _ => None,
    }
}

/// `1:M 26 Nov 2026 12:00:00.000 # text`: the mark says it.
fn redis(line: &[u8]) -> Option<LogLevel> {
    let digits = line.iter().take(8).take_while(|byte| byte.is_ascii_digit()).count();
    let rest = line.get(digits..).filter(|_| digits > 0)?;
    let [b':', b'M' | b'S' | b'C' | b'X', b' ', rest @ ..] = rest else { return None };
    let mark = rest.split(|byte| *byte == b' ').nth(4)?;
    match mark {
        b"#" => Some(LogLevel::Warn),
        b"*" => Some(LogLevel::Info),
        b"-" | b"." => Some(LogLevel::Debug),
        _ => None,
    }
}

/// What runtimes print when a program fails.
fn failure(line: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 12] = [
        b"panic: ",
        b"Traceback (most recent call last)",
        b"Exception in thread ",
        b"Caused by: ",
        b"Unhandled exception",
        b"Uncaught ",
        b"Segmentation fault",
        b"fatal error: ",
        b"fatal: ",
        b"error[",
        b"npm ERR!",
        b"terminate called after throwing",
    ];
    if BEGINNINGS.iter().any(|beginning| line.starts_with(beginning)) {
        return true;
    }
    if line.starts_with(b"thread '") && memchr::memmem::find(line, b"panicked at").is_some() {
        return true;
    }
    // `java.lang.IllegalStateException: …`, `ValueError: …`, `TypeError: …`
    let length = line
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'$')))
        .unwrap_or(line.len());
    let (name, rest) = line.split_at(length);
    let is_whole = rest.is_empty() && name.contains(&b'.') || rest.starts_with(b":");
    let ends = |end: &[u8]| name.len() > end.len() && name.ends_with(end);
    is_whole && (ends(b"Exception") || ends(b"Error")) && name.first().is_some_and(u8::is_ascii_alphabetic)
}

/// Whether a line without a level belongs to the one before: it is indented, or a part of a trace.
pub fn goes_on(line: &[u8]) -> bool {
    const PARTS: [&[u8]; 4] = [b"Caused by:", b"... ", b"goroutine ", b"During handling of the above"];
    let is_indented = matches!(line, [b' ' | b'\t', ..]) && !line.trim_ascii().is_empty();
    is_indented || PARTS.iter().any(|part| line.starts_with(part))
}
