//! Several containers in one call, of which one that is broken harms no other.
//!
//! docker prints the others, and says what is wrong with each it could not describe:
//! `Error response from daemon: RWLayer of container ID is unexpectedly nil`. podman (4.3)
//! prints none: `Error: getting container from store "ID": container not known`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::stderr::{self, StderrClass};
use crate::parse::{inspect, listed, rows};
use crate::session::{LABEL_DEBUG, Session};

/// Calls for one batch, at most. A broken container costs two, or, where the engine does not
/// name it, twice the logarithm of the batch.
const MAX_CALLS: usize = 60;

/// The answer to one inspect of several containers.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub sessions: Vec<Session>,
    /// The engine's whole description of those that it could describe, by id.
    pub rows: HashMap<String, Value>,
    /// Ids that the engine says it does not have.
    pub gone: Vec<String>,
    /// Rows that can't be read.
    pub skipped: u32,
}

/// What one call leaves open.
#[derive(Debug, Default)]
struct Open {
    /// What the engine says of containers that it can't describe, by id.
    named: BTreeMap<String, String>,
    /// Ids of which it says nothing.
    unspoken: Vec<String>,
    /// Why it failed.
    error: Option<Error>,
}

impl Batch {
    /// The sessions, each with its description; `null` of one that is broken.
    pub fn with_rows(&mut self) -> Vec<(Session, Value)> {
        let mut row = |session: &Session| self.rows.remove(&session.id).unwrap_or_default();
        self.sessions.iter().map(|session| (session.clone(), row(session))).collect()
    }
}

impl Runner {
    /// Several containers by their ids, in one call. One that the engine lists and can't
    /// describe, when it is asked twice, is a broken session.
    pub(super) async fn inspect_many(&self, ids: &[String]) -> Result<Batch> {
        if let Some(namespace) = &self.engine().namespace {
            return self.find_many_in_pods(namespace, ids).await;
        }
        let mut batch = Batch::default();
        let mut waiting = vec![ids.to_vec()];
        // What the engine said of those that it could not describe: once, and again.
        let (mut suspects, mut broken) = (BTreeMap::new(), BTreeMap::new());
        for calls in 1.. {
            let ids = match waiting.pop() {
                Some(ids) => ids,
                None if suspects.is_empty() => break,
                None => suspects.keys().cloned().collect(),
            };
            let Open { named, mut unspoken, error } = self.inspect_once(&ids, &mut batch).await?;
            for id in ids.iter().filter(|id| !unspoken.contains(id)) {
                let before = suspects.remove(id);
                if let Some(words) = named.get(id) {
                    let list = if before.is_some() { &mut broken } else { &mut suspects };
                    list.insert(id.clone(), words.clone());
                }
            }
            let Some(error) = error else { continue };
            if calls == MAX_CALLS {
                if batch.sessions.is_empty() {
                    return Err(error);
                }
                let left =
                    unspoken.into_iter().chain(waiting.drain(..).flatten()).chain(suspects.into_keys());
                broken.extend(left.map(|id| (id, said(&error))));
                break;
            }
            if unspoken.len() == ids.len() {
                waiting.push(unspoken.split_off(unspoken.len() / 2));
            }
            if !unspoken.is_empty() {
                waiting.push(unspoken);
            }
        }
        self.add_broken(&mut batch, &broken).await?;
        self.name_pods(&mut batch.sessions).await;
        self.note_restarts(&mut batch.sessions).await;
        Ok(batch)
    }

    /// One call. An engine that is away is an error; what is wrong with a container is not.
    async fn inspect_once(&self, ids: &[String], batch: &mut Batch) -> Result<Open> {
        let context = CallContext { operation: "inspect the sessions of", name: &self.engine().id };
        let output = self.call(context, args::inspect(ids), self.limits().inspect).await?;
        let found = rows::parse(&output.stdout);
        let mut left: BTreeSet<&String> = ids.iter().collect();
        batch.skipped += found.skipped;
        let read = found.rows.len();
        for row in found.rows {
            match inspect::session(&self.engine().id, &row) {
                Some(session) => {
                    left.remove(&session.id);
                    if session.labels.contains_key(LABEL_DEBUG) {
                        continue;
                    }
                    batch.rows.insert(session.id.clone(), row);
                    batch.sessions.retain(|known| known.id != session.id);
                    batch.sessions.push(session);
                }
                None => {
                    tracing::warn!("skipped an inspected container without an id or a name");
                    batch.skipped += 1;
                }
            }
        }
        if output.success() {
            return Ok(Open::default());
        }
        // An engine that goes away meanwhile prints what it had, too.
        let error = match self.refused(context, &output) {
            error @ Error::EngineUnavailable { .. } => return Err(error),
            // Cut off before it said anything.
            error if output.status.code().is_none() && read == 0 => return Err(error),
            error => error,
        };
        let stderr = output.stderr_text();
        let class = |text| stderr::classify(self.engine().kind, text);
        let mut open = Open::default();
        for id in left {
            // docker has a line for each; of one that was asked for alone all lines speak.
            let line = stderr.lines().find(|line| line.contains(id.as_str()));
            match line.or((ids.len() == 1).then_some(stderr.as_str())).map(class) {
                Some(StderrClass::NoSuchContainer) => batch.gone.push(id.clone()),
                Some(StderrClass::Other(words)) => _ = open.named.insert(id.clone(), words.to_string()),
                Some(_) => _ = open.named.insert(id.clone(), said(&error)),
                None => open.unspoken.push(id.clone()),
            }
        }
        Ok(Open { error: Some(error), ..open })
    }

    /// Puts what the list says in place of what the engine can't say.
    async fn add_broken(&self, batch: &mut Batch, broken: &BTreeMap<String, String>) -> Result<()> {
        if broken.is_empty() {
            return Ok(());
        }
        let ids: Vec<&str> = broken.keys().map(String::as_str).collect();
        let rows = self.list_rows(&ids, None).await?;
        for (id, words) in broken {
            let row = rows.iter().find(|row| row.get("ID").and_then(Value::as_str) == Some(id));
            match row.and_then(|row| listed::session(&self.engine().id, row, words)) {
                Some(session) => {
                    tracing::warn!(name = session.name, words, "the engine can't describe a container");
                    batch.sessions.push(session);
                }
                // It went meanwhile: podman fails like that while it removes one.
                None => batch.gone.push(id.clone()),
            }
        }
        Ok(())
    }

    /// The broken container whose name or full id is `key`, with its row; `None` if the engine
    /// does not list it.
    pub(super) async fn listed(&self, key: &str, words: &str) -> Result<Option<(Session, Value)>> {
        let rows = match rows::is_id(key) {
            true => self.list_rows(&[key], None).await?,
            false => self.list_rows(&[], Some(key)).await?,
        };
        let read = |row: Value| Some((listed::session(&self.engine().id, &row, words)?, row));
        Ok(rows.into_iter().filter_map(read).find(|(session, _)| session.id == key || session.name == key))
    }

    async fn list_rows(&self, ids: &[&str], name: Option<&str>) -> Result<Vec<Value>> {
        let context = CallContext { operation: "list the sessions of", name: &self.engine().id };
        let invocation = args::list_row(self.engine().kind, ids, name);
        let output = self.call(context, invocation, self.limits().list).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        Ok(rows::parse(&output.stdout).rows)
    }
}

/// The engine's words in an error.
pub(super) fn said(error: &Error) -> String {
    match error {
        Error::Refused { reason, .. } => reason.to_string(),
        error => error.to_string(),
    }
}
