//! Gives a session another name.

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::stderr::{self, StderrClass};
use crate::session::Session;
use crate::validate::{self, Field, Problem};

impl Runner {
    /// Gives a session another name, whatever its state; returns it under that name.
    ///
    /// Errors: the name breaks a rule, or another container has it.
    pub async fn rename(&self, key: &str, name: &str) -> Result<Session> {
        validate::session_name(name).map_err(|message| Error::Invalid {
            problems: vec![Problem { field: Field::Name, index: None, message }],
        })?;
        let turn = self.name_lock(name);
        let _turn = turn.lock().await;
        let found = self.resolve(key).await?;
        let session = found.session;
        if session.name == name {
            return Ok(session);
        }
        let taken = || Error::NameTaken { engine: session.engine.clone(), name: name.to_owned() };
        if self.inspect(name).await?.is_some() {
            return Err(taken());
        }
        let context = CallContext { operation: "rename", name: &session.name };
        let answer = self.call(context, args::rename(&session.id, name), self.limits().resume).await;
        // Whatever the client said, what it is called now counts.
        let now = self.status(&session.id).await?;
        match answer {
            _ if now.name == name => Ok(now),
            Ok(output) => match stderr::classify(self.engine().kind, &output.stderr_text()) {
                StderrClass::NameInUse => Err(taken()),
                _ => Err(self.refused(context, &output)),
            },
            Err(error) => Err(error),
        }
    }
}
