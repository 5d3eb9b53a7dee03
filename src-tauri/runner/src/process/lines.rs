//! The stdout of a client without a deadline, a line at a time.

use std::collections::VecDeque;
use std::io;

use super::long_call::LongCall;
use super::{Call, Stream};

/// A longer line is cut here, in bytes. Events are some 2 KB.
const MAX_LINE_BYTES: usize = 1 << 20;
/// How much of stderr is kept, in bytes: its end.
const STDERR_TAIL_BYTES: usize = 16 << 10;

/// A running client. Dropping it kills it with its group; it also ends when we do.
pub(crate) struct Lines {
    call: LongCall,
    ready: VecDeque<Vec<u8>>,
    rest: Vec<u8>,
    stderr: Vec<u8>,
}

impl Lines {
    /// Starts the client. The limit of the call is ignored.
    pub fn open(call: Call<'_>) -> io::Result<Self> {
        let call = LongCall::open(call)?;
        Ok(Self { call, ready: VecDeque::new(), rest: Vec::new(), stderr: Vec::new() })
    }

    /// The next line without its end; `None` when the client has ended. Cancel safe.
    pub async fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(line) = self.ready.pop_front() {
                return Some(line);
            }
            match self.call.next().await {
                Some((Stream::Out, bytes)) => self.take(&bytes),
                Some((Stream::Err, bytes)) => {
                    self.stderr.extend_from_slice(&bytes);
                    self.stderr.drain(..self.stderr.len().saturating_sub(STDERR_TAIL_BYTES));
                }
                None => {
                    let rest = std::mem::take(&mut self.rest);
                    return Some(rest).filter(|rest| !rest.is_empty());
                }
            }
        }
    }

    /// The end of its stderr so far.
    pub fn stderr_text(&self) -> String {
        String::from_utf8_lossy(&self.stderr).trim().to_owned()
    }

    fn take(&mut self, bytes: &[u8]) {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.rest.extend_from_slice(part);
            let whole = self.rest.ends_with(b"\n");
            if whole || self.rest.len() > MAX_LINE_BYTES {
                self.rest.truncate(self.rest.len() - usize::from(whole));
                self.ready.push_back(std::mem::take(&mut self.rest));
            }
        }
    }
}
