//! What a client says on its stderr although all is well, apart from what a session says.
//!
//! podman 4.3 and its like log as `time="2026-11-23T15:14:58Z" level=warning msg="…"`, docker
//! 20.10 prints `WARNING: …`. An engine with a fault of its set-up does so on every call.

use std::collections::BTreeSet;

/// Lines that are remembered of one engine, and the bytes of one: more is no warning.
const MAX_KNOWN: usize = 64;
const MAX_LINE_BYTES: usize = 4 << 10;
/// `time="` and what follows it up to the next key.
const TIME: &str = "time=\"";
/// The longest value of `time`, in bytes: RFC 3339 with nanoseconds.
const MAX_TIME_BYTES: usize = 40;

/// The lines that an engine's client says on its own, each without its time.
#[derive(Debug, Clone, Default)]
pub struct Warnings(BTreeSet<String>);

impl Warnings {
    /// Remembers the lines of a stderr that has nothing of a session in it; returns those
    /// that are new.
    pub fn note(&mut self, stderr: &str) -> Vec<String> {
        let mut new = Vec::new();
        for line in lines(stderr) {
            let line = without_time(line);
            if self.0.len() < MAX_KNOWN && line.len() <= MAX_LINE_BYTES && self.0.insert(line.to_owned()) {
                new.push(text(line));
            }
        }
        new
    }

    /// Takes these lines off the beginning of a stream that a client shares with its session.
    pub fn filter(&self) -> Filter {
        Filter { known: self.clone(), held: Vec::new(), is_passed: self.0.is_empty() }
    }

    /// By the same rules as [`Warnings::may_contain`]: how a stream is cut makes no difference.
    fn contains(&self, line: &[u8]) -> bool {
        let Ok(line) = std::str::from_utf8(line) else { return false };
        self.0.contains(without_time(line.strip_suffix('\r').unwrap_or(line)))
    }

    /// Whether one of the lines begins with this.
    fn may_contain(&self, beginning: &[u8]) -> bool {
        let Ok(beginning) = std::str::from_utf8(beginning) else { return false };
        let beginning = beginning.strip_suffix('\r').unwrap_or(beginning);
        if TIME.starts_with(beginning) {
            return self.0.iter().any(|line| line.starts_with("level="))
                || self.0.iter().any(|line| line.starts_with(beginning));
        }
        let rest = match beginning.strip_prefix(TIME) {
            Some(time) => match time.split_once("\" ") {
                Some((_, rest)) => rest,
                None => return time.len() <= MAX_TIME_BYTES,
            },
            None => beginning,
        };
        self.0.iter().any(|line| line.starts_with(rest))
    }
}

/// A stream that may begin with warnings. A client warns when it starts, before it passes
/// anything on; a session that prints the same words later keeps them.
#[derive(Debug)]
pub struct Filter {
    known: Warnings,
    /// The beginning of a line that may be a warning.
    held: Vec<u8>,
    /// The session's own bytes have begun.
    is_passed: bool,
}

impl Filter {
    /// The session's part of the next bytes.
    pub fn pass(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.held.extend_from_slice(bytes);
        while !self.is_passed {
            let Some(end) = self.held.iter().position(|byte| *byte == b'\n') else {
                if self.known.may_contain(&self.held) {
                    return Vec::new();
                }
                self.is_passed = true;
                break;
            };
            if self.known.contains(&self.held[..end]) {
                self.held.drain(..=end);
            } else {
                self.is_passed = true;
            }
        }
        std::mem::take(&mut self.held)
    }

    /// What is still held, at the end.
    pub fn finish(&mut self) -> Vec<u8> {
        let held = std::mem::take(&mut self.held);
        if !self.is_passed && self.known.contains(&held) { Vec::new() } else { held }
    }
}

/// The warnings in the stderr of a call that succeeded, for people.
pub fn texts(stderr: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for line in lines(stderr).filter(|line| line.len() <= MAX_LINE_BYTES) {
        let text = text(without_time(line));
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.truncate(MAX_KNOWN);
    texts
}

/// The stderr without its warnings: the cause of a failure, if there is one.
pub fn without_warnings(stderr: &str) -> String {
    lines(stderr).filter(|line| !is_warning(line)).collect::<Vec<_>>().join("\n")
}

/// `WARN[0000]` is what podman writes to a terminal.
fn is_warning(line: &str) -> bool {
    let quiet = ["level=warning ", "level=info ", "level=debug "];
    line.starts_with("WARNING")
        || line.starts_with("WARN[")
        || line.starts_with(TIME) && quiet.iter().any(|level| without_time(line).starts_with(level))
}

fn lines(stderr: &str) -> impl Iterator<Item = &str> {
    stderr.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn without_time(line: &str) -> &str {
    let rest = line.strip_prefix(TIME).and_then(|line| line.split_once("\" "));
    rest.filter(|(time, _)| time.len() <= MAX_TIME_BYTES).map_or(line, |(_, rest)| rest)
}

/// The words of `level=warning msg="…"`, or of `WARNING: …`.
fn text(line: &str) -> String {
    let message = line.split_once("msg=\"").and_then(|(_, message)| message.strip_suffix('"'));
    match message {
        Some(message) => message.replace("\\\"", "\""),
        None => line.strip_prefix("WARNING:").unwrap_or(line).trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CGROUPS: &str =
        "time=\"2026-11-23T15:14:58Z\" level=warning msg=\"The \\\"systemd\\\" manager is not there\"";
    const CONFIG: &str = "WARNING: Error loading config file: /root/.docker/config.json: invalid";

    fn known() -> Warnings {
        let mut warnings = Warnings::default();
        assert_eq!(
            warnings.note(&format!("{CGROUPS}\n{CONFIG}\n\n")),
            texts(&format!("{CGROUPS}\n{CONFIG}"))
        );
        assert!(warnings.note(&CGROUPS.replace("15:14", "16:20")).is_empty());
        warnings
    }

    fn passed(pieces: &[&str]) -> String {
        let mut filter = known().filter();
        let mut bytes: Vec<u8> = pieces.iter().flat_map(|piece| filter.pass(piece.as_bytes())).collect();
        bytes.extend(filter.finish());
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[test]
    fn the_words_of_a_warning_are_told() {
        assert_eq!(
            texts(&format!("{CGROUPS}\n{CGROUPS}\n{CONFIG}")),
            [
                "The \"systemd\" manager is not there",
                "Error loading config file: /root/.docker/config.json: invalid"
            ]
        );
    }

    #[test]
    fn warnings_go_from_the_beginning_of_a_stream_and_nothing_else_does() {
        let later = CGROUPS.replace("2026-11-23T15:14:58Z", "2026-12-01T00:00:00+01:00");
        let log = "time=\"2026-11-23T15:14:58Z\" level=warning msg=\"of the session\"\nprompt> ";
        let stream = format!("{later}\n{CONFIG}\r\n{log}{CGROUPS}\n");
        let expected = format!("{log}{CGROUPS}\n");
        assert_eq!(passed(&[&stream]), expected);
        let pieces: Vec<String> = stream.chars().map(String::from).collect();
        assert_eq!(passed(&pieces.iter().map(String::as_str).collect::<Vec<_>>()), expected);
    }

    #[test]
    fn what_is_not_quite_a_warning_is_passed_whole_and_in_pieces() {
        let with = |beginning: &str| format!("{beginning}{CONFIG}\nlog\n").into_bytes();
        let mut no_text = with("");
        no_text[3] = 0xd9;
        for stream in [no_text, with(" "), format!("{CONFIG} \nlog\n").into_bytes()] {
            let (mut whole, mut cut) = (known().filter(), known().filter());
            let pieces: Vec<u8> = stream.chunks(3).flat_map(|piece| cut.pass(piece)).collect();
            assert_eq!((whole.pass(&stream), pieces), (stream.clone(), stream));
        }
    }

    #[test]
    fn what_can_be_no_warning_is_not_held() {
        for prompt in ["$ ", "times", "WARM", "time=\"x\" level=info", "level=error"] {
            let mut filter = known().filter();
            assert_eq!(filter.pass(prompt.as_bytes()), prompt.as_bytes(), "{prompt}");
        }
        for beginning in ["", "time", "time=\"2026", "WARNING: Err"] {
            let mut filter = known().filter();
            assert_eq!((filter.pass(beginning.as_bytes()), filter.finish()), (Vec::new(), beginning.into()));
        }
        assert_eq!(passed(&[CONFIG]), "");
        assert_eq!(Warnings::default().filter().pass(b"WARNING"), b"WARNING");
    }

    #[test]
    fn an_error_is_no_warning() {
        let error = "time=\"2026-11-23T15:14:58Z\" level=error msg=\"container not running\"";
        assert_eq!(
            without_warnings(&format!("{CGROUPS}\nWARN[0000] x\n{error}\nError: no\n{CONFIG}")),
            format!("{error}\nError: no")
        );
    }
}
