//! What watches saw and the recorder has yet to take: so much of it, and no more.

use std::sync::Arc;

use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::mpsc;

use super::step::Seen;

/// What waits, at most: some minutes of a restart loop, while another program holds the archive.
const LENGTH: usize = 2048;

/// From when to when something was lost, by our clock.
pub(super) type Gap = (Timestamp, Timestamp);

/// The end that takes what is seen. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Entrance {
    seen: mpsc::Sender<Seen>,
    lost: Arc<Mutex<Option<Gap>>>,
}

/// The end that gives it.
#[derive(Debug)]
pub(super) struct Exit {
    seen: mpsc::Receiver<Seen>,
    lost: Arc<Mutex<Option<Gap>>>,
}

pub(super) fn queue() -> (Entrance, Exit) {
    of(LENGTH)
}

fn of(length: usize) -> (Entrance, Exit) {
    let (sender, seen) = mpsc::channel(length);
    let lost = Arc::default();
    (Entrance { seen: sender, lost: Arc::clone(&lost) }, Exit { seen, lost })
}

impl Entrance {
    /// Takes what was seen at `now`. Where as much waits as may, it is lost, and the time is
    /// noted: a watch must not wait for a disk.
    pub fn put(&self, seen: Seen, now: Timestamp) {
        if let Err(mpsc::error::TrySendError::Full(_)) = self.seen.try_send(seen) {
            let mut lost = self.lost.lock();
            let since = lost.map_or(now, |(since, _)| since);
            *lost = Some((since, now));
        }
    }
}

impl Exit {
    /// The next, once there is one; `None` when nobody sees any more.
    pub async fn next(&mut self) -> Option<Seen> {
        self.seen.recv().await
    }

    /// The next, if there is one.
    pub fn next_now(&mut self) -> Option<Seen> {
        self.seen.try_recv().ok()
    }

    /// What was lost since it was last asked for, once all that was seen before is taken.
    pub fn lost(&mut self) -> Option<Gap> {
        if self.seen.is_empty() { self.lost.lock().take() } else { None }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn what_is_too_much_is_lost_and_from_when_to_when_is_known() {
        let (entrance, mut exit) = of(2);
        for second in 0..5 {
            entrance.put(Seen::Away(at(second)), at(second));
        }
        assert_eq!(exit.lost(), None, "what was seen before comes first");
        assert!(exit.next_now().is_some());
        assert!(exit.next_now().is_some());
        assert!(exit.next_now().is_none());
        assert_eq!(exit.lost(), Some((at(2), at(4))));
        assert_eq!(exit.lost(), None);
        entrance.put(Seen::Away(at(9)), at(9));
        assert!(exit.next_now().is_some());
        assert_eq!(exit.lost(), None);
    }

    #[test]
    fn nothing_is_lost_to_a_recorder_that_has_ended() {
        let (entrance, exit) = of(1);
        drop(exit);
        entrance.put(Seen::Away(at(0)), at(0));
        entrance.put(Seen::Away(at(1)), at(1));
        assert_eq!(*entrance.lost.lock(), None);
    }
}
