//! Which sessions have a run that ended, and how it ended. Pure: the time is an argument.
//!
//! The list says that something changed, at once; the archive says who ended a run, a moment
//! later, or much later on a busy machine. So the archive is asked after each change of the list,
//! and then whenever it changes itself. What it says of an end counts when it has stood for a moment:
//! an event tells of an end before the engine describes it.

mod chased;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use berth_archive::{Run, SessionKey};
use berth_runner::{CheckStatus, Session};
use jiff::{Timestamp, ToSpan};

use super::notice::{RunSeen, SessionSeen};
use chased::{Chased, Mark};

/// Whether an engine answered before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineSeen {
    First,
    Known,
    /// It had been away.
    Back,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Engine {
    /// What is there is no news.
    Beginning,
    There,
    Away,
}

/// The sessions and engines of the list.
#[derive(Debug, Default)]
pub struct Chase {
    sessions: HashMap<SessionKey, Chased>,
    engines: HashMap<String, Engine>,
}

impl Chase {
    /// An engine answers.
    pub fn begin(&mut self, engine: &str) -> EngineSeen {
        match self.engines.get_mut(engine) {
            None => {
                self.engines.insert(engine.to_owned(), Engine::Beginning);
                EngineSeen::First
            }
            Some(known) => match std::mem::replace(known, Engine::There) {
                Engine::Away => EngineSeen::Back,
                _ => EngineSeen::Known,
            },
        }
    }

    /// All that an engine has was seen; what follows is news.
    pub fn settle(&mut self, engine: &str) {
        self.engines.insert(engine.to_owned(), Engine::There);
    }

    /// An engine does not answer; true if it did before.
    pub fn lose(&mut self, engine: &str) -> bool {
        let known = self.engines.get_mut(engine);
        known.is_some_and(|known| std::mem::replace(known, Engine::Away) == Engine::There)
    }

    /// An engine is no longer known.
    pub fn forget(&mut self, engine: &str) {
        self.engines.remove(engine);
        self.sessions.retain(|key, _| key.engine != engine);
    }

    /// The sessions of an engine that are not among those that it has.
    pub fn gone<'a>(&self, engine: &str, there: impl Iterator<Item = &'a str>) -> Vec<String> {
        let there: HashSet<&str> = there.collect();
        let known = self.sessions.iter().filter(|(key, chased)| key.engine == engine && !chased.gone);
        let gone = known.filter(|(key, _)| !there.contains(key.container.as_str()));
        gone.map(|(key, _)| key.container.clone()).collect()
    }

    /// The list shows a session.
    pub fn see(&mut self, now: Instant, session: &Session) -> SessionSeen {
        let key = SessionKey { engine: session.engine.clone(), container: session.id.clone() };
        let mark = Mark::of(session);
        let is_news = self.engines.get(&session.engine) != Some(&Engine::Beginning);
        let chased = self.sessions.entry(key.clone()).or_insert_with(|| Chased {
            name: session.name.clone(),
            own: session.own,
            mark: if is_news { Mark::default() } else { mark.clone() },
            since: if is_news { Timestamp::MIN } else { since(session) },
            known: HashSet::new(),
            told_end: session.finished_at.filter(|_| !is_news),
            said: HashMap::new(),
            asks_at: None,
            until: None,
            gone: false,
        });
        chased.name.clone_from(&session.name);
        if chased.mark != mark {
            chased.mark = mark;
            chased.expect(now);
        }
        SessionSeen {
            key,
            name: session.name.clone(),
            own: session.own,
            alive: session.state.is_alive(),
            started_at: session.started_at,
            restarts: session.restart_count,
            unhealthy: session.checks.as_ref().is_some_and(|checks| checks.status == CheckStatus::Unhealthy),
            restarts_paused: session.paused_policy.is_some(),
        }
    }

    /// A session was removed.
    pub fn see_gone(&mut self, now: Instant, key: &SessionKey) {
        if let Some(chased) = self.sessions.get_mut(key) {
            chased.gone = true;
            chased.expect(now);
        }
    }

    /// The archive has changed.
    pub fn archive_changed(&mut self, now: Instant) {
        for chased in self.sessions.values_mut().filter(|chased| chased.until.is_some()) {
            chased.asks_by(now);
        }
    }

    /// When the archive is to be asked, if nothing changes before.
    pub fn next_due(&self) -> Option<Instant> {
        self.sessions.values().filter_map(|chased| chased.asks_at).min()
    }

    /// The sessions that it is to be asked about now, each with its name.
    pub fn due(&mut self, now: Instant) -> Vec<(SessionKey, String)> {
        let mut due = Vec::new();
        for (key, chased) in &mut self.sessions {
            if chased.asks_at.take_if(|at| *at <= now).is_some() {
                due.push((key.clone(), chased.name.clone()));
            }
        }
        due
    }

    /// The runs of these that ended and were not told, the earliest first. `is_all` where the archive
    /// will say no more of the session: it can't be written, or nothing is kept of it.
    pub fn found(&mut self, now: Instant, key: &SessionKey, runs: &[Run], is_all: bool) -> Vec<RunSeen> {
        let Some(chased) = self.sessions.get_mut(key) else { return Vec::new() };
        let is_late = chased.until.is_none_or(|until| until <= now);
        let mut seen = chased.settled(now, runs);
        match chased.archived(runs) {
            Some(_) => chased.told_end = chased.mark.finished_at,
            None if is_late || is_all => seen.extend(chased.unarchived(key)),
            None => {}
        }
        let next = chased.settles_at().or(chased.until.filter(|_| !is_late));
        next.into_iter().for_each(|at| chased.asks_by(at));
        if next.is_none() && chased.gone {
            self.sessions.remove(key);
        } else if next.is_none() && !chased.waits_on(runs) {
            chased.until = None;
        }
        seen
    }
}

/// From when on runs of a session that was there before are news. The archive may know a start a
/// moment later than the engine.
fn since(session: &Session) -> Timestamp {
    match session.state.is_alive() {
        true => session.started_at.and_then(|start| start.checked_sub(1.second()).ok()),
        false => session.finished_at,
    }
    .unwrap_or(Timestamp::MIN)
}
