//! Passes bells, notices and clipboard requests of programs to the windows, rate-limited.

use std::sync::Arc;
use std::time::Instant;

use berth_terminal::{Notification, NotificationHandler};
use parking_lot::Mutex;
use serde::Serialize;

use super::key::TerminalKey;
use crate::subscribers::{Deliver, Subscribers};

/// A bell, a notice or a clipboard request of a program in a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct TerminalNotification {
    pub engine: String,
    /// The session's id.
    pub session: String,
    pub notification: Notification,
}

/// The windows that receive notifications.
#[derive(Clone, Default)]
pub(super) struct Listeners(Arc<Mutex<Subscribers<TerminalNotification>>>);

impl Listeners {
    pub fn add(&self, window: &str, deliver: Deliver<TerminalNotification>) {
        self.0.lock().add(window, deliver);
    }

    pub fn remove(&self, window: &str) {
        self.0.lock().remove(window);
    }

    /// The handler of a terminal's notifications.
    pub fn handler(&self, key: &TerminalKey) -> NotificationHandler {
        let listeners = self.clone();
        let TerminalKey { engine, session, .. } = key.clone();
        // A person reads a few in a row; an editor copies more often.
        let (mut calls, mut copies) = (Bucket::new(5.0, 0.5), Bucket::new(20.0, 5.0));
        Box::new(move |notification| {
            let bucket = match notification {
                Notification::Bell | Notification::Notice { .. } => &mut calls,
                Notification::Clipboard { .. } => &mut copies,
            };
            if bucket.takes(Instant::now()) {
                let (engine, session) = (engine.clone(), session.clone());
                listeners.0.lock().send(&TerminalNotification { engine, session, notification });
            }
        })
    }
}

/// Lets a few through at once, and then so many a second.
struct Bucket {
    most: f64,
    a_second: f64,
    left: f64,
    at: Instant,
}

impl Bucket {
    fn new(most: f64, a_second: f64) -> Self {
        Self { most, a_second, left: most, at: Instant::now() }
    }

    fn takes(&mut self, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + passed * self.a_second).min(self.most);
        self.at = now;
        let takes = self.left >= 1.0;
        if takes {
            self.left -= 1.0;
        }
        takes
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_flood_of_bells_leaves_room_for_the_clipboard() {
        let listeners = Listeners::default();
        let (sender, receiver) = std::sync::mpsc::channel();
        listeners.add("main", Box::new(move |one| sender.send(one.clone()).is_ok()));
        let mut handle = listeners.handler(&TerminalKey::main("podman", "a"));
        (0..100).for_each(|_| handle(Notification::Bell));
        handle(Notification::Clipboard { text: "copied".into() });
        let received: Vec<_> = receiver.try_iter().collect();
        assert_eq!(received.len(), 6);
        let last = received.last().map(|last| (last.session.as_str(), last.notification.clone()));
        assert_eq!(last, Some(("a", Notification::Clipboard { text: "copied".into() })));
    }

    #[test]
    fn a_flood_is_a_few_and_then_one_now_and_then() {
        let mut bucket = Bucket::new(5.0, 0.5);
        let begin = bucket.at;
        let through =
            |bucket: &mut Bucket, at: Duration| (0..100).filter(|_| bucket.takes(begin + at)).count();
        assert_eq!(through(&mut bucket, Duration::ZERO), 5);
        assert_eq!(through(&mut bucket, Duration::from_secs(2)), 1);
        assert_eq!(through(&mut bucket, Duration::from_secs(3600)), 5);
    }
}
