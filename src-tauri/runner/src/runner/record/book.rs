//! What is seen of one engine, turned into what the archive is told. Pure.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use berth_archive::SessionKey;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::clock::Clock;
use super::lives::{Lives, Log, News};
use super::settings::{HistorySettings, Keeping, keeps_nothing};
use super::step::{About, Kept, Seen, Step};
use crate::facts::{run_facts, session_facts};
use crate::parse::events::{EventLine, What};
use crate::parse::inspect;
use crate::session::Session;

/// An engine that goes away so soon after the last of its sessions ended was shut down.
const SHUTDOWN: SignedDuration = SignedDuration::from_secs(30);

/// One container.
#[derive(Debug, Default)]
struct Known {
    about: Option<About>,
    /// Name and image when it was last described.
    described: Option<(String, String)>,
    lives: Lives,
    verdict: Option<String>,
    /// Its main process, where the memory of the run that goes on is looked at.
    pid: Option<u32>,
}

/// All that is known of one engine.
#[derive(Debug)]
pub(crate) struct Book {
    engine: String,
    /// Whether its processes are this machine's.
    local: bool,
    settings: HistorySettings,
    known: HashMap<String, Known>,
    /// Containers of which nothing is kept.
    silent: HashSet<String>,
    clock: Clock,
    /// When a run was last seen to end, by our clock.
    last_end: Option<Timestamp>,
    /// Whether the archive was told which containers there are: those that went meanwhile are
    /// known to it alone.
    all_told: bool,
    /// Since when the engine does not answer, by our clock.
    away: Option<Timestamp>,
}

impl Book {
    pub fn new(engine: String, local: bool, settings: HistorySettings) -> Self {
        let (known, silent, clock) = Default::default();
        Self { engine, local, settings, known, silent, clock, last_end: None, all_told: false, away: None }
    }

    /// Takes what was seen at `now`, by our clock.
    pub fn take(&mut self, seen: Seen, now: Timestamp) -> Vec<Step> {
        let mut steps = Vec::new();
        // It comes before what is seen now: who ended a run is judged by it.
        if !matches!(seen, Seen::Away(_))
            && let Some(since) = self.away.take()
        {
            steps.push(Step::Missed(since, now));
        }
        match seen {
            Seen::Event(event) => self.event(event, now, &mut steps),
            Seen::Looked(found) => {
                for (session, row) in found {
                    self.looked(&session, &row, now, &mut steps);
                }
            }
            Seen::All(ids) => {
                let there: HashSet<String> = ids.into_iter().collect();
                // One that only events told of may be younger than the list.
                let looked = self.known.iter().filter(|(_, known)| known.about.is_some());
                let gone = looked.filter(|(id, _)| !there.contains(*id)).map(|(id, _)| id.clone());
                self.gone(gone.collect(), &mut steps);
                if !std::mem::replace(&mut self.all_told, true) {
                    let all: HashSet<String> = there.into_iter().chain(self.known.keys().cloned()).collect();
                    steps.push(Step::All(all.into_iter().collect()));
                }
            }
            Seen::Gone(ids) => self.gone(ids, &mut steps),
            Seen::Away(since) => {
                self.away.get_or_insert(since);
                self.away(now, &mut steps);
            }
        }
        steps
    }

    /// Whether the engine did not answer when it was last asked.
    pub fn is_away(&self) -> bool {
        self.away.is_some()
    }

    /// Everything that is known is told again when it is next seen: another recorder may have
    /// missed it.
    pub fn forget(&mut self) {
        self.known.clear();
        self.all_told = false;
    }

    /// Whose memory is to be looked at now and then.
    pub fn measured(&self) -> Vec<Step> {
        self.known.iter().filter_map(|(id, known)| known.memory(&self.key(id))).collect()
    }

    fn key(&self, id: &str) -> SessionKey {
        SessionKey { engine: self.engine.clone(), container: id.to_owned() }
    }

    fn event(&mut self, event: EventLine, now: Timestamp, steps: &mut Vec<Step>) {
        let EventLine { id, what, at, exit_code, signal, .. } = event;
        let Some(at) = at else { return };
        if self.silent.contains(&id) {
            return;
        }
        let key = self.key(&id);
        let known = self.known.entry(id.clone()).or_default();
        if known.about.as_ref().is_some_and(|about| !about.can_be(at, now)) {
            return;
        }
        steps.extend(self.clock.tick(at, now).map(Step::Offset));
        known.lives.saw_event(at);
        let restarts = known.about.as_ref().is_some_and(|about| about.restarts);
        let news = match what {
            What::Started => known.lives.started(at, restarts),
            What::Ended => {
                self.last_end = Some(now);
                known.lives.ended(at, exit_code)
            }
            What::OutOfMemory => {
                steps.extend(known.memory(&key));
                known.lives.out_of_memory();
                News::Nothing
            }
            What::Signalled if !ends(signal.as_deref()) => News::Nothing,
            What::Signalled | What::Stopped => {
                steps.push(Step::Signal(key.clone(), at, signal));
                steps.extend(known.memory(&key));
                News::Nothing
            }
            What::Checked(Some(verdict)) => {
                if let Some(life) = known.lives.open()
                    && known.verdict.as_ref() != Some(&verdict)
                {
                    known.verdict = Some(verdict.clone());
                    steps.push(Step::Health(key.clone(), life.facts.clone(), at, verdict));
                }
                News::Nothing
            }
            What::Removed => {
                self.gone(vec![id], steps);
                return;
            }
            _ => News::Nothing,
        };
        known.tell(key, news, steps);
    }

    fn looked(&mut self, session: &Session, row: &Value, now: Timestamp, steps: &mut Vec<Step>) {
        if keeps_nothing(session) {
            self.silent.insert(session.id.clone());
            return;
        }
        let key = self.key(&session.id);
        let keeping = self.settings.keeping(session);
        let about = About {
            id: session.id.clone(),
            name: session.name.clone(),
            tty: session.tty,
            own: session.own,
            created_at: session.created_at,
            keeping,
            restarts: session.restart_policy != "no",
            without_log: inspect::driver_without_log(row).map(str::to_owned),
        };
        let known = self.known.entry(session.id.clone()).or_default();
        let described = (session.name.clone(), session.image.clone());
        // A broken one has nothing to say of what it was created from.
        let poorer = session.broken.is_some() && known.described.is_some();
        if known.described.as_ref() != Some(&described) && !poorer {
            known.described = Some(described);
            steps.push(Step::Session(Box::new(session_facts(session, row))));
        }
        if session.broken.is_some() {
            return;
        }
        known.about = Some(about);
        // One that never ran has no run, unless its start failed.
        let ran = session.started_at.is_some() || session.error.is_some();
        let news = if ran { known.lives.looked(run_facts(session, row)) } else { News::Nothing };
        let recent = |ended: Timestamp| now.duration_since(ended).abs() <= SHUTDOWN;
        if news != News::Nothing && session.finished_at.is_some_and(recent) {
            self.last_end = Some(now);
        }
        // Of one elsewhere it is another process here.
        let measured = self.local && (session.own || keeping == Keeping::Followed);
        known.pid = session.pid.filter(|_| measured);
        known.tell(key.clone(), news, steps);
        steps.extend(known.memory(&key));
    }

    fn gone(&mut self, ids: Vec<String>, steps: &mut Vec<Step>) {
        for id in ids {
            self.silent.remove(&id);
            if self.known.remove(&id).is_some() {
                steps.push(Step::Gone(self.key(&id)));
            }
        }
    }

    /// The engine went away. If all its sessions had just ended, it was shut down.
    fn away(&mut self, now: Timestamp, steps: &mut Vec<Step>) {
        let goes_on = self.known.values().any(|known| known.lives.open().is_some());
        let Some(ended) = self.last_end.filter(|ended| !goes_on && now.duration_since(*ended) <= SHUTDOWN)
        else {
            return;
        };
        self.last_end = None;
        steps.push(Step::Shutdown(ended));
        // Who ended them is judged anew.
        for (id, known) in &self.known {
            let key = self.key(id);
            let last = known.lives.iter().last().filter(|life| {
                life.facts.ended_at.is_some_and(|at| ended.duration_since(at).abs() <= SHUTDOWN * 2)
            });
            steps.extend(last.map(|life| Step::Run(key, life.facts.clone())));
        }
    }
}

impl Known {
    fn memory(&self, key: &SessionKey) -> Option<Step> {
        let pid = self.pid.filter(|_| self.lives.open().is_some())?;
        Some(Step::Memory(key.clone(), pid))
    }

    /// What is new of a run, and of its log.
    fn tell(&mut self, key: SessionKey, news: News, steps: &mut Vec<Step>) {
        if let News::Changed(index) = news
            && let Some(life) = self.lives.get_mut(index)
        {
            steps.push(Step::Run(key.clone(), life.facts.clone()));
        }
        let Some(about) = &self.about else { return };
        for index in self.lives.untold() {
            let Some(life) = self.lives.get_mut(index) else { continue };
            life.log = if life.facts.ended_at.is_some() { Log::AtItsEnd } else { Log::WhileItRuns };
            let span = life.span.to(life.facts.ended_at, about.restarts);
            let (session, facts, about) = (key.clone(), life.facts.clone(), about.clone());
            steps.push(Step::Log(Box::new(Kept { session, facts, about, span })));
        }
    }
}

/// Whether a signal asks a program to end; what an engine does not name may.
fn ends(signal: Option<&str>) -> bool {
    let Some(signal) = signal else { return true };
    matches!(
        signal.trim_start_matches("SIG"),
        "1" | "2" | "3" | "6" | "9" | "15" | "HUP" | "INT" | "QUIT" | "ABRT" | "KILL" | "TERM"
    )
}
