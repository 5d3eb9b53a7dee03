//! What a client prints that reads a log: the session's bytes, and the client's own words.
//!
//! Of a session with a terminal everything comes on stdout, and stderr is the client's. Of
//! others stderr is shared: both streams arrive as one, to keep their order, and the client's
//! warnings are known from calls before, by their words.
//!
//! A terminal ends its lines with a carriage return and a line feed, and so do the logs of engines and
//! of some container runtimes under Kubernetes. containerd writes the line feed alone (1.4): such a log,
//! shown in a terminal, would run to the right, and be another text than what an attach has of the same.

use std::process::ExitStatus;

use crate::kind::EngineKind;
use crate::parse::warnings::Filter;
use crate::process::{Output, Stream};

/// How much is kept for the error of a client that fails, in bytes: its end.
const TAIL_BYTES: usize = 16 << 10;

#[derive(Debug)]
pub(crate) struct LogOutput {
    tty: bool,
    /// Of a log that may lack the carriage returns of a terminal: whether its last byte was one.
    returned: Option<bool>,
    filter: Filter,
    /// The end of what may hold the client's error.
    tail: Vec<u8>,
}

impl LogOutput {
    pub fn new(tty: bool, kind: EngineKind, filter: Filter) -> Self {
        let returned = (tty && kind == EngineKind::Kubernetes).then_some(false);
        Self { tty, returned, filter, tail: Vec::new() }
    }

    /// The session's part of the next bytes, if there is one.
    pub fn take(&mut self, stream: Stream, bytes: &[u8]) -> Option<Vec<u8>> {
        if self.tty && stream == Stream::Out {
            return Some(self.with_returns(bytes));
        }
        self.tail.extend_from_slice(bytes);
        if self.tail.len() > 2 * TAIL_BYTES {
            self.tail.drain(..self.tail.len() - TAIL_BYTES);
        }
        if self.tty {
            return None;
        }
        Some(self.filter.pass(bytes)).filter(|bytes| !bytes.is_empty())
    }

    fn with_returns(&mut self, bytes: &[u8]) -> Vec<u8> {
        let Some(returned) = &mut self.returned else { return bytes.to_vec() };
        let mut whole = Vec::with_capacity(bytes.len());
        for &byte in bytes {
            if byte == b'\n' && !*returned {
                whole.push(b'\r');
            }
            whole.push(byte);
            *returned = byte == b'\r';
        }
        whole
    }

    /// What was held back, at the end.
    pub fn rest(&mut self) -> Option<Vec<u8>> {
        Some(self.filter.finish()).filter(|bytes| !bytes.is_empty())
    }

    /// The result of a client that failed. Where the streams are one its error is the last line.
    pub fn failure(&self, status: ExitStatus) -> Output {
        let stderr = if self.tty {
            self.tail.clone()
        } else {
            let lines = self.tail.split(|byte| matches!(byte, b'\n' | b'\r'));
            lines.rev().find(|line| !line.trim_ascii().is_empty()).unwrap_or_default().to_vec()
        };
        Output { status, stdout: Vec::new(), stderr }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::warnings::Warnings;

    fn taken(tty: bool, kind: EngineKind, pieces: &[&[u8]]) -> Vec<u8> {
        let mut output = LogOutput::new(tty, kind, Warnings::default().filter());
        let taken = pieces.iter().filter_map(|piece| output.take(Stream::Out, piece));
        let mut taken: Vec<u8> = taken.collect::<Vec<_>>().concat();
        taken.extend(output.rest().unwrap_or_default());
        taken
    }

    #[test]
    fn the_log_of_a_pod_has_the_line_ends_of_its_terminal() {
        let kubernetes = EngineKind::Kubernetes;
        assert_eq!(taken(true, kubernetes, &[b"one\n\ntw", b"o\npro"]), b"one\r\n\r\ntwo\r\npro");
        // A runtime that keeps them, wherever the pieces end.
        assert_eq!(taken(true, kubernetes, &[b"one\r", b"\ntwo\r\n"]), b"one\r\ntwo\r\n");
        assert_eq!(taken(false, kubernetes, &[b"one\n"]), b"one\n");
        assert_eq!(taken(true, EngineKind::Docker, &[b"one\n"]), b"one\n");
    }
}
