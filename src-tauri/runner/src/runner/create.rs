//! From a spec to a container, or to nothing at all.

use std::path::Path;

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::rows;
use crate::parse::stderr::{self, StderrClass};
use crate::process::Output;
use crate::session::LABEL_TOKEN;
use crate::validate::{Checked, MountSource};

/// How a create went.
#[derive(Debug)]
pub(super) enum Created {
    Done(Box<Inspected>),
    ImageAbsent,
    /// Somebody else took the name meanwhile.
    NameTaken,
}

impl Runner {
    /// Creates the container, which carries our label and a new token.
    ///
    /// After a deadline, or an answer without an id, it is looked for by name and
    /// token: a create that was cut off can leave a container without a word.
    pub(super) async fn create(&self, spec: &Checked) -> Result<Created> {
        let token = uuid::Uuid::new_v4().simple().to_string();
        let context = CallContext { operation: "create", name: &spec.name };
        let kind = self.engine().kind;
        let mut answer = self.call(context, args::create(kind, spec, &token), self.limits().create).await;
        if answer.as_ref().is_ok_and(has_no_pull) {
            let invocation = args::create_without_pull(kind, spec, &token);
            answer = self.call(context, invocation, self.limits().create).await;
        }
        let (key, answer) = match answer {
            Ok(output) => match created_id(&output) {
                Some(id) => (id, Ok(output)),
                None => (spec.name.clone(), Ok(output)),
            },
            Err(error @ Error::TimedOut { .. }) => (spec.name.clone(), Err(error)),
            Err(error) => return Err(error),
        };
        let found = self.inspect(&key).await?;
        let ours = found.filter(|found| found.session.labels.get(LABEL_TOKEN) == Some(&token));
        match (ours, answer) {
            (Some(found), Ok(output)) if output.success() => Ok(Created::Done(Box::new(found))),
            (Some(found), Err(_)) => Ok(Created::Done(Box::new(found))),
            // It failed and left a container all the same.
            (Some(found), Ok(output)) => {
                self.discard(&found).await;
                Err(self.refused(context, &output))
            }
            (None, Err(error)) => Err(error),
            (None, Ok(output)) => match stderr::classify(kind, &output.stderr_text()) {
                StderrClass::NameInUse => Ok(Created::NameTaken),
                StderrClass::NoSuchImage => Ok(Created::ImageAbsent),
                _ => Err(self.refused(context, &output)),
            },
        }
    }

    /// Removes a container of ours that never ran: there is nothing of it to archive.
    pub(super) async fn discard(&self, found: &Inspected) {
        let session = &found.session;
        let context = CallContext { operation: "remove", name: &session.name };
        let removed = self.call(context, args::remove(&session.id), self.limits().remove).await;
        match removed {
            Ok(output) if output.success() => {}
            Ok(output) => {
                tracing::warn!(
                    name = session.name,
                    stderr = output.stderr_text(),
                    "what failed to start stays"
                )
            }
            Err(error) => tracing::warn!(name = session.name, %error, "what failed to start stays"),
        }
    }
}

/// Whether it is a client that does not know the flag, see [`args::create_without_pull`].
fn has_no_pull(output: &Output) -> bool {
    !output.success() && output.stderr_text().starts_with("unknown flag: --pull")
}

/// The id on the last line of stdout: warnings and docker's pull lines may come before.
fn created_id(output: &Output) -> Option<String> {
    let printed = String::from_utf8_lossy(&output.stdout);
    let last = printed.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    rows::is_id(last).then(|| last.to_owned())
}

/// Host paths of the spec that do not exist on this machine, in its order.
pub(super) async fn absent_host_paths(spec: &Checked) -> Vec<String> {
    let mut absent = Vec::new();
    for mount in &spec.mounts {
        if let (MountSource::Host(path), true) = (&mount.source, mount.local) {
            // One that can't be looked at is left to the engine, which may run as another user.
            let exists = tokio::fs::try_exists(path).await.unwrap_or(true);
            if !exists && !absent.contains(path) {
                absent.push(path.clone());
            }
        }
    }
    absent
}

pub(super) async fn create_host_paths(paths: &[String]) -> Result<()> {
    for path in paths {
        let failed =
            |source| Error::File { operation: "create the folder", path: Path::new(path).to_owned(), source };
        tokio::fs::create_dir_all(path).await.map_err(failed)?;
    }
    Ok(())
}
