//! What a killed process left of a recreation.

use berth_archive::Verb;

use super::entry::{Journal, Way};
use crate::error::{Error, Result};
use crate::runner::Runner;

/// One recreation that was undone or finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The name of the session.
    pub name: String,
    /// The old one is back; otherwise the new one is there, and the old one gone.
    pub put_back: bool,
}

impl Runner {
    /// Undoes the recreations on this engine whose process was killed before the new container
    /// had proved itself, and finishes the others; removes what debug shells left. Asks no engine where there is none.
    ///
    /// # Errors
    /// One could not be undone; it is tried again the next time.
    pub async fn recover(&self) -> Result<Vec<Recovered>> {
        self.sweep_debug_shells().await;
        let (archive, engine) = (self.archive().path().to_owned(), self.engine().id.clone());
        let left = tokio::task::spawn_blocking(move || Journal::left(&archive, &engine)).await;
        let this = self.on_behalf_of(Verb::Recreate);
        let mut recovered = Vec::new();
        let mut failed = None;
        for journal in left.unwrap_or_default() {
            let name = journal.entry.name.clone();
            let mut put_back = journal.entry.way == Way::Back;
            tracing::info!(name, put_back, "a recreation was cut off");
            match journal.entry.way {
                Way::Forward => drop(this.finish_recreation(&journal.entry).await),
                Way::Back => match this.put_back(&journal.entry).await {
                    Ok(_) => {}
                    // Somebody removed the old one meanwhile: the new one is all that is left, and stays.
                    Err(Error::NotPutBack { source, .. })
                        if matches!(*source, Error::SessionNotFound { .. }) =>
                    {
                        put_back = false;
                    }
                    Err(error) => {
                        failed = Some(error);
                        continue;
                    }
                },
            }
            journal.end();
            recovered.push(Recovered { name, put_back });
        }
        failed.map_or(Ok(recovered), Err)
    }
}
