//! A client without a deadline: it runs until it ends by itself, is dropped, or we end.

use std::io;
use std::process::ExitStatus;

use tokio::time::{Instant, timeout_at};

use super::parent_death::{ParentDeathGuard, guarded};
use super::pipe::Chunks;
use super::{Call, Client, DRAIN, Stream, start};

/// A running client. Dropping it kills it with its group; it also ends when we do.
pub(crate) struct LongCall {
    client: Client,
    chunks: Chunks,
    /// Until when the output of a client that has ended is read.
    drain_until: Option<Instant>,
    status: Option<ExitStatus>,
    finished: bool,
    _guard: ParentDeathGuard,
}

impl LongCall {
    /// Starts the client. The limit of the call is ignored.
    pub fn open(call: Call<'_>) -> io::Result<Self> {
        let guarded = guarded(call.program, call.args)?;
        let call = Call { program: &guarded.program, args: guarded.args, ..call };
        let (client, chunks) = start(call, guarded.stdin)?;
        Ok(Self { client, chunks, drain_until: None, status: None, finished: false, _guard: guarded.guard })
    }

    /// The next piece of output; `None` when the client has ended. Cancel safe.
    pub async fn next(&mut self) -> Option<(Stream, Vec<u8>)> {
        while !self.finished {
            let chunk = match self.drain_until {
                Some(until) => timeout_at(until, self.chunks.recv()).await.unwrap_or(None),
                None => tokio::select! {
                    chunk = self.chunks.recv() => chunk,
                    status = self.client.child().inner_mut().wait() => {
                        self.ended(status.ok());
                        continue;
                    }
                },
            };
            if chunk.is_some() {
                return chunk;
            }
            self.finished = true;
        }
        None
    }

    /// Waits for the end of the client, whose output is complete. `None` if the system
    /// does not report a status.
    pub async fn wait(&mut self) -> Option<ExitStatus> {
        if self.drain_until.is_none() {
            let status = self.client.child().inner_mut().wait().await;
            self.ended(status.ok());
        }
        self.status
    }

    fn ended(&mut self, status: Option<ExitStatus>) {
        self.client.ended = true;
        self.status = status;
        self.drain_until = Some(Instant::now() + DRAIN);
    }
}
