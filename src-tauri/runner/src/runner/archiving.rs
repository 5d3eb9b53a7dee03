//! Archives runs before they are removed.

use berth_archive::{LogState, Run, RunFilter, RunId, Screen};
use jiff::Timestamp;
use serde_json::Value;

use super::Runner;
use super::inspect::Inspected;
use crate::error::{Error, Result};
use crate::facts::{run_facts, session_facts, session_key};
use crate::parse::inspect;
use crate::runner::record::{LogOf, Span, cut, keeps_nothing};
use crate::session::{MissingLog, Session, State};

/// Earlier runs whose logs are read one by one, at most; more are in the log of the last.
const MAX_EARLIER: usize = 20;
/// The largest screen that the archive takes.
const MAX_SCREEN_BYTES: usize = 64 << 10;

/// Which run it is, and what is not there.
#[derive(Debug)]
pub(super) struct Archived {
    /// Its number; `None` of a session of which nothing is kept.
    pub run: Option<RunId>,
    pub missing_log: Option<MissingLog>,
}

impl Runner {
    /// Archives the run: facts, spec and whole log. Without this nothing is removed. With
    /// `without_log` a log that can't be read is no failure: what can be read of it is kept, and
    /// why there is no more.
    pub(super) async fn archive_run(&self, found: &Inspected, without_log: bool) -> Result<Archived> {
        let session = &found.session;
        let (facts, run) = (session_facts(session, &found.row), run_facts(session, &found.row));
        let nothing = Archived { run: None, missing_log: None };
        if keeps_nothing(session) {
            return Ok(nothing);
        }
        let noted = self.archived(&session.name, move |archive| {
            archive.note_session(&facts)?;
            archive.note_run(&facts.key, &run)
        });
        let Some(run) = noted.await? else { return Ok(nothing) };
        let missing_log = self.archive_logs(found, run, without_log).await?;
        // A power cut must not take what is about to be the only copy.
        self.archived(&session.name, |archive| archive.sync()).await?;
        Ok(Archived { run: Some(run), missing_log })
    }

    async fn archive_logs(
        &self,
        found: &Inspected,
        run: RunId,
        without_log: bool,
    ) -> Result<Option<MissingLog>> {
        let Session { name, .. } = &found.session;
        // A session that never ran has no log, and podman has no file for it yet.
        let ran = match found.session.broken {
            Some(_) => found.session.state != State::Created,
            None => found.session.started_at.is_some(),
        };
        if !ran {
            self.archived(name, move |archive| archive.finish_log(run, &LogState::Whole)).await?;
            return Ok(None);
        }
        if let Some(driver) = inspect::driver_without_log(&found.row) {
            let missing = MissingLog::NotKept { driver: driver.to_owned() };
            let state = LogState::Missing { why: missing.to_string() };
            self.archived(name, move |archive| archive.finish_log(run, &state)).await?;
            return Ok(Some(missing));
        }
        let of = LogOf { id: &found.session.id, name, tty: found.session.tty };
        let mut before = None;
        let mut words = None;
        for (run, span) in self.unread_runs(found, run, &mut before).await? {
            let missing = self.keep_log(of, run, span, without_log).await?;
            words = words.or(missing);
        }
        let last = self.archived(name, move |archive| archive.run(run)).await?;
        let is_whole = last.log == LogState::Whole && !found.session.state.is_alive();
        if !is_whole {
            let span = Span::from(before, last.key.started_at);
            let missing = self.keep_log(of, run, span, without_log).await?;
            words = words.or(missing);
        }
        Ok(words.map(|words| MissingLog::Unreadable { words }))
    }

    /// The earlier runs of a container whose logs are not in the archive, each with its part of
    /// the engine's log. `before` gets the end of the last run that comes before what is left.
    async fn unread_runs(
        &self,
        found: &Inspected,
        run: RunId,
        before: &mut Option<Timestamp>,
    ) -> Result<Vec<(RunId, Span)>> {
        let key = session_key(&found.session);
        let filter = RunFilter {
            engines: vec![key.engine],
            session: Some(key.container.clone()),
            ..RunFilter::default()
        };
        let runs = self.archived(&found.session.name, move |archive| archive.runs(&filter)).await?;
        let mut earlier: Vec<Run> = runs
            .into_iter()
            .filter(|other| other.id != run && other.key.session.container == key.container)
            .collect();
        earlier.sort_by_key(|run| run.key.started_at);
        let is_read = |run: &Run| matches!(run.log, LogState::Whole | LogState::Dropped);
        let begin = earlier.iter().rposition(is_read);
        *before = begin.and_then(|index| earlier[index].ended_at);
        let unread = &earlier[begin.map_or(0, |index| index + 1)..];
        if unread.len() > MAX_EARLIER {
            return Ok(Vec::new());
        }
        let mut spans = Vec::with_capacity(unread.len());
        for run in unread {
            // One whose end nobody saw is a part of the next.
            let Some(ended) = run.ended_at else { continue };
            let span = Span { until: Some(cut(ended, None)), ..Span::from(*before, run.key.started_at) };
            spans.push((run.id, span));
            *before = Some(ended);
        }
        Ok(spans)
    }

    /// Keeps the last screen of a session's run, whose bytes draw it on a terminal of that size. One that takes more
    /// than 64 KB is not kept.
    ///
    /// # Errors
    /// The archive can't be written.
    pub async fn keep_screen(&self, session: &Session, screen: Screen) -> Result<()> {
        if keeps_nothing(session) || session.started_at.is_none() || screen.bytes.len() > MAX_SCREEN_BYTES {
            return Ok(());
        }
        let (key, run) = (session_key(session), run_facts(session, &Value::Null));
        let kept = self.archived(&session.name, move |archive| match archive.note_run(&key, &run)? {
            Some(run) => archive.set_screen(run, &screen),
            None => Ok(()),
        });
        kept.await
    }

    /// Notes that a container is gone. A failure is only logged: its run is in the archive.
    pub(super) async fn note_gone(&self, session: &Session) {
        let key = session_key(session);
        let noted = self.archived(&session.name, move |archive| archive.note_gone(&key)).await;
        if let Err(error @ Error::ArchiveFailed { .. }) = noted {
            tracing::warn!(name = session.name, %error, "its removal is not written down");
        }
    }
}
