//! Background work for a window that goes on until the window ends it, or is closed.

use std::collections::HashMap;

use parking_lot::Mutex;
use tauri::async_runtime::{self, JoinHandle};

/// The work of every window, by number.
#[derive(Default)]
pub struct Subscriptions(Mutex<Running>);

#[derive(Default)]
struct Running {
    next: u32,
    by_number: HashMap<u32, (String, JoinHandle<()>)>,
}

impl Subscriptions {
    /// Starts work for the window with this label; returns its number.
    pub fn start(&self, window: &str, work: impl Future<Output = ()> + Send + 'static) -> u32 {
        let mut running = self.0.lock();
        running.by_number.retain(|_, (_, task)| !task.inner().is_finished());
        running.next += 1;
        let number = running.next;
        running.by_number.insert(number, (window.to_owned(), async_runtime::spawn(work)));
        number
    }

    /// Ends the work of that number; it may have ended by itself.
    pub fn end(&self, number: u32) {
        self.end_where(|other, _| other == number);
    }

    /// Ends the work of a window.
    pub fn window_closed(&self, window: &str) {
        self.end_where(|_, label| label == window);
    }

    fn end_where(&self, which: impl Fn(u32, &str) -> bool) {
        let mut running = self.0.lock();
        for (_, (_, task)) in running.by_number.extract_if(|number, (label, _)| which(*number, label)) {
            task.abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::oneshot;

    use super::*;

    /// Work that never ends, and whether it was dropped.
    fn work() -> (impl Future<Output = ()> + Send + 'static, oneshot::Receiver<()>) {
        let (sender, dropped) = oneshot::channel();
        let work = async move {
            let _held: oneshot::Sender<()> = sender;
            std::future::pending::<()>().await;
        };
        (work, dropped)
    }

    fn is_dropped(dropped: oneshot::Receiver<()>) -> bool {
        let wait = async { tokio::time::timeout(Duration::from_secs(10), dropped).await.is_ok() };
        async_runtime::block_on(wait)
    }

    #[test]
    fn work_ends_when_it_is_asked_to() {
        let subscriptions = Subscriptions::default();
        let ((first, of_first), (second, mut of_second)) = (work(), work());
        let number = subscriptions.start("main", first);
        assert_ne!(subscriptions.start("main", second), number);
        subscriptions.end(number);
        assert!(is_dropped(of_first));
        assert!(matches!(of_second.try_recv(), Err(oneshot::error::TryRecvError::Empty)));
    }

    #[test]
    fn work_ends_with_its_window() {
        let subscriptions = Subscriptions::default();
        let ((first, of_first), (second, mut of_second)) = (work(), work());
        subscriptions.start("session-1", first);
        subscriptions.start("main", second);
        subscriptions.window_closed("session-1");
        assert!(is_dropped(of_first));
        assert!(matches!(of_second.try_recv(), Err(oneshot::error::TryRecvError::Empty)));
    }
}
