//! What sessions do, and which of them wait for the person.
//!
//! `listed` follows the list; `choose` decides who is observed; `arrange` starts and ends observers by
//! that, and `follow` calls it when the list, an open terminal or a setting changed. A `Source` tells
//! of one session; `Known` is what is known of it, with what is `carried` over from one source to the
//! next. `asked` answers who asks from outside. `marks` are kept from one start of the app to the next.
//! `wire`, `away`, `carried` and `choose` are pure.

mod arrange;
mod asked;
mod away;
mod carried;
mod choose;
mod follow;
mod known;
mod listed;
mod marks;
mod peek;
mod rules;
mod source;
mod wire;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use berth_activity::{RuleFault, Rules};
use berth_archive::SessionKey;
use berth_runner::Session;
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::{Notify, watch};

use crate::notices::Notices;
use crate::subscribers::{Deliver, Subscribers};
use known::Known;
use marks::Mark;
use source::{Running, Source};

pub use follow::follow;
pub use peek::Hidden;
#[cfg(test)]
pub use wire::PeekEvent;
use wire::Watched;
pub use wire::{ActivityEvent, AnswerOutcome, SessionActivity};

/// What is known of sessions, and the windows that show it.
pub struct Activities {
    state: Mutex<State>,
    notices: Arc<Notices>,
    /// Something changed that may have other sessions observed.
    wake: Notify,
    /// Has another number after a session got another source, or none.
    switched: watch::Sender<u64>,
    /// Has another number after the list told of sessions.
    listed: watch::Sender<u64>,
    /// Has another number after what a session does changed.
    changed: watch::Sender<u64>,
    /// Something changed that is to be kept.
    to_keep: Notify,
    /// Where it is kept.
    path: PathBuf,
}

/// Under one lock, so that each window receives every change once and in order.
#[derive(Default)]
struct State {
    sessions: HashMap<SessionKey, Known>,
    /// What was kept of sessions that no list has shown yet.
    marks: HashMap<SessionKey, Mark>,
    rules: Arc<Rules>,
    faults: Vec<RuleFault>,
    windows: Subscribers<ActivityEvent>,
    /// What is in sight in each window that has the keyboard, by its label.
    in_sight: BTreeMap<String, HashSet<SessionKey>>,
    /// How many cards show a session.
    cards: HashMap<SessionKey, u32>,
    /// Engines that are reached over a network, where process ids are not this machine's.
    remote: HashSet<String>,
}

impl State {
    fn is_in_sight(&self, key: &SessionKey) -> bool {
        self.in_sight.values().any(|sessions| sessions.contains(key))
    }

    fn list(&self) -> ActivityEvent {
        let sessions = self.sessions.values().map(Known::activity).collect();
        ActivityEvent::List { sessions, faults: self.faults.clone() }
    }
}

impl Activities {
    /// What was kept beside the archive, and nothing more yet.
    pub fn new(archive: &Path, notices: Arc<Notices>) -> Self {
        let path = marks::place(archive);
        let marks = marks::read(&path);
        let rules = Arc::new(Rules::shipped());
        Self {
            state: Mutex::new(State { marks, rules, ..State::default() }),
            notices,
            wake: Notify::new(),
            switched: watch::Sender::new(0),
            listed: watch::Sender::new(0),
            changed: watch::Sender::new(0),
            to_keep: Notify::new(),
            path,
        }
    }

    /// Sends all that is known to a window now, and every change from here on.
    pub fn subscribe(&self, window: &str, send: Deliver<ActivityEvent>) {
        let mut state = self.state.lock();
        if send(&state.list()) {
            state.windows.add(window, send);
        }
    }

    /// What the sessions do that somebody looks at.
    pub fn list(&self) -> Vec<SessionActivity> {
        let state = self.state.lock();
        let known = state.sessions.values().map(Known::activity);
        known.filter(|one| !matches!(one.by, Watched::NotObserved { .. })).collect()
    }

    /// Has another number after what a session does changed.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// A window with the keyboard shows these sessions; `None` where it has it no longer.
    pub fn set_in_sight(&self, window: &str, sessions: Option<HashSet<SessionKey>>) {
        let changed: HashSet<SessionKey> = {
            let mut state = self.state.lock();
            let before: HashSet<_> = state.in_sight.values().flatten().cloned().collect();
            match sessions {
                Some(sessions) => state.in_sight.insert(window.to_owned(), sessions),
                None => state.in_sight.remove(window),
            };
            let after: HashSet<_> = state.in_sight.values().flatten().cloned().collect();
            before.symmetric_difference(&after).cloned().collect()
        };
        let now = Timestamp::now();
        for key in changed {
            // What was counted is told once more before it is counted no longer.
            self.update(&key, |_, _| {});
            self.update(&key, |known, in_sight| known.look(in_sight, now));
        }
    }

    /// Ends what a window had of it.
    pub fn window_closed(&self, window: &str) {
        self.state.lock().windows.remove(window);
        self.set_in_sight(window, None);
    }

    /// What a session's source says is taken over, then changed, and told where it is news.
    fn update(&self, key: &SessionKey, change: impl FnOnce(&mut Known, bool)) {
        let mut state = self.state.lock();
        let in_sight = state.is_in_sight(key);
        let State { sessions, windows, .. } = &mut *state;
        let Some(known) = sessions.get_mut(key) else { return };
        known.refresh(in_sight);
        change(known, in_sight);
        if let Some(question) = known.question_news(Instant::now()) {
            self.notices.see_question(key, &known.session.name, known.session.own, question);
        }
        if let Some(session) = known.news(Instant::now()) {
            windows.send(&ActivityEvent::Changed { session: Box::new(session) });
            self.changed.send_modify(|number| *number = number.wrapping_add(1));
            self.to_keep.notify_one();
        } else if known.owes() {
            self.to_keep.notify_one();
        }
    }

    /// Tells what was only counted, and returns what is to be kept.
    fn settle(&self) -> Vec<Mark> {
        let owing: Vec<_> = {
            let state = self.state.lock();
            state.sessions.iter().filter(|(_, one)| one.owes()).map(|(key, _)| key.clone()).collect()
        };
        owing.iter().for_each(|key| self.update(key, |_, _| {}));
        let state = self.state.lock();
        let known = state.sessions.iter().map(|(key, known)| known.mark(key));
        known.chain(state.marks.values().cloned()).collect()
    }

    /// Keeps what is known, for the next start of the app.
    pub fn keep(&self) {
        if let Err(error) = marks::write(&self.path, self.settle()) {
            tracing::warn!(%error, "what sessions do is not kept for the next start");
        }
    }

    /// Judges by other rules from now on.
    fn set_rules(&self, rules: Rules, faults: Vec<RuleFault>) {
        let mut state = self.state.lock();
        state.rules = Arc::new(rules);
        for source in state.sessions.values().filter_map(Known::source) {
            source.set_rules(Arc::clone(&state.rules));
        }
        if state.faults != faults {
            state.faults.clone_from(&faults);
            state.windows.send(&ActivityEvent::Faults { faults });
        }
    }

    fn tell_switched(&self) {
        self.switched.send_modify(|number| *number = number.wrapping_add(1));
    }
}

impl Activities {
    /// Has a session's source tell this room.
    fn running(
        self: &Arc<Self>,
        source: Source,
        news: Option<watch::Sender<Option<Session>>>,
        key: &SessionKey,
    ) -> Running {
        let room = Arc::downgrade(self);
        Running::new(source, news, key.clone(), move |key| {
            if let Some(room) = room.upgrade() {
                room.update(key, |_, _| {});
            }
        })
    }
}

fn key(engine: &str, id: String) -> SessionKey {
    SessionKey { engine: engine.to_owned(), container: id }
}
