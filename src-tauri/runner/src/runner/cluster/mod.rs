//! Reading the pods of a cluster's namespace.

mod end;
mod start;

use std::collections::HashMap;

use super::Runner;
use super::batch::Batch;
use super::call::CallContext;
use super::inspect::Inspected;
use crate::args::{self, Invocation, PodContainer, Subject};
use crate::error::{Error, Result};
use crate::parse::kube::{self, Page, Right, Row};
use crate::parse::rows::is_id;
use crate::reason::{Illegible, Refusal};
use crate::session::{Listing, Session};

/// The minor version of kubectl from which on `attach` has `--quiet`.
const QUIET_SINCE: u32 = 22;

impl Runner {
    /// What a call about a session is told; every verb has read it before.
    pub(super) fn subject(&self, id: &str) -> Subject {
        if self.engine().namespace.is_none() {
            return Subject::Container(id.to_owned());
        }
        let place = self.inner.places.lock().get(id).cloned();
        // kubectl knows no pod by an id: it says so.
        Subject::Pod(place.unwrap_or_else(|| PodContainer {
            namespace: self.engine().namespace.clone().unwrap_or_default(),
            pod: id.to_owned(),
            uid: String::new(),
            container: String::new(),
            secret: None,
        }))
    }

    /// On a cluster others rely on what Berth did not start: it only looks at that, unless the person allows more.
    pub(super) fn ensure_changeable(&self, context: CallContext<'_>, session: &Session) -> Result<()> {
        let engine = self.engine();
        if engine.namespace.is_none() || engine.changes_others || session.own {
            return Ok(());
        }
        Err(self.refusal(context, Refusal::OnlyLooked { context: engine.context().to_owned() }))
    }

    /// kubectl knows pods by their names, which a controller gives to the next pod as well: makes sure that what was
    /// read by the name of this session was not that one's.
    ///
    /// # Errors
    /// Another pod has the name, or the cluster does not say.
    pub(super) async fn ensure_same_pod(&self, id: &str, name: &str) -> Result<()> {
        let Subject::Pod(place) = self.subject(id) else { return Ok(()) };
        let context = CallContext { operation: "inspect", name };
        match self.page(context, args::kube_pod(&place.namespace, &place.pod)).await {
            Ok(page) if page.rows.iter().all(|row| row.place.uid != place.uid) => Err(self.not_found(name)),
            Ok(_) | Err(Error::SessionNotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The containers of all pods, a page at a time.
    pub(super) async fn list_pods(
        &self,
        namespace: &str,
        mut each: impl FnMut(&mut Batch) + Send,
    ) -> Result<Listing> {
        let context = CallContext { operation: "list the sessions of", name: &self.engine().id };
        let mut listing = Listing::default();
        let mut seen = HashMap::new();
        let mut next = None;
        loop {
            let page = self.page(context, args::kube_pods(namespace, next.as_deref())).await?;
            seen.extend(page.rows.iter().map(place));
            let mut batch = self.batch_of(page.rows);
            batch.skipped += page.skipped;
            each(&mut batch);
            listing.sessions.extend(batch.sessions);
            listing.skipped += batch.skipped;
            next = page.next;
            if next.is_none() {
                break;
            }
        }
        // Without those that are gone.
        *self.inner.places.lock() = seen;
        Ok(listing)
    }

    /// The session whose name or full id is exactly `key`.
    pub(super) async fn find_in_pods(&self, namespace: &str, key: &str) -> Result<Option<Inspected>> {
        let pod = match is_id(key) {
            true => self.inner.places.lock().get(key).map(|place| place.pod.clone()),
            false => Some(key.split('/').next().unwrap_or(key).to_owned()),
        };
        let context = CallContext { operation: "inspect", name: key };
        let mut batch = match pod {
            Some(pod) if pod.is_empty() => return Ok(None),
            Some(pod) => match self.page(context, args::kube_pod(namespace, &pod)).await {
                Ok(page) => self.batch_of(page.rows),
                Err(Error::SessionNotFound { .. }) => return Ok(None),
                Err(error) => return Err(error),
            },
            None => self.find_many_in_pods(namespace, &[key.to_owned()]).await?,
        };
        let at = batch.sessions.iter().position(|session| session.id == key || session.name == key);
        Ok(at.map(|at| {
            let session = batch.sessions.swap_remove(at);
            let row = batch.rows.remove(&session.id).unwrap_or_default();
            Inspected { session, row }
        }))
    }

    /// Several sessions by their ids.
    pub(super) async fn find_many_in_pods(&self, namespace: &str, ids: &[String]) -> Result<Batch> {
        let mut found = Batch::default();
        let keep = |batch: &mut Batch| {
            found.skipped += batch.skipped;
            for session in batch.sessions.iter().filter(|session| ids.contains(&session.id)) {
                found.rows.extend(batch.rows.remove_entry(&session.id));
                found.sessions.push(session.clone());
            }
        };
        self.list_pods(namespace, keep).await?;
        let is_there = |id: &&String| found.rows.contains_key(id.as_str());
        found.gone = ids.iter().filter(|id| !is_there(id)).cloned().collect();
        Ok(found)
    }

    /// Rows as sessions, whose places are known from then on.
    pub(in crate::runner) fn batch_of(&self, rows: Vec<Row>) -> Batch {
        self.inner.places.lock().extend(rows.iter().map(place));
        let mut batch = Batch::default();
        for Row { row, .. } in rows {
            match kube::session(&self.engine().id, &row) {
                Some(session) => {
                    batch.rows.insert(session.id.clone(), row);
                    batch.sessions.push(session);
                }
                None => batch.skipped += 1,
            }
        }
        batch
    }

    /// Whether the client of an attach can say nothing of its own. Asked once.
    pub(super) async fn client_is_quiet(&self) -> bool {
        if self.engine().namespace.is_none() {
            return false;
        }
        let asked = self.inner.quiet.get_or_try_init(|| async {
            let context = CallContext { operation: "reach", name: &self.engine().id };
            let output =
                self.call(context, args::kube_client(), self.limits().health).await.map_err(|_| ())?;
            kube::client(&output.stdout).map(|version| version.is_at_least(1, QUIET_SINCE)).ok_or(())
        });
        asked.await.copied().unwrap_or(false)
    }

    /// What this person may not do in the namespace of a cluster.
    ///
    /// # Errors
    /// The cluster does not say.
    pub async fn lacking_rights(&self) -> Result<Vec<Right>> {
        if self.engine().namespace.is_none() {
            return Ok(Vec::new());
        }
        let context = CallContext { operation: "ask about the rights on", name: &self.engine().id };
        let output = self.call(context, args::kube_rights(), self.limits().health).await?;
        match output.success() {
            true => Ok(kube::lacking(&output.stdout)),
            false => Err(self.refused(context, &output)),
        }
    }

    async fn page(&self, context: CallContext<'_>, invocation: Invocation) -> Result<Page> {
        let output = self.call(context, invocation, self.limits().list).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        kube::page(&output.stdout).ok_or_else(|| Error::Unreadable {
            engine: self.engine().id.clone(),
            operation: format!("{} {}", context.operation, context.name),
            reason: Illegible::NoContainer {},
            detail: String::from_utf8_lossy(&output.stdout).chars().take(500).collect(),
        })
    }
}

fn place(row: &Row) -> (String, PodContainer) {
    (row.id(), row.place.clone())
}
