//! What sessions printed: some lines for a look, all of it for the archive.

use super::Runner;
use super::ask::Subject;
use super::look::Found;
use crate::args;
use crate::error::{Error, Result};
use crate::history::Draft;
use crate::process::{self, Output};

/// Lines of a log that are shown when nobody says how many.
pub const DEFAULT_LINES: u32 = 100;
/// The most of a log that [`Runner::logs`] returns, in bytes; the end of it.
const MOST: usize = 16 << 20;
/// How much of a failed call's output is looked at, in bytes.
const WORDS: usize = 16 << 10;

impl Runner {
    /// The last `lines` lines, stdout and stderr in the order they came, ANSI kept.
    ///
    /// Engines count records: docker cuts long lines into several (16 KB each), and
    /// what comes may begin inside an escape sequence. Of more than 16 MiB the end.
    pub async fn logs(&self, key: &str, lines: u32) -> Result<Vec<u8>> {
        let found = self.resolve(key).await?;
        self.tail(&found, lines).await
    }

    pub(super) async fn tail(&self, found: &Found, lines: u32) -> Result<Vec<u8>> {
        let subject = Subject { operation: "read the logs of", name: &found.session.name };
        let mut log = Vec::new();
        let status = self
            .follow(subject, args::logs(&found.session.id, lines), self.limits().logs, |bytes| {
                log.extend_from_slice(bytes);
                if log.len() > 2 * MOST {
                    log.drain(..log.len() - MOST);
                }
                Ok(())
            })
            .await?;
        if !status.success() {
            return Err(self.refused(subject, &Output { status, stdout: Vec::new(), stderr: log }));
        }
        log.drain(..log.len().saturating_sub(MOST));
        Ok(log)
    }

    /// Writes the whole log into a draft.
    pub(super) async fn archive_log(&self, found: &Found, draft: &mut Draft) -> Result<()> {
        let subject = Subject { operation: "read the logs of", name: &found.session.name };
        let mut end = Vec::new();
        let followed = self
            .follow(subject, args::logs_all(&found.session.id), self.limits().archive, |bytes| {
                end.extend_from_slice(bytes);
                if end.len() > 2 * WORDS {
                    end.drain(..end.len() - WORDS);
                }
                draft.write(bytes).map_err(process::Failure::Sink)
            })
            .await;
        let status = followed.map_err(|error| match error {
            Error::File { source, .. } => self.history().failed(&found.session, source),
            error => error,
        })?;
        if status.success() {
            return Ok(());
        }
        Err(self.refused(subject, &Output { status, stdout: Vec::new(), stderr: end }))
    }
}
