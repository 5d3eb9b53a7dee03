//! What the recorder keeps of sessions on real engines.

mod crashed;
mod daemon;
mod ends;
mod kept;
mod loops;
mod measured;
mod several;

use berth_archive::{Archive, Run, RunFilter};
use berth_runner::{HistorySettings, Recorder, Runner, Watch, WatchIntervals};
use berth_tests::engines::Named;
use berth_tests::harness::{Harness, runs};
use berth_tests::wait::until_async;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Clients that may follow, more than there are sessions of all tests.
const MANY: u32 = 32;

/// A watch whose recorder keeps what it sees.
struct Recording(JoinHandle<()>);

impl Drop for Recording {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Begins to record; all that was there has been seen when this returns.
async fn record(runner: &Runner) -> Recording {
    record_as(runner, HistorySettings::default()).await
}

async fn record_as(runner: &Runner, settings: HistorySettings) -> Recording {
    let mut watch = recorded(runner, settings);
    watch.next().await.unwrap();
    Recording(tokio::spawn(async move { while watch.next().await.is_some() {} }))
}

/// A watch whose recorder keeps what it sees while the updates are taken.
fn recorded(runner: &Runner, settings: HistorySettings) -> Watch {
    // Other tests have sessions of Berth's on the same engine, and any four are followed as it comes.
    let settings = HistorySettings { clients: MANY, ..settings };
    let recorder = Recorder::start(runner, settings);
    runner.watch_recorded(WatchIntervals::default(), watch::channel(false).1, recorder)
}

/// Starts one of Berth's own by the engine's client, which does not mind when it ends at once.
fn own(harness: &Harness, stem: &str, script: &str) -> Named {
    let label = ["--label=dev.berth.owner=berth"];
    Named::start(harness.kind, stem).without_terminal().options(&label).script(script).run()
}

/// The runs of a name, the first first.
fn runs_of(archive: &Archive, name: &str) -> Vec<Run> {
    let filter = RunFilter { session: Some(name.to_owned()), ..RunFilter::default() };
    let mut runs = runs(archive, &filter);
    runs.reverse();
    runs
}

/// Waits until the only run of a name is as it is to be.
async fn until_run(harness: &Harness, name: &str, what: &str, is_so: impl Fn(&Run) -> bool) -> Run {
    let last = std::cell::RefCell::new(Vec::new());
    let answer = berth_tests::wait::within_patience(|| async {
        let runs = runs_of(harness.runner.archive(), name);
        let found = runs.last().filter(|run| is_so(run)).cloned();
        *last.borrow_mut() = runs;
        found
    })
    .await;
    answer.unwrap_or_else(|| panic!("{name} is not {what}: {:#?}", last.borrow()))
}

/// Waits until it has ended, and its log is there.
async fn until_over(harness: &Harness, name: &str) -> Run {
    use berth_archive::LogState;
    until_run(harness, name, "over", |run| {
        run.ending.is_some() && !matches!(run.log, LogState::Unread | LogState::Partial)
    })
    .await
}

/// Waits until a log has this text.
async fn until_log(archive: &Archive, name: &str, text: &str) {
    until_async(&format!("{text:?} in the log of {name}"), || async {
        let runs = runs_of(archive, name);
        let log = berth_tests::harness::log_of(archive, runs.last()?);
        log.contains(text).then_some(())
    })
    .await;
}
