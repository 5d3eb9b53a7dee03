//! A client that goes on talking: its stdout, a line at a time, without a deadline.

use std::collections::VecDeque;
use std::io;

use tokio::time::{Instant, timeout_at};

use super::parent_death::{ParentDeathGuard, guarded};
use super::pipe::Chunks;
use super::{Call, Client, DRAIN, Stream, start};

/// A line that is longer is cut here, in bytes. Events are some 2 KB.
const MAX_LINE_BYTES: usize = 1 << 20;
/// How much of stderr is kept, in bytes: its end.
const STDERR_TAIL_BYTES: usize = 16 << 10;

/// A running client. Dropping it kills it with its group; it also ends when we do.
pub(crate) struct Lines {
    client: Client,
    chunks: Chunks,
    ready: VecDeque<Vec<u8>>,
    rest: Vec<u8>,
    stderr: Vec<u8>,
    /// Until when the output of a client that has ended is read.
    until: Option<Instant>,
    finished: bool,
    _guard: ParentDeathGuard,
}

impl Lines {
    /// Starts the client; the limit of the call is not looked at.
    pub fn open(call: Call<'_>) -> io::Result<Self> {
        let guarded = guarded(call.program, call.args)?;
        let call = Call { program: &guarded.program, args: guarded.args, ..call };
        let (client, chunks) = start(call, guarded.stdin)?;
        Ok(Self {
            client,
            chunks,
            ready: VecDeque::new(),
            rest: Vec::new(),
            stderr: Vec::new(),
            until: None,
            finished: false,
            _guard: guarded.guard,
        })
    }

    /// The next line without its end; `None` when the client has ended. Cancel safe.
    pub async fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(line) = self.ready.pop_front() {
                return Some(line);
            }
            if self.finished {
                return None;
            }
            let chunk = match self.until {
                Some(until) => timeout_at(until, self.chunks.recv()).await.unwrap_or(None),
                None => tokio::select! {
                    chunk = self.chunks.recv() => chunk,
                    _ = self.client.child.inner_mut().wait() => {
                        self.client.ended = true;
                        self.until = Some(Instant::now() + DRAIN);
                        continue;
                    }
                },
            };
            match chunk {
                Some((Stream::Out, bytes)) => self.take(&bytes),
                Some((Stream::Err, bytes)) => {
                    self.stderr.extend_from_slice(&bytes);
                    self.stderr.drain(..self.stderr.len().saturating_sub(STDERR_TAIL_BYTES));
                }
                None => {
                    self.finished = true;
                    let rest = std::mem::take(&mut self.rest);
                    self.ready.extend(Some(rest).filter(|rest| !rest.is_empty()));
                }
            }
        }
    }

    /// What it said on stderr so far.
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
