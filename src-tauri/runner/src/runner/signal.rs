//! Sends signals to a session's main process.

use berth_archive::Verb;
use tokio::time::{Instant, sleep};

use super::Runner;
use super::call::CallContext;
use super::intent::Change;
use super::settle::{KILL_TIMEOUT, POLL_INTERVAL};
use crate::args;
use crate::error::{Error, Result};
use crate::parse::inspect;
use crate::session::{Session, State};
use crate::validate::{self, Field};

/// What nothing can resist.
pub(super) const KILL: &str = "SIGKILL";

impl Runner {
    /// Sends a signal to the main process, SIGKILL unless another is named (`TERM`, `15`).
    ///
    /// Returns the session as it is then: after SIGKILL it has ended, unless a restart policy
    /// started it again. The run of a session that is removed when it ends (`--rm`) is
    /// archived before.
    ///
    /// # Errors
    /// The signal is none; there is no such session; it does not run, or is paused and the
    /// signal is not SIGKILL; or the engine refuses or does not answer, and the session is
    /// still alive.
    pub async fn kill(&self, key: &str, signal: Option<&str>) -> Result<Session> {
        let signal =
            validate::signal(signal.unwrap_or(KILL)).map_err(|rule| Error::invalid(Field::Signal, rule))?;
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
            self.archive_run(&found, false).await?;
        }
        let context = CallContext { operation: "send a signal to", name: &session.name };
        let change = Change::of(Verb::Kill, &session.id).by_signal(&signal);
        let invocation = args::signal(&session.id, &signal);
        let attempt = self.attempt(context, change, invocation, self.limits().stop_slack).await?;
        let error = attempt.error();
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
                // podman's kill reports success a moment before the state follows.
                None => sleep(POLL_INTERVAL).await,
            }
        }
    }
}
