//! Reads the log of one run, as a client prints it.

use std::time::{Duration, Instant};

use berth_runner::{Error, LogClient, LogPiece, Session};
use jiff::Timestamp;
use tokio::time::timeout;

use super::{Follower, NOTED};
use crate::block::Batch;
use crate::earlier::{self, nanoseconds};
use crate::records::Records;
use crate::store::Limits;
use crate::weave::{HOLD, Weave};
use crate::wire::{LogStream, SourceState};

/// Without output for so long all that was there is read.
const QUIET: Duration = Duration::from_millis(200);

impl Follower {
    pub(super) fn open(&mut self, session: &Session, follow: bool) -> Result<LogClient, Error> {
        let lines = u32::try_from(Limits::default().lines).unwrap_or(u32::MAX);
        self.resume.again();
        self.runner.open_log(session, self.resume.since(), lines, follow)
    }

    /// Reads what the client that followed did not print: podman's may end before it has printed the last output of
    /// a run (4.3), docker's misses an unfinished last line at times (20.10).
    pub(super) async fn catch_up(&mut self, session: &Session) {
        let read = match self.open(session, false) {
            Ok(client) => self.pump(client, session.tty, true).await,
            Err(error) => Err(error),
        };
        if let Err(error) = read {
            tracing::debug!(%error, "the end of a log is not read");
        }
    }

    /// Takes what a client prints, to its end. With `is_last` its last line is taken without an end too.
    pub(super) async fn pump(
        &mut self,
        mut client: LogClient,
        tty: bool,
        is_last: bool,
    ) -> Result<(), Error> {
        let (mut output, mut errors) = (Records::timed(), Records::timed());
        let mut weave = Weave::default();
        let mut note_at = Some(Instant::now() + NOTED);
        let opened = nanoseconds(Timestamp::now());
        let is_again = std::mem::replace(&mut self.is_again, true);
        loop {
            let waits = !weave.is_empty() || self.state != Some(SourceState::Following) || note_at.is_some();
            let limit = if weave.is_empty() { QUIET } else { HOLD };
            let piece = match waits {
                true => timeout(limit, client.next()).await.ok(),
                false => Some(client.next().await),
            };
            let is_over = matches!(piece, Some(None));
            let mut lines = Vec::new();
            match piece {
                Some(Some(LogPiece::Output(bytes))) => {
                    let stream = if tty { LogStream::Terminal } else { LogStream::Output };
                    output.take(&bytes, |record| lines.push((stream, record)));
                }
                Some(Some(LogPiece::Errors(bytes))) if !tty => {
                    errors.take(&bytes, |record| lines.push((LogStream::Errors, record)));
                }
                Some(Some(LogPiece::Errors(_))) => {}
                None if !is_last => self.say(SourceState::Following, None),
                None => {}
                Some(None) if is_last => {
                    let stream = if tty { LogStream::Terminal } else { LogStream::Output };
                    output.finish(|record| lines.push((stream, record)));
                    errors.finish(|record| lines.push((LogStream::Errors, record)));
                }
                Some(None) => {}
            }
            if let Some(first) = lines.iter().find_map(|(_, record)| record.at) {
                if first > opened && !is_last {
                    self.say(SourceState::Following, None);
                }
                let gone = earlier::gone(std::mem::take(&mut self.kept), first);
                if !gone.is_empty() {
                    self.read_earlier(gone).await;
                }
            }
            let now = Instant::now();
            let mut batch = Batch::default();
            for (stream, record) in lines {
                // What has no time there is the client's own word.
                let is_of_client = stream == LogStream::Errors && record.at.is_none();
                if is_of_client || !self.resume.is_new(stream, record.at, is_again) {
                    continue;
                }
                if tty {
                    self.reader.read(stream, &record, &mut batch);
                } else {
                    weave.push(stream, record, now);
                }
            }
            let until = if is_over { now + HOLD } else { now };
            while let Some((stream, record)) = weave.pop(until) {
                self.reader.read(stream, &record, &mut batch);
            }
            self.view.push(self.source, batch);
            if is_over {
                break;
            }
            if note_at.is_some_and(|at| at <= now) {
                note_at = None;
                self.note_archived().await;
            }
        }
        client.end().await
    }
}
