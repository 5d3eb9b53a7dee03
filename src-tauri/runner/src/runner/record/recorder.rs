//! The recorder of one engine.

use std::sync::Arc;
use std::time::Duration;

use berth_archive::Archive;
use jiff::Timestamp;
use tokio::task::AbortHandle;
use tokio::time::{MissedTickBehavior, interval};

use super::apply::apply;
use super::book::Book;
use super::keeper::{Keeper, following};
use super::queue::{Entrance, Exit, Gap, queue};
use super::settings::HistorySettings;
use super::step::{Seen, Step};
use crate::error::{Error, Result};
use crate::runner::Runner;

/// What is told to the archive at once, at most.
const MAX_BATCH: usize = 256;

/// Records what a watch sees of one engine. Cheap to clone; dropping the last clone ends it, and
/// its clients.
///
/// Of several recorders of one engine, in this or in other processes, one writes. Another takes
/// over when that has not been heard of for a while.
#[derive(Debug, Clone)]
pub struct Recorder {
    seen: Entrance,
    _task: Arc<Ends>,
}

#[derive(Debug)]
struct Ends(AbortHandle);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Recorder {
    /// Begins to record what watches of this engine see, see [`Runner::watch_recorded`].
    ///
    /// Must be called within a tokio runtime. An archive that can't be written is tried again.
    pub fn start(runner: &Runner, settings: HistorySettings) -> Self {
        let (entrance, seen) = queue();
        let task = tokio::spawn(Task::new(runner.clone(), settings, seen).run());
        Self { seen: entrance, _task: Arc::new(Ends(task.abort_handle())) }
    }

    pub(crate) fn see(&self, seen: Seen) {
        self.seen.put(seen, Timestamp::now());
    }

    /// How many logs this process follows now, of all engines. A client of the engine follows each: of
    /// a line a second it takes some 14 MB (PSS) and 0.3 % of a core on podman 4.3, 10 MB and 0.1 %
    /// on docker 20.10.
    pub fn following() -> u32 {
        following()
    }

    /// Lets others record what this process recorded, for when it ends. May block.
    pub fn hand_over(archive: &Archive) {
        if let Err(error) = archive.stopped_watching(&holder()) {
            tracing::debug!(%error, "others record a little later");
        }
    }
}

/// Who records, for other processes.
fn holder() -> String {
    let program = std::env::current_exe().ok();
    let program = program.as_deref().and_then(|path| path.file_stem()).unwrap_or_default();
    format!("{} {}", program.to_string_lossy(), std::process::id())
}

struct Task {
    runner: Runner,
    book: Book,
    keeper: Keeper,
    seen: Exit,
    /// Whether it is this one that writes.
    holds: bool,
    /// Whether the archive's last fault was logged.
    complained: bool,
}

impl Task {
    fn new(runner: Runner, settings: HistorySettings, seen: Exit) -> Self {
        let keeper = Keeper::new(runner.clone(), settings.clients);
        let engine = runner.engine();
        let book = Book::new(engine.id.clone(), !engine.is_remote(), settings);
        Self { runner, book, keeper, seen, holds: false, complained: false }
    }

    async fn run(mut self) {
        let mut beat = interval(Duration::from_secs(Archive::HEARTBEAT));
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // Before anything is seen: it would be dropped.
        beat.tick().await;
        self.beat(false).await;
        loop {
            tokio::select! {
                seen = self.seen.next() => {
                    let Some(seen) = seen else { return };
                    let mut steps = self.book.take(seen, Timestamp::now());
                    while steps.len() < MAX_BATCH && let Some(seen) = self.seen.next_now() {
                        steps.extend(self.book.take(seen, Timestamp::now()));
                    }
                    self.tell(steps).await;
                    if let Some(gap) = self.seen.lost() {
                        self.missed(gap).await;
                    }
                }
                _ = beat.tick() => {
                    self.beat(true).await;
                    self.tell(self.book.measured()).await;
                }
            }
        }
    }

    /// Says that this one is there, and asks to be the one that writes. One that takes over
    /// `looks` at all sessions: the other may have missed something.
    async fn beat(&mut self, looks: bool) {
        let engine = self.runner.engine().id.clone();
        let away = self.book.is_away();
        let asked = self.archived(move |archive| match away {
            true => archive.waiting(&engine, &holder()),
            false => archive.watching(&engine, &holder()),
        });
        let held = match asked.await {
            Ok(holds) => std::mem::replace(&mut self.holds, holds),
            Err(error) => {
                self.complain(&error);
                std::mem::replace(&mut self.holds, false)
            }
        };
        if looks && self.holds && !held {
            self.look().await;
        }
    }

    /// Looks at all sessions: something was missed.
    async fn look(&mut self) {
        self.book.forget();
        let (book, mut steps) = (&mut self.book, Vec::new());
        let looked = self.runner.list_each(|batch| {
            steps.extend(book.take(Seen::Looked(batch.with_rows()), Timestamp::now()));
        });
        match looked.await {
            Ok(listing) => {
                let all = listing.sessions.into_iter().map(|session| session.id).collect();
                steps.extend(book.take(Seen::All(all), Timestamp::now()));
            }
            Err(error) => tracing::debug!(%error, "nothing to take over"),
        }
        self.tell(steps).await;
    }

    /// More was seen than the archive could be told: the time has a name, and how sessions are now
    /// tells what became of them.
    async fn missed(&mut self, (from, to): Gap) {
        let engine = self.runner.engine().id.clone();
        tracing::warn!(engine, "more happens than can be written: from {from} to {to} nobody recorded");
        if !self.holds {
            return;
        }
        let noted = self.archived(move |archive| archive.note_missed(&engine, from, to)).await;
        if let Err(error) = noted {
            self.complain(&error);
        }
        self.look().await;
    }

    async fn tell(&mut self, steps: Vec<Step>) {
        if !self.holds || steps.is_empty() {
            return;
        }
        let engine = self.runner.engine().id.clone();
        let told = self.archived(move |archive| apply(archive, &engine, steps)).await;
        match told {
            Ok(logs) => {
                self.complained = false;
                logs.into_iter().for_each(|log| self.keeper.keep(log));
            }
            Err(error) => {
                self.complain(&error);
                // All is told anew when the archive can be written again.
                self.holds = false;
            }
        }
    }

    async fn archived<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Archive) -> berth_archive::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.runner.archived(&self.runner.engine().id, work).await
    }

    fn complain(&mut self, error: &Error) {
        if !std::mem::replace(&mut self.complained, true) {
            let detail = error.detail();
            tracing::warn!(engine = self.runner.engine().id, detail, "no runs are kept");
        }
    }
}
