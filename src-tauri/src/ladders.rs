//! Stops in steps that are under way, whichever window began them.

use std::collections::BTreeMap;

use berth_runner::{Error, LadderMove, LadderNow, LadderOutcome, Refusal, Runner, StopStep};
use parking_lot::Mutex;
use serde::Serialize;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use berth_observer::ByObserver;

use crate::subscribers::{Deliver, Subscribers};
use crate::terminals::SessionKey;

/// One stop in steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Ladder {
    pub session: SessionKey,
    pub steps: Vec<StopStep>,
    pub now: LadderNow,
}

/// All of them, and the windows that show them.
#[derive(Default)]
pub struct Ladders(Mutex<State>);

#[derive(Default)]
struct State {
    running: BTreeMap<(String, String), Running>,
    windows: Subscribers<Vec<Ladder>>,
}

struct Running {
    steps: Vec<StopStep>,
    /// `None` until the first step was done.
    now: Option<LadderNow>,
    moves: UnboundedSender<LadderMove>,
}

impl State {
    fn shown(&self) -> Vec<Ladder> {
        let shown = self.running.iter().filter_map(|((engine, id), running)| {
            let session = SessionKey { engine: engine.clone(), id: id.clone() };
            Some(Ladder { session, steps: running.steps.clone(), now: running.now.clone()? })
        });
        shown.collect()
    }

    fn tell(&mut self) {
        let shown = self.shown();
        self.windows.send(&shown);
    }
}

impl Ladders {
    /// Stops a session in steps. It goes on when the window that asked is closed.
    ///
    /// # Errors
    /// As of [`Runner::stop_by_steps`], and where one is under way.
    pub async fn stop(
        &self,
        runner: &Runner,
        id: &str,
        steps: Vec<StopStep>,
        remove: bool,
    ) -> Result<LadderOutcome, Error> {
        let key = (runner.engine().id.clone(), id.to_owned());
        let Some(mut moves) = self.begin(&key, &steps) else {
            let name = runner.status(id).await?.name;
            return Err(Error::Refused {
                operation: "stop",
                engine: key.0,
                name,
                reason: Refusal::BeingStopped {},
                status: None,
                detail: String::new(),
            });
        };
        let _over = Over { ladders: self, key: key.clone() };
        let tell = |now| self.now(&key, now);
        runner.stop_by_steps(id, &steps, remove, &ByObserver, &mut moves, tell).await
    }

    fn begin(&self, key: &(String, String), steps: &[StopStep]) -> Option<UnboundedReceiver<LadderMove>> {
        let mut state = self.0.lock();
        if state.running.contains_key(key) {
            return None;
        }
        let (moves, taken) = mpsc::unbounded_channel();
        state.running.insert(key.clone(), Running { steps: steps.to_vec(), now: None, moves });
        Some(taken)
    }

    fn now(&self, key: &(String, String), now: LadderNow) {
        let mut state = self.0.lock();
        if let Some(running) = state.running.get_mut(key) {
            running.now = Some(now);
        }
        state.tell();
    }

    /// What a person wants of one; one that is over takes nothing.
    pub fn turn(&self, session: SessionKey, to: LadderMove) {
        if let Some(running) = self.0.lock().running.get(&(session.engine, session.id)) {
            // Over in this moment.
            let _ = running.moves.send(to);
        }
    }

    /// Sends all of them to a window, now and after every change.
    pub fn subscribe(&self, window: &str, send: Deliver<Vec<Ladder>>) {
        let mut state = self.0.lock();
        if send(&state.shown()) {
            state.windows.add(window, send);
        }
    }

    /// Ends the subscription of a window.
    pub fn window_closed(&self, window: &str) {
        self.0.lock().windows.remove(window);
    }
}

/// Takes one off the list, also when its future is dropped.
struct Over<'a> {
    ladders: &'a Ladders,
    key: (String, String),
}

impl Drop for Over<'_> {
    fn drop(&mut self) {
        let mut state = self.ladders.0.lock();
        state.running.remove(&self.key);
        state.tell();
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn windows_see_each_and_one_session_has_one() {
        let ladders = Ladders::default();
        let (sender, sent) = std::sync::mpsc::channel();
        ladders.subscribe("main", Box::new(move |now: &Vec<Ladder>| sender.send(now.clone()).is_ok()));
        assert!(sent.try_recv().unwrap().is_empty());
        let (key, steps) = (("podman".to_owned(), "5f".to_owned()), [StopStep::signal("SIGHUP", 5)]);
        let mut moves = ladders.begin(&key, &steps).unwrap();
        assert!(ladders.begin(&key, &steps).is_none());
        let now = LadderNow { step: 0, until: "2026-11-26T10:00:00Z".parse().unwrap(), not_typed: None };
        ladders.now(&key, now.clone());
        let session = SessionKey { engine: key.0.clone(), id: key.1.clone() };
        let shown = Ladder { session: session.clone(), steps: steps.to_vec(), now };
        assert_eq!(sent.try_recv().unwrap(), [shown]);
        ladders.turn(session.clone(), LadderMove::Wait);
        assert_eq!(moves.try_recv().unwrap(), LadderMove::Wait);
        drop(Over { ladders: &ladders, key: key.clone() });
        assert!(sent.try_recv().unwrap().is_empty());
        ladders.turn(session, LadderMove::Now);
        assert!(ladders.begin(&key, &steps).is_some());
    }
}
