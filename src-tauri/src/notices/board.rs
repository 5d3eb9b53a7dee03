//! Decides what is shown when, and for how long. Pure: the time is an argument.
//!
//! What happens is *held* first, for it may be over at once. What is then still so is *posted*: it is
//! in the list of notices, and in a *popup* on the desktop. Many at once share one popup. A popup
//! goes when all in it is read or over.

mod loops;
mod popups;
mod posted;
mod questions;
mod sight;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use berth_archive::{EndedBy, SessionKey};
use jiff::Timestamp;

use super::notice::{Notice, RunSeen, SessionSeen, What};
use super::rules::judge;
use crate::settings::NoticeSettings;
use popups::Popups;
use posted::{News, Posted, Subject, live};

pub use popups::Step;
pub use questions::Asker;

/// Before anything is posted.
pub const HOLD: Duration = Duration::from_secs(3);
/// Before a question is posted.
pub const HOLD_QUESTION: Duration = Duration::from_secs(5);
/// From one notice of a session to its next one.
pub const REST: Duration = Duration::from_secs(60);
/// A muted session's.
pub const MUTE: Duration = Duration::from_secs(3600);
/// Of those posted.
const KEPT: usize = 200;

#[derive(Debug)]
struct Held {
    news: News,
    due: Instant,
    /// The person looked at it meanwhile.
    looked: bool,
}

/// What is known of a session.
#[derive(Debug, Default)]
struct Known {
    alive: bool,
    started_at: Option<Timestamp>,
    unhealthy: bool,
    restarts_paused: bool,
    /// When its last runs ended that ended by themselves, by the engine's clock.
    rounds: VecDeque<Timestamp>,
    last_round: Option<Instant>,
    posted_at: Option<Instant>,
    muted_until: Option<Instant>,
}

/// All that is held, posted and shown.
#[derive(Debug, Default)]
pub struct Board {
    rules: NoticeSettings,
    sessions: HashMap<SessionKey, Known>,
    held: Vec<Held>,
    /// The latest last.
    posted: VecDeque<Posted>,
    popups: Popups,
    /// What is in sight in each window that has the keyboard, by its label.
    in_sight: BTreeMap<String, HashSet<SessionKey>>,
    numbers: u32,
    changed: bool,
}

impl Board {
    pub fn set_rules(&mut self, rules: NoticeSettings) {
        self.rules = rules;
        let rules = &self.rules;
        self.held.retain(|held| held.news.is_wanted(rules));
    }

    /// The list shows a session. One that is seen for the first time tells nothing.
    pub fn see_session(&mut self, now: Instant, at: Timestamp, seen: &SessionSeen) {
        let is_new = !self.sessions.contains_key(&seen.key);
        let known = self.sessions.entry(seen.key.clone()).or_default();
        (known.alive, known.started_at) = (seen.alive, seen.started_at);
        known.restarts_paused = seen.restarts_paused;
        let was_unhealthy = std::mem::replace(&mut known.unhealthy, seen.unhealthy);
        if seen.alive {
            self.end(&seen.key, |what, restarts| match what {
                What::Ended { .. } => true,
                // Its restart policy started it; somebody takes care otherwise.
                What::OutOfMemory | What::CrashLoop { .. } => seen.restarts <= restarts,
                _ => false,
            });
        }
        if seen.restarts_paused {
            self.end(&seen.key, |what, _| matches!(what, What::CrashLoop { .. }));
        }
        if !seen.unhealthy {
            self.end(&seen.key, |what, _| *what == What::Unhealthy);
        } else if !was_unhealthy && !is_new && self.rules.follows(seen.own, &seen.key.engine, &seen.name) {
            let subject = Subject::Session(seen.key.clone());
            let (what, name) = (What::Unhealthy, seen.name.clone());
            self.hold(now, News { subject, what, name, run: None, at, restarts: 0 });
        }
    }

    /// A session was removed.
    pub fn see_gone(&mut self, key: &SessionKey) {
        if let Some(known) = self.sessions.get_mut(key) {
            known.alive = false;
        }
        self.end(key, |what, _| matches!(what, What::Unhealthy | What::CrashLoop { .. }));
    }

    /// A run has ended: each once.
    pub fn see_run(&mut self, now: Instant, run: &RunSeen) {
        if matches!(run.by, EndedBy::Berth { .. }) {
            // The person takes care of it.
            return self.end(&run.key, |_, _| true);
        }
        if !self.rules.follows(run.own, &run.key.engine, &run.name) {
            return;
        }
        let news = |what| News::of_run(what, run);
        match self.round(now, run) {
            Some(what) => {
                self.end(&run.key, |what, _| matches!(what, What::Ended { .. } | What::OutOfMemory));
                if !self.goes_on(&news(what.clone())) {
                    self.hold(now, news(what));
                }
            }
            None => match judge(run) {
                Some(What::Ended { .. }) if self.runs_again(run) => {}
                Some(what) => self.hold(now, news(what)),
                None => {}
            },
        }
    }

    /// An engine that answered does not any more.
    pub fn see_engine_lost(&mut self, now: Instant, engine: &str, since: Timestamp) {
        self.end_of_engine(engine);
        self.hold(now, News::of_engine(What::EngineLost, engine, since));
    }

    /// It answers again: posted where the person was told that it did not.
    pub fn see_engine_back(&mut self, now: Instant, engine: &str, at: Timestamp) {
        let subject = Subject::Engine(engine.to_owned());
        let posted = |one: &Posted| one.subject == subject && one.notice.what == What::EngineLost;
        let was_posted = self.posted.iter().any(|one| posted(one) && !one.notice.over);
        self.end_of_engine(engine);
        if was_posted {
            self.hold(now, News::of_engine(What::EngineBack, engine, at));
        }
    }

    /// When something is to be done that nobody asks for.
    pub fn next_due(&self) -> Option<Instant> {
        let held = self.held.iter().map(|held| self.due_of(held));
        held.chain(self.loop_ends()).chain(self.mute_ends()).min()
    }

    /// What is to be done now.
    pub fn due(&mut self, now: Instant) -> Vec<Step> {
        self.end_loops(now);
        self.end_mutes(now);
        let (ripe, held) =
            std::mem::take(&mut self.held).into_iter().partition(|held| self.due_of(held) <= now);
        self.held = held;
        let ripe: Vec<Held> = ripe;
        let posted: Vec<u32> = ripe.into_iter().filter_map(|held| self.tell(now, held)).collect();
        let Self { popups, posted: all, .. } = self;
        popups.add(now, posted, |numbers| live(all, numbers).len());
        popups.steps(|numbers| live(all, numbers))
    }

    fn hold(&mut self, now: Instant, news: News) {
        if !news.is_wanted(&self.rules) {
            return;
        }
        let looked = self.is_in_sight(&news.subject);
        let same = |one: &Held| one.news.subject == news.subject && is_same_kind(&one.news.what, &news.what);
        match self.held.iter_mut().find(|one| same(one)) {
            Some(known) => {
                known.news = news;
                known.looked |= looked;
            }
            None => {
                let hold = if matches!(news.what, What::Asks { .. }) { HOLD_QUESTION } else { HOLD };
                self.held.push(Held { news, due: now + hold, looked });
            }
        }
    }

    /// What is no longer so: by what it is, and by how often the session had been restarted.
    fn end(&mut self, key: &SessionKey, which: impl Fn(&What, u32) -> bool) {
        self.end_where(|subject, what, restarts| {
            matches!(subject, Subject::Session(one) if one == key) && which(what, restarts)
        });
    }

    fn end_of_engine(&mut self, engine: &str) {
        self.end_where(|subject, _, _| matches!(subject, Subject::Engine(one) if one == engine));
    }

    fn end_where(&mut self, which: impl Fn(&Subject, &What, u32) -> bool) {
        self.held.retain(|held| !which(&held.news.subject, &held.news.what, held.news.restarts));
        for Posted { notice, subject, restarts } in &mut self.posted {
            if !notice.over && which(subject, &notice.what, *restarts) {
                notice.over = true;
                self.changed = true;
            }
        }
    }

    fn due_of(&self, held: &Held) -> Instant {
        let rested = match &held.news.subject {
            Subject::Session(key) => self.sessions.get(key).and_then(|known| Some(known.posted_at? + REST)),
            Subject::Engine(_) => None,
        };
        rested.map_or(held.due, |rested| rested.max(held.due))
    }

    /// Puts it into the list; its number where it is to be shown on the desktop.
    fn tell(&mut self, now: Instant, held: Held) -> Option<u32> {
        let Held { news: News { subject, what, name, run, at, restarts }, looked, .. } = held;
        self.numbers += 1;
        let (engine, session) = match &subject {
            Subject::Session(key) => (key.engine.clone(), Some(key.container.clone())),
            Subject::Engine(engine) => (engine.clone(), None),
        };
        let (number, error) = (self.numbers, what.is_error());
        let notice =
            Notice { number, what, engine, session, name, run, at, read: looked, over: false, error };
        let known = match &subject {
            Subject::Session(key) => self.sessions.get_mut(key),
            Subject::Engine(_) => None,
        };
        let is_muted = known.as_ref().is_some_and(|known| known.muted_until.is_some());
        let shows = !looked && !is_muted;
        if let Some(known) = known.filter(|_| shows) {
            known.posted_at = Some(now);
        }
        self.posted.push_back(Posted { notice, subject, restarts });
        if self.posted.len() > KEPT {
            self.posted.pop_front();
        }
        self.changed = true;
        shows.then_some(number)
    }
}

fn is_same_kind(one: &What, other: &What) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}
