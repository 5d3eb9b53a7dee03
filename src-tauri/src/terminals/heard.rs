//! What programs want to be known, on its way to the windows: seldom enough that a
//! flood of it disturbs nobody.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use berth_terminal::{Notification, NotificationHandler};
use serde::Serialize;
use tauri::ipc::Channel;

use super::Address;
use crate::harbour::locked;

/// What a program in a terminal wants to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Heard {
    pub engine: String,
    /// The session's id.
    pub session: String,
    pub said: Notification,
}

/// The windows that listen. One that is gone is forgotten.
#[derive(Clone, Default)]
pub struct Listeners(Arc<Mutex<Vec<Channel<Heard>>>>);

impl Listeners {
    pub fn add(&self, window: Channel<Heard>) {
        locked(&self.0).push(window);
    }

    /// What hears a terminal's program, and tells every window.
    pub fn hear(&self, address: &Address) -> NotificationHandler {
        let listeners = self.clone();
        let Address { engine, session, .. } = address.clone();
        // A person reads a few in a row; an editor copies more often.
        let (mut calls, mut copies) = (Bucket::new(5.0, 0.5), Bucket::new(20.0, 5.0));
        Box::new(move |said| {
            let bucket = match said {
                Notification::Bell | Notification::Notice { .. } => &mut calls,
                Notification::Clipboard { .. } => &mut copies,
            };
            if bucket.takes(Instant::now()) {
                let heard = Heard { engine: engine.clone(), session: session.clone(), said };
                locked(&listeners.0).retain(|window| window.send(heard.clone()).is_ok());
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
