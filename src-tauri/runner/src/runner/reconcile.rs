//! What earlier runs of Berth left half done.

use std::time::Duration;

use jiff::Timestamp;

use super::Runner;
use super::ask::Subject;
use crate::args;
use crate::error::Result;
use crate::parse::rows;
use crate::session::{LABEL_TOKEN, Session, State};

/// The least age of a leftover: another Berth may be about to start it.
const LEFT: Duration = Duration::from_secs(60);

impl Runner {
    /// Removes containers whose start was cut off, and returns their names.
    ///
    /// Only those that carry our label and a token, were created and never ran, and
    /// are older than any start may take. They hold nothing: starting the session
    /// again makes them anew. A `rm` without force: what starts meanwhile is safe.
    pub async fn reconcile(&self) -> Result<Vec<String>> {
        let subject = Subject { operation: "look for leftovers on", name: &self.engine().id };
        let output = self.ask(subject, args::list_own(), self.limits().list).await?;
        if !output.success() {
            return Err(self.refused(subject, &output));
        }
        let mut removed = Vec::new();
        for id in rows::ids(rows::parse(&output.stdout)).0 {
            let Some(found) = self.look(&id).await? else { continue };
            if is_leftover(&found.session, Timestamp::now(), LEFT.max(self.limits().start * 2)) {
                tracing::info!(name = found.session.name, "removing what never started");
                self.discard(&found).await;
                if self.look(&id).await?.is_none() {
                    removed.push(found.session.name);
                }
            }
        }
        Ok(removed)
    }
}

fn is_leftover(session: &Session, now: Timestamp, age: Duration) -> bool {
    let old = session.created_at.is_some_and(|created| {
        let passed = now.duration_since(created);
        !passed.is_negative() && passed.unsigned_abs() > age
    });
    session.own
        && session.labels.contains_key(LABEL_TOKEN)
        && session.state == State::Created
        && session.started_at.is_none()
        && old
}
