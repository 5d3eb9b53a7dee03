//! Signals, and new names.

use tokio::time::{Instant, sleep};

use super::Runner;
use super::ask::Subject;
use super::start::LOOK_AGAIN;
use super::stop::{KILLED, is_alive};
use crate::args;
use crate::error::{Error, Result};
use crate::parse::failure::{self, Failure};
use crate::parse::inspect;
use crate::session::{Session, State};
use crate::validate::{self, Field, Problem};

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
            self.archive(&found).await?;
        }
        let subject = Subject { operation: "send a signal to", name: &session.name };
        let answer = self.ask(subject, args::signal(&session.id, &signal), self.limits().stop_slack).await;
        let error = match answer {
            Ok(output) if output.success() => None,
            Ok(output) => Some(self.refused(subject, &output)),
            Err(error @ Error::TimedOut { .. }) => Some(error),
            Err(error) => return Err(error),
        };
        let until = Instant::now() + KILLED;
        loop {
            let Some(now) = self.look(&session.id).await? else {
                return Ok(Session { state: State::Exited, pid: None, ..found.session });
            };
            let again = now.session.pid != session.pid && now.session.pid.is_some();
            match error {
                _ if !is_alive(now.session.state) => return Ok(now.session),
                Some(error) => return Err(error),
                None if signal != KILL || again || Instant::now() >= until => return Ok(now.session),
                // podman's kill says that it is done a moment before the state follows.
                None => sleep(LOOK_AGAIN).await,
            }
        }
    }

    /// Gives a session another name, whatever its state; returns it under that name.
    ///
    /// Errors: the name breaks a rule, or another container has it.
    pub async fn rename(&self, key: &str, name: &str) -> Result<Session> {
        validate::session_name(name).map_err(|message| Error::Invalid {
            problems: vec![Problem { field: Field::Name, index: None, message }],
        })?;
        let turn = self.turn(name);
        let _turn = turn.lock().await;
        let found = self.resolve(key).await?;
        let session = found.session;
        if session.name == name {
            return Ok(session);
        }
        let taken = || Error::NameTaken { engine: session.engine.clone(), name: name.to_owned() };
        if self.look(name).await?.is_some() {
            return Err(taken());
        }
        let subject = Subject { operation: "rename", name: &session.name };
        let answer = self.ask(subject, args::rename(&session.id, name), self.limits().resume).await;
        // Whatever the client said, what it is called now counts.
        let now = self.status(&session.id).await?;
        match answer {
            _ if now.name == name => Ok(now),
            Ok(output) => match failure::classify(self.engine().kind, &output.words()) {
                Failure::NameInUse => Err(taken()),
                _ => Err(self.refused(subject, &output)),
            },
            Err(error) => Err(error),
        }
    }
}
