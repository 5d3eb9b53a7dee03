//! Archives runs before they are removed.

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use crate::archive::Draft;
use crate::args::{self, Part};
use crate::error::{Error, Result};
use crate::parse::inspect;
use crate::process::CallError;
use crate::session::{MissingLog, Session, State};

/// Where a run is, and what is not there.
#[derive(Debug)]
pub(super) struct Archived {
    pub folder: String,
    pub missing_log: Option<MissingLog>,
}

impl Runner {
    /// Archives the run. Without this nothing is removed. With `without_log` a log that can't be
    /// read is no failure: what can be read of it is kept, and why there is no more.
    pub(super) async fn archive_run(&self, found: &Inspected, without_log: bool) -> Result<Archived> {
        let (archive, session, row) = (self.archive().clone(), found.session.clone(), found.row.clone());
        let mut draft = blocking(move || archive.begin(&session, &row)).await?;
        // A session that never ran has no log, and podman has no file for it yet.
        let ran = match found.session.broken {
            Some(_) => found.session.state != State::Created,
            None => found.session.started_at.is_some(),
        };
        let missing_log = match inspect::driver_without_log(&found.row) {
            _ if !ran => None,
            Some(driver) => Some(MissingLog::NotKept { driver: driver.to_owned() }),
            None => match (self.archive_log(found, &mut draft).await, without_log) {
                (Ok(()), _) => None,
                (Err(Error::LogUnreadable { reason, detail, .. }), true) => {
                    let words = if detail.trim().is_empty() { reason } else { detail };
                    Some(MissingLog::Unreadable { words })
                }
                (Err(error), _) => return Err(error),
            },
        };
        if let Some(missing) = &missing_log {
            let text = format!("The log is not here, or not whole: {missing}\n");
            draft.note(&text).map_err(|source| self.archive().failed(&found.session, source))?;
        }
        let (archive, session) = (self.archive().clone(), found.session.clone());
        let folder = blocking(move || archive.commit(draft, &session)).await?;
        Ok(Archived { folder: folder.to_string_lossy().into_owned(), missing_log })
    }

    /// Writes the whole log into a draft.
    async fn archive_log(&self, found: &Inspected, draft: &mut Draft) -> Result<()> {
        let Session { id, name, .. } = &found.session;
        let context = CallContext { operation: "read the logs of", name };
        let invocation = args::logs(id, Part::Whole, None);
        let read = self.read_log(context, &found.session, invocation, self.limits().archive, |bytes| {
            draft.write(bytes).map_err(CallError::Sink)
        });
        let unreadable = |reason, detail| {
            let engine = self.engine().id.clone();
            Error::LogUnreadable { engine, name: name.clone(), reason, detail }
        };
        read.await.map_err(|error| match error {
            Error::File { source, .. } => self.archive().failed(&found.session, source),
            Error::Refused { reason, detail, .. } => unreadable(reason.to_string(), detail),
            Error::Unreadable { reason, detail, .. } => unreadable(reason, detail),
            // A damaged log can keep an engine busy for ever.
            Error::TimedOut { after, .. } => {
                unreadable(format!("the engine did not finish within {} s", after.as_secs()), String::new())
            }
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
