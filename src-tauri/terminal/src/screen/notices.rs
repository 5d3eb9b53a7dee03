//! What a program said besides its screen, for rules that judge it.

use std::sync::Arc;

use parking_lot::Mutex;

use crate::emulator::Notification;

/// What was seen of live output, since the beginning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Line feeds.
    pub lines: u64,
    /// Commands that ended with another code than 0, as the shell told (OSC 133).
    pub failed: u64,
}

/// What a program said since the last input, and how much since the beginning.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notices(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    notice: Option<String>,
    bell: bool,
    tally: Tally,
}

impl Notices {
    /// Live output with so many of each.
    pub fn count(&self, lines: usize, failed: u64) {
        if lines > 0 || failed > 0 {
            let tally = &mut self.0.lock().tally;
            tally.lines = tally.lines.saturating_add(lines as u64);
            tally.failed = tally.failed.saturating_add(failed);
        }
    }

    pub fn tally(&self) -> Tally {
        self.0.lock().tally
    }

    pub fn note(&self, notification: &Notification) {
        match notification {
            Notification::Bell => self.0.lock().bell = true,
            Notification::Notice { title, text } => {
                let space = if title.is_empty() || text.is_empty() { "" } else { " " };
                self.0.lock().notice = Some(format!("{title}{space}{text}"));
            }
            _ => {}
        }
    }

    /// The last notice, and whether the bell rang.
    pub fn last(&self) -> (Option<String>, bool) {
        let noted = self.0.lock();
        (noted.notice.clone(), noted.bell)
    }

    /// There was input.
    pub fn forget(&self) {
        let mut noted = self.0.lock();
        *noted = Noted { tally: noted.tally, ..Noted::default() };
    }
}
