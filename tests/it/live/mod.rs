//! Updates of engines, as the runner sends them.

use std::time::Duration;

use berth_runner::{EngineUpdate, Listing, Session, Watch};
use berth_tests::wait::PATIENCE;

mod faults;
#[cfg(target_os = "linux")]
mod real;
mod recorded;
#[cfg(target_os = "linux")]
mod restarts;

/// The next change; one that does not come fails the test.
async fn next(watch: &mut Watch) -> EngineUpdate {
    match tokio::time::timeout(PATIENCE, watch.next()).await {
        Ok(Some(change)) => change,
        Ok(None) => panic!("the watching ended"),
        Err(_) => panic!("waited {} s for a change", PATIENCE.as_secs()),
    }
}

pub(crate) async fn snapshot(watch: &mut Watch) -> Listing {
    match next(watch).await {
        EngineUpdate::Snapshot(listing) => listing,
        other => panic!("no snapshot: {other:?}"),
    }
}

pub(crate) async fn updated(watch: &mut Watch) -> (Vec<Session>, Vec<String>) {
    match next(watch).await {
        EngineUpdate::Updated { sessions, gone } => (sessions, gone),
        other => panic!("no update: {other:?}"),
    }
}

/// The code of the error that took the engine away.
async fn away(watch: &mut Watch) -> &'static str {
    match next(watch).await {
        EngineUpdate::Away { error, .. } => error.code(),
        other => panic!("still there: {other:?}"),
    }
}

/// So long that no test waits for it.
pub(crate) const NEVER: Duration = Duration::from_secs(3600);
