//! Judges a screen when it changed, and when a rule may decide otherwise because it did not.

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_activity::{Activity, Input, Moment, Program, Reading, Rules, ScreenText, Tracker, screen_hash};
use berth_terminal::{Screen, Tally};
use jiff::Timestamp;
use parking_lot::Mutex;
use regex::Regex;
use tokio::sync::{Notify, watch};
use tokio::task::AbortHandle;

use crate::error::Result;
use crate::guard::{Guard, SendOutcome};
use crate::peek::Peek;
use crate::process::Process;
use crate::screen::{Watched, bytes_of, to_judge};
use crate::until::Until;

/// From a change until it is judged: a program's picture may come in several pieces.
const GATHER: Duration = Duration::from_millis(30);
/// Between two looks at a screen that changes.
const INTERVAL: Duration = Duration::from_millis(100);
/// After which a picture that is not finished counts as finished.
const UNFINISHED: Duration = Duration::from_millis(160);
/// What `/proc` shows changes without a word: a program that has asked begins to read. While that may decide, it is
/// looked at again after this time, then after twice as long each time.
const FIRST_AGAIN: Duration = Duration::from_millis(200);
const LAST_AGAIN: Duration = Duration::from_secs(10);

/// A screen that is judged for as long as this exists.
pub struct Judging {
    shared: Arc<Shared>,
    task: AbortHandle,
}

struct Shared {
    watched: Arc<dyn Watched>,
    program: Program,
    process: Option<Process>,
    /// What is quiet from the beginning is so since then.
    began: Instant,
    rules: Mutex<Arc<Rules>>,
    tracker: Mutex<Tracker>,
    changes: Arc<watch::Sender<u64>>,
    wake: Arc<Notify>,
}

impl Judging {
    /// Judges a screen from now on. `tracker` is what was known of the session before; `pid` is the
    /// session's main process, where it may be seen in `/proc`.
    ///
    /// Must be called within a tokio runtime.
    pub fn start(
        watched: Arc<dyn Watched>,
        program: Program,
        rules: Arc<Rules>,
        tracker: Tracker,
        pid: Option<u32>,
    ) -> Self {
        Self::telling(watched, program, rules, tracker, pid, Arc::new(watch::Sender::new(0)))
    }

    /// The same, which tells its changes there.
    pub(crate) fn telling(
        watched: Arc<dyn Watched>,
        program: Program,
        rules: Arc<Rules>,
        tracker: Tracker,
        pid: Option<u32>,
        changes: Arc<watch::Sender<u64>>,
    ) -> Self {
        let wake = Arc::new(Notify::new());
        let shared = Arc::new(Shared {
            watched,
            program,
            process: pid.and_then(Process::of_container),
            began: Instant::now(),
            rules: Mutex::new(rules),
            tracker: Mutex::new(tracker),
            changes,
            wake: Arc::clone(&wake),
        });
        shared.watched.on_change(Some(Box::new(move || wake.notify_one())));
        let task = tokio::spawn(run(Arc::clone(&shared))).abort_handle();
        Self { shared, task }
    }

    /// What the session does.
    pub fn reading(&self) -> Reading {
        self.shared.tracker.lock().reading().clone()
    }

    /// What is known of the session, for who judges it next.
    pub fn tracker(&self) -> Tracker {
        self.shared.tracker.lock().clone()
    }

    /// Judges by other rules.
    pub fn set_rules(&self, rules: Arc<Rules>) {
        *self.shared.rules.lock() = rules;
        self.shared.wake.notify_one();
    }

    /// Somebody looks at the session now.
    pub fn seen(&self) {
        if self.shared.tracker.lock().seen(Timestamp::now()).is_some() {
            self.shared.changed();
        }
    }

    /// A new number after the screen or the reading changed, at most every 100 ms.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared.changes.subscribe()
    }

    /// What was seen of live output, since the beginning.
    pub fn tally(&self) -> Tally {
        self.shared.watched.tally()
    }

    /// What is seen now.
    pub fn peek(&self) -> Peek {
        let text = self.shared.watched.text();
        let reading = self.shared.judge(&text);
        let (size, paint) = (self.shared.watched.size(), self.shared.watched.paint());
        Peek { hash: screen_hash(&text), reading, text, size, paint }
    }

    /// Whether it is so now.
    pub fn is_so(&self, until: &Until) -> bool {
        match until {
            Until::Activity(wanted) => wanted.contains(&self.reading().activity),
            Until::Text(pattern) => is_on(pattern, &self.shared.watched.text()),
            Until::Quiet(_) => self.quiet_at(until).is_some_and(|at| at <= Instant::now()),
        }
    }

    /// When it will have been quiet for long enough, if nothing is written; `None` where that is not waited for.
    pub fn quiet_at(&self, until: &Until) -> Option<Instant> {
        match until {
            Until::Quiet(time) => self.shared.last_output().checked_add(*time),
            _ => None,
        }
    }

    /// Sends input to the session, if the guard is met when it is written.
    ///
    /// # Errors
    /// The terminal takes no more input.
    pub fn send(&self, inputs: &[Input], guard: &Guard) -> Result<SendOutcome> {
        self.send_by(inputs, guard, |bytes| self.shared.watched.write(bytes))
    }

    /// The same, written by `write`: while the screen is still the one that was judged.
    pub(crate) fn send_by(
        &self,
        inputs: &[Input],
        guard: &Guard,
        write: impl FnOnce(Vec<u8>) -> berth_terminal::Result<()>,
    ) -> Result<SendOutcome> {
        let mut write = Some(write);
        let mut outcome = None;
        self.shared.watched.with_screen(&mut |screen: &mut Screen| {
            let Some(write) = write.take() else { return };
            let modes = screen.input_modes();
            let text = to_judge(screen.text());
            let reading = self.shared.judge(&text);
            let paint = screen.snapshot().paint;
            let peek = Peek { hash: screen_hash(&text), reading, text, size: screen.size(), paint };
            outcome = Some(if guard.is_met_by(&peek) {
                match bytes_of(inputs, modes) {
                    bytes if bytes.is_empty() => Ok(SendOutcome::Sent { peek }),
                    bytes => write(bytes).map(|()| {
                        screen.forget_notices();
                        SendOutcome::Sent { peek }
                    }),
                }
            } else {
                Ok(SendOutcome::Changed { peek })
            });
        });
        self.shared.wake.notify_one();
        Ok(outcome.unwrap_or(Err(berth_terminal::Error::Closed))?)
    }
}

impl Drop for Judging {
    fn drop(&mut self) {
        self.task.abort();
        self.shared.watched.on_change(None);
    }
}

impl Shared {
    fn changed(&self) {
        self.changes.send_modify(|version| *version = version.wrapping_add(1));
    }

    fn last_output(&self) -> Instant {
        self.watched.last_output().unwrap_or(self.began)
    }

    fn moment(&self) -> Moment {
        let last = self.last_output();
        let (reads_terminal, foreground) = self.process.as_ref().map(Process::in_front).unwrap_or_default();
        Moment { quiet: last.elapsed(), reads_terminal, foreground }
    }

    /// Judges a screen now; returns what the session does.
    fn judge(&self, text: &ScreenText) -> Reading {
        let rules = Arc::clone(&self.rules.lock());
        let verdict = rules.judge(&self.program, text, &self.moment());
        let mut tracker = self.tracker.lock();
        if tracker.observe(verdict, Timestamp::now()).is_some() {
            self.changed();
        }
        tracker.reading().clone()
    }

    /// When to look again, though nothing changes.
    fn next_look(&self, text: &ScreenText) -> Option<Duration> {
        let rules = Arc::clone(&self.rules.lock());
        rules.next_look(&self.program, text, &self.moment())
    }
}

async fn run(shared: Arc<Shared>) {
    let mut known = None;
    // What was on the screen before is judged, too: it may change no more.
    let mut next = Some(GATHER);
    let mut looked = Instant::now();
    let mut again = FIRST_AGAIN;
    loop {
        tokio::select! {
            () = shared.wake.notified() => {
                let from = (looked + INTERVAL).max(Instant::now() + GATHER);
                tokio::time::sleep_until(from.into()).await;
            }
            () = after(next) => {}
        }
        looked = Instant::now();
        if shared.watched.is_unfinished() {
            next = Some(UNFINISHED);
            continue;
        }
        let text = shared.watched.text();
        let activity = shared.judge(&text).activity;
        next = shared.next_look(&text);
        again = if known.as_ref() == Some(&text) { (again * 2).min(LAST_AGAIN) } else { FIRST_AGAIN };
        if shared.process.is_some() && matches!(activity, Activity::Unknown | Activity::Works) {
            next = next.into_iter().chain([again]).min();
        }
        if known.as_ref() != Some(&text) {
            known = Some(text);
            shared.changed();
        }
    }
}

/// Whether a line of the screen matches; rows that a full row goes on in are one line.
pub(crate) fn is_on(pattern: &Regex, text: &ScreenText) -> bool {
    let mut line = String::new();
    for (at, row) in text.lines.iter().enumerate() {
        line.push_str(row);
        if !text.wrapped.get(at).copied().unwrap_or(false) {
            if pattern.is_match(&line) {
                return true;
            }
            line.clear();
        }
    }
    pattern.is_match(&line)
}

async fn after(time: Option<Duration>) {
    match time {
        Some(time) => tokio::time::sleep(time).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
#[path = "judging_tests.rs"]
mod tests;
