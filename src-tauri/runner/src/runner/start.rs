//! Starting: a new session, or one that has ended.

use std::time::Duration;

use berth_archive::{Outcome, Verb};
use tokio::time::{Instant, sleep};

use super::Runner;
use super::attempt::Attempt;
use super::call::CallContext;
use super::create::{Created, absent_host_paths, create_host_paths};
use super::inspect::Inspected;
use super::intent::{self, Change};
use super::settle::POLL_INTERVAL;
use crate::args;
use crate::difference::differences;
use crate::error::{Error, Result};
use crate::outcome::StartOutcome;
use crate::parse::stderr;
use crate::reason::Refusal;
use crate::session::{Session, SessionSpec, StartOptions, State, StopOptions};

/// How long a name is tried that others take and release. docker 20.10 reserves a name for a
/// while before `inspect` finds the container (five creates at once).
const NAME_RETRY_TIMEOUT: Duration = Duration::from_secs(10);

impl Runner {
    /// Creates and starts a session. If there is one of that name that has ended, or never
    /// ran, it is started again as it was created, and the outcome says how that differs.
    ///
    /// A new session that fails to start leaves no container, unless it may start yet.
    ///
    /// # Errors
    /// The spec breaks a rule; a session of that name runs or is paused; a folder can't be
    /// created; or the engine refuses or does not answer.
    pub async fn start(&self, spec: &SessionSpec, options: StartOptions) -> Result<StartOutcome> {
        let mut checked = self.check(spec).map_err(|problems| Error::Invalid { problems })?;
        let lock = self.name_lock(&checked.name);
        let _guard = lock.lock().await;
        let until = Instant::now() + NAME_RETRY_TIMEOUT;
        while Instant::now() < until {
            if let Some(found) = self.inspect(&checked.name).await? {
                match self.until_started_by_others(found).await? {
                    Some(found) => {
                        let differences = differences(&checked, &found.session, &found.row);
                        let outcome = self.start_found(found).await;
                        return outcome.map(|outcome| outcome.differing(differences));
                    }
                    None => continue,
                }
            }
            let absent = absent_host_paths(&checked).await;
            if !absent.is_empty() && !options.create_host_paths {
                return Ok(StartOutcome::HostPathsAbsent { paths: absent });
            }
            let Some(set) = self.image_env(&checked.image).await? else {
                return Ok(StartOutcome::ImageAbsent { image: checked.image });
            };
            checked.terminal_env.retain(|var| !set.contains(&var.key));
            create_host_paths(&absent).await?;
            match self.create(&checked).await? {
                Created::Done(found) => return self.start_created(*found).await,
                Created::ImageAbsent => return Ok(StartOutcome::ImageAbsent { image: checked.image }),
                Created::NameTaken => sleep(POLL_INTERVAL).await,
            }
        }
        let context = CallContext { operation: "create", name: &checked.name };
        Err(self.refusal(context, Refusal::NameHeld {}))
    }

    /// Starts a session that has ended or never ran, as it was created.
    ///
    /// # Errors
    /// There is no such session, it runs or is paused, or the engine refuses or does not answer.
    pub async fn start_existing(&self, key: &str) -> Result<StartOutcome> {
        let found = self.resolve(key).await?;
        let lock = self.name_lock(&found.session.name);
        let _guard = lock.lock().await;
        let found = self.resolve(&found.session.id).await?;
        self.start_found(found).await
    }

    /// Stops a session gracefully, if it runs, and starts it again.
    ///
    /// # Errors
    /// As [`Runner::stop`] and [`Runner::start_existing`].
    pub async fn restart(&self, key: &str) -> Result<StartOutcome> {
        let this = self.on_behalf_of(Verb::Restart);
        let stopped = this.stop(key, StopOptions { remove: false, ..StopOptions::default() }).await?;
        this.start_existing(&stopped.session.id).await
    }

    async fn start_found(&self, found: Inspected) -> Result<StartOutcome> {
        let found = self.until_cleaned_up(found).await?;
        let session = &found.session;
        match session.state {
            State::Running | State::Restarting => {
                Err(Error::SessionExists { engine: session.engine.clone(), name: session.name.clone() })
            }
            State::Paused => Err(Error::SessionPaused { name: session.name.clone() }),
            State::Stopping => {
                let context = CallContext { operation: "start", name: &session.name };
                Err(self.refusal(context, Refusal::BeingStopped {}))
            }
            State::Defined | State::Created | State::Exited | State::Dead | State::Unknown => {
                self.launch(&found).await?;
                self.settle(&found).await.map(|outcome| match outcome {
                    StartOutcome::Started { session } => {
                        StartOutcome::Restarted { session, differences: Vec::new() }
                    }
                    outcome => outcome,
                })
            }
        }
    }

    /// Starts a container that we have just created, and removes it if that fails.
    async fn start_created(&self, found: Inspected) -> Result<StartOutcome> {
        if self.engine().namespace.is_some() {
            // A pod starts by itself.
            return self.settle(&found).await;
        }
        match self.launch(&found).await {
            Ok(()) => self.settle(&found).await,
            // It may start yet: it stays, and `reconcile` removes it later if it did not.
            Err(error @ Error::TimedOut { .. }) => Err(error),
            // One whose client was killed goes: what the engine has begun for it would refuse the next start.
            Err(error) => {
                match self.inspect(&found.session.id).await {
                    Ok(Some(now)) if now.session.started_at.is_none() => self.discard(&now).await,
                    Ok(_) => {}
                    Err(error) => tracing::warn!(%error, "a container that did not start can't be inspected"),
                }
                Err(error)
            }
        }
    }

    pub(super) async fn launch(&self, found: &Inspected) -> Result<()> {
        let begun = self.begin(&Change::of(Verb::Start, &found.session.id)).await;
        let launched = self.launch_noted(found).await;
        self.finish(begun, launched.as_ref().map_or_else(intent::outcome_of, |_| Outcome::Done)).await;
        launched
    }

    async fn launch_noted(&self, found: &Inspected) -> Result<()> {
        if self.launch_on_terminal(found).await? {
            return Ok(());
        }
        let session = &found.session;
        let context = CallContext { operation: "start", name: &session.name };
        let attempt = match self.attempt(context, None, args::start(&session.id), self.limits().start).await?
        {
            Attempt::Refused { output, error: Error::Refused { .. } } => {
                let reason = stderr::start_reason(&output.stderr_text(), &session.command);
                let error = self.refused_because(context, &output, reason);
                Attempt::Refused { output, error }
            }
            attempt => attempt,
        };
        let is_started = |now: Option<&Session>| {
            now.is_some_and(|now| matches!(now.state, State::Running | State::Restarting))
        };
        self.confirm(attempt, &session.id, is_started).await
    }
}
