//! Room for so many clients of the socket, and who leaves for a new one.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::timeout;

/// Clients at a time; for one more the longest silent one is hung up on, else the longest idle one.
pub(crate) const MOST_CLIENTS: usize = 64;
/// How long a client that is hung up on may take to leave.
const LEAVES_WITHIN: Duration = Duration::from_secs(1);

/// Clients that wait, the longest first, and how each is told to leave.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<VecDeque<oneshot::Sender<()>>>);

impl Waiting {
    /// Waits for something that a client does; `None` when its place is needed.
    pub async fn until<T>(&self, does: impl Future<Output = T>) -> Option<T> {
        let (leave, told) = oneshot::channel();
        {
            let mut waiting = self.0.lock();
            waiting.retain(|other| !other.is_closed());
            waiting.push_back(leave);
        }
        tokio::select! {
            done = does => Some(done),
            _ = told => None,
        }
    }

    /// Tells the one that has waited for longest to leave; false where no more than `few` wait.
    fn dismiss(&self, few: usize) -> bool {
        let mut waiting = self.0.lock();
        waiting.retain(|one| !one.is_closed());
        if waiting.len() <= few {
            return false;
        }
        while let Some(longest) = waiting.pop_front() {
            if longest.send(()).is_ok() {
                return true;
            }
        }
        false
    }
}

/// Where clients are, and who leaves for a new one.
#[derive(Debug)]
pub(crate) struct Room {
    places: Arc<Semaphore>,
    /// Those that have not said what they are.
    pub silent: Waiting,
    /// Those that have, and ask nothing now.
    pub idle: Waiting,
}

impl Room {
    pub fn new() -> Self {
        let places = Arc::new(Semaphore::new(MOST_CLIENTS));
        Self { places, silent: Waiting::default(), idle: Waiting::default() }
    }

    /// A place, which another client may have to leave. `None` where all are at work.
    pub async fn place(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            return Some(place);
        }
        // In a flood most clients were not looked at yet, and those that idle are not the ones that flood.
        if !self.silent.dismiss(0) && !self.idle.dismiss(MOST_CLIENTS / 2) {
            return None;
        }
        timeout(LEAVES_WITHIN, Arc::clone(&self.places).acquire_owned()).await.ok()?.ok()
    }
}
