//! Pours the log that a client prints into the archive.

use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};

use crate::args::Invocation;
use crate::error::{Error, Result};
use crate::process::{CallError, LongCall};
use crate::runner::{CallContext, Runner};

/// Bytes that are written at once.
const PIECE: usize = 256 << 10;
/// How long bytes wait for others that are written with them.
const WAIT: Duration = Duration::from_millis(500);

/// Where the bytes go.
pub(crate) trait Sink: Send + 'static {
    /// The bytes that it takes in a second; `None` for as many as come.
    const A_SECOND: Option<u32> = None;

    /// Takes bytes, and may block. How many of them were news; `None` ends the client.
    fn write(&mut self, bytes: &[u8]) -> berth_archive::Result<Option<usize>>;
}

/// How long to wait after so many bytes.
fn pause<S: Sink>(bytes: usize) -> Option<Duration> {
    let micros = (bytes as u64).checked_mul(1_000_000)?.checked_div(S::A_SECOND?.into())?;
    (micros > 0).then(|| Duration::from_micros(micros))
}

/// How it ended.
#[derive(Debug)]
pub(crate) struct Poured<S> {
    /// What was written to; `None` where it failed.
    pub sink: Option<S>,
    pub result: Result<()>,
}

impl Runner {
    /// Runs a client that prints a log, and passes the session's bytes to `sink` as they come.
    /// Without a `limit` the client may run for days.
    pub(crate) async fn pour<S: Sink>(
        &self,
        context: CallContext<'_>,
        tty: bool,
        invocation: Invocation,
        limit: Option<Duration>,
        sink: S,
    ) -> Poured<S> {
        let mut sink = Some(sink);
        let result = self.pour_into(context, tty, invocation, limit, &mut sink).await;
        Poured { sink, result }
    }

    async fn pour_into<S: Sink>(
        &self,
        context: CallContext<'_>,
        tty: bool,
        invocation: Invocation,
        limit: Option<Duration>,
        sink: &mut Option<S>,
    ) -> Result<()> {
        let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        let limit = limit.unwrap_or(Duration::MAX);
        let no_outcome = |failure| self.no_outcome(context, limit, failure);
        let call = self.client_call(invocation, limit, !tty);
        let mut client = LongCall::open(call).map_err(|source| no_outcome(CallError::Spawn(source)))?;
        let mut output = self.log_output(tty);
        let mut waiting = Vec::new();
        let mut due = None;
        loop {
            let next = async {
                match deadline {
                    Some(deadline) => timeout_at(deadline, client.next()).await,
                    None => Ok(client.next().await),
                }
            };
            let next = tokio::select! {
                next = next => Some(next),
                () = at(due) => None,
            };
            let ended = match next {
                Some(Ok(Some((stream, bytes)))) => {
                    waiting.extend(output.take(stream, &bytes).unwrap_or_default());
                    false
                }
                Some(Ok(None)) => {
                    waiting.extend(output.rest().unwrap_or_default());
                    true
                }
                Some(Err(_)) => {
                    self.write(context, sink, std::mem::take(&mut waiting)).await?;
                    return Err(no_outcome(CallError::TimedOut { stderr: Vec::new() }));
                }
                None => false,
            };
            let is_due = due.is_some_and(|due| due <= Instant::now());
            if ended || is_due || waiting.len() >= PIECE {
                due = None;
                let written = self.write(context, sink, std::mem::take(&mut waiting)).await?;
                let Some(news) = written else { return Ok(()) };
                // The client waits as well: its output stays in the pipe.
                if let Some(pause) = pause::<S>(news).filter(|_| !ended) {
                    sleep(pause).await;
                }
            } else if !waiting.is_empty() {
                due.get_or_insert(Instant::now() + WAIT);
            }
            if ended {
                break;
            }
        }
        match client.wait().await {
            Some(status) if !status.success() => Err(self.refused(context, &output.failure(status))),
            _ => Ok(()),
        }
    }

    async fn write<S: Sink>(
        &self,
        context: CallContext<'_>,
        sink: &mut Option<S>,
        bytes: Vec<u8>,
    ) -> Result<Option<usize>> {
        let Some(mut taken) = sink.take() else { return Ok(None) };
        if bytes.is_empty() {
            *sink = Some(taken);
            return Ok(Some(0));
        }
        let written = spawn_blocking(move || {
            let result = taken.write(&bytes);
            (taken, result)
        });
        match written.await {
            Ok((taken, result)) => {
                *sink = Some(taken);
                result.map_err(|source| self.archive_failed(context.name, source))
            }
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    pub(crate) fn archive_failed(&self, name: &str, source: berth_archive::Error) -> Error {
        Error::ArchiveFailed { name: name.to_owned(), path: self.archive().path().to_owned(), source }
    }

    /// Works with the archive, which may block.
    pub(crate) async fn archived<T: Send + 'static>(
        &self,
        name: &str,
        work: impl FnOnce(&berth_archive::Archive) -> berth_archive::Result<T> + Send + 'static,
    ) -> Result<T> {
        let archive = self.archive().clone();
        match spawn_blocking(move || work(&archive)).await {
            Ok(result) => result.map_err(|source| self.archive_failed(name, source)),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
}

/// Waits until that time, or forever.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}
