//! Sends signals to a session's main process.

use tokio::time::{Instant, sleep};

use super::Runner;
use super::call::CallContext;
use super::start::POLL_INTERVAL;
use super::stop::KILL_TIMEOUT;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::inspect;
use crate::session::{Session, State};
use crate::validate;

const KILL: &str = "SIGKILL";

impl Runner {
    /// Sends a signal to the main process, SIGKILL unless another is named (`TERM`, `15`).
    ///
    /// Returns the session as it is then: after SIGKILL ended, unless a restart policy
    /// began it anew. One that goes with its end (`--rm`) is archived before.
    pub async fn kill(&self, key: &str, signal: Option<&str>) -> Result<Session> {
        let signal =
            validate::signal(signal.unwrap_or(KILL)).map_err(|message| Error::BadValue { message })?;
        let found = self.resolve(key).await?;
        let session = &found.session;
        match session.state {
            State::Running => {}
            // A frozen process takes no other signal, and podman 4.3 refuses to send one.
            State::Paused if signal == KILL => {}
            State::Paused => return Err(Error::SessionPaused { name: session.name.clone() }),
            _ => {
                return Err(Error::NotRunning {
                    name: session.name.clone(),
                    state: session.engine_state.clone(),
                });
            }
        }
        if inspect::auto_remove(&found.row) {
            self.archive_run(&found).await?;
        }
        let context = CallContext { operation: "send a signal to", name: &session.name };
        let answer = self.call(context, args::signal(&session.id, &signal), self.limits().stop_slack).await;
        let error = match answer {
            Ok(output) if output.success() => None,
            Ok(output) => Some(self.refused(context, &output)),
            Err(error @ Error::TimedOut { .. }) => Some(error),
            Err(error) => return Err(error),
        };
        let until = Instant::now() + KILL_TIMEOUT;
        loop {
            let Some(now) = self.inspect(&session.id).await? else {
                return Ok(Session { state: State::Exited, pid: None, ..found.session });
            };
            let again = now.session.pid != session.pid && now.session.pid.is_some();
            match error {
                _ if !now.session.state.is_alive() => return Ok(now.session),
                Some(error) => return Err(error),
                None if signal != KILL || again || Instant::now() >= until => return Ok(now.session),
                // podman's kill says that it is done a moment before the state follows.
                None => sleep(POLL_INTERVAL).await,
            }
        }
    }
}
