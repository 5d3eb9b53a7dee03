//! The engine's events: which containers to look at again.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

use crate::args;
use crate::parse::events;
use crate::process::Lines;
use crate::runner::Runner;

/// How many are looked at one by one; more are a snapshot. 200 fit a command line.
const MOST: usize = 50;
/// Events from so long ago are asked for again: the client takes a while to listen, and
/// clocks differ. What they name is looked at in vain, once.
const BEFORE: i64 = 2;

/// One `events` client, and what its lines named.
pub(super) struct Feed {
    lines: Option<Lines>,
    /// Why there are no lines any more.
    words: String,
    touched: BTreeSet<String>,
    /// When the first of them was named.
    since: Option<Instant>,
}

/// What to look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Touched {
    These(Vec<String>),
    Many,
}

impl Feed {
    /// Starts the client. One that can't be started is a feed that has ended.
    pub fn open(runner: &Runner) -> Self {
        let since = Timestamp::now().as_second() - BEFORE;
        let opened = Lines::open(runner.call(args::events(since), Duration::MAX, false));
        let (lines, words) = match opened {
            Ok(lines) => (Some(lines), String::new()),
            Err(error) => (None, error.to_string()),
        };
        Self { lines, words, touched: BTreeSet::new(), since: None }
    }

    pub fn has_ended(&self) -> bool {
        self.lines.is_none()
    }

    /// podman 4.3: `Error: cannot read events with the "none" backend`.
    pub fn has_none(&self) -> bool {
        self.has_ended() && self.words.contains("\"none\" backend")
    }

    /// Why it has ended, in the client's words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Takes one line, or the end of all; waits for ever after that. Cancel safe.
    pub async fn take(&mut self) {
        let Some(lines) = &mut self.lines else { return std::future::pending().await };
        match lines.next().await {
            Some(line) => {
                let change = events::parse_event(&line).filter(|change| change.what.changes_a_session());
                if let Some(change) = change {
                    self.touch(change.id);
                }
            }
            None => {
                self.words = lines.words();
                self.lines = None;
            }
        }
    }

    /// Works while lines are taken: a client that nobody reads loses events.
    pub async fn during<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                () = self.take() => {}
            }
        }
    }

    fn touch(&mut self, id: String) {
        self.since.get_or_insert_with(Instant::now);
        if self.touched.len() <= MOST {
            self.touched.insert(id);
        }
    }

    /// Since when something is to be looked at, and whether it is too much for that.
    pub fn waiting(&self) -> Option<(Instant, bool)> {
        self.since.map(|since| (since, self.touched.len() > MOST))
    }

    /// What is to be looked at; from here on it is not.
    pub fn touched(&mut self) -> Touched {
        self.since = None;
        let touched = std::mem::take(&mut self.touched);
        if touched.len() > MOST { Touched::Many } else { Touched::These(touched.into_iter().collect()) }
    }
}
