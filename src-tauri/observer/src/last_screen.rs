//! The last screen of a run goes to the archive.

use berth_archive::Screen;
use berth_runner::{Runner, Session};
use berth_terminal::AttachedTerminal;

/// Keeps what a terminal shows as the last screen of a session's run; a failure is only logged.
pub async fn keep_last_screen(runner: &Runner, terminal: &AttachedTerminal, session: &Session) {
    let (size, bytes) = terminal.screen();
    let screen = Screen { columns: size.cols, rows: size.rows, bytes };
    if let Err(error) = runner.keep_screen(session, screen).await {
        tracing::warn!(%error, name = session.name, "its last screen is not kept");
    }
}
