//! Removing what debug shells made.

use super::{Entry, Journal};
use crate::args;
use crate::error::Result;
use crate::parse::stderr::StderrClass;
use crate::runner::attempt::Attempt;
use crate::runner::{CallContext, Runner};

impl Runner {
    /// Removes what the debug shells of killed processes left on this engine. Asks no engine where nothing is noted;
    /// what can't be removed is logged, and tried again the next time.
    pub(in crate::runner) async fn sweep_debug_shells(&self) {
        let (archive, engine) = (self.archive().path().to_owned(), self.engine().id.clone());
        let left = tokio::task::spawn_blocking(move || Journal::left(&archive, &engine)).await;
        for journal in left.unwrap_or_default() {
            let name = &journal.entry.name;
            match self.remove_debug(&journal.entry).await {
                Ok(()) => {
                    tracing::info!(name, "a debug shell that was left is gone");
                    journal.end();
                }
                Err(error) => tracing::warn!(name, %error, "a debug shell that was left stays"),
            }
        }
    }

    /// Removes the container of a debug shell, which ends it, and then its image. Volumes are the session's.
    pub(super) async fn remove_debug(&self, entry: &Entry) -> Result<()> {
        let context = CallContext { operation: "end the debug shell of", name: &entry.name };
        for id in self.debug_containers(&entry.token).await? {
            let removal = args::remove_forced(self.engine().kind, &id);
            let attempt = self.attempt(context, None, removal, self.limits().remove).await?;
            if let Some(error) = attempt.error()
                && self.debug_containers(&entry.token).await?.contains(&id)
            {
                return Err(error);
            }
        }
        let Some(image) = &entry.image else { return Ok(()) };
        match self.attempt(context, None, args::remove_image(image), self.limits().remove).await? {
            // It was not made yet, or is gone already.
            Attempt::Refused { output, .. } if self.class_of(&output) == StderrClass::NoSuchImage => Ok(()),
            attempt => attempt.trusted(),
        }
    }
}
