//! Which command was meant, where one was not found: names in the `PATH` of its image that are
//! nearly the same. Nothing is run in the image.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout_at};

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use crate::args;
use crate::error::Result;
use crate::facts::session_facts;
use crate::process::{CallError, LongCall, Stream};
use crate::session::Session;
use crate::similar::nearest::nearest;
use crate::similar::programs::{Pieces, programs};
use crate::similar::wanted;

pub use crate::similar::nearest::SimilarName;

/// What engines set where an image says nothing.
const USUAL_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// How long all folders of a `PATH` may take.
const TIME: Duration = Duration::from_secs(5);
/// What may be read of them: engines copy whole files, of which the names alone are wanted.
const BYTES: usize = 256 << 20;
/// Folders of a `PATH`, at most.
const FOLDERS: usize = 16;
/// Lines at the end of a log in which a shell's words are looked for.
const LINES: u32 = 20;

/// What is like a command that was not found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SimilarNames {
    /// The command that was not found.
    pub wanted: String,
    /// At most five, the nearest first.
    pub names: Vec<SimilarName>,
    /// How many names were compared.
    pub compared: u32,
    /// Whether those are all of the `PATH`: there is a limit of 5 s and 256 MB.
    pub complete: bool,
}

impl Runner {
    /// What is like the command that a session did not find: the engine's or a shell's words say
    /// which that was; else it is the session's own. `None` where it has none.
    ///
    /// # Errors
    /// There is no such session, or the engine does not answer.
    pub async fn similar_names(&self, key: &str) -> Result<Option<SimilarNames>> {
        let found = self.resolve(key).await?;
        let Some(wanted) = self.wanted(&found).await else { return Ok(None) };
        let (folder, name) = match wanted.rsplit_once('/') {
            Some((folder, name)) => (folder.starts_with('/').then_some(folder), name),
            None => (None, wanted.as_str()),
        };
        let path = path_of(&found.session).unwrap_or(USUAL_PATH);
        let path = folder.map_or_else(|| path.to_owned(), |folder| format!("{folder}:{path}"));
        let image = session_facts(&found.session, &found.row).image_id;
        let cached = image.map(|image| (image, path.clone()));
        let known = cached.as_ref().and_then(|key| self.inner.programs.get(key));
        let (there, complete) = match known {
            Some(there) => (there, true),
            None => {
                let (there, complete) = self.programs(&found.session, &path).await?;
                let there = Arc::new(there);
                if let Some(key) = cached.filter(|_| complete) {
                    self.inner.programs.remember(key, &there);
                }
                (there, complete)
            }
        };
        let compared = u32::try_from(there.len()).unwrap_or(u32::MAX);
        Ok(Some(SimilarNames { names: nearest(name, &there), compared, complete, wanted }))
    }

    async fn wanted(&self, found: &Inspected) -> Option<String> {
        let session = &found.session;
        if let Some(name) = session.error.as_deref().and_then(wanted::by_engine) {
            return Some(name);
        }
        let said = match session.started_at {
            Some(_) => self.logs(&session.id, LINES).await.ok(),
            None => None,
        };
        let said = said.and_then(|log| wanted::by_shell(&String::from_utf8_lossy(&log)));
        said.or_else(|| session.command.first().cloned())
    }

    /// The programs in the folders of a `PATH`, and whether they are all.
    async fn programs(&self, session: &Session, path: &str) -> Result<(Vec<SimilarName>, bool)> {
        let deadline = Instant::now() + TIME;
        let (mut left, mut complete) = (BYTES, true);
        let mut there: Vec<SimilarName> = Vec::new();
        let (mut folders, mut seen): (Vec<&str>, HashSet<String>) = Default::default();
        for folder in path.split(':').map(|folder| folder.trim_end_matches('/')) {
            if folder.starts_with('/') && !folders.contains(&folder) && folders.len() < FOLDERS {
                folders.push(folder);
            }
        }
        for folder in folders {
            let (names, whole) = self.programs_in(session, folder, deadline, &mut left).await?;
            complete &= whole;
            // One folder may be a link to another; the first is the one that is run from.
            let new = names.into_iter().filter(|name| seen.insert(name.clone()));
            there.extend(new.map(|name| SimilarName { name, folder: folder.to_owned() }));
        }
        Ok((there, complete))
    }

    async fn programs_in(
        &self,
        session: &Session,
        folder: &str,
        deadline: Instant,
        left: &mut usize,
    ) -> Result<(Vec<String>, bool)> {
        let context = CallContext { operation: "look into", name: &session.name };
        let call = self.client_call(args::copy_out(&session.id, folder), TIME, false);
        let failed = |source| self.no_outcome(context, TIME, CallError::Spawn(source));
        let mut client = LongCall::open(call).map_err(failed)?;
        let (sender, pieces) = mpsc::channel(8);
        let reading = spawn_blocking(move || programs(Pieces::new(pieces)));
        let whole = loop {
            match timeout_at(deadline, client.next()).await {
                Ok(None) => break true,
                Err(_) => break false,
                Ok(Some((Stream::Err, _))) => {}
                Ok(Some((Stream::Out, bytes))) => {
                    *left = left.saturating_sub(bytes.len());
                    // The end of a stream is padded.
                    if *left == 0 || sender.send(bytes).await.is_err() {
                        break *left > 0;
                    }
                }
            }
        };
        drop((sender, client));
        match reading.await {
            Ok(names) => Ok((names, whole)),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
}

impl Session {
    /// Whether it ended, or could not be started, because a command was not found.
    pub fn missed_a_command(&self) -> bool {
        let missed = |error: &str| {
            wanted::by_engine(error).is_some()
                && (error.contains("not found") || error.contains("no such file"))
        };
        self.exit_code == Some(127) || self.error.as_deref().is_some_and(missed)
    }
}

/// The `PATH` of a session.
fn path_of(session: &Session) -> Option<&str> {
    session.env.iter().find_map(|line| line.strip_prefix("PATH="))
}
