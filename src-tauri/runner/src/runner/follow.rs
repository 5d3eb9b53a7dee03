//! Logs as they are written: the last lines, then what follows.

use std::ops::ControlFlow;
use std::time::Duration;

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use super::logs::{LogEnd, LogQuery};
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::process::{CallError, LongCall};

impl Runner {
    /// Passes the last lines of a log to `sink`, and then what the session writes,
    /// as it writes it; ANSI kept, in pieces of 64 KiB at most. Pieces may end anywhere, also
    /// within a character.
    ///
    /// Returns when the run ends and its log is complete, at once where it has ended
    /// already, and when `sink` breaks. Dropping the future ends it too. A later run of the
    /// session is not followed: call it again. Lines count as in [`Runner::logs`].
    ///
    /// # Errors
    /// There is no such session, the engine is away, or it refuses, as with a log driver
    /// that keeps nothing.
    pub async fn follow_logs(
        &self,
        key: &str,
        query: impl Into<LogQuery> + Send,
        mut sink: impl FnMut(&[u8]) -> ControlFlow<()> + Send,
    ) -> Result<()> {
        let query = query.into();
        let found = self.resolve(key).await?;
        // podman 4.3's `--tail` garbles lines, see `Runner::logs`. What is written by then is
        // read whole; the client that follows prints it again from the beginning, up to
        // `printed` bytes.
        let mut printed = match self.engine().kind {
            EngineKind::Podman => self.whole_log_end(&found, query).await?,
            EngineKind::Docker | EngineKind::Kubernetes => None,
        };
        if let Some(LogEnd { bytes, .. }) = &mut printed
            && (sink(&std::mem::take(bytes)).is_break() || !found.session.state.is_alive())
        {
            return Ok(());
        }
        let tail = printed.is_none().then_some(query.lines);
        let mut position = Position { skip: printed.as_ref().map_or(0, |log| log.total), read: 0 };
        match self.follow_client(&found, query, tail, &mut position, &mut sink).await? {
            None => {}
            Some(_) if tail.is_none() => self.rest_of_log(&found, query, position, &mut sink).await,
            Some(last_output) => self.unfinished_line(&found, query, &last_output, &mut sink).await,
        }
        Ok(())
    }

    /// The end of the log and its length. `None` where it is too long to be read whole.
    async fn whole_log_end(&self, found: &Inspected, query: LogQuery) -> Result<Option<LogEnd>> {
        let invocation =
            self.subject(&found.session.id).logs(query.part(), None).timestamped(query.timestamps);
        match self.end_of_log(found, invocation, self.limits().whole_log).await {
            Ok(log) => Ok(Some(log.last_lines(query.lines))),
            Err(Error::TimedOut { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Runs the client to its end, and returns the end of its output; `None` if `sink` breaks.
    async fn follow_client(
        &self,
        found: &Inspected,
        query: LogQuery,
        tail: Option<u32>,
        position: &mut Position,
        sink: &mut impl FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<Option<LogEnd>> {
        let context = CallContext { operation: "follow the logs of", name: &found.session.name };
        let invocation =
            self.subject(&found.session.id).follow_logs(query.part(), tail).timestamped(query.timestamps);
        let call = self.client_call(invocation, Duration::MAX, !found.session.tty);
        let failed = |source| self.no_outcome(context, Duration::MAX, CallError::Spawn(source));
        let mut client = LongCall::open(call).map_err(failed)?;
        let mut output = self.log_output(found.session.tty);
        let mut last_output = LogEnd::default();
        loop {
            let (bytes, ended) = match client.next().await {
                Some((stream, bytes)) => (output.take(stream, &bytes), false),
                None => (output.rest(), true),
            };
            if let Some(bytes) = bytes {
                last_output.push(&bytes);
                if let Some(new) = position.after_skipped(&bytes)
                    && sink(new).is_break()
                {
                    return Ok(None);
                }
            }
            if ended {
                break;
            }
        }
        match client.wait().await {
            Some(status) if !status.success() => Err(self.refused(context, &output.failure(status))),
            _ => Ok(Some(last_output)),
        }
    }

    /// Passes on what lies behind `position`. podman's `--follow` may end before it has
    /// printed the last output of a run (4.3).
    async fn rest_of_log(
        &self,
        found: &Inspected,
        query: LogQuery,
        position: Position,
        sink: &mut (impl FnMut(&[u8]) -> ControlFlow<()> + Send),
    ) {
        let context = CallContext { operation: "read the logs of", name: &found.session.name };
        let invocation =
            self.subject(&found.session.id).logs(query.part(), None).timestamped(query.timestamps);
        let mut position = Position { skip: position.read.max(position.skip), read: 0 };
        let mut wanted = ControlFlow::Continue(());
        let read = self.read_log(context, found.session.tty, invocation, self.limits().archive, |bytes| {
            if wanted.is_continue()
                && let Some(new) = position.after_skipped(bytes)
            {
                wanted = sink(new);
            }
            Ok(())
        });
        if let Err(error) = read.await {
            tracing::debug!(%error, name = found.session.name, "the end of a log is not read");
        }
    }

    /// Passes on a last line without an end, which docker 20.10 writes to the log when the
    /// run ends, and its `--follow` then misses at times.
    async fn unfinished_line(
        &self,
        found: &Inspected,
        query: LogQuery,
        last_output: &LogEnd,
        sink: &mut impl FnMut(&[u8]) -> ControlFlow<()>,
    ) {
        let is_complete = |log: &[u8]| log.is_empty() || log.ends_with(b"\n");
        if !is_complete(&last_output.bytes) {
            return;
        }
        let invocation =
            self.subject(&found.session.id).logs(query.part(), Some(1)).timestamped(query.timestamps);
        match self.end_of_log(found, invocation, self.limits().logs).await {
            Ok(log) if is_complete(&log.bytes) => {}
            // It is the last piece in any case.
            Ok(log) => _ = sink(&log.bytes),
            Err(error) => {
                tracing::debug!(%error, name = found.session.name, "the end of a log is not read");
            }
        }
    }
}

/// How much of a log was read, of which the first `skip` bytes were passed on before.
#[derive(Debug)]
struct Position {
    skip: u64,
    read: u64,
}

impl Position {
    /// The part of the next `bytes` that lies behind the first `skip` bytes of the log.
    fn after_skipped<'a>(&mut self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let known = self.skip.saturating_sub(self.read);
        self.read += bytes.len() as u64;
        let known = usize::try_from(known).unwrap_or(usize::MAX);
        bytes.get(known..).filter(|new| !new.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::Position;

    #[test]
    fn only_bytes_behind_the_known_ones_are_new() {
        let mut position = Position { skip: 5, read: 0 };
        let new: Vec<_> = [&b"abc"[..], b"de", b"fgh", b"", b"i"]
            .into_iter()
            .map(|bytes| position.after_skipped(bytes).unwrap_or_default().to_vec())
            .collect();
        assert_eq!(new, [&b""[..], b"", b"fgh", b"", b"i"]);
        assert_eq!(position.read, 9);
        let mut within = Position { skip: 2, read: 0 };
        assert_eq!(within.after_skipped(b"abc"), Some(&b"c"[..]));
    }
}
