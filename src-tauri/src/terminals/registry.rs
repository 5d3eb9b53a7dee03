//! The open terminals and the views that show them.
//!
//! Pure: it knows no engine and no window, and ends nothing. Whoever takes an entry or a
//! view out of it ends it, or tells its window.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use super::key::TerminalKey;

/// Ended sessions whose last screen is kept for when they start again.
const MAX_ENDED_SCREENS: usize = 16;

/// An open terminal, as far as the registry has to know it.
pub trait Entry {
    fn key(&self) -> &TerminalKey;
    /// Whether its client has ended.
    fn has_ended(&self) -> bool;
}

/// A window that shows a terminal.
pub struct View<E, O> {
    pub entry: Arc<E>,
    /// The window's label.
    pub window: String,
    /// The way to the window.
    pub output: O,
}

/// Open terminals by key, and views by number.
pub struct Registry<E, O> {
    views: HashMap<u32, View<E, O>>,
    /// At most one per key, the oldest first.
    entries: Vec<Arc<E>>,
}

impl<E, O> Default for Registry<E, O> {
    fn default() -> Self {
        Self { views: HashMap::new(), entries: Vec::new() }
    }
}

impl<E: Entry, O> Registry<E, O> {
    /// The terminal with this key.
    pub fn find(&self, key: &TerminalKey) -> Option<Arc<E>> {
        self.entries.iter().find(|entry| entry.key() == key).map(Arc::clone)
    }

    /// Every terminal, the oldest first.
    pub fn entries(&self) -> Vec<Arc<E>> {
        self.entries.clone()
    }

    /// Adds a terminal in place of the one with the same key. Of the sessions that have
    /// ended only the newest [`MAX_ENDED_SCREENS`] stay.
    pub fn insert(&mut self, entry: &Arc<E>) {
        self.entries.retain(|old| old.key() != entry.key());
        self.entries.push(Arc::clone(entry));
        let is_ended = |entry: &Arc<E>| entry.key().shell.is_none() && entry.has_ended();
        if self.entries.iter().filter(|entry| is_ended(entry)).count() > MAX_ENDED_SCREENS
            && let Some(oldest) = self.entries.iter().position(is_ended)
        {
            self.entries.remove(oldest);
        }
    }

    /// Removes one terminal; a newer one with the same key stays.
    pub fn remove(&mut self, entry: &Arc<E>) {
        self.entries.retain(|other| !Arc::ptr_eq(other, entry));
    }

    /// Takes out the terminals with such keys, and their views.
    pub fn remove_where(&mut self, which: impl Fn(&TerminalKey) -> bool) -> Vec<Arc<E>> {
        self.views.retain(|_, view| !which(view.entry.key()));
        self.entries.extract_if(.., |entry| which(entry.key())).collect()
    }

    /// Takes out the terminals with such keys that have ended and that no view shows.
    pub fn remove_unseen(&mut self, which: impl Fn(&TerminalKey) -> bool) -> Vec<Arc<E>> {
        let views = &self.views;
        let is_shown = |entry: &Arc<E>| views.values().any(|view| Arc::ptr_eq(&view.entry, entry));
        let is_unseen = |entry: &mut Arc<E>| which(entry.key()) && entry.has_ended() && !is_shown(entry);
        self.entries.extract_if(.., is_unseen).collect()
    }

    /// The terminal that a view shows.
    pub fn shown_by(&self, number: u32) -> Option<Arc<E>> {
        self.views.get(&number).map(|view| Arc::clone(&view.entry))
    }

    /// Adds a view. A terminal has one, the newest, which gave it its size: the views of
    /// other windows that it displaces are returned, for their windows to be told.
    pub fn attach_view(&mut self, number: u32, view: View<E, O>) -> Vec<View<E, O>> {
        let displaced = self.views.extract_if(|_, old| Arc::ptr_eq(&old.entry, &view.entry));
        let elsewhere = displaced.map(|(_, old)| old).filter(|old| old.window != view.window).collect();
        self.views.insert(number, view);
        elsewhere
    }

    /// Takes out a view.
    pub fn detach_view(&mut self, number: u32) -> Option<View<E, O>> {
        self.views.remove(&number)
    }

    /// Takes out every view of a window.
    pub fn detach_window(&mut self, window: &str) -> Vec<View<E, O>> {
        self.views.extract_if(|_, view| view.window == window).map(|(_, view)| view).collect()
    }
}
