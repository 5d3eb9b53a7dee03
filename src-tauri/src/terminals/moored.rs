//! What is kept open, and who looks at it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use berth_runner::Shell;
use berth_terminal::AttachedTerminal;
use tauri::ipc::Channel;

use super::window;

/// Last screens that wait for their session to start again.
const MOST_OVER: usize = 16;

/// Whose terminal: a session's own, or one of its shells'.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    pub engine: String,
    pub session: String,
    /// The window's key for a shell; `None` is the main process.
    pub shell: Option<String>,
}

pub(super) struct Open {
    pub address: Address,
    /// How to end the process inside, for a shell.
    pub shell: Option<Shell>,
    pub terminal: AttachedTerminal,
    pub opened: Instant,
}

/// Somebody who looks at a terminal.
pub(super) struct Look {
    pub open: Arc<Open>,
    pub window: String,
    pub output: Channel,
}

/// The terminals, and who looks at them.
#[derive(Default)]
pub(super) struct Moored {
    /// What the window shows, by number.
    pub views: HashMap<u32, Look>,
    /// Every client that runs, looked at or not: one that was left keeps its screen,
    /// and coming back paints it at once. A shell stays when it has ended, to be read,
    /// until it is closed; so do some sessions, for when they start again.
    pub kept: Vec<Arc<Open>>,
}

impl Moored {
    pub fn find(&self, address: &Address) -> Option<Arc<Open>> {
        self.kept.iter().find(|open| open.address == *address).map(Arc::clone)
    }

    /// In place of the one before it, which has ended.
    pub fn keep(&mut self, open: &Arc<Open>) {
        self.kept.retain(|old| old.address != open.address);
        self.kept.push(Arc::clone(open));
        let over = |open: &Arc<Open>| open.shell.is_none() && open.terminal.has_ended();
        if self.kept.iter().filter(|open| over(open)).count() > MOST_OVER
            && let Some(oldest) = self.kept.iter().position(over)
        {
            self.kept.remove(oldest);
        }
    }

    /// A terminal has one view: the newest, which gave it its size. Another window that
    /// showed it is told.
    pub fn look(&mut self, number: u32, look: Look) {
        for (_, old) in self.views.extract_if(|_, old| Arc::ptr_eq(&old.open, &look.open)) {
            if old.window != look.window {
                window::shown_elsewhere(&old.output);
            }
        }
        self.views.insert(number, look);
    }
}
