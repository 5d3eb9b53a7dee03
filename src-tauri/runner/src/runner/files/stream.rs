//! A client whose output is read as a stream, on a thread that may block.

use std::io::Read;
use std::process::Stdio;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout_at};

use crate::args::Invocation;
use crate::error::Result;
use crate::process::{Call, CallError, LongCall, Output, Stream};
use crate::runner::{CallContext, Runner};
use crate::similar::programs::Pieces;

/// How much of its stderr is kept, in bytes: its end.
const TAIL: usize = 16 << 10;

/// What was read.
pub(super) struct Streamed<T> {
    pub value: T,
    /// How the client ended. `None` if it was cut off: enough was read, or the time is over.
    pub ended: Option<Output>,
}

impl Runner {
    /// Runs the client; `read` gets its output, to which the client waits. Dropping the future ends both.
    ///
    /// # Errors
    /// The client can't be started.
    pub(super) async fn streamed<T: Send + 'static>(
        &self,
        context: CallContext<'_>,
        invocation: Invocation,
        limit: Option<Duration>,
        read: impl FnOnce(Pieces) -> T + Send + 'static,
    ) -> Result<Streamed<T>> {
        self.speaks(context, &invocation)?;
        let deadline = limit.map(|limit| Instant::now() + limit);
        let call = self.client_call(invocation, Duration::ZERO, false);
        let failed = |source| self.no_outcome(context, Duration::ZERO, CallError::Spawn(source));
        let mut client = LongCall::open(call).map_err(failed)?;
        let (sender, pieces) = mpsc::channel(8);
        let reading = spawn_blocking(move || read(Pieces::new(pieces)));
        let (mut stderr, mut cut) = (Vec::new(), false);
        loop {
            if cut {
                break;
            }
            let next = match deadline {
                Some(deadline) => timeout_at(deadline, client.next()).await,
                None => Ok(client.next().await),
            };
            match next {
                Ok(None) => break,
                Ok(Some((Stream::Err, bytes))) => {
                    stderr.extend_from_slice(&bytes);
                    stderr.drain(..stderr.len().saturating_sub(TAIL));
                }
                Ok(Some((Stream::Out, bytes))) => cut = sender.send(bytes).await.is_err(),
                Err(_) => cut = true,
            }
        }
        let status = if cut { None } else { client.wait().await };
        drop((sender, client));
        let ended = status.map(|status| Output { status, stdout: Vec::new(), stderr });
        match reading.await {
            Ok(value) => Ok(Streamed { value, ended }),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    /// Runs a client that reads `stdin`.
    ///
    /// # Errors
    /// It has no outcome.
    pub(in crate::runner) async fn fed(
        &self,
        context: CallContext<'_>,
        invocation: Invocation,
        stdin: Stdio,
        limit: Duration,
    ) -> Result<Output> {
        self.speaks(context, &invocation)?;
        let call = Call { stdin: Some(stdin), ..self.client_call(invocation, limit, false) };
        let output = crate::process::collect(call, Default::default()).await;
        output.map_err(|failure| self.no_outcome(context, limit, failure))
    }
}

/// The rest of a stream, so that its client ends by itself.
pub(super) fn drained<T>(value: T, mut stream: impl Read) -> T {
    _ = std::io::copy(&mut stream, &mut std::io::sink());
    value
}
