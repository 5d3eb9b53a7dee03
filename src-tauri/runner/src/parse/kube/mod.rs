//! Kubernetes: the API's pods, a watch of them, and the contexts of `kubectl`.
//!
//! A container of a pod is told in the words of `container inspect`, so that all that reads those
//! reads it as well: sessions, runs, what is archived. Of the variables only those whose value stands
//! in the pod are there; what comes from a Secret is not fetched.

mod contexts;
mod life;
mod page;
mod rights;
mod row;
mod text;
mod watch;

use serde_json::Value;

use super::inspect;
use super::version::Version;
use crate::protect::Protection;
use crate::session::Session;

pub use contexts::{Context, DEFAULT, contexts};
pub use page::{Page, page};
pub use rights::{Right, lacking};
pub use row::{Row, rows};
pub use watch::{Told, event};

/// The session of a row that [`rows`] made.
pub fn session(engine: &str, row: &Value) -> Option<Session> {
    let session = inspect::session(engine, row)?;
    let text = |pointer: &str| row.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let protection = match (text("/Kubernetes/Owner/Kind"), text("/Kubernetes/Owner/Name")) {
        (Some(kind), Some(owner)) => Some(Protection::Controller { kind, owner }),
        _ => session.protection,
    };
    Some(Session {
        engine_state: text("/State/Reason").unwrap_or(session.engine_state),
        prunable: session.prunable && protection.is_none(),
        protection,
        ..session
    })
}

/// The version of the server, which says `v1.20.2`.
pub fn version(printed: &[u8]) -> Option<Version> {
    of(&serde_json::from_slice(printed).ok()?)
}

/// That of kubectl.
pub fn client(printed: &[u8]) -> Option<Version> {
    let answer: Value = serde_json::from_slice(printed).ok()?;
    of(answer.get("clientVersion")?)
}

fn of(version: &Value) -> Option<Version> {
    let version = version.get("gitVersion")?.as_str()?;
    Some(Version { version: version.trim_start_matches('v').to_owned(), is_podman: false })
}

#[cfg(test)]
mod recorded;
#[cfg(test)]
mod tests;
