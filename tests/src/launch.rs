//! A launcher that opens terminals as the app does, and hands out the views.

use std::fmt;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

use berth_runner::{Launched, Launcher, Session};
use berth_terminal::{Colors, Options, Size};

use crate::view::View;

/// The theme of its terminals.
pub const COLORS: Colors = Colors {
    foreground: [0x11, 0x22, 0x33],
    background: [0x44, 0x55, 0x66],
    cursor: [0x77, 0x88, 0x99],
    ansi: [[0xaa, 0xbb, 0xcc]; 16],
};

/// Opens a terminal of a size for each session that is started. Clones share the views.
#[derive(Clone)]
pub struct ViewLauncher {
    size: Size,
    kept: Arc<Mutex<Vec<View>>>,
}

impl fmt::Debug for ViewLauncher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ViewLauncher").field("size", &self.size).finish_non_exhaustive()
    }
}

impl ViewLauncher {
    pub fn new(size: Size) -> Self {
        Self { size, kept: Arc::default() }
    }

    /// The terminals of sessions that were started, the oldest first.
    pub fn take(&self) -> Vec<View> {
        std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Launcher for ViewLauncher {
    fn launch(&self, _: &Session, client: Command) -> Option<Box<dyn Launched>> {
        let options = Options { raw_when_attached: true, colors: Some(COLORS), ..Options::default() };
        let view = View::open_sized(&client, self.size, options);
        Some(Box::new(LaunchedView { view, kept: Arc::clone(&self.kept) }))
    }
}

struct LaunchedView {
    view: View,
    kept: Arc<Mutex<Vec<View>>>,
}

impl Launched for LaunchedView {
    fn has_ended(&self) -> bool {
        self.view.terminal.has_ended()
    }

    fn keep(self: Box<Self>, _: &Session) {
        let Self { view, kept } = *self;
        kept.lock().unwrap_or_else(PoisonError::into_inner).push(view);
    }
}
