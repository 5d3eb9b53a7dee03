//! Starts and ends what tells of sessions, for as long as the app runs.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_activity::Program;
use berth_archive::SessionKey;
use berth_observer::{Judging, Observer};
use berth_runner::{Runner, Session};
use jiff::Timestamp;
use tauri::{AppHandle, Manager, async_runtime};
use tokio::sync::mpsc::unbounded_channel;
use tokio::sync::watch;

use super::choose::{Candidate, Plan, choose};
use super::known::Known;
use super::source::Source;
use super::wire::{ActivityEvent, NotObserved, Watched};
use super::{Activities, State};
use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::live::{EngineListing, ListEvent, Live};
use crate::settings::{ActivitySettings, Preferences};
use crate::terminals::{OpenMain, Terminals};

/// Before the first client is started: the window and the lists come first.
const START_DELAY: Duration = Duration::from_secs(1);
/// From one client that is started to the next one.
const STAGGER: Duration = Duration::from_millis(150);
/// How late what changed is kept.
const KEEP_DELAY: Duration = Duration::from_secs(1);
/// When to look again after a terminal that is about to be opened, or reads its log.
const WAIT: Duration = Duration::from_millis(200);
/// Where nothing is due.
const LONG: Duration = Duration::from_secs(3600);

/// Follows the list, the open terminals, the settings and the person's rules.
pub fn follow(app: AppHandle) {
    let room = Arc::clone(&app.state::<Arc<Activities>>());
    let (sender, mut events) = unbounded_channel();
    let send = Box::new(move |event: &ListEvent| sender.send(event.clone()).is_ok());
    app.state::<Arc<Live>>().subscribe("activity", send);
    let waker = Arc::clone(&room);
    let wake = Box::new(move |_: &_| {
        waker.wake.notify_one();
        true
    });
    app.state::<Preferences>().subscribe("activity", wake);
    super::rules::follow(Arc::clone(&room), app.state::<Preferences>().rules_folder());
    async_runtime::spawn(keep(Arc::clone(&room)));
    async_runtime::spawn(async move {
        let terminals = app.state::<Terminals>();
        let mut opened = terminals.changes();
        let mut next_start = Instant::now() + START_DELAY;
        let mut due = None;
        loop {
            let wait = due.map_or(LONG, |due: Instant| due.saturating_duration_since(Instant::now()));
            tokio::select! {
                event = events.recv() => match event {
                    Some(event) => room.see(event),
                    None => return,
                },
                Ok(()) = opened.changed() => {}
                () = room.wake.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
            let settings = app.state::<Preferences>().activity();
            let open = terminals.open_mains();
            let next =
                room.arrange(&settings, open, |key| terminals.is_starting(&key.engine, &key.container));
            due = match next {
                Next::Start(_) if Instant::now() < next_start => Some(next_start),
                Next::Start(key) => {
                    next_start = Instant::now() + STAGGER;
                    match app.state::<EngineRegistry>().runner(&key.engine).await {
                        Ok(runner) => room.observe(&key, runner),
                        Err(error) => room.fail(&key, error.into()),
                    }
                    Some(next_start)
                }
                Next::Look(when) => Some(when),
                Next::Nothing => None,
            };
        }
    });
}

/// Keeps what changed, a moment later.
async fn keep(room: Arc<Activities>) {
    loop {
        room.to_keep.notified().await;
        tokio::time::sleep(KEEP_DELAY).await;
        let room = Arc::clone(&room);
        if async_runtime::spawn_blocking(move || room.keep()).await.is_err() {
            return;
        }
    }
}

/// What is to be done next.
enum Next {
    /// This one is to be observed.
    Start(SessionKey),
    /// To look again then.
    Look(Instant),
    Nothing,
}

impl Activities {
    /// The list tells this.
    pub(super) fn see(&self, event: ListEvent) {
        match event {
            ListEvent::List { listings } => listings.into_iter().for_each(|one| self.see_engine(one)),
            ListEvent::Snapshot { listing } => self.see_engine(listing),
            ListEvent::Updated { engine, sessions, gone, .. } => {
                self.see_sessions(sessions);
                self.see_gone(gone.into_iter().map(|id| key(&engine, id)));
            }
            // Its sessions may well go on; what reads them finds out.
            ListEvent::Away { .. } => {}
            ListEvent::Removed { engine } => self.see_gone(self.of_engine(&engine)),
        }
    }

    fn see_engine(&self, listing: EngineListing) {
        let engine = listing.health.engine;
        {
            let remote = &mut self.state.lock().remote;
            if listing.remote {
                remote.insert(engine.clone())
            } else {
                remote.remove(&engine)
            };
        }
        if listing.read_at.is_none() {
            return;
        }
        let there: HashSet<_> = listing.sessions.iter().map(|one| key(&engine, one.id.clone())).collect();
        self.see_sessions(listing.sessions);
        self.see_gone(self.of_engine(&engine).into_iter().filter(|key| !there.contains(key)));
        if listing.problem.is_none() {
            // What was kept of its sessions that are gone is of no use.
            self.state.lock().marks.retain(|key, _| key.engine != engine);
        }
    }

    fn of_engine(&self, engine: &str) -> Vec<SessionKey> {
        let state = self.state.lock();
        state.sessions.keys().filter(|key| key.engine == engine).cloned().collect()
    }

    fn see_sessions(&self, sessions: Vec<Session>) {
        let now = Timestamp::now();
        for session in sessions {
            let key = key(&session.engine, session.id.clone());
            let mut state = self.state.lock();
            let State { sessions, marks, .. } = &mut *state;
            match sessions.get_mut(&key) {
                Some(known) => known.see(session, now),
                None => {
                    let by = Watched::NotObserved { reason: NotObserved::NotRunning };
                    let known = Known::new(session, marks.remove(&key), by, now);
                    sessions.insert(key.clone(), known);
                }
            }
            drop(state);
            self.update(&key, |_, _| {});
        }
    }

    fn see_gone(&self, gone: impl IntoIterator<Item = SessionKey>) {
        for key in gone {
            let mut state = self.state.lock();
            let Some(known) = state.sessions.remove(&key) else { continue };
            if let Some(running) = &known.running {
                running.tell(None);
            }
            self.notices.see_question(&key, &known.session.name, known.session.own, None);
            let (engine, session) = (key.engine, key.container);
            state.windows.send(&ActivityEvent::Gone { engine, session });
            self.told.send_modify(|number| *number = number.wrapping_add(1));
        }
        self.tell_switched();
        self.to_keep.notify_one();
    }

    /// Gives every session the source that it is to have, but for those that have to be observed.
    fn arrange(
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
    fn fail(&self, key: &SessionKey, error: WireError) {
        if let Some(known) = self.state.lock().sessions.get_mut(key) {
            known.fail(error, Instant::now());
        }
        self.tell_switched();
        self.wake.notify_one();
    }

    /// Observes a session from now on, unless something else tells of it by now.
    fn observe(self: &Arc<Self>, key: &SessionKey, runner: Runner) {
        let mut state = self.state.lock();
        let rules = Arc::clone(&state.rules);
        let Some(known) = state.sessions.get_mut(key).filter(|known| known.running.is_none()) else { return };
        let (news, heard) = watch::channel(Some(known.session.clone()));
        let observer = Observer::resume(runner, heard, rules, known.size, known.tracker());
        known.switch(Some(self.running(Source::Observed(Arc::new(observer)), Some(news), key)));
        drop(state);
        self.tell_switched();
    }
}

fn key(engine: &str, id: String) -> SessionKey {
    SessionKey { engine: engine.to_owned(), container: id }
}

/// What runs in a session, as rules match on it.
fn program_of(session: &Session) -> Program {
    let kind = session.labels.get("dev.berth.kind").cloned();
    Program { argv: session.command.clone(), image: session.image.clone(), kind }
}
