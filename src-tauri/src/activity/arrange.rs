//! Who tells of each session: its open terminal, an observer, or nobody.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_activity::Program;
use berth_archive::SessionKey;
use berth_observer::{Judging, Observer};
use berth_runner::{Runner, Session};
use tokio::sync::watch;

use super::choose::{Candidate, Plan, choose};
use super::known::Known;
use super::source::Source;
use super::wire::{NotObserved, Watched};
use super::{Activities, key};
use crate::error::WireError;
use crate::settings::ActivitySettings;
use crate::terminals::OpenMain;

/// When to look again after a terminal that is about to be opened, or reads its log.
const WAIT: Duration = Duration::from_millis(200);

/// What is to be done next.
pub enum Next {
    /// This one is to be observed.
    Start(SessionKey),
    /// To look again then.
    Look(Instant),
    Nothing,
}

impl Activities {
    /// Gives every session the source that it is to have, but for those that have to be observed.
    pub(super) fn arrange(
        self: &Arc<Self>,
        settings: &ActivitySettings,
        open: Vec<OpenMain>,
        is_starting: impl Fn(&SessionKey) -> bool,
    ) -> Next {
        let mut open: HashMap<_, _> =
            open.into_iter().map(|one| (key(&one.engine, one.session.clone()), one)).collect();
        let mut state = self.state.lock();
        let candidate = |(key, known): (&SessionKey, &Known)| Candidate {
            open: open.get(key).is_some_and(|main| main.is_live),
            starting: is_starting(key) || open.get(key).is_some_and(|main| !main.is_live),
            peeked: state.cards.contains_key(key),
            observed: known.source().is_some_and(Source::is_observed),
            ..Candidate::of(&known.session)
        };
        let candidates: Vec<Candidate> = state.sessions.iter().map(candidate).collect();
        let plans = choose(settings, &candidates);
        let mut to_start = Vec::new();
        let mut changed = Vec::new();
        let now = Instant::now();
        let mut later = None::<Instant>;
        for (candidate, plan) in candidates.into_iter().zip(plans) {
            let (rules, remote) = (Arc::clone(&state.rules), state.remote.contains(&candidate.key.engine));
            let Some(known) = state.sessions.get_mut(&candidate.key) else { continue };
            let by = known.by;
            match plan {
                Plan::Open => {
                    let Some(main) = open.remove(&candidate.key) else { continue };
                    known.size = Some(main.screen.size());
                    known.by = Watched::Open;
                    if !known.source().is_some_and(|source| source.is_open_since(main.opened)) {
                        let pid = known.session.pid.filter(|_| !remote);
                        if let Some(Source::Observed(observer)) = known.source()
                            && let Some(line) = observer.unfinished_line()
                        {
                            main.screen.go_on_with(&line);
                        }
                        let program = program_of(&known.session);
                        // What is observed is read until here, so that nothing is missed.
                        let tracker = known.source().map_or_else(|| known.tracker(), Source::tracker);
                        let judging = Judging::start(main.screen, program, rules, tracker, pid);
                        let source = Source::Open { judging: Arc::new(judging), opened: main.opened };
                        known.switch(Some(self.running(source, None, &candidate.key)));
                        changed.push(candidate.key);
                        continue;
                    }
                }
                Plan::Observe if candidate.observed => known.by = Watched::Observed,
                Plan::Observe => {
                    if let Some(when) = known.retry_at(now) {
                        later = later.into_iter().chain([when]).min();
                        known.by = Watched::NotObserved { reason: NotObserved::Failed };
                        changed.push(candidate.key);
                        continue;
                    }
                    known.by = Watched::Observed;
                    to_start.push((candidate.peeked, candidate.started_at, candidate.key.clone()));
                    if known.running.is_some() {
                        known.switch(None);
                        changed.push(candidate.key);
                        continue;
                    }
                }
                Plan::Wait => later = later.into_iter().chain([now + WAIT]).min(),
                Plan::Leave(reason) => {
                    known.by = Watched::NotObserved { reason };
                    if known.running.is_some() {
                        known.switch(None);
                        changed.push(candidate.key);
                        continue;
                    }
                }
            }
            if known.by != by {
                changed.push(candidate.key);
            }
        }
        drop(state);
        if !changed.is_empty() {
            changed.iter().for_each(|key| self.update(key, |_, _| {}));
            self.tell_switched();
        }
        match to_start.into_iter().max() {
            Some((.., key)) => Next::Start(key),
            None => later.map_or(Next::Nothing, Next::Look),
        }
    }

    /// No client of a session could be started.
    pub(super) fn fail(&self, key: &SessionKey, error: WireError) {
        if let Some(known) = self.state.lock().sessions.get_mut(key) {
            known.fail(error, Instant::now());
        }
        self.tell_switched();
        self.wake.notify_one();
    }

    /// Observes a session from now on, unless something else tells of it by now.
    pub(super) fn observe(self: &Arc<Self>, key: &SessionKey, runner: Runner) {
        let mut state = self.state.lock();
        let rules = Arc::clone(&state.rules);
        let Some(known) = state.sessions.get_mut(key).filter(|known| known.running.is_none()) else { return };
        let (news, receiver) = watch::channel(Some(known.session.clone()));
        let observer = Observer::resume(runner, receiver, rules, known.size, known.tracker());
        known.switch(Some(self.running(Source::Observed(Arc::new(observer)), Some(news), key)));
        drop(state);
        self.tell_switched();
    }
}

/// What runs in a session, as rules match on it.
fn program_of(session: &Session) -> Program {
    let kind = session.labels.get("dev.berth.kind").cloned();
    Program { argv: session.command.clone(), image: session.image.clone(), kind }
}
