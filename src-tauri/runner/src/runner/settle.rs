//! Waits until a container is as it will stay, and how long.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{Instant, sleep};

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use crate::args::Part;
use crate::error::{Error, Result};
use crate::outcome::StartOutcome;
use crate::reason::Refusal;
use crate::session::State;

/// Between two inspections of a container that is about to change.
pub(super) const POLL_INTERVAL: Duration = Duration::from_millis(50);
/// How long a killed process may take to be seen as ended.
pub(super) const KILL_TIMEOUT: Duration = Duration::from_secs(5);
/// How long after a stop a restart that was under way shows.
pub(super) const RESTART_GRACE: Duration = Duration::from_millis(500);
/// How long a container that another program has just created may take to start.
const CONCURRENT_START_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the engine may take to clean up a run that has ended. Then the next run is
/// started all the same: a podman whose `static_dir` is elsewhere than its storage takes
/// 20 s (4.3).
const CLEANUP_TIMEOUT: Duration = Duration::from_secs(3);
/// Lines of the log that are shown of a session that ended at once.
const LAST_LINES: u32 = 20;

impl Runner {
    /// Waits until podman has cleaned up after the last run.
    ///
    /// podman reports `stopped` from the end of a run until its monitor has cleaned up. The
    /// monitor's last step removes the socket that attach needs. A run that is started before
    /// that fails ("no logs from conmon"), or can never be attached to (podman 4.3, conmon 2.1).
    pub(super) async fn until_cleaned_up(&self, mut found: Inspected) -> Result<Inspected> {
        let until = Instant::now() + CLEANUP_TIMEOUT;
        while found.session.engine_state == "stopped" && Instant::now() < until {
            sleep(POLL_INTERVAL).await;
            found = self.reload(&found).await?;
        }
        Ok(found)
    }

    /// The container as it is now. If it is gone, the error has its name and not its id.
    async fn reload(&self, found: &Inspected) -> Result<Inspected> {
        self.resolve(&found.session.id).await.map_err(|error| match error {
            Error::SessionNotFound { engine, .. } => {
                Error::SessionNotFound { engine, name: found.session.name.clone() }
            }
            error => error,
        })
    }

    /// Watches for [`super::Limits::settle`] whether the session ends at once.
    pub(super) async fn settle(&self, found: &Inspected) -> Result<StartOutcome> {
        let until = Instant::now() + self.limits().settle;
        loop {
            // It is gone if another program created it with --rm.
            let now = self.reload(found).await?;
            if now.session.state.has_ended() {
                let log = self
                    .tail(&now, Part::Whole, LAST_LINES)
                    .await
                    .unwrap_or_else(|error| error.to_string().into_bytes());
                let last_lines = String::from_utf8_lossy(&log).into_owned();
                return Ok(StartOutcome::Ended { session: now.session, last_lines, differences: Vec::new() });
            }
            if Instant::now() >= until {
                return Ok(StartOutcome::Started { session: now.session });
            }
            sleep(POLL_INTERVAL).await;
        }
    }

    /// Waits while another program may be between the create and the start of this container.
    /// `None` if that failed and the container is gone.
    pub(super) async fn until_started_by_others(&self, mut found: Inspected) -> Result<Option<Inspected>> {
        let until = Instant::now() + CONCURRENT_START_TIMEOUT;
        while found.session.own
            && found.session.state == State::Created
            && is_new(&found)
            && Instant::now() < until
        {
            sleep(POLL_INTERVAL).await;
            match self.inspect(&found.session.id).await? {
                Some(now) => found = now,
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    }

    /// Waits for the end that `error` leaves open, or that the engine has promised if there is
    /// none. `None` if the container went with its process (`--rm`).
    pub(super) async fn until_ended(
        &self,
        found: &Inspected,
        context: CallContext<'_>,
        error: Option<Error>,
    ) -> Result<Option<Inspected>> {
        let until = Instant::now() + KILL_TIMEOUT;
        loop {
            let Some(now) = self.inspect(&found.session.id).await? else { return Ok(None) };
            if !now.session.state.is_alive() {
                return Ok(Some(now));
            }
            if let Some(error) = error {
                return Err(error);
            }
            // podman's kill reports success a moment before the state follows.
            if Instant::now() >= until {
                if now.session.state == State::Stopping {
                    // podman 4.3 whose monitor (conmon) was killed says "stopping" for ever.
                    // A plain rm removes the container.
                    tracing::warn!(name = now.session.name, "its monitor is gone; taken as ended");
                    return Ok(Some(now));
                }
                let state = now.session.engine_state;
                return Err(self.refusal(context, Refusal::NotDone { state }));
            }
            sleep(POLL_INTERVAL).await;
        }
    }
}

/// Whether it was created within [`CONCURRENT_START_TIMEOUT`], by this machine's clock.
fn is_new(found: &Inspected) -> bool {
    let age = found.session.created_at.map(|created| Timestamp::now().duration_since(created).unsigned_abs());
    age.is_some_and(|age| age < CONCURRENT_START_TIMEOUT)
}
