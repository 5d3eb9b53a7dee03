//! Pods, by their names: `container inspect` knows only their ids (podman 4.3).

use std::collections::HashMap;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::parse::rows;
use crate::process::Output;
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
