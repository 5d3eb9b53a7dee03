//! Takes over what the list says of sessions.

use std::collections::HashSet;

use berth_archive::SessionKey;
use berth_runner::Session;
use jiff::Timestamp;
use tauri::async_runtime;

use super::known::Known;
use super::wire::{ActivityEvent, NotObserved, Watched};
use super::{Activities, State, key};
use crate::live::{EngineListing, ListEvent};

impl Activities {
    /// Takes over a change of the list.
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
        self.listed.send_modify(|number| *number = number.wrapping_add(1));
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
                Some(known) => {
                    if let Some(observer) = known.observer_of_end(&session) {
                        let ended = session.clone();
                        async_runtime::spawn(async move { observer.keep_last_screen(&ended).await });
                    }
                    known.see(session, now);
                }
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
                running.update(None);
            }
            self.notices.see_question(&key, &known.session.name, known.session.own, None);
            let (engine, session) = (key.engine, key.container);
            state.windows.send(&ActivityEvent::Gone { engine, session });
            self.changed.send_modify(|number| *number = number.wrapping_add(1));
        }
        self.tell_switched();
        self.to_keep.notify_one();
    }
}
