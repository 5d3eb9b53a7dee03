//! Pauses sessions and resumes them.

use berth_archive::Verb;

use super::Runner;
use super::attach::running;
use super::call::CallContext;
use super::inspect::Inspected;
use super::intent::Change;
use crate::args;
use crate::error::{Error, Result};
use crate::session::{Session, State};

impl Runner {
    /// Freezes the processes of a running session, and returns it as it is then. One that is
    /// paused already stays so.
    ///
    /// # Errors
    /// There is no such session, it does not run, or the engine refuses or does not answer,
    /// and the session is not paused either.
    pub async fn pause(&self, key: &str) -> Result<Session> {
        let found = self.resolve(key).await?;
        if found.session.state == State::Paused {
            return Ok(found.session);
        }
        let Inspected { session, .. } = running(found)?;
        let context = CallContext { operation: "pause", name: &session.name };
        let change = Change::of(Verb::Pause, &session.id);
        let attempt = self.attempt(context, change, args::pause(&session.id), self.limits().resume).await?;
        let is_paused = |now: Option<&Session>| now.is_some_and(|now| now.state == State::Paused);
        self.confirm(attempt, &session.id, is_paused).await?;
        self.status(&session.id).await
    }

    /// Lets a paused session continue, and returns it as it is then. One that runs stays so.
    ///
    /// # Errors
    /// There is no such session, it neither runs nor is paused, or the engine refuses or
    /// does not answer, and the session is still paused.
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

    pub(super) async fn unpause(&self, found: &Inspected) -> Result<()> {
        let Inspected { session, .. } = found;
        let context = CallContext { operation: "resume", name: &session.name };
        let change = Change::of(Verb::Resume, &session.id);
        let attempt = self.attempt(context, change, args::unpause(&session.id), self.limits().resume).await?;
        let is_resumed = |now: Option<&Session>| now.is_some_and(|now| now.state != State::Paused);
        self.confirm(attempt, &session.id, is_resumed).await
    }
}
