//! The last screen of a run goes to the archive.

use std::time::Duration;

use berth_archive::Screen;
use berth_runner::Session;
use tokio::time::sleep;

use super::Observer;

/// How long the rest of the output of a run that has ended may take.
const READ_WITHIN: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(50);

impl Observer {
    /// Keeps the last screen of the run of a session that has ended, if it was this one that was read.
    pub async fn keep_last_screen(&self, session: &Session) {
        let is_of_run = |began| session.state.has_ended() && began == session.started_at;
        let Some(joined) = self.shared.joined().filter(|joined| is_of_run(joined.run.began)) else { return };
        let mut waited = Duration::ZERO;
        while !joined.terminal.has_ended() {
            if waited >= READ_WITHIN {
                return;
            }
            sleep(PAUSE).await;
            waited += PAUSE;
        }
        let (size, bytes) = joined.terminal.screen();
        let screen = Screen { columns: size.cols, rows: size.rows, bytes };
        if let Err(error) = self.shared.runner.keep_screen(session, screen).await {
            tracing::warn!(%error, name = session.name, "its last screen is not kept");
        }
    }
}
