//! Notes a session in the archive, for a program that does not record.

use berth_archive::RunId;

use super::Runner;
use crate::error::Result;
use crate::facts::{run_facts, session_facts};
use crate::runner::record::keeps_nothing;
use crate::session::Session;

impl Runner {
    /// The session as it is now, and the number of its last run, which the archive is told of:
    /// without its log, but with who ended it. `None` where nothing is kept of it, and where the
    /// archive can't be written.
    ///
    /// # Errors
    /// There is no such session, or the engine does not answer.
    pub async fn note(&self, key: &str) -> Result<(Session, Option<RunId>)> {
        let found = self.resolve(key).await?;
        let session = found.session.clone();
        if keeps_nothing(&session) || session.started_at.is_none() {
            return Ok((session, None));
        }
        let (facts, run) = (session_facts(&session, &found.row), run_facts(&session, &found.row));
        let noted = self.archived(&session.name, move |archive| {
            archive.note_session(&facts)?;
            archive.note_run(&facts.key, &run)
        });
        let run = noted.await.unwrap_or_else(|error| {
            tracing::warn!(%error, "its run is not written down");
            None
        });
        Ok((session, run))
    }
}
