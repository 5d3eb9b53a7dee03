//! How a session was when its client ended.

use std::sync::Arc;
use std::time::Duration;

use berth_runner::{Run, Runner, Session, State};

use super::entry::OpenTerminal;
use super::registry::Entry;
use super::sink::TerminalEvent;
use crate::error::AppError;

/// The last screen of a run goes to the archive, if the run has ended.
pub(super) async fn keep_last_screen(runner: &Runner, open: Option<Arc<OpenTerminal>>, now: &Session) {
    let Some(open) = open.filter(|open| open.has_ended() && now.state.has_ended()) else { return };
    berth_observer::keep_last_screen(runner, &open.terminal, now).await;
}

/// Asks the engine for the state of the session: the status of a client can't be
/// trusted (podman's `attach` gave 0 for 7 and for 137, observed on 4.3). The client joined one run,
/// and its log may have shown a later one. `errors` is what the client said.
pub(super) async fn how_it_ended(
    runner: &Runner,
    session: &str,
    joined: Option<Run>,
    shown: Option<Run>,
    errors: String,
) -> TerminalEvent {
    // The client may end some milliseconds before the engine has noted the exit.
    const ASKS: u32 = 15;
    const PAUSE: Duration = Duration::from_millis(100);
    let mut asked = 1;
    loop {
        match runner.status(session).await {
            Ok(now) => {
                let is_running = now.state == State::Running;
                let is_last = |run: Option<Run>| run.is_none_or(|run| run.began == now.started_at);
                if is_running && is_last(joined) && asked < ASKS {
                    asked += 1;
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
                let continues = is_running && is_last(shown);
                let failure = is_running.then(|| AppError::Detached { client: errors }.into());
                return TerminalEvent::Ended { session: Some(Box::new(now)), continues, failure };
            }
            Err(error) => {
                return TerminalEvent::Ended { session: None, continues: false, failure: Some(error.into()) };
            }
        }
    }
}
