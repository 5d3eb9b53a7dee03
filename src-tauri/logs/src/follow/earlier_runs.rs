//! What was before: the session, and the runs that the archive has of its name.

use std::sync::Arc;

use berth_archive::Run;
use berth_runner::{Error, Runs};
use tokio::task::spawn_blocking;

use super::Follower;
use crate::earlier::{self, nanoseconds};
use crate::store::Limits;
use crate::wire::SourceState;

impl Follower {
    /// Finds the session, and reads what the archive has of earlier ones of its name.
    pub(super) async fn begin(&mut self, runs: &mut Runs, id: &str) -> Option<()> {
        let known = self.archived(id.to_owned()).await;
        if let Some(run) = known.last() {
            self.name.clone_from(&run.name);
        }
        self.say(SourceState::Reading, None);
        loop {
            match runs.begin(id).await {
                Ok(session) => {
                    self.name.clone_from(&session.name);
                    break;
                }
                Err(Error::SessionNotFound { .. }) => {
                    runs.expect(&self.name.clone());
                    break;
                }
                Err(error) => {
                    self.say(SourceState::Away, Some(error));
                    self.wait_for_engine(runs).await.then_some(())?;
                }
            }
        }
        self.state = None;
        self.say(SourceState::Reading, None);
        let of_name = self.archived(self.name.clone()).await;
        let on_engine = runs.last().map(|last| last.id.clone());
        let began = runs.last().and_then(|last| last.created_at.or(last.started_at));
        let earlier = of_name.iter().filter(|run| {
            Some(&run.key.session.container) != on_engine.as_ref()
                && began.is_none_or(|began| run.key.started_at <= began)
        });
        let earlier = earlier.cloned().collect();
        let is_kept = |run: &&Run| Some(&run.key.session.container) == on_engine.as_ref();
        self.kept = of_name.iter().filter(is_kept).cloned().collect();
        if let Some(session) = runs.last().cloned() {
            // It knows when its container was made.
            let ended = |run: &&Run| {
                run.key.session.container == session.id && Some(run.key.started_at) < session.started_at
            };
            self.before = of_name.iter().rev().find(ended).and_then(|run| run.ended_at).map(nanoseconds);
            self.note_session(&session);
        }
        self.note(&of_name);
        self.read_earlier(earlier).await;
        Some(())
    }

    pub(super) async fn archived(&self, name_or_id: String) -> Vec<Run> {
        let (archive, engine) = (self.runner.archive().clone(), self.runner.engine().id.clone());
        spawn_blocking(move || earlier::runs(&archive, &engine, &name_or_id)).await.unwrap_or_default()
    }

    fn note(&self, runs: &[Run]) {
        for (key, facts) in earlier::facts(runs) {
            self.view.note_run(self.source, key, facts);
        }
    }

    /// Notes what the archive knows of the runs by now.
    pub(super) async fn note_archived(&self) {
        let runs = self.archived(self.name.clone()).await;
        self.note(&runs);
    }

    pub(super) async fn read_earlier(&mut self, runs: Vec<Run>) {
        let (view, source, archive) = (Arc::clone(&self.view), self.source, self.runner.archive().clone());
        let mut reader = std::mem::take(&mut self.reader);
        let read = spawn_blocking(move || {
            let fitting = earlier::that_fit(runs, Limits::default().lines);
            for run in &fitting {
                let take = |batch| {
                    view.push(source, batch);
                    !view.is_closed()
                };
                if !earlier::read(&archive, run, &mut reader, take) {
                    break;
                }
            }
            reader
        });
        if let Ok(reader) = read.await {
            self.reader = reader;
        }
    }
}
