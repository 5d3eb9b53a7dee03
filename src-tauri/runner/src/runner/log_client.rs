//! A log as an engine's client prints it: the time before each record, stdout and stderr apart.

use std::time::Duration;

use jiff::Timestamp;

use super::Runner;
use super::call::CallContext;
use crate::args::Part;
use crate::error::Result;
use crate::kind::EngineKind;
use crate::process::{CallError, LongCall, Output, Stream};
use crate::session::Session;

/// How much of stderr is kept for the error of a client that fails, in bytes: its end.
const TAIL_BYTES: usize = 16 << 10;

/// A client that prints a log. Dropping it ends the client.
pub struct LogClient {
    runner: Runner,
    client: LongCall,
    name: String,
    stderr: Vec<u8>,
}

/// A part of what a client prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogPiece {
    /// What the program wrote to its standard output or its terminal, with times.
    Output(Vec<u8>),
    /// Of a session without a terminal what the program wrote to its standard error, with times; else, and
    /// without times, the client's own words.
    Errors(Vec<u8>),
}

impl Runner {
    /// Opens the log of a session: of what was written from `since` on the last `lines` records, and where it is
    /// followed what is written from then on, until the run ends. podman's client may go on into the next run.
    ///
    /// Pieces may end anywhere. podman prints all that there is, whatever `lines` says: its `--tail` garbles lines
    /// that were written in pieces (4.3). A line may consist of several records, with a time before each.
    ///
    /// # Errors
    /// The client could not be started.
    pub fn open_log(
        &self,
        session: &Session,
        since: Option<Timestamp>,
        lines: u32,
        follow: bool,
    ) -> Result<LogClient> {
        let lines = (self.engine().kind != EngineKind::Podman).then_some(lines);
        let part = Part::between(since, None);
        let invocation = match follow {
            true => self.subject(&session.id).follow_logs(part, lines),
            false => self.subject(&session.id).logs(part, lines),
        };
        let call = self.client_call(invocation.timestamped(true), Duration::MAX, false);
        let context = CallContext { operation: "read the logs of", name: &session.name };
        let failed = |source| self.no_outcome(context, Duration::MAX, CallError::Spawn(source));
        let client = LongCall::open(call).map_err(failed)?;
        Ok(LogClient { runner: self.clone(), client, name: session.name.clone(), stderr: Vec::new() })
    }
}

impl LogClient {
    /// The next piece; `None` when the client has ended. Cancel safe.
    pub async fn next(&mut self) -> Option<LogPiece> {
        let (stream, bytes) = self.client.next().await?;
        Some(match stream {
            Stream::Out => LogPiece::Output(bytes),
            Stream::Err => {
                self.stderr.extend_from_slice(&bytes);
                self.stderr.drain(..self.stderr.len().saturating_sub(TAIL_BYTES));
                LogPiece::Errors(bytes)
            }
        })
    }

    /// How the client ended, whose output is complete.
    ///
    /// # Errors
    /// The engine is away, or it refused, as with a log driver that keeps nothing.
    pub async fn end(mut self) -> Result<()> {
        match self.client.wait().await {
            Some(status) if !status.success() => {
                let lines = self.stderr.split(|byte| matches!(byte, b'\n' | b'\r'));
                // Where the streams are shared the client's error is the last line.
                let last = lines.rev().find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
                let output = Output { status, stdout: Vec::new(), stderr: last.to_vec() };
                let context = CallContext { operation: "read the logs of", name: &self.name };
                Err(self.runner.refused(context, &output))
            }
            _ => Ok(()),
        }
    }
}
