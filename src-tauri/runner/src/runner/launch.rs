//! Starting a session with its terminal there before its first byte.
//!
//! Neither engine attaches to a container that does not run yet, but both start one with the
//! client's terminal joined (`start --attach`): podman 4.3 sets the terminal's size before the
//! main process runs, docker 20.10 a moment after.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::Runner;
use super::attempt::Attempt;
use super::call::CallContext;
use super::inspect::Inspected;
use super::launcher::{Launched, Launcher};
use super::settle::POLL_INTERVAL;
use crate::args;
use crate::error::Result;
use crate::process::CallError;
use crate::session::{Session, State};

/// How long the engine may take to note a start after its client ended. A plain start would be
/// a second run.
const NOTED_WITHIN: Duration = Duration::from_millis(500);

impl Runner {
    /// Starts a container on a terminal of the launcher, if there is one. `false` where nothing
    /// was started; a plain start then says why, or does it.
    ///
    /// # Errors
    /// The container was not started in time, or the engine does not say.
    pub(super) async fn launch_on_terminal(&self, found: &Inspected) -> Result<bool> {
        let session = &found.session;
        let Some(launcher) = self.launcher.as_ref().filter(|_| session.tty && session.attachable) else {
            return Ok(false);
        };
        let limit = self.limits().start;
        let until = Instant::now() + limit;
        let Some(launched) = self.open_launched(Arc::clone(launcher), session).await else {
            return Ok(false);
        };
        let mut ended_at = None;
        loop {
            // Before the look, which then shows what the client did.
            if ended_at.is_none() && launched.has_ended() {
                ended_at = Some(Instant::now());
            }
            let ended = ended_at.is_some_and(|at| at.elapsed() >= NOTED_WITHIN);
            match self.inspect(&session.id).await {
                Ok(Some(now)) if has_begun(session, &now.session) => {
                    launched.keep(&now.session);
                    return Ok(true);
                }
                Ok(Some(_)) if ended => return Ok(false),
                // It ran, and was removed with its end.
                Ok(None) => return Ok(true),
                Ok(Some(_)) => {}
                Err(error) if ended => {
                    tracing::debug!(%error, name = session.name, "a start can't be confirmed");
                    return Ok(false);
                }
                Err(error) => tracing::debug!(%error, name = session.name, "not seen yet"),
            }
            if Instant::now() >= until {
                break;
            }
            sleep(POLL_INTERVAL).await;
        }
        drop(launched);
        let context = CallContext { operation: "start", name: &session.name };
        let error = self.no_outcome(context, limit, CallError::TimedOut { stderr: Vec::new() });
        let has_begun = |now: Option<&Session>| now.is_some_and(|now| has_begun(session, now));
        self.confirm(Attempt::Unknown(error), &session.id, has_begun).await.map(|()| true)
    }

    async fn open_launched(
        &self,
        launcher: Arc<dyn Launcher>,
        session: &Session,
    ) -> Option<Box<dyn Launched>> {
        let mut client = self.engine().client(&args::start_attached(self.engine().kind, &session.id).args);
        if let Some(folder) = self.folder() {
            // Of the container's monitor, too.
            client.current_dir(folder);
        }
        let session = session.clone();
        tokio::task::spawn_blocking(move || launcher.launch(&session, client)).await.ok().flatten()
    }
}

/// Whether `now` shows another run than `before`, or one at all.
fn has_begun(before: &Session, now: &Session) -> bool {
    matches!(now.state, State::Running | State::Restarting) || now.started_at > before.started_at
}
