//! What the archive is told of a session and of its last run, from `container inspect`.
//!
//! Pure. Secrets are masked here, before anything is stored.

mod argv;
mod names;
mod spec;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use spec::masked_whole;

use berth_archive::{Archive, RunFacts, SessionFacts, SessionKey, Taken};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::parse::{inspect, listed, rows};
use crate::session::{Session, State};

/// Which container, in the archive's words.
pub(crate) fn session_key(session: &Session) -> SessionKey {
    SessionKey { engine: session.engine.clone(), container: session.id.clone() }
}

/// The session as the archive keeps it, without secrets.
pub(crate) fn session_facts(session: &Session, row: &Value) -> SessionFacts {
    // Of one that can't be inspected the row is that of the list, whose `Image` is a name.
    let image_id = row.get("Image").and_then(Value::as_str).filter(|_| session.broken.is_none());
    let image_id = image_id.map(|id| id.strip_prefix("sha256:").unwrap_or(id)).filter(|id| rows::is_id(id));
    SessionFacts {
        key: session_key(session),
        name: session.name.clone(),
        own: session.own,
        image: session.image.clone(),
        image_id: image_id.map(|id| format!("sha256:{id}")),
        created_at: session.created_at,
        spec: spec::masked(row),
    }
}

/// The session's last run. One that never ran has the time of its creation, and has ended.
pub(crate) fn run_facts(session: &Session, row: &Value) -> RunFacts {
    let last = inspect::run(row);
    let error = session.error.as_deref().map(|words| text::mask_text(words).into_owned());
    match session.started_at {
        Some(started_at) => {
            let ended = session.state.has_ended() || session.state == State::Restarting;
            let ended_at = last.ended.or(session.finished_at).filter(|_| ended);
            RunFacts {
                started_at,
                exact: true,
                told_at: None,
                // podman's comes before the start when the run was short (4.3). The archive takes an
                // end that is not after the start for that of the run before.
                ended_at: ended_at.map(|ended_at| ended_at.max(a_moment_after(started_at))),
                exit_code: session.exit_code.or_else(|| inspect::exit_code(row)).filter(|_| ended),
                // podman 4.3 forgets how a run ended that its machine cut off.
                cut_off: session.state == State::Exited && ended_at.is_none() && session.error.is_none(),
                oom_killed: session.oom_killed,
                oom_within: session.oom_within,
                restarts: session.restart_count,
                error,
            }
        }
        None => {
            let at = session.created_at.unwrap_or_else(Timestamp::now);
            let ended = session.state.has_ended() || session.state == State::Created;
            RunFacts {
                started_at: at,
                exact: session.created_at.is_some(),
                told_at: None,
                ended_at: ended.then_some(at),
                exit_code: session.exit_code,
                cut_off: false,
                oom_killed: false,
                oom_within: false,
                restarts: session.restart_count,
                error,
            }
        }
    }
}

fn a_moment_after(time: Timestamp) -> Timestamp {
    time.checked_add(SignedDuration::from_micros(1)).unwrap_or(time)
}

/// Takes over the runs that a former Berth archived in folders beside the archive, once. May
/// block.
///
/// # Errors
/// The archive can't be written; the folders stay.
pub fn take_over_history(archive: &Archive) -> berth_archive::Result<Taken> {
    archive.take_over(&archive.path().with_file_name("history"), &former)
}

/// A description that a former Berth stored. It did not say of which engine.
fn former(row: &Value) -> Option<(SessionFacts, RunFacts)> {
    // podman's names have no slash.
    let of_docker = row.get("Name").and_then(Value::as_str).is_some_and(|name| name.starts_with('/'));
    let engine = if of_docker { "docker" } else { "podman" };
    let session = inspect::session(engine, row).or_else(|| listed::session(engine, row, "broken"))?;
    Some((session_facts(&session, row), run_facts(&session, row)))
}
