//! The windows that receive a kind of change as it happens.

use std::collections::BTreeMap;

use tauri::ipc::{Channel, IpcResponse};

/// Sends one change to a window; `false` when the window is gone.
pub type Deliver<T> = Box<dyn Fn(&T) -> bool + Send>;

/// One receiver per window: a page that was loaded again replaces its former receiver.
pub struct Subscribers<T> {
    by_window: BTreeMap<String, Deliver<T>>,
}

impl<T> Default for Subscribers<T> {
    fn default() -> Self {
        Self { by_window: BTreeMap::new() }
    }
}

impl<T> Subscribers<T> {
    /// Adds the receiver of the window with this label.
    pub fn add(&mut self, window: &str, send: Deliver<T>) {
        self.by_window.insert(window.to_owned(), send);
    }

    /// Sends a change to every window, and removes the windows that are gone.
    pub fn send(&mut self, change: &T) {
        self.by_window.retain(|_, send| send(change));
    }

    /// Whether the window with this label receives.
    pub fn has(&self, window: &str) -> bool {
        self.by_window.contains_key(window)
    }

    /// Ends the subscription of the window with this label.
    pub fn remove(&mut self, window: &str) {
        self.by_window.remove(window);
    }
}

/// A receiver that sends through a channel to the page.
pub fn through<T: IpcResponse + Clone + Send + 'static>(channel: Channel<T>) -> Deliver<T> {
    Box::new(move |change| channel.send(change.clone()).is_ok())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn receiver() -> (Deliver<u32>, mpsc::Receiver<u32>) {
        let (sender, receiver) = mpsc::channel();
        (Box::new(move |change| sender.send(*change).is_ok()), receiver)
    }

    #[test]
    fn every_window_receives_until_it_is_removed() {
        let mut subscribers = Subscribers::default();
        let ((first, of_first), (second, of_second)) = (receiver(), receiver());
        subscribers.add("main", first);
        subscribers.add("session-1", second);
        subscribers.send(&1);
        subscribers.remove("session-1");
        subscribers.send(&2);
        assert_eq!(of_first.try_iter().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(of_second.try_iter().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_page_that_was_loaded_again_receives_once() {
        let mut subscribers = Subscribers::default();
        let ((first, of_first), (second, of_second)) = (receiver(), receiver());
        subscribers.add("main", first);
        subscribers.add("main", second);
        subscribers.send(&1);
        assert_eq!((of_first.try_iter().count(), of_second.try_iter().count()), (0, 1));
    }

    #[test]
    fn a_window_that_is_gone_is_removed() {
        let mut subscribers = Subscribers::default();
        let (send, of_window) = receiver();
        subscribers.add("main", send);
        drop(of_window);
        subscribers.send(&1);
        assert!(subscribers.by_window.is_empty());
    }
}
