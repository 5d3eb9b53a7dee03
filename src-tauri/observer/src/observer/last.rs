//! The last screen of a run that an observer read.

use std::time::Duration;

use berth_runner::Session;
use tokio::time::timeout;

use super::Observer;
use crate::last_screen::keep_last_screen;

/// How long the rest of the output of a run that has ended may take.
const READ_WITHIN: Duration = Duration::from_secs(5);

impl Observer {
    /// Keeps the last screen of the run of a session that has ended, if it was this one that was read.
    pub async fn keep_last_screen(&self, session: &Session) {
        let is_of_run = |began| session.state.has_ended() && began == session.started_at;
        let Some(joined) = self.shared.joined().filter(|joined| is_of_run(joined.run.began)) else { return };
        if timeout(READ_WITHIN, joined.complete()).await.is_ok() {
            keep_last_screen(&self.shared.runner, &joined.terminal, session).await;
        }
    }
}
