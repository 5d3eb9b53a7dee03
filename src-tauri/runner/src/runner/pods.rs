//! Pods: their names, which `container inspect` does not know (podman 4.3), and their verbs.

use std::collections::HashMap;
use std::time::Duration;

use berth_archive::{RunId, Verb};

use super::Runner;
use super::attempt::Attempt;
use super::call::CallContext;
use super::intent::Change;
use super::removal::ensure_removable;
use crate::args;
use crate::error::Result;
use crate::parse::rows;
use crate::process::Output;
use crate::reason::Refusal;
use crate::session::Session;

/// Digits of an id that a person is shown.
const SHORT: usize = 12;

impl Runner {
    /// Puts names in place of the ids that inspect gave. The engine is asked only for ids
    /// that it was not asked for before: a pod keeps its name. What has no name is shown by
    /// the beginning of its id.
    pub(super) async fn name_pods(&self, sessions: &mut [Session]) {
        let unknown = |pods: &HashMap<String, String>| {
            sessions.iter().filter_map(|session| session.pod.as_ref()).any(|id| !pods.contains_key(id))
        };
        let ask = unknown(&self.inner.pods.lock());
        let named = if ask { self.pods().await } else { HashMap::new() };
        let mut pods = self.inner.pods.lock();
        pods.extend(named);
        for pod in sessions.iter_mut().filter_map(|session| session.pod.as_mut()) {
            *pod = pods.get(pod).cloned().unwrap_or_else(|| pod.chars().take(SHORT).collect());
        }
    }

    /// The sessions in a pod, its infra container last.
    ///
    /// # Errors
    /// There is no such pod, or as [`Runner::list`].
    pub async fn pod(&self, pod: &str) -> Result<Vec<Session>> {
        let mut members = self.list().await?.sessions;
        members.retain(|session| session.pod.as_deref() == Some(pod));
        members.sort_by_key(|session| session.infra);
        if members.is_empty() { Err(self.not_found(pod)) } else { Ok(members) }
    }

    /// Starts all sessions of a pod.
    ///
    /// # Errors
    /// There is no such pod, or the engine refuses or does not answer.
    pub async fn start_pod(&self, pod: &str) -> Result<Vec<Session>> {
        let members = self.pod(pod).await?;
        let context = CallContext { operation: "start the pod", name: pod };
        let limit = self.limits().start * u32::try_from(members.len()).unwrap_or(u32::MAX);
        let change = Change::of_all(Verb::PodStart, members.iter().map(|session| session.id.as_str()));
        let attempt = self.attempt(context, change, args::pod("start", pod), limit).await?;
        self.settle_pod(pod, attempt, |session| session.state.is_alive()).await
    }

    /// Stops all sessions of a pod, each with its own limit.
    ///
    /// # Errors
    /// As [`Runner::start_pod`].
    pub async fn stop_pod(&self, pod: &str) -> Result<Vec<Session>> {
        self.stop_pod_for(Verb::PodStop, pod).await
    }

    async fn stop_pod_for(&self, verb: Verb, pod: &str) -> Result<Vec<Session>> {
        let members = self.pod(pod).await?;
        let context = CallContext { operation: "stop the pod", name: pod };
        let grace =
            members.iter().map(|session| Duration::from_secs(session.stop_timeout.into())).sum::<Duration>();
        let change = Change::of_all(verb, members.iter().map(|session| session.id.as_str()));
        let limit = grace + self.limits().stop_slack;
        let attempt = self.attempt(context, change, args::pod("stop", pod), limit).await?;
        self.settle_pod(pod, attempt, |session| !session.state.is_alive()).await
    }

    /// Stops all sessions of a pod, archives their runs and removes it with them. Returns the
    /// names of the sessions, each with the number of its run (`None` where nothing is kept of it);
    /// the infra container has none.
    ///
    /// # Errors
    /// As [`Runner::stop_pod`]; one of them belongs to another program, and nothing is stopped;
    /// or a run can't be archived, and nothing is removed.
    pub async fn remove_pod(&self, pod: &str) -> Result<Vec<(String, Option<RunId>)>> {
        let members = self.pod(pod).await?;
        members.iter().filter(|session| !session.infra).try_for_each(ensure_removable)?;
        let stopped = self.stop_pod_for(Verb::PodRemove, pod).await?;
        let mut archived = Vec::with_capacity(stopped.len());
        for session in stopped.iter().filter(|session| !session.infra) {
            let found = self.resolve(&session.id).await?;
            let run = self.archive_run(&found, false).await?.run;
            archived.push((session.name.clone(), run));
        }
        let context = CallContext { operation: "remove the pod", name: pod };
        let limit = self.limits().remove * u32::try_from(members.len()).unwrap_or(u32::MAX);
        let change = Change::of_all(Verb::PodRemove, members.iter().map(|session| session.id.as_str()));
        let attempt = self.attempt(context, change, args::pod("rm", pod), limit).await?;
        for session in &members {
            if self.inspect(&session.id).await?.is_some() {
                let still =
                    || self.refusal(context, Refusal::MemberStillThere { name: session.name.clone() });
                return Err(attempt.error().unwrap_or_else(still));
            }
        }
        Ok(archived)
    }

    /// What the pod is like after a change, if that `happened` to each of its sessions.
    async fn settle_pod(
        &self,
        pod: &str,
        attempt: Attempt,
        happened: impl Fn(&Session) -> bool,
    ) -> Result<Vec<Session>> {
        let now = self.pod(pod).await?;
        match attempt.error() {
            Some(error) if !now.iter().all(happened) => Err(error),
            _ => Ok(now),
        }
    }

    async fn pods(&self) -> HashMap<String, String> {
        let context = CallContext { operation: "list the pods of", name: &self.engine().id };
        let output = self.call(context, args::pods(), self.limits().list).await;
        let Some(output) = output.ok().filter(Output::success) else { return HashMap::new() };
        let pod = |row: &serde_json::Value| {
            let text = |key: &str| Some(row.get(key)?.as_str()?.to_owned());
            Some((text("ID")?, text("Name")?))
        };
        rows::parse(&output.stdout).rows.iter().filter_map(pod).collect()
    }
}
