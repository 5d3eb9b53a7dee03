//! Which notices share a popup on the desktop.

use std::time::{Duration, Instant};

use crate::notices::notice::Notice;

/// What follows within this time, while the popup before is open and unread, shares one with it, if
/// there are many. A person who comes back finds one popup, however slowly its notices came. Not
/// without a limit: systems that never say that a popup is gone would show summaries ever after.
const JOINS: Duration = Duration::from_secs(600);
/// So many share a popup.
const MANY: usize = 3;

/// What is to be done on the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Show these under this number, in place of what it showed.
    Show { popup: u32, notices: Vec<Notice> },
    /// Take it away.
    Close { popup: u32 },
}

#[derive(Debug)]
struct Popup {
    number: u32,
    /// By their numbers.
    notices: Vec<u32>,
    shown_at: Instant,
    /// Whether the desktop shows something else.
    stale: bool,
}

/// What the desktop shows.
#[derive(Debug, Default)]
pub struct Popups {
    open: Vec<Popup>,
    numbers: u32,
}

impl Popups {
    /// The notices of a popup.
    pub fn numbers(&self, popup: u32) -> &[u32] {
        self.open.iter().find(|one| one.number == popup).map_or(&[], |one| &one.notices)
    }

    /// The desktop shows a popup no longer.
    pub fn forget(&mut self, popup: u32) {
        self.open.retain(|one| one.number != popup);
    }

    /// These are shown no longer.
    pub fn take_out(&mut self, notices: &[u32]) {
        for popup in &mut self.open {
            popup.stale |= popup.notices.iter().any(|number| notices.contains(number));
            popup.notices.retain(|number| !notices.contains(number));
        }
    }

    /// Shows these, each by itself while they are few. `live` counts those that are still so.
    pub fn add(&mut self, now: Instant, notices: Vec<u32>, live: impl Fn(&[u32]) -> usize) {
        if notices.is_empty() {
            return;
        }
        let is_recent = |popup: &Popup| popup.shown_at + JOINS > now;
        let recent = self.open.iter().filter(|popup| is_recent(popup));
        let before: usize = recent.map(|popup| live(&popup.notices)).sum();
        if before + notices.len() < MANY {
            return notices.into_iter().for_each(|notice| self.open(now, vec![notice]));
        }
        let (mut all, mut first) = (Vec::new(), None);
        for popup in self.open.iter_mut().filter(|popup| is_recent(popup)) {
            all.append(&mut popup.notices);
            popup.stale = true;
            first.get_or_insert(popup.number);
        }
        all.extend(notices);
        if let Some(popup) = self.open.iter_mut().find(|popup| Some(popup.number) == first) {
            (popup.notices, popup.shown_at) = (all, now);
            return;
        }
        self.open(now, all);
    }

    /// Brings the desktop up to date; `live` gives those that are still so.
    pub fn steps(&mut self, live: impl Fn(&[u32]) -> Vec<Notice>) -> Vec<Step> {
        let mut steps = Vec::new();
        self.open.retain_mut(|popup| {
            let notices = live(&popup.notices);
            if notices.is_empty() {
                steps.push(Step::Close { popup: popup.number });
                return false;
            }
            if popup.stale || notices.len() < popup.notices.len() {
                popup.notices = notices.iter().map(|notice| notice.number).collect();
                popup.stale = false;
                steps.push(Step::Show { popup: popup.number, notices });
            }
            true
        });
        steps
    }

    fn open(&mut self, now: Instant, notices: Vec<u32>) {
        self.numbers += 1;
        self.open.push(Popup { number: self.numbers, notices, shown_at: now, stale: true });
    }
}
