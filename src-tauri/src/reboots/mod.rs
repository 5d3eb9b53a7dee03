//! After a restart of the machine: what became of sessions, told to every window; what is to be started is, once.

mod follow;

use std::collections::BTreeMap;

use berth_runner::{AfterRestart, Boot, Need};
use parking_lot::Mutex;
use serde::Serialize;
use tokio::sync::mpsc::UnboundedSender;

use crate::subscribers::{Deliver, Subscribers};
use crate::terminals::SessionKey;

pub use follow::follow;

/// What became of sessions since their machine was started.
#[derive(Debug, Clone, Default, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RebootsNow {
    /// Of all engines, each in the order of the file.
    pub sessions: Vec<AfterRestart>,
    /// What the system lacks for sessions to come back by themselves.
    pub needs: Vec<Need>,
    /// Whether the person has seen it.
    pub seen: bool,
}

/// Of every engine that answers, and the windows that show it.
#[derive(Default)]
pub struct Reboots(Mutex<State>);

#[derive(Default)]
struct State {
    engines: BTreeMap<String, OfEngine>,
    windows: Subscribers<RebootsNow>,
    told: RebootsNow,
    /// Has it looked at anew.
    again: Option<UnboundedSender<()>>,
}

/// Of one engine.
#[derive(Debug, Clone)]
struct OfEngine {
    boot: Boot,
    sessions: Vec<AfterRestart>,
    needs: Vec<Need>,
    seen: bool,
}

impl State {
    fn now(&self) -> RebootsNow {
        let engines = || self.engines.values();
        RebootsNow {
            sessions: engines().flat_map(|one| one.sessions.clone()).collect(),
            needs: engines().flat_map(|one| one.needs.clone()).collect(),
            seen: engines().all(|one| one.seen || one.sessions.is_empty()),
        }
    }

    fn tell(&mut self) {
        let now = self.now();
        if now != self.told {
            self.windows.send(&now);
            self.told = now;
        }
    }
}

impl Reboots {
    /// A session and the start of its machine, where that is known.
    pub fn find(&self, key: &SessionKey) -> Option<(Boot, AfterRestart)> {
        let state = self.0.lock();
        let of_engine = state.engines.get(&key.engine)?;
        let one = of_engine.sessions.iter().find(|one| one.id == key.id)?;
        Some((of_engine.boot.clone(), one.clone()))
    }

    /// The starts of machines that are known, by engine.
    pub fn boots(&self) -> Vec<(String, Boot)> {
        self.0.lock().engines.iter().map(|(engine, one)| (engine.clone(), one.boot.clone())).collect()
    }

    /// Has it looked at anew: something was done.
    pub fn look_again(&self) {
        if let Some(again) = &self.0.lock().again {
            // The other end lives as long as the app.
            let _ = again.send(());
        }
    }

    /// Sends it to a window, now and after every change.
    pub fn subscribe(&self, window: &str, send: Deliver<RebootsNow>) {
        let mut state = self.0.lock();
        if send(&state.now()) {
            state.windows.add(window, send);
        }
    }

    /// Ends the subscription of a window.
    pub fn window_closed(&self, window: &str) {
        self.0.lock().windows.remove(window);
    }

    fn set(&self, engine: &str, now: OfEngine) {
        let mut state = self.0.lock();
        state.engines.insert(engine.to_owned(), now);
        state.tell();
    }

    /// Forgets engines that don't answer any more.
    fn retain(&self, engines: &[String]) {
        let mut state = self.0.lock();
        state.engines.retain(|engine, _| engines.contains(engine));
        state.tell();
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_runner::Fate;

    use super::*;

    fn of_engine(engine: &str, seen: bool) -> OfEngine {
        let one = AfterRestart {
            engine: engine.to_owned(),
            id: "5f".to_owned(),
            name: "bot".to_owned(),
            restart_policy: "no".to_owned(),
            fate: Fate::Ask { doubtful: false },
            resume_command: None,
        };
        let boot = Boot { id: "b".to_owned(), at: "2026-11-27T08:00:00Z".parse().unwrap(), went_down: None };
        OfEngine { boot, sessions: vec![one], needs: Vec::new(), seen }
    }

    #[test]
    fn windows_hear_of_all_engines_and_of_changes_alone() {
        let reboots = Reboots::default();
        let (sender, sent) = std::sync::mpsc::channel();
        reboots.subscribe("main", Box::new(move |now: &RebootsNow| sender.send(now.clone()).is_ok()));
        assert_eq!(sent.try_recv().unwrap(), RebootsNow { seen: true, ..RebootsNow::default() });
        reboots.set("podman", of_engine("podman", true));
        assert!(sent.try_recv().unwrap().seen);
        reboots.set("docker", of_engine("docker", false));
        let now = sent.try_recv().unwrap();
        assert_eq!((now.sessions.len(), now.seen), (2, false));
        reboots.set("docker", of_engine("docker", false));
        assert!(sent.try_recv().is_err());
        let key = SessionKey { engine: "docker".to_owned(), id: "5f".to_owned() };
        assert!(reboots.find(&key).is_some_and(|(boot, one)| boot.id == "b" && one.engine == "docker"));
        reboots.retain(&["podman".to_owned()]);
        assert_eq!((sent.try_recv().unwrap().sessions.len(), reboots.find(&key)), (1, None));
    }
}
