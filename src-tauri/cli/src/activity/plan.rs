//! Which sessions we look at ourselves: as the app does unless it is told otherwise.

use std::cmp::Reverse;

use berth_runner::{Session, State};

/// The label by which a session says for itself whether it is observed: `yes` or `no`.
const LABEL_OBSERVE: &str = "dev.berth.observe";
/// At most so many: each may have a client of its engine.
pub const MOST: usize = 20;

/// Those that are observed: own ones, and those whose label says so.
pub fn observed<'a>(
    sessions: impl Iterator<Item = &'a Session>,
    is_observed: impl Fn(&Session) -> bool,
) -> Vec<&'a Session> {
    let mut wanted: Vec<_> = sessions.filter(|session| is_wanted(session, is_observed(session))).collect();
    let rank = |session: &&Session| {
        let first = (wish(session) != Some(true), !is_observed(session));
        (first, Reverse(session.started_at), session.id.clone())
    };
    wanted.sort_by_key(rank);
    wanted.truncate(MOST);
    wanted
}

fn is_wanted(session: &Session, is_observed: bool) -> bool {
    // One that is frozen can't be joined; who has joined it stays.
    let runs = matches!(session.state, State::Running | State::Stopping)
        || session.state == State::Paused && is_observed;
    runs && session.tty && session.attachable && wish(session).unwrap_or(session.own)
}

fn wish(session: &Session) -> Option<bool> {
    match session.labels.get(LABEL_OBSERVE)?.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
