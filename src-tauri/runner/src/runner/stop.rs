//! Ending sessions, and removing them without losing anything.

use std::time::Duration;

use berth_archive::Verb;
use tokio::time::sleep;

use super::Runner;
use super::archiving::Archived;
use super::call::CallContext;
use super::inspect::Inspected;
use super::intent::Change;
use super::removal::ensure_removable;
use super::settle::RESTART_GRACE;
use super::signal::KILL;
use crate::args;
use crate::error::Result;
use crate::parse::inspect;
use crate::session::{DeleteOptions, Session, State, StopOptions, StopOutcome};

/// How often a session with a restart policy is stopped again, because a restart that was
/// under way came after its stop.
const RESTART_RETRIES: usize = 3;

impl Runner {
    /// Ends a session and, if asked, archives its run and removes it.
    ///
    /// A session that has ended already is fine. Callers end their own attach clients
    /// before: docker hangs when it stops a container whose reader is stalled.
    ///
    /// # Errors
    /// There is no such session; it is to be removed and belongs to another program, in which
    /// case it is not stopped either; its run can't be archived, in which case it is not
    /// removed; or the engine refuses or does not answer, and the session runs on.
    pub async fn stop(&self, key: &str, options: StopOptions) -> Result<StopOutcome> {
        self.stop_and(key, options, DeleteOptions::default()).await
    }

    async fn stop_and(&self, key: &str, options: StopOptions, delete: DeleteOptions) -> Result<StopOutcome> {
        let found = self.resolve(key).await?;
        if self.engine().namespace.is_some() {
            return self.stop_on_cluster(&found, options, delete.without_log).await;
        }
        if options.remove {
            ensure_removable(&found.session)?;
        }
        let is_half_removed = is_half_removed(&found.session);
        let already_stopped = !found.session.state.is_alive() || is_half_removed;
        let mut archived = None;
        // The engine removes it when it ends (`--rm`), so its run is archived before.
        if inspect::auto_remove(&found.row) && !already_stopped {
            archived = Some(self.archive_run(&found, delete.without_log).await?);
        }
        let restarts = found.session.restart_policy != "no" && found.session.state != State::Created;
        let ended = match (already_stopped, restarts && !is_half_removed) {
            (true, false) => Some(found.clone()),
            (false, false) => self.end(&found, options).await?,
            (_, true) => self.stop_with_restart_policy(&found, options).await?,
        };
        let Some(ended) = ended else {
            let session = Session { state: State::Exited, pid: None, ..found.session };
            return Ok(stopped(already_stopped, true, session, archived));
        };
        let mut removed = false;
        if options.remove {
            archived = Some(self.archive_run(&ended, delete.without_log).await?);
            self.remove(&ended, delete).await?;
            removed = true;
        }
        Ok(stopped(already_stopped, removed, ended.session, archived))
    }

    /// Stops a session that runs, archives its run and removes it.
    ///
    /// # Errors
    /// As [`Runner::stop`].
    pub async fn delete(&self, key: &str, options: DeleteOptions) -> Result<StopOutcome> {
        let stop = StopOptions { remove: true, ..StopOptions::default() };
        self.on_behalf_of(Verb::Delete).stop_and(key, stop, options).await
    }

    /// Ends a session with a restart policy. podman 4.3 reports "stopped" between two runs,
    /// and a restart that is under way then comes after the stop.
    async fn stop_with_restart_policy(
        &self,
        found: &Inspected,
        options: StopOptions,
    ) -> Result<Option<Inspected>> {
        let mut ended = self.end(found, options).await?;
        for _ in 0..RESTART_RETRIES {
            sleep(RESTART_GRACE).await;
            match self.inspect(&found.session.id).await? {
                Some(now) if now.session.state.is_alive() => ended = self.end(&now, options).await?,
                Some(now) => return Ok(Some(now)),
                None => return Ok(None),
            }
        }
        Ok(ended)
    }

    /// Ends a session that is alive. `None` if its container went with its process (`--rm`).
    async fn end(&self, found: &Inspected, options: StopOptions) -> Result<Option<Inspected>> {
        let session = &found.session;
        // A kill does not end a restart policy, and between two runs there is nothing to kill.
        let stops = options.graceful || session.restart_policy != "no";
        // podman 4.3 refuses to stop a paused session, and a frozen process can't take the
        // signal. Both engines kill one that is paused.
        if session.state == State::Paused && stops {
            self.unpause(found).await?;
        }
        let context = CallContext { operation: if stops { "stop" } else { "kill" }, name: &session.name };
        let timeout = if options.graceful { options.timeout } else { Some(0) };
        let invocation = if stops { args::stop(&session.id, timeout) } else { args::kill(&session.id) };
        let seconds = timeout.unwrap_or(session.stop_timeout);
        let grace = Duration::from_secs(seconds.into());
        let change = match stops {
            true => Change::of(Verb::Stop, &session.id).with_grace(seconds),
            false => Change::of(Verb::Kill, &session.id).by_signal(KILL),
        };
        let limit = grace + self.limits().stop_slack;
        let attempt = self.attempt(context, change, invocation, limit).await?;
        self.until_ended(found, context, attempt.error()).await
    }
}

/// Whether a removal has begun of it that nobody ended: there is nothing to stop, and podman 4.3 refuses to
/// ("refusing to clean up").
fn is_half_removed(session: &Session) -> bool {
    session.engine_state == "removing" && session.pid.is_none()
}

/// How a stop went.
pub(super) fn stopped(
    already_stopped: bool,
    removed: bool,
    session: Session,
    archived: Option<Archived>,
) -> StopOutcome {
    let (archived, missing_log) = archived.map(|archived| (archived.run, archived.missing_log)).unzip();
    let archived = archived.flatten();
    StopOutcome { already_stopped, removed, session, archived, missing_log: missing_log.flatten() }
}
