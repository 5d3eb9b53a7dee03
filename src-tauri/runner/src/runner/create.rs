//! From a spec to a container, or to nothing at all.

use std::path::Path;

use super::Runner;
use super::attempt::Attempt;
use super::call::CallContext;
use super::inspect::Inspected;
use crate::args::{self, Pull};
use crate::error::{Error, Result};
use crate::parse::rows;
use crate::parse::stderr::StderrClass;
use crate::process::Output;
use crate::session::LABEL_TOKEN;
use crate::validate::{Checked, MountSource};

/// How a create went.
#[derive(Debug)]
pub(super) enum Created {
    Done(Box<Inspected>),
    ImageAbsent,
    /// Another program took the name meanwhile.
    NameTaken,
}

impl Runner {
    /// Creates the container, with our label and a new token.
    ///
    /// After a deadline, or an answer without an id, it is searched by name and token: a
    /// create that was cut off can leave a container without printing its id.
    pub(super) async fn create(&self, spec: &Checked) -> Result<Created> {
        self.create_as(spec, &uuid::Uuid::new_v4().simple().to_string()).await
    }

    /// The same with a token that is written down before.
    pub(super) async fn create_as(&self, spec: &Checked, token: &str) -> Result<Created> {
        let context = CallContext { operation: "create", name: &spec.name };
        let attempt = async |pull| {
            let engine = self.engine();
            let invocation = match &engine.namespace {
                Some(_) => self.pod_creation(spec, token)?,
                None => args::create(engine.kind, spec, token, pull),
            };
            self.attempt(context, None, invocation, self.limits().create).await
        };
        let mut answer = attempt(Pull::Never).await?;
        if let Attempt::Refused { output, .. } = &answer
            && has_no_pull(output)
        {
            answer = attempt(Pull::Unsupported).await?;
        }
        let printed = match &answer {
            Attempt::Done(output) | Attempt::Refused { output, .. } => created_id(output),
            Attempt::Unknown(_) => None,
        };
        let found = self.inspect(printed.as_ref().unwrap_or(&spec.name)).await?;
        let ours =
            found.filter(|found| found.session.labels.get(LABEL_TOKEN).is_some_and(|found| found == token));
        if ours.is_none() {
            self.remove_secret_of(spec, token).await;
        }
        match (ours, answer) {
            (Some(found), Attempt::Done(_) | Attempt::Unknown(_)) => {
                self.tie_secret(&found.session.id).await;
                Ok(Created::Done(Box::new(found)))
            }
            // It failed and left a container all the same.
            (Some(found), Attempt::Refused { error, .. }) => {
                self.discard(&found).await;
                Err(error)
            }
            (None, Attempt::Unknown(error)) => Err(error),
            (None, Attempt::Done(output)) => Err(self.refused(context, &output)),
            (None, Attempt::Refused { output, error }) => match self.class_of(&output) {
                StderrClass::NameInUse => Ok(Created::NameTaken),
                StderrClass::NoSuchImage => Ok(Created::ImageAbsent),
                _ => Err(error),
            },
        }
    }
}

/// Whether it is a client that does not know the flag, see [`Pull::Unsupported`].
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
