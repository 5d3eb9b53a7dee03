//! What earlier runs of Berth left half done.

use std::time::Duration;

use jiff::Timestamp;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::error::Result;
use crate::parse::rows;
use crate::session::{LABEL_TOKEN, Session, State};

/// The least age of a leftover: another Berth may be about to start it.
const LEFTOVER_MIN_AGE: Duration = Duration::from_secs(60);

impl Runner {
    /// Removes containers whose start was cut off, and returns their names.
    ///
    /// Only those that carry our label and a token, were created and never ran, and
    /// are older than any start may take. They hold nothing: starting the session
    /// again makes them anew. A `rm` without force: what starts meanwhile is safe.
    ///
    /// # Errors
    /// If the engine cannot list its containers or describe one of them. One that cannot be
    /// removed is only logged.
    pub async fn reconcile(&self) -> Result<Vec<String>> {
        let context = CallContext { operation: "look for leftovers on", name: &self.engine().id };
        let output = self.call(context, args::list_own(), self.limits().list).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        let mut removed = Vec::new();
        for id in rows::ids(rows::parse(&output.stdout)).0 {
            let Some(found) = self.inspect(&id).await? else { continue };
            if is_leftover(&found.session, Timestamp::now(), LEFTOVER_MIN_AGE.max(self.limits().start * 2)) {
                tracing::info!(name = found.session.name, "removing what never started");
                self.discard(&found).await;
                if self.inspect(&id).await?.is_none() {
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::parse::{inspect, samples};

    const AGE: Duration = Duration::from_secs(60);

    fn created() -> (Session, Timestamp) {
        let row = rows::parse(samples::PODMAN_CREATED.as_bytes()).rows.remove(0);
        let session = inspect::session("podman", &row).unwrap();
        let later = session.created_at.unwrap() + Duration::from_secs(61);
        (session, later)
    }

    #[test]
    fn old_own_and_never_started_is_a_leftover() {
        let (session, later) = created();
        assert!(is_leftover(&session, later, AGE));
    }

    #[test]
    fn a_start_under_way_and_a_clock_that_is_behind_are_left_alone() {
        let (session, _) = created();
        let made = session.created_at.unwrap();
        assert!(!is_leftover(&session, made + Duration::from_secs(59), AGE));
        assert!(!is_leftover(&session, made - Duration::from_secs(3600), AGE));
        assert!(!is_leftover(&Session { created_at: None, ..session }, made, AGE));
    }

    #[test]
    fn foreign_ones_and_those_that_ran_are_left_alone() {
        let (session, later) = created();
        assert!(!is_leftover(&Session { own: false, ..session.clone() }, later, AGE));
        assert!(!is_leftover(&Session { labels: Default::default(), ..session.clone() }, later, AGE));
        assert!(!is_leftover(&Session { started_at: session.created_at, ..session.clone() }, later, AGE));
        for state in [State::Running, State::Paused, State::Exited, State::Stopping, State::Unknown] {
            assert!(!is_leftover(&Session { state, ..session.clone() }, later, AGE));
        }
    }
}
