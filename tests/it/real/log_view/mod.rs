//! Log views: what is written before and while they are open, from run to run.

mod away;
mod runs;
mod streams;

use std::sync::{Arc, Mutex};

use berth_logs::{Event, Followed, Limits, LogCounts, LogLevels, LogRow, SourceState, View};
use berth_tests::harness::Harness;
use berth_tests::wait::until_async;
use tokio::task::JoinHandle;

/// A source, what its reader does, and the code of its failure.
type Told = (usize, SourceState, Option<String>);

/// A view that is open, and ends with the test.
struct Shown {
    view: Arc<View>,
    told: Arc<Mutex<Vec<Told>>>,
    counts: Arc<Mutex<LogCounts>>,
    task: JoinHandle<()>,
}

impl Shown {
    /// Of the containers with these ids.
    fn open(harness: &Harness, ids: &[&str], limits: Limits) -> Self {
        let view = View::new(ids.len(), limits);
        let told = Arc::<Mutex<Vec<Told>>>::default();
        let counts = Arc::<Mutex<LogCounts>>::default();
        let followed = ids.iter().map(|id| Followed {
            runner: harness.runner.clone(),
            watch: harness.runner.watch(),
            id: (*id).to_owned(),
        });
        let followed = followed.collect();
        let task = tokio::spawn({
            let (view, told, counts) = (Arc::clone(&view), Arc::clone(&told), Arc::clone(&counts));
            async move {
                let keep = |event| {
                    match event {
                        Event::Changed(now) => *counts.lock().unwrap() = now,
                        Event::Source { source, state, failure, .. } => {
                            let failure = failure.map(|failure| failure.code().to_owned());
                            told.lock().unwrap().push((source, state, failure));
                        }
                    }
                    true
                };
                view.follow(followed, keep).await;
            }
        });
        Self { view, told, counts, task }
    }

    async fn of(harness: &Harness, key: &str) -> Self {
        let id = harness.runner.status(key).await.unwrap().id;
        Self::open(harness, &[&id], Limits::default())
    }

    fn rows(&self) -> Vec<LogRow> {
        let (mut rows, mut revision) = (Vec::new(), self.view.revision());
        loop {
            let next = self.view.rows(revision, u32::try_from(rows.len()).unwrap(), 500);
            if next.revision != revision {
                (rows, revision) = (Vec::new(), next.revision);
            } else if next.rows.is_empty() {
                return rows;
            } else {
                rows.extend(next.rows);
            }
        }
    }

    /// The rows as text, the begin of a run as its exit code in dashes.
    fn lines(&self) -> Vec<String> {
        let text = |row| match row {
            LogRow::Line { text, .. } => text,
            LogRow::Run { exit_code: Some(code), .. } => format!("── {code} ──"),
            LogRow::Run { .. } => "── ──".to_owned(),
        };
        self.rows().into_iter().map(text).collect()
    }

    async fn shows(&self, expected: &[&str]) {
        let shown = until_within(|| (self.lines() == expected).then_some(())).await;
        assert!(shown.is_some(), "shown: {:?}\nexpected: {expected:?}\n{:?}", self.lines(), self.told);
    }

    async fn shows_line(&self, line: &str) {
        until_async(line, || async { self.lines().iter().any(|shown| shown == line).then_some(()) }).await;
    }

    /// What the first source does now.
    fn state(&self) -> Option<(SourceState, Option<String>)> {
        let told = self.told.lock().unwrap();
        told.iter().rev().find(|(source, ..)| *source == 0).map(|(_, state, why)| (*state, why.clone()))
    }

    async fn is(&self, state: SourceState) {
        let what = format!("{state:?}");
        until_async(&what, || async { self.state().filter(|now| now.0 == state) }).await;
    }

    fn levels(&self) -> LogLevels {
        self.counts.lock().unwrap().levels
    }
}

async fn until_within<T>(answer: impl Fn() -> Option<T>) -> Option<T> {
    berth_tests::wait::within_patience(|| async { answer() }).await
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.task.abort();
    }
}
