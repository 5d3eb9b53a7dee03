//! What a client prints that reads a log: the session's bytes, and the client's own words.
//!
//! Of a session with a terminal everything comes on stdout, and stderr is the client's. Of
//! others stderr is shared: both streams arrive as one, to keep their order, and the client's
//! warnings are known from calls before, by their words.

use std::process::ExitStatus;

use crate::parse::warnings::Filter;
use crate::process::{Output, Stream};

/// How much is kept for the error of a client that fails, in bytes: its end.
const TAIL_BYTES: usize = 16 << 10;

#[derive(Debug)]
pub(crate) struct LogOutput {
    tty: bool,
    filter: Filter,
    /// The end of what may hold the client's error.
    tail: Vec<u8>,
}

impl LogOutput {
    pub fn new(tty: bool, filter: Filter) -> Self {
        Self { tty, filter, tail: Vec::new() }
    }

    /// The session's part of the next bytes, if there is one.
    pub fn take(&mut self, stream: Stream, bytes: &[u8]) -> Option<Vec<u8>> {
        if self.tty && stream == Stream::Out {
            return Some(bytes.to_vec());
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
