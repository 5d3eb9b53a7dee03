//! Which sessions have a run that ended, and how it ended. Pure: the time is an argument.
//!
//! The list says that something changed, at once; the archive says who ended a run, a moment
//! later. So each change is followed by a few looks into the archive.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use berth_archive::{EndedBy, Ending, Run, RunId, SessionKey};
use berth_runner::{CheckStatus, Session};
use jiff::{Timestamp, ToSpan};

use super::notice::{RunSeen, SessionSeen};

/// After a change. The last one is the archive's last chance.
const LOOKS: [Duration; 3] =
    [Duration::from_millis(400), Duration::from_millis(1500), Duration::from_secs(3)];

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

/// A session whose runs are looked for.
#[derive(Debug)]
struct Chased {
    name: String,
    own: bool,
    mark: Mark,
    /// Runs that began before are no news.
    since: Timestamp,
    /// The runs of which was told that they ended.
    known: HashSet<RunId>,
    /// The end that was told without the archive.
    told_end: Option<Timestamp>,
    looks: VecDeque<Instant>,
    gone: bool,
}

/// What of a session changes when a run begins or ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Mark {
    started_at: Option<Timestamp>,
    finished_at: Option<Timestamp>,
    restarts: u32,
    /// The end as the list shows it; `None` while it goes on.
    ended: Option<(Option<i64>, Ending)>,
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
            looks: VecDeque::new(),
            gone: false,
        });
        chased.name.clone_from(&session.name);
        if chased.mark != mark {
            chased.mark = mark;
            chased.look(now);
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
            chased.look(now);
        }
    }

    /// When the archive is to be asked again.
    pub fn next_due(&self) -> Option<Instant> {
        self.sessions.values().filter_map(|chased| chased.looks.front()).min().copied()
    }

    /// The sessions that it is to be asked about now.
    pub fn due(&mut self, now: Instant) -> Vec<SessionKey> {
        let mut due = Vec::new();
        for (key, chased) in &mut self.sessions {
            let before = chased.looks.len();
            while chased.looks.front().is_some_and(|look| *look <= now) {
                chased.looks.pop_front();
            }
            if chased.looks.len() < before {
                due.push(key.clone());
            }
        }
        due
    }

    /// The runs of these that ended and were not told, the earliest first.
    pub fn found(&mut self, now: Instant, key: &SessionKey, runs: &[Run]) -> Vec<RunSeen> {
        let Some(chased) = self.sessions.get_mut(key) else { return Vec::new() };
        let at = Timestamp::now();
        let ended =
            runs.iter().rev().filter(|run| run.ending.is_some() && run.key.started_at >= chased.since);
        let mut seen: Vec<RunSeen> =
            ended.filter(|run| chased.known.insert(run.id)).map(|run| seen(run, at)).collect();
        // Those that the archive does not name any more never come again.
        chased.known.retain(|id| runs.iter().any(|run| run.id == *id));
        let Mark { started_at, finished_at, .. } = chased.mark;
        let is_it = |run: &Run| {
            started_at.is_some_and(|start| is_about(run.key.started_at, start))
                || finished_at.zip(run.ended_at).is_some_and(|(end, ended)| is_about(end, ended))
        };
        if runs.iter().any(is_it) {
            chased.told_end = finished_at;
        }
        let is_last = chased.looks.front().is_none_or(|look| *look <= now);
        if is_last {
            seen.extend(chased.unarchived(key));
            if chased.gone {
                self.sessions.remove(key);
            }
        }
        seen
    }
}

impl Chased {
    fn look(&mut self, now: Instant) {
        // One that changes all the time is looked at all the time.
        let soon = self.looks.front().copied().filter(|look| *look <= now + LOOKS[0]);
        self.looks = soon.into_iter().chain(LOOKS.map(|after| now + after)).collect();
    }

    /// The end as the list shows it, where the archive has none.
    fn unarchived(&mut self, key: &SessionKey) -> Option<RunSeen> {
        let (exit_code, ending) = self.mark.ended?;
        let ended_at = self.mark.finished_at?;
        if self.told_end.replace(ended_at) == Some(ended_at) {
            return None;
        }
        let (key, name, restarts) = (key.clone(), self.name.clone(), self.mark.restarts);
        Some(RunSeen {
            key,
            name,
            own: self.own,
            run: None,
            ended_at,
            ending,
            exit_code,
            by: EndedBy::Unknown,
            restarts,
        })
    }
}

impl Mark {
    fn of(session: &Session) -> Self {
        let ending = || Ending::of(session.exit_code, session.oom_killed, session.error.is_some());
        Self {
            started_at: session.started_at,
            finished_at: session.finished_at,
            restarts: session.restart_count,
            ended: session.state.has_ended().then(|| (session.exit_code, ending())),
        }
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

fn is_about(one: Timestamp, other: Timestamp) -> bool {
    (one.as_millisecond() - other.as_millisecond()).abs() <= 2000
}

fn seen(run: &Run, now: Timestamp) -> RunSeen {
    RunSeen {
        key: run.key.session.clone(),
        name: run.name.clone(),
        own: run.own,
        run: Some(run.id),
        ended_at: run.ended_at.unwrap_or(now),
        ending: run.ending.unwrap_or(Ending::Unknown),
        exit_code: run.exit_code,
        by: run.by.clone(),
        restarts: run.restarts,
    }
}
