//! The log of one run, from the engine into the archive.

use std::time::Duration;

use berth_archive::{Archive, LogState, LogWriter, RunId};

use super::pour::{Poured, Sink};
use super::span::Span;
use crate::args::Part;
use crate::error::{Error, Result};
use crate::reason::{Illegible, Reason};
use crate::runner::{CallContext, Runner};

/// Bytes that one who follows takes in a second, of a session that floods: it must not take the
/// processor from what is looked at. The engine keeps the rest, which is read when the run has ended.
const FOLLOWED_A_SECOND: u32 = 1 << 20;

/// Whose log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LogOf<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub tty: bool,
}

impl Sink for LogWriter {
    fn write(&mut self, bytes: &[u8]) -> berth_archive::Result<Option<usize>> {
        LogWriter::write(self, bytes)?;
        Ok(Some(bytes.len()))
    }
}

/// Appends to a log, unless somebody else wrote to it meanwhile.
struct Appender {
    archive: Archive,
    run: RunId,
    /// Bytes of the log that are in the archive.
    length: u64,
    /// Bytes that come first and are in the archive.
    skip: u64,
}

impl Sink for Appender {
    const A_SECOND: Option<u32> = Some(FOLLOWED_A_SECOND);

    fn write(&mut self, bytes: &[u8]) -> berth_archive::Result<Option<usize>> {
        let known = usize::try_from(self.skip).unwrap_or(usize::MAX).min(bytes.len());
        self.skip -= known as u64;
        let new = &bytes[known..];
        if !self.archive.append_log_at(self.run, self.length, new)? {
            return Ok(None);
        }
        self.length += new.len() as u64;
        Ok(Some(new.len()))
    }
}

impl Runner {
    /// Reads the log of a run into the archive, in place of what is there of it.
    ///
    /// With `what_there_is` a log that can't be read to its end is kept as far as it goes, and
    /// the words say why there is no more.
    ///
    /// # Errors
    /// The log can't be read, as [`Error::LogUnreadable`], or the archive can't be written. What
    /// was there stays.
    pub(crate) async fn keep_log(
        &self,
        of: LogOf<'_>,
        run: RunId,
        span: Span,
        what_there_is: bool,
    ) -> Result<Option<String>> {
        let context = CallContext { operation: "read the logs of", name: of.name };
        let writer = self.archived(of.name, move |archive| archive.write_log(run)).await?;
        let invocation = self.subject(of.id).logs(Part::between(span.since, span.until), None);
        let limit = Some(self.limits().archive);
        let Poured { sink, mut result } = self.pour(context, of.tty, invocation, limit, writer).await;
        if result.is_ok() {
            result = self.ensure_same_pod(of.id, of.name).await;
        }
        let words = match (result.map_err(|error| self.unreadable(of.name, error)), what_there_is) {
            (Ok(()), _) => None,
            (Err(Error::LogUnreadable { reason, detail, .. }), true) => {
                Some(if detail.trim().is_empty() { reason.to_string() } else { detail })
            }
            (Err(error), _) => return Err(error),
        };
        let state = match &words {
            None => LogState::Whole,
            Some(words) => {
                LogState::Missing { why: format!("the engine could not read it: {}", words.trim()) }
            }
        };
        if let Some(writer) = sink {
            self.archived(of.name, move |_| writer.finish(&state)).await?;
        }
        Ok(words)
    }

    /// Follows the log of a run into the archive, until the run ends. `already` bytes of it are
    /// there.
    ///
    /// # Errors
    /// The engine refuses or is away, or the archive can't be written.
    pub(crate) async fn follow_log(&self, of: LogOf<'_>, run: RunId, span: Span, already: u64) -> Result<()> {
        self.ensure_same_pod(of.id, of.name).await?;
        let context = CallContext { operation: "follow the logs of", name: of.name };
        let invocation = self.subject(of.id).follow_logs(Part::between(span.since, None), None);
        let archive = self.archive().clone();
        let appender = Appender { archive, run, length: already, skip: already };
        self.pour(context, of.tty, invocation, None::<Duration>, appender).await.result
    }

    /// Reads the log of a run of a pod that is about to end into the archive, until its end and in place of what is
    /// there of it.
    ///
    /// # Errors
    /// As [`Runner::keep_log`].
    pub(crate) async fn keep_log_to_end(&self, of: LogOf<'_>, run: RunId) -> Result<()> {
        let context = CallContext { operation: "read the logs of", name: of.name };
        let writer = self.archived(of.name, move |archive| archive.write_log(run)).await?;
        let invocation = self.subject(of.id).follow_logs(Part::Whole, None);
        let limit = Some(self.limits().archive);
        let Poured { sink, result } = self.pour(context, of.tty, invocation, limit, writer).await;
        result?;
        self.ensure_same_pod(of.id, of.name).await?;
        match sink {
            Some(writer) => self.archived(of.name, move |_| writer.finish(&LogState::Whole)).await,
            None => Ok(()),
        }
    }

    /// What it means for the log that a call failed.
    fn unreadable(&self, name: &str, error: Error) -> Error {
        let unreadable = |reason: Reason, detail| {
            let engine = self.engine().id.clone();
            Error::LogUnreadable { engine, name: name.to_owned(), reason, detail }
        };
        match error {
            Error::Refused { reason, detail, .. } => unreadable(reason.into(), detail),
            Error::Unreadable { reason, detail, .. } => unreadable(reason.into(), detail),
            // A damaged log can keep an engine busy for ever.
            Error::TimedOut { after, .. } => {
                let seconds = u32::try_from(after.as_secs()).unwrap_or(u32::MAX);
                unreadable(Illegible::Unfinished { seconds }.into(), String::new())
            }
            error => error,
        }
    }
}
