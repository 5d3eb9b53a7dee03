//! Decides what is shown when, and for how long. Pure: the time is an argument.
//!
//! What happens is *held* first, for it may be over at once. What is then still so is *told*: it is
//! in the list of notices, and in a *popup* on the desktop. Many at once share one popup. A popup
//! goes when all in it is read or over.

mod popups;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use berth_archive::{EndedBy, RunId, SessionKey};
use jiff::{Timestamp, ToSpan};

use super::notice::{Notice, RunSeen, SessionSeen, What};
use super::rules::{is_round, is_wanted, judge};
use crate::settings::NoticeSettings;
use popups::Popups;

pub use popups::Step;

/// Before anything is told.
pub const HOLD: Duration = Duration::from_secs(3);
/// From one notice of a session to its next one.
pub const REST: Duration = Duration::from_secs(60);
/// A muted session's.
pub const MUTE: Duration = Duration::from_secs(3600);
/// Of those told.
const KEPT: usize = 200;

/// Of whom something is told.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Subject {
    Session(SessionKey),
    Engine(String),
}

#[derive(Debug)]
struct Held {
    subject: Subject,
    what: What,
    name: String,
    run: Option<RunId>,
    at: Timestamp,
    restarts: u32,
    due: Instant,
    /// The person looked at it meanwhile.
    looked: bool,
}

#[derive(Debug)]
struct Told {
    notice: Notice,
    subject: Subject,
    restarts: u32,
}

/// What is known of a session.
#[derive(Debug, Default)]
struct Known {
    alive: bool,
    started_at: Option<Timestamp>,
    unhealthy: bool,
    /// When its last runs ended that ended by themselves, by the engine's clock.
    rounds: VecDeque<Timestamp>,
    last_round: Option<Instant>,
    told_at: Option<Instant>,
    muted_until: Option<Instant>,
}

/// All that is held, told and shown.
#[derive(Debug, Default)]
pub struct Board {
    rules: NoticeSettings,
    sessions: HashMap<SessionKey, Known>,
    held: Vec<Held>,
    /// The latest last.
    told: VecDeque<Told>,
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
        self.held.retain(|held| is_wanted(&held.what, rules));
    }

    /// The list shows a session. One that is seen for the first time tells nothing.
    pub fn see_session(&mut self, now: Instant, at: Timestamp, seen: &SessionSeen) {
        let is_new = !self.sessions.contains_key(&seen.key);
        let known = self.sessions.entry(seen.key.clone()).or_default();
        (known.alive, known.started_at) = (seen.alive, seen.started_at);
        let was_unhealthy = std::mem::replace(&mut known.unhealthy, seen.unhealthy);
        if seen.alive {
            self.end(&seen.key, |what, restarts| match what {
                What::Ended { .. } => true,
                // Its restart policy started it; somebody takes care otherwise.
                What::OutOfMemory | What::CrashLoop { .. } => seen.restarts <= restarts,
                _ => false,
            });
        }
        if !seen.unhealthy {
            self.end(&seen.key, |what, _| *what == What::Unhealthy);
        } else if !was_unhealthy && !is_new && self.follows(seen.own) {
            self.hold(now, Subject::Session(seen.key.clone()), What::Unhealthy, &seen.name, None, at, 0);
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
        if !self.follows(run.own) {
            return;
        }
        let (limit, minutes) = (self.rules.crash_loop_runs, self.rules.crash_loop_minutes);
        let known = self.sessions.entry(run.key.clone()).or_default();
        let runs_again = known.alive && known.started_at.is_none_or(|start| start >= run.ended_at);
        if is_round(run) {
            known.rounds.push_back(run.ended_at);
            known.last_round = Some(now);
            let first = run.ended_at.saturating_sub(i64::from(minutes).minutes());
            known.rounds.retain(|end| first.as_ref().is_ok_and(|first| end >= first));
        }
        let rounds = u32::try_from(known.rounds.len()).unwrap_or(u32::MAX);
        let what = judge(run);
        let subject = Subject::Session(run.key.clone());
        if self.rules.crash_loop && is_round(run) && rounds >= limit {
            let what = What::CrashLoop { runs: rounds, minutes };
            self.end(&run.key, |what, _| matches!(what, What::Ended { .. } | What::OutOfMemory));
            if !self.goes_on(&subject, &what, run) {
                self.hold(now, subject, what, &run.name, run.run, run.ended_at, run.restarts);
            }
        } else if let Some(what) = what
            && !(runs_again && matches!(what, What::Ended { .. }))
        {
            self.hold(now, subject, what, &run.name, run.run, run.ended_at, run.restarts);
        }
    }

    /// An engine that answered does not any more.
    pub fn see_engine_lost(&mut self, now: Instant, engine: &str, since: Timestamp) {
        self.end_of_engine(engine);
        self.hold(now, Subject::Engine(engine.to_owned()), What::EngineLost, engine, None, since, 0);
    }

    /// It answers again: told where the person was told that it did not.
    pub fn see_engine_back(&mut self, now: Instant, engine: &str, at: Timestamp) {
        let subject = Subject::Engine(engine.to_owned());
        let told = |told: &Told| told.subject == subject && told.notice.what == What::EngineLost;
        let was_told = self.told.iter().any(|one| told(one) && !one.notice.over);
        self.end_of_engine(engine);
        if was_told {
            self.hold(now, subject, What::EngineBack, engine, None, at, 0);
        }
    }

    /// A window that has the keyboard shows these; `None` where it has it no longer.
    pub fn set_in_sight(&mut self, window: &str, sessions: Option<HashSet<SessionKey>>) {
        match sessions {
            Some(sessions) => self.in_sight.insert(window.to_owned(), sessions),
            None => self.in_sight.remove(window),
        };
        let sight = &self.in_sight;
        for held in &mut self.held {
            held.looked |= is_in_sight(sight, &held.subject);
        }
        for Told { notice, subject, .. } in &mut self.told {
            if !notice.read && is_in_sight(sight, subject) {
                notice.read = true;
                self.changed = true;
            }
        }
    }

    /// The person has read this one, or all.
    pub fn mark_read(&mut self, number: Option<u32>) {
        for Told { notice, .. } in &mut self.told {
            if number.is_none_or(|number| number == notice.number) && !notice.read {
                notice.read = true;
                self.changed = true;
            }
        }
    }

    /// No popup of this session for an hour; what happens is in the list.
    pub fn mute(&mut self, now: Instant, key: &SessionKey) {
        self.sessions.entry(key.clone()).or_default().muted_until = Some(now + MUTE);
        let subject = Subject::Session(key.clone());
        let of_it: Vec<u32> =
            self.told.iter().filter(|told| told.subject == subject).map(number_of).collect();
        self.popups.take_out(&of_it);
    }

    /// What a popup shows.
    pub fn shown(&self, popup: u32) -> Vec<Notice> {
        self.live(self.popups.numbers(popup))
    }

    /// The desktop shows a popup no longer.
    pub fn forget_popup(&mut self, popup: u32) {
        self.popups.forget(popup);
    }

    /// All that was told, the latest first, if it has changed since the last call.
    pub fn take_changes(&mut self) -> Option<Vec<Notice>> {
        std::mem::take(&mut self.changed).then(|| self.list())
    }

    /// All that was told, the latest first.
    pub fn list(&self) -> Vec<Notice> {
        self.told.iter().rev().map(|told| told.notice.clone()).collect()
    }

    /// When something is to be done that nobody asks for.
    pub fn next_due(&self) -> Option<Instant> {
        let held = self.held.iter().map(|held| self.due_of(held));
        held.chain(self.loop_ends()).min()
    }

    /// What is to be done now.
    pub fn due(&mut self, now: Instant) -> Vec<Step> {
        self.end_loops(now);
        let (ripe, held) =
            std::mem::take(&mut self.held).into_iter().partition(|held| self.due_of(held) <= now);
        self.held = held;
        let ripe: Vec<Held> = ripe;
        let told: Vec<u32> = ripe.into_iter().filter_map(|held| self.tell(now, held)).collect();
        let Self { popups, told: all, .. } = self;
        popups.add(now, told, |numbers| live(all, numbers).len());
        popups.steps(|numbers| live(all, numbers))
    }

    fn follows(&self, own: bool) -> bool {
        own || self.rules.foreign
    }

    #[expect(clippy::too_many_arguments, reason = "each is one fact of the notice")]
    fn hold(
        &mut self,
        now: Instant,
        subject: Subject,
        what: What,
        name: &str,
        run: Option<RunId>,
        at: Timestamp,
        restarts: u32,
    ) {
        if !is_wanted(&what, &self.rules) {
            return;
        }
        let looked = is_in_sight(&self.in_sight, &subject);
        let name = name.to_owned();
        let held = Held { subject, what, name, run, at, restarts, due: now + HOLD, looked };
        let same = |one: &Held| one.subject == held.subject && is_same_kind(&one.what, &held.what);
        match self.held.iter_mut().find(|one| same(one)) {
            Some(known) => *known = Held { due: known.due, looked: known.looked || held.looked, ..held },
            None => self.held.push(held),
        }
    }

    /// Notes another round of a crash loop that is held or told.
    fn goes_on(&mut self, subject: &Subject, what: &What, run: &RunSeen) -> bool {
        let is_loop = |one: &What| matches!(one, What::CrashLoop { .. });
        if let Some(held) = self.held.iter_mut().find(|one| one.subject == *subject && is_loop(&one.what)) {
            held.what = what.clone();
            (held.run, held.at, held.restarts) = (run.run, run.ended_at, run.restarts);
            return true;
        }
        let told =
            |told: &&mut Told| told.subject == *subject && is_loop(&told.notice.what) && !told.notice.over;
        if let Some(told) = self.told.iter_mut().find(told) {
            told.notice.what = what.clone();
            (told.notice.run, told.notice.at, told.restarts) = (run.run, run.ended_at, run.restarts);
            self.changed = true;
            return true;
        }
        false
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
        self.held.retain(|held| !which(&held.subject, &held.what, held.restarts));
        for Told { notice, subject, restarts } in &mut self.told {
            if !notice.over && which(subject, &notice.what, *restarts) {
                notice.over = true;
                self.changed = true;
            }
        }
    }

    /// When the crash loops that were told of are over, if no further round follows.
    fn loop_ends(&self) -> impl Iterator<Item = Instant> {
        let minutes = Duration::from_secs(60 * u64::from(self.rules.crash_loop_minutes));
        let looping =
            self.told.iter().filter_map(|Told { notice, subject, .. }| match (&notice.what, subject) {
                (What::CrashLoop { .. }, Subject::Session(key)) if !notice.over => self.sessions.get(key),
                _ => None,
            });
        looping.filter(|known| known.alive).filter_map(move |known| Some(known.last_round? + minutes))
    }

    fn end_loops(&mut self, now: Instant) {
        if self.loop_ends().all(|end| end > now) {
            return;
        }
        let minutes = Duration::from_secs(60 * u64::from(self.rules.crash_loop_minutes));
        let over = |known: &Known| known.alive && known.last_round.is_some_and(|last| last + minutes <= now);
        let keys: HashSet<_> =
            self.sessions.iter().filter(|(_, known)| over(known)).map(|(key, _)| key.clone()).collect();
        self.end_where(|subject, what, _| {
            matches!(what, What::CrashLoop { .. })
                && matches!(subject, Subject::Session(key) if keys.contains(key))
        });
    }

    fn due_of(&self, held: &Held) -> Instant {
        let rested = match &held.subject {
            Subject::Session(key) => self.sessions.get(key).and_then(|known| Some(known.told_at? + REST)),
            Subject::Engine(_) => None,
        };
        rested.map_or(held.due, |rested| rested.max(held.due))
    }

    /// Puts it into the list; its number where it is to be shown on the desktop.
    fn tell(&mut self, now: Instant, held: Held) -> Option<u32> {
        let Held { subject, what, name, run, at, restarts, looked, .. } = held;
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
        let is_muted = known.as_ref().is_some_and(|known| known.muted_until.is_some_and(|until| until > now));
        let shows = !looked && !is_muted;
        if let Some(known) = known.filter(|_| shows) {
            known.told_at = Some(now);
        }
        self.told.push_back(Told { notice, subject, restarts });
        if self.told.len() > KEPT {
            self.told.pop_front();
        }
        self.changed = true;
        shows.then_some(number)
    }

    fn live(&self, numbers: &[u32]) -> Vec<Notice> {
        live(&self.told, numbers)
    }
}

/// Those of these that are unread, and so.
fn live(told: &VecDeque<Told>, numbers: &[u32]) -> Vec<Notice> {
    let wanted = told.iter().map(|told| &told.notice).filter(|notice| numbers.contains(&notice.number));
    wanted.filter(|notice| !notice.read && !notice.over).cloned().collect()
}

fn number_of(told: &Told) -> u32 {
    told.notice.number
}

/// Of an engine a window tells by itself, whatever it shows.
fn is_in_sight(sight: &BTreeMap<String, HashSet<SessionKey>>, subject: &Subject) -> bool {
    match subject {
        Subject::Session(key) => sight.values().any(|sessions| sessions.contains(key)),
        Subject::Engine(_) => !sight.is_empty(),
    }
}

fn is_same_kind(one: &What, other: &What) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}
