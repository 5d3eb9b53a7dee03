//! Gives a session another name.

use berth_archive::Verb;

use super::Runner;
use super::attempt::Attempt;
use super::call::CallContext;
use super::intent::Change;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::stderr::StderrClass;
use crate::session::Session;
use crate::validate::{self, Field};

impl Runner {
    /// Gives a session another name, whatever its state; returns it under that name.
    ///
    /// # Errors
    /// The name breaks a rule or another container has it, there is no such session, or the
    /// engine refuses or does not answer.
    pub async fn rename(&self, key: &str, name: &str) -> Result<Session> {
        validate::session_name(name).map_err(|rule| Error::invalid(Field::Name, rule))?;
        let lock = self.name_lock(name);
        let _guard = lock.lock().await;
        let found = self.resolve(key).await?;
        let session = found.session;
        if session.name == name {
            return Ok(session);
        }
        if self.inspect(name).await?.is_some() {
            return Err(Error::NameTaken { engine: session.engine, name: name.to_owned() });
        }
        self.give_name(&session, name).await
    }

    /// The same for a caller that holds the lock of the name.
    pub(super) async fn give_name(&self, session: &Session, name: &str) -> Result<Session> {
        let taken = || Error::NameTaken { engine: session.engine.clone(), name: name.to_owned() };
        let context = CallContext { operation: "rename", name: &session.name };
        let change = Change::of(Verb::Rename, &session.id);
        let invocation = args::rename(&session.id, name);
        let attempt = self.attempt(context, change, invocation, self.limits().resume).await?;
        // The name that it has now decides, whatever the client said.
        let now = self.status(&session.id).await?;
        if now.name == name {
            return Ok(now);
        }
        match attempt {
            Attempt::Refused { output, .. } if self.class_of(&output) == StderrClass::NameInUse => {
                Err(taken())
            }
            Attempt::Refused { error, .. } | Attempt::Unknown(error) => Err(error),
            Attempt::Done(output) => Err(self.refused(context, &output)),
        }
    }
}
