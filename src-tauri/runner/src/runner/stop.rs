//! Ending sessions, and removing them without losing anything.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::Runner;
use super::attach::running;
use super::call::CallContext;
use super::inspect::Inspected;
use super::start::POLL_INTERVAL;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::inspect;
use crate::protect::{Protection, protection};
use crate::session::{DeleteOptions, Session, State, StopOptions, StopOutcome};

/// How long a killed process may take to be seen as ended.
pub(super) const KILL_TIMEOUT: Duration = Duration::from_secs(5);
/// How long after a stop a restart that was under way shows, and how often that happens.
pub(super) const RESTART_GRACE: Duration = Duration::from_millis(500);
const RESTART_RETRIES: usize = 3;

impl Runner {
    /// Ends a session, and removes it if asked; its run is archived first.
    ///
    /// One that has ended already is fine. Callers end their own attach clients
    /// before: docker hangs on stopping a container whose reader is stalled.
    /// Errors: what belongs to another program is not removed, nor stopped for it.
    pub async fn stop(&self, key: &str, options: StopOptions) -> Result<StopOutcome> {
        self.stop_and(key, options, DeleteOptions::default()).await
    }

    async fn stop_and(&self, key: &str, options: StopOptions, delete: DeleteOptions) -> Result<StopOutcome> {
        let found = self.resolve(key).await?;
        if options.remove {
            ensure_removable(&found.session)?;
        }
        let already_stopped = !found.session.state.is_alive();
        let mut archived = None;
        // The engine removes it by itself when it ends, so it is saved while it is there.
        if inspect::auto_remove(&found.row) && !already_stopped {
            archived = Some(self.archive_run(&found).await?);
        }
        let restarts = found.session.restart_policy != "no" && found.session.state != State::Created;
        let ended = match (already_stopped, restarts) {
            (true, false) => Some(found.clone()),
            (false, false) => self.end(&found, options).await?,
            (_, true) => self.stop_with_restart_policy(&found, options).await?,
        };
        let Some(ended) = ended else {
            let session = Session { state: State::Exited, pid: None, ..found.session };
            return Ok(StopOutcome { already_stopped, removed: true, session, archived });
        };
        let mut removed = false;
        if options.remove {
            archived = Some(self.archive_run(&ended).await?);
            self.remove(&ended, delete).await?;
            removed = true;
        }
        Ok(StopOutcome { already_stopped, removed, session: ended.session, archived })
    }

    /// Stops it if it runs, archives its run, removes it.
    pub async fn delete(&self, key: &str, options: DeleteOptions) -> Result<StopOutcome> {
        self.stop_and(key, StopOptions { remove: true, ..StopOptions::default() }, options).await
    }

    /// Freezes a running session; one that is paused is fine.
    pub async fn pause(&self, key: &str) -> Result<Session> {
        let found = self.resolve(key).await?;
        if found.session.state == State::Paused {
            return Ok(found.session);
        }
        let Inspected { session, .. } = running(found)?;
        let context = CallContext { operation: "pause", name: &session.name };
        let answer = self.call(context, args::pause(&session.id), self.limits().resume).await;
        let error = match answer {
            Ok(output) if output.success() => return self.status(&session.id).await,
            Ok(output) => self.refused(context, &output),
            Err(error) => error,
        };
        match self.inspect(&session.id).await {
            Ok(Some(now)) if now.session.state == State::Paused => Ok(now.session),
            _ => Err(error),
        }
    }

    /// Lets a paused session go on; one that runs is fine.
    pub async fn resume(&self, key: &str) -> Result<Session> {
        let found = self.resolve(key).await?;
        match found.session.state {
            State::Paused => {}
            State::Running => return Ok(found.session),
            _ => {
                return Err(Error::NotRunning {
                    name: found.session.name,
                    state: found.session.engine_state,
                });
            }
        }
        self.unpause(&found).await?;
        self.status(&found.session.id).await
    }

    async fn unpause(&self, found: &Inspected) -> Result<()> {
        let context = CallContext { operation: "resume", name: &found.session.name };
        let answer = self.call(context, args::unpause(&found.session.id), self.limits().resume).await;
        let error = match answer {
            Ok(output) if output.success() => return Ok(()),
            Ok(output) => self.refused(context, &output),
            Err(error) => error,
        };
        match self.inspect(&found.session.id).await {
            Ok(Some(now)) if now.session.state != State::Paused => Ok(()),
            _ => Err(error),
        }
    }

    /// Ends what has a restart policy. podman 4.3 says "stopped" between two runs, and a
    /// restart that is under way then overtakes its stop.
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

    /// Ends what is alive. `None` when the container went with its process (`--rm`).
    async fn end(&self, found: &Inspected, options: StopOptions) -> Result<Option<Inspected>> {
        let session = &found.session;
        // A kill does not end a restart policy, and between two runs nothing can be killed.
        let stops = options.graceful || session.restart_policy != "no";
        // podman 4.3 refuses to stop what is paused, and a frozen process can't
        // take the signal; kill works on both as it is.
        if session.state == State::Paused && stops {
            self.unpause(found).await?;
        }
        let context = CallContext { operation: if stops { "stop" } else { "kill" }, name: &session.name };
        let timeout = if options.graceful { options.timeout } else { 0 };
        let grace = Duration::from_secs(timeout.into());
        let invocation = if stops { args::stop(&session.id, timeout) } else { args::kill(&session.id) };
        let answer = self.call(context, invocation, grace + self.limits().stop_slack).await;
        let error = match answer {
            Ok(output) if output.success() => None,
            Ok(output) => Some(self.refused(context, &output)),
            Err(error @ Error::TimedOut { .. }) => Some(error),
            Err(error) => return Err(error),
        };
        let until = Instant::now() + KILL_TIMEOUT;
        loop {
            match self.inspect(&session.id).await? {
                None => return Ok(None),
                Some(now) if !now.session.state.is_alive() => return Ok(Some(now)),
                // podman 4.3 whose monitor (conmon) was killed: done, and "stopping" for
                // ever. It takes a plain rm.
                Some(now)
                    if error.is_none() && now.session.state == State::Stopping && Instant::now() >= until =>
                {
                    tracing::warn!(name = session.name, "its monitor is gone; taken as ended");
                    return Ok(Some(now));
                }
                // The client says that it is done: the state follows (podman's kill).
                Some(now) if error.is_none() && Instant::now() >= until => {
                    return Err(Error::Refused {
                        operation: context.operation,
                        engine: session.engine.clone(),
                        name: session.name.clone(),
                        reason: format!(
                            "the engine said it was done, but it is {}",
                            now.session.engine_state
                        ),
                        status: Some(0),
                        detail: String::new(),
                    });
                }
                Some(_) => {
                    if let Some(error) = error {
                        return Err(error);
                    }
                }
            }
            sleep(POLL_INTERVAL).await;
        }
    }

    /// Saves the run; without this nothing is removed.
    pub(super) async fn archive_run(&self, found: &Inspected) -> Result<String> {
        let (archive, session, row) = (self.archive().clone(), found.session.clone(), found.row.clone());
        let mut draft = blocking(move || archive.begin(&session, &row)).await?;
        // Never ran: no log, and podman has no file for it yet.
        if found.session.started_at.is_some() && inspect::has_log(&found.row) {
            self.archive_log(found, &mut draft).await?;
        }
        let (archive, session) = (self.archive().clone(), found.session.clone());
        let folder = blocking(move || archive.commit(draft, &session)).await?;
        Ok(folder.to_string_lossy().into_owned())
    }

    /// Removes what has ended, and looks: `podman rm` says 0 for what it did not remove.
    pub(super) async fn remove(&self, found: &Inspected, options: DeleteOptions) -> Result<()> {
        let session = &found.session;
        let context = CallContext { operation: "remove", name: &session.name };
        let invocation = match options.volumes {
            true => args::remove_with_volumes(&session.id),
            false => args::remove(&session.id),
        };
        let answer = self.call(context, invocation, self.limits().remove).await;
        let error = match answer {
            Ok(output) if output.success() => self.refused_because(
                context,
                &output,
                "the engine said it was removed, but it is still there".to_owned(),
            ),
            Ok(output) => self.refused(context, &output),
            Err(error @ Error::TimedOut { .. }) => error,
            Err(error) => return Err(error),
        };
        match self.inspect(&session.id).await? {
            None => Ok(()),
            Some(_) => Err(error),
        }
    }
}

/// Refuses what belongs to another program.
pub(super) fn ensure_removable(session: &Session) -> Result<()> {
    match protection(session) {
        Some(Protection { sentence, .. }) => Err(Error::Protected { name: session.name.clone(), sentence }),
        None => Ok(()),
    }
}

async fn blocking<T: Send + 'static>(body: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(body).await {
        Ok(result) => result,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
