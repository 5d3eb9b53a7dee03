//! Starting: a new session, or one that has ended.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{Instant, sleep};

use super::Runner;
use super::call::CallContext;
use super::create::{Created, absent_host_paths, create_host_paths};
use super::inspect::Inspected;
use crate::args::{self, Part};
use crate::error::{Error, Result};
use crate::parse::stderr;
use crate::session::{SessionSpec, StartOptions, StartOutcome, State, StopOptions};

/// Lines of its log that are shown of a session that ended at once.
const LAST_LINES: u32 = 20;
/// How long a name is tried that others take and leave. docker 20.10 holds a name for a
/// while before `inspect` knows of the container (five creates at once).
const NAME_RETRY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a container that somebody has just created may take to start.
const CONCURRENT_START_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a run that has ended may take to be cleaned up before the next is started all
/// the same: a podman whose `static_dir` is elsewhere than its storage takes 20 s for it (4.3).
const CLEANUP_TIMEOUT: Duration = Duration::from_secs(3);
/// Between two looks at a container that is about to change.
pub(super) const POLL_INTERVAL: Duration = Duration::from_millis(50);

impl Runner {
    /// Creates and starts a session; one of that name that has ended is started again.
    ///
    /// What failed to start leaves no container. Errors: invalid, running already,
    /// paused, refused by the engine.
    pub async fn start(&self, spec: &SessionSpec, options: StartOptions) -> Result<StartOutcome> {
        let checked = self.check(spec).map_err(|problems| Error::Invalid { problems })?;
        let turn = self.name_lock(&checked.name);
        let _turn = turn.lock().await;
        let until = Instant::now() + NAME_RETRY_TIMEOUT;
        while Instant::now() < until {
            if let Some(found) = self.inspect(&checked.name).await? {
                match self.after_others_start(found).await? {
                    Some(found) => return self.start_found(found).await,
                    None => continue,
                }
            }
            let absent = absent_host_paths(&checked).await;
            if !absent.is_empty() && !options.create_host_paths {
                return Ok(StartOutcome::HostPathsAbsent { paths: absent });
            }
            if !self.image_exists(&checked.image).await? {
                return Ok(StartOutcome::ImageAbsent { image: checked.image });
            }
            create_host_paths(&absent).await?;
            match self.create(&checked).await? {
                Created::Done(found) => return self.start_created(*found).await,
                Created::ImageAbsent => return Ok(StartOutcome::ImageAbsent { image: checked.image }),
                Created::NameTaken => sleep(POLL_INTERVAL).await,
            }
        }
        Err(Error::Refused {
            operation: "create",
            engine: self.engine().id.clone(),
            name: checked.name,
            reason: "something that is not a session holds its name (a pod, or a container of another tool)"
                .to_owned(),
            status: None,
            detail: String::new(),
        })
    }

    /// Starts a session that has ended or never ran, as it was created.
    pub async fn start_existing(&self, key: &str) -> Result<StartOutcome> {
        let found = self.resolve(key).await?;
        let turn = self.name_lock(&found.session.name);
        let _turn = turn.lock().await;
        let found = self.resolve(&found.session.id).await?;
        self.start_found(found).await
    }

    /// Stops (gracefully, if it runs) and starts.
    pub async fn restart(&self, key: &str) -> Result<StartOutcome> {
        let stopped = self.stop(key, StopOptions { remove: false, ..StopOptions::default() }).await?;
        self.start_existing(&stopped.session.id).await
    }

    async fn start_found(&self, found: Inspected) -> Result<StartOutcome> {
        let found = self.after_clean_up(found).await?;
        let session = &found.session;
        match session.state {
            State::Running | State::Restarting => {
                Err(Error::SessionExists { engine: session.engine.clone(), name: session.name.clone() })
            }
            State::Paused => Err(Error::SessionPaused { name: session.name.clone() }),
            State::Stopping => Err(Error::Refused {
                operation: "start",
                engine: session.engine.clone(),
                name: session.name.clone(),
                reason: "it is being stopped; try again in a moment".to_owned(),
                status: None,
                detail: String::new(),
            }),
            State::Defined | State::Created | State::Exited | State::Dead | State::Unknown => {
                self.launch(&found).await?;
                self.settle(&found).await.map(|outcome| match outcome {
                    StartOutcome::Started { session } => StartOutcome::Restarted { session },
                    outcome => outcome,
                })
            }
        }
    }

    /// podman says `stopped` from the end of a run until its monitor has cleaned up. The
    /// last that the monitor does is to remove the socket that attach needs; a run that is
    /// started before does not start ("no logs from conmon"), or can never be attached to
    /// (podman 4.3, conmon 2.1).
    async fn after_clean_up(&self, mut found: Inspected) -> Result<Inspected> {
        let until = Instant::now() + CLEANUP_TIMEOUT;
        while found.session.engine_state == "stopped" && Instant::now() < until {
            sleep(POLL_INTERVAL).await;
            found = self.reload(&found).await?;
        }
        Ok(found)
    }

    /// How a container is now; when it is gone, by its name instead of its id.
    async fn reload(&self, found: &Inspected) -> Result<Inspected> {
        self.resolve(&found.session.id).await.map_err(|error| match error {
            Error::SessionNotFound { engine, .. } => {
                Error::SessionNotFound { engine, name: found.session.name.clone() }
            }
            error => error,
        })
    }

    /// Starts what we have just created, and leaves nothing when that fails.
    async fn start_created(&self, found: Inspected) -> Result<StartOutcome> {
        match self.launch(&found).await {
            Ok(()) => self.settle(&found).await,
            // It may yet start: it stays, and reconcile looks at it later.
            Err(error @ Error::TimedOut { .. }) => Err(error),
            Err(error) => {
                match self.inspect(&found.session.id).await {
                    Ok(Some(now)) if now.session.started_at.is_none() => self.discard(&now).await,
                    Ok(_) => {}
                    Err(error) => tracing::warn!(%error, "what failed to start could not be looked at"),
                }
                Err(error)
            }
        }
    }

    async fn launch(&self, found: &Inspected) -> Result<()> {
        let session = &found.session;
        let context = CallContext { operation: "start", name: &session.name };
        let answer = self.call(context, args::start(&session.id), self.limits().start).await;
        let error = match answer {
            Ok(output) if output.success() => return Ok(()),
            Ok(output) => match self.refused(context, &output) {
                Error::Refused { .. } => {
                    let reason = stderr::start_reason(&output.stderr_text(), &session.command);
                    self.refused_because(context, &output, reason)
                }
                error => error,
            },
            Err(error) => error,
        };
        // Whatever the client said, a container that runs was started.
        match error {
            Error::TimedOut { .. } | Error::Refused { .. } => match self.inspect(&session.id).await {
                Ok(Some(now)) if matches!(now.session.state, State::Running | State::Restarting) => Ok(()),
                _ => Err(error),
            },
            error => Err(error),
        }
    }

    /// Watches for [`super::Limits::settle`] whether it ends at once.
    async fn settle(&self, found: &Inspected) -> Result<StartOutcome> {
        let until = Instant::now() + self.limits().settle;
        loop {
            // Gone when somebody else has created it with --rm.
            let now = self.reload(found).await?;
            if matches!(now.session.state, State::Exited | State::Dead) {
                let log = self
                    .tail(&now, Part::Whole, LAST_LINES)
                    .await
                    .unwrap_or_else(|error| error.to_string().into_bytes());
                let last_lines = String::from_utf8_lossy(&log).into_owned();
                return Ok(StartOutcome::Ended { session: now.session, last_lines });
            }
            if Instant::now() >= until {
                return Ok(StartOutcome::Started { session: now.session });
            }
            sleep(POLL_INTERVAL).await;
        }
    }

    /// Another Berth may be between create and start of the same name: waits until it
    /// has started. `None` when it gave up and the container is gone.
    async fn after_others_start(&self, mut found: Inspected) -> Result<Option<Inspected>> {
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
}

/// Created within [`CONCURRENT_START_TIMEOUT`], by this machine's clock.
fn is_new(found: &Inspected) -> bool {
    let age = found.session.created_at.map(|created| Timestamp::now().duration_since(created).unsigned_abs());
    age.is_some_and(|age| age < CONCURRENT_START_TIMEOUT)
}
