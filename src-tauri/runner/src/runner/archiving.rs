//! Archives runs before they are removed.

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use crate::archive::Draft;
use crate::args::{self, Part};
use crate::error::{Error, Result};
use crate::parse::inspect;
use crate::process::CallError;
use crate::session::State;

impl Runner {
    /// Archives the run, and returns its folder. Without this nothing is removed.
    pub(super) async fn archive_run(&self, found: &Inspected) -> Result<String> {
        let (archive, session, row) = (self.archive().clone(), found.session.clone(), found.row.clone());
        let mut draft = blocking(move || archive.begin(&session, &row)).await?;
        // A session that never ran has no log, and podman has no file for it yet.
        let ran = match found.session.broken {
            Some(_) => found.session.state != State::Created,
            None => found.session.started_at.is_some(),
        };
        if ran && inspect::has_log(&found.row) {
            self.archive_log(found, &mut draft).await?;
        }
        let (archive, session) = (self.archive().clone(), found.session.clone());
        let folder = blocking(move || archive.commit(draft, &session)).await?;
        Ok(folder.to_string_lossy().into_owned())
    }

    /// Writes the whole log into a draft.
    pub(super) async fn archive_log(&self, found: &Inspected, draft: &mut Draft) -> Result<()> {
        let context = CallContext { operation: "read the logs of", name: &found.session.name };
        let invocation = args::logs(&found.session.id, Part::Whole, None);
        let read = self.read_log(context, &found.session, invocation, self.limits().archive, |bytes| {
            draft.write(bytes).map_err(CallError::Sink)
        });
        read.await.map_err(|error| match error {
            Error::File { source, .. } => self.archive().failed(&found.session, source),
            error => error,
        })
    }
}

async fn blocking<T: Send + 'static>(body: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(body).await {
        Ok(result) => result,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
