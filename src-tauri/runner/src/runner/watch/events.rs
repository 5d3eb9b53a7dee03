//! The engine's events: which containers to look at again. Those of a cluster say how they are.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

use crate::args;
use crate::parse::events::{self, EventLine, What};
use crate::parse::kube::{self, Row, Told};
use crate::process::Lines;
use crate::runner::Runner;
use crate::runner::record::{Recorder, Seen};

/// How many are looked at one by one; more are a snapshot. 200 fit a command line.
const MAX_INSPECTED_IDS: usize = 50;
/// Events from so long ago are asked for again: the client takes a while to listen, and
/// clocks differ. What they name is looked at in vain, once.
const REPLAY_SECONDS: i64 = 2;
/// The same after a client was lost: on a busy machine its last lines were not read yet (podman 4.3 looks into its file
/// four times a second where it gets a turn).
const REPLAY_LOST_SECONDS: i64 = 10;

/// One `events` client, and what its lines named.
pub(super) struct EventStream {
    lines: Option<Lines>,
    /// Why there are no lines any more.
    stderr: String,
    dirty: BTreeSet<String>,
    /// How containers of pods are, by their ids.
    told: HashMap<String, Heard>,
    /// The last verdict on each container's health, by its id.
    verdicts: HashMap<String, String>,
    /// When the first of them was named.
    since: Option<Instant>,
    recorder: Option<Recorder>,
    of_cluster: bool,
}

/// How a container of a pod is, or was when its pod went.
#[derive(Debug, PartialEq)]
pub(super) enum Heard {
    Is(Row),
    Was(Row),
}

/// What to look at.
#[derive(Debug, PartialEq)]
pub(super) enum Dirty {
    Ids(Vec<String>),
    /// Nothing: the events have told.
    Told(Vec<Heard>),
    Many,
}

impl EventStream {
    /// Starts the client. One that can't be started is a stream that has ended. `lost` is when the last one ended:
    /// engines remember what happened since, and for the runs of that time nothing else tells.
    pub fn open(runner: &Runner, recorder: Option<Recorder>, lost: Option<Timestamp>) -> Self {
        let invocation = match &runner.engine().namespace {
            Some(namespace) => args::kube_watch(namespace),
            None => args::events(since(Timestamp::now(), lost)),
        };
        let of_cluster = invocation.for_cluster;
        let opened = Lines::open(runner.client_call(invocation, Duration::MAX, false));
        let (lines, stderr) = match opened {
            Ok(lines) => (Some(lines), String::new()),
            Err(error) => (None, error.to_string()),
        };
        let (dirty, told, verdicts) = (BTreeSet::new(), HashMap::new(), HashMap::new());
        Self { lines, stderr, dirty, told, verdicts, since: None, recorder, of_cluster }
    }

    pub fn has_ended(&self) -> bool {
        self.lines.is_none()
    }

    /// podman 4.3: `Error: cannot read events with the "none" backend`.
    pub fn has_none(&self) -> bool {
        self.has_ended() && self.stderr.contains("\"none\" backend")
    }

    /// Why it has ended, in the client's stderr.
    pub fn stderr(&self) -> &str {
        &self.stderr
    }

    /// Takes one line, or the end of all; waits for ever after that. Cancel safe.
    pub async fn take(&mut self) {
        let Some(lines) = &mut self.lines else { return std::future::pending().await };
        match lines.next().await {
            Some(line) if self.of_cluster => self.hear(kube::event(&line)),
            Some(line) => {
                let Some(event) = events::parse_event(&line) else { return };
                if self.is_news(&event) {
                    self.mark_dirty(event.id.clone());
                    if let Some(recorder) = &self.recorder {
                        recorder.see(Seen::Event(event));
                    }
                }
            }
            None => {
                self.stderr = lines.stderr_text();
                self.lines = None;
            }
        }
    }

    /// Takes an event of a cluster.
    fn hear(&mut self, told: Option<Told>) {
        let told: Vec<_> = match told {
            Some(Told::Is(rows)) => rows.into_iter().map(|row| (row.id(), Heard::Is(row))).collect(),
            Some(Told::Gone(rows)) => rows.into_iter().map(|row| (row.id(), Heard::Was(row))).collect(),
            Some(Told::Over(words)) => {
                (self.stderr, self.lines) = (words, None);
                return;
            }
            None => return,
        };
        self.since.get_or_insert_with(Instant::now);
        self.told.extend(told);
    }

    /// Works while lines are taken: a client that nobody reads loses events.
    pub async fn while_draining<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                () = self.take() => {}
            }
        }
    }

    /// A check that ends with the verdict of the one before changes nothing: they come every
    /// second, of every container.
    fn is_news(&mut self, event: &EventLine) -> bool {
        match &event.what {
            What::Checked(Some(verdict)) => {
                self.verdicts.insert(event.id.clone(), verdict.clone()).as_ref() != Some(verdict)
            }
            What::Removed => {
                self.verdicts.remove(&event.id);
                true
            }
            what => what.changes_a_session(),
        }
    }

    fn mark_dirty(&mut self, id: String) {
        self.since.get_or_insert_with(Instant::now);
        if self.dirty.len() <= MAX_INSPECTED_IDS {
            self.dirty.insert(id);
        }
    }

    /// Since when something is to be looked at, and whether it is too much for that.
    pub fn due(&self) -> Option<(Instant, bool)> {
        self.since.map(|since| (since, self.dirty.len() > MAX_INSPECTED_IDS))
    }

    /// How containers were whose pods went, as far as the events told and nobody has taken it.
    pub fn last_rows(&self) -> Vec<Row> {
        let last = |heard: &Heard| match heard {
            Heard::Was(row) => Some(row.clone()),
            Heard::Is(_) => None,
        };
        self.told.values().filter_map(last).collect()
    }

    /// What is to be looked at; from here on it is not.
    pub fn take_dirty(&mut self) -> Dirty {
        self.since = None;
        if self.of_cluster {
            return Dirty::Told(std::mem::take(&mut self.told).into_values().collect());
        }
        let dirty = std::mem::take(&mut self.dirty);
        if dirty.len() > MAX_INSPECTED_IDS { Dirty::Many } else { Dirty::Ids(dirty.into_iter().collect()) }
    }
}

/// From when on events are asked for, in seconds since 1970.
fn since(now: Timestamp, lost: Option<Timestamp>) -> i64 {
    match lost {
        // The clock may have been set back.
        Some(lost) => lost.min(now).as_second() - REPLAY_LOST_SECONDS,
        None => now.as_second() - REPLAY_SECONDS,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn events_of_the_time_without_a_client_are_asked_for() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(since(at(1000), None), 1000 - REPLAY_SECONDS);
        assert_eq!(since(at(1000), Some(at(400))), 400 - REPLAY_LOST_SECONDS);
        assert_eq!(since(at(1000), Some(at(4000))), 1000 - REPLAY_LOST_SECONDS);
    }
}
