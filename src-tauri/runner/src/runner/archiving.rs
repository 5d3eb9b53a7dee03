//! Archives runs before they are removed.

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use super::logs::call_output;
use crate::archive::Draft;
use crate::args::{self, Part};
use crate::error::{Error, Result};
use crate::parse::inspect;
use crate::process::CallError;

/// How much of a failed call's output is kept for its error, in bytes: its end.
const STDERR_TAIL_BYTES: usize = 16 << 10;

impl Runner {
    /// Archives the run, and returns its folder. Without this nothing is removed.
    pub(super) async fn archive_run(&self, found: &Inspected) -> Result<String> {
        let (archive, session, row) = (self.archive().clone(), found.session.clone(), found.row.clone());
        let mut draft = blocking(move || archive.begin(&session, &row)).await?;
        // A session that never ran has no log, and podman has no file for it yet.
        if found.session.started_at.is_some() && inspect::has_log(&found.row) {
            self.archive_log(found, &mut draft).await?;
        }
        let (archive, session) = (self.archive().clone(), found.session.clone());
        let folder = blocking(move || archive.commit(draft, &session)).await?;
        Ok(folder.to_string_lossy().into_owned())
    }

    /// Writes the whole log into a draft.
    pub(super) async fn archive_log(&self, found: &Inspected, draft: &mut Draft) -> Result<()> {
        let context = CallContext { operation: "read the logs of", name: &found.session.name };
        let mut end = Vec::new();
        let followed = self
            .follow(
                context,
                args::logs(&found.session.id, Part::Whole, None),
                self.limits().archive,
                |bytes| {
                    end.extend_from_slice(bytes);
                    if end.len() > 2 * STDERR_TAIL_BYTES {
                        end.drain(..end.len() - STDERR_TAIL_BYTES);
                    }
                    draft.write(bytes).map_err(CallError::Sink)
                },
            )
            .await;
        let status = followed.map_err(|error| match error {
            Error::File { source, .. } => self.archive().failed(&found.session, source),
            error => error,
        })?;
        if status.success() {
            return Ok(());
        }
        Err(self.refused(context, &call_output(status, &end)))
    }
}

async fn blocking<T: Send + 'static>(body: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(body).await {
        Ok(result) => result,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
