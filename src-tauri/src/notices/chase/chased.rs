//! A session whose runs are looked for.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use berth_archive::{EndedBy, Ending, Run, RunId, SessionKey};
use berth_runner::Session;
use jiff::Timestamp;

use crate::notices::notice::RunSeen;

/// How long the archive's word on an end has to stand.
pub(super) const SETTLES: Duration = Duration::from_millis(800);
/// How long the archive has for its word after a change of the list.
pub(super) const LIMIT: Duration = Duration::from_secs(30);

/// A session whose runs are looked for.
#[derive(Debug)]
pub(super) struct Chased {
    pub name: String,
    pub own: bool,
    pub mark: Mark,
    /// Runs that began before are no news.
    pub since: Timestamp,
    /// The runs of which was told that they ended.
    pub known: HashSet<RunId>,
    /// The end that was told without the archive.
    pub told_end: Option<Timestamp>,
    /// What the archive said of other ends, and since when.
    pub said: HashMap<RunId, (RunSeen, Instant)>,
    /// When the archive is to be asked.
    pub asks_at: Option<Instant>,
    /// Until when its changes may be about this session.
    pub until: Option<Instant>,
    pub gone: bool,
}

/// What of a session changes when a run begins or ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    pub restarts: u32,
    /// The end as the list shows it; `None` while it goes on.
    pub ended: Option<(Option<i64>, Ending)>,
}

impl Chased {
    /// Something changed: the archive will have a word on it.
    pub fn expect(&mut self, now: Instant) {
        self.until = Some(now + LIMIT);
        self.asks_by(now);
    }

    pub fn asks_by(&mut self, at: Instant) {
        self.asks_at = Some(self.asks_at.map_or(at, |before| before.min(at)));
    }

    /// The ends that the archive tells of, where they were not told and its word stands.
    pub fn settled(&mut self, now: Instant, runs: &[Run]) -> Vec<RunSeen> {
        let at = Timestamp::now();
        let ended = |run: &&Run| run.ending.is_some() && run.key.started_at >= self.since;
        let mut settled = Vec::new();
        let mut said = HashMap::new();
        for run in runs.iter().rev().filter(ended).filter(|run| !self.known.contains(&run.id)) {
            let seen = seen(run, at);
            let before = self.said.get(&run.id).filter(|(before, _)| is_same_end(before, &seen));
            let since = before.map_or(now, |(_, since)| *since);
            if since + SETTLES <= now {
                settled.push((run.id, seen));
            } else {
                said.insert(run.id, (seen, since));
            }
        }
        self.said = said;
        self.known.extend(settled.iter().map(|(id, _)| *id));
        // Those that the archive does not name any more never come again.
        let was_read = !runs.is_empty();
        self.known.retain(|id| !was_read || runs.iter().any(|run| run.id == *id));
        settled.into_iter().map(|(_, seen)| seen).collect()
    }

    /// When what the archive said stands.
    pub fn settles_at(&self) -> Option<Instant> {
        self.said.values().map(|(_, since)| *since + SETTLES).min()
    }

    /// The run that the list shows, if it is among these.
    pub fn archived<'a>(&self, runs: &'a [Run]) -> Option<&'a Run> {
        let Mark { started_at, finished_at, .. } = self.mark;
        runs.iter().find(|run| {
            started_at.is_some_and(|start| is_about(run.key.started_at, start))
                || finished_at.zip(run.ended_at).is_some_and(|(end, ended)| is_about(end, ended))
        })
    }

    /// Whether the archive has the run, and has yet to say that it is over.
    pub fn waits_on(&self, runs: &[Run]) -> bool {
        self.mark.ended.is_some() && self.archived(runs).is_some_and(|run| run.ending.is_none())
    }

    /// The end as the list shows it, where the archive has none.
    pub fn unarchived(&mut self, key: &SessionKey) -> Option<RunSeen> {
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
    pub fn of(session: &Session) -> Self {
        let ending = || Ending::of(session.exit_code, session.oom_killed, session.error.is_some());
        Self {
            started_at: session.started_at,
            finished_at: session.finished_at,
            restarts: session.restart_count,
            ended: session.state.has_ended().then(|| (session.exit_code, ending())),
        }
    }
}

/// Whether the same is said of an end.
fn is_same_end(one: &RunSeen, other: &RunSeen) -> bool {
    (&one.ending, &one.exit_code, &one.by) == (&other.ending, &other.exit_code, &other.by)
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
