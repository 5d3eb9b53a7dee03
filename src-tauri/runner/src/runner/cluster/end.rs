//! Ends pods.
//!
//! A pod that is stopped is gone, with its log and with how it ended. So its run is archived before,
//! its log is followed until the end, and a watch that began before tells the exit code: it comes with the
//! pod's removal, once.

use std::pin::pin;
use std::time::Duration;

use berth_archive::{RunId, Verb};
use tokio::time::{Instant, sleep, timeout};

use crate::args::{self, PodContainer, Subject};
use crate::error::Result;
use crate::facts::{run_facts, session_key};
use crate::parse::kube::{self, Row, Told};
use crate::process::Lines;
use crate::reason::Refusal;
use crate::runner::Runner;
use crate::runner::call::CallContext;
use crate::runner::inspect::Inspected;
use crate::runner::intent::Change;
use crate::runner::record::LogOf;
use crate::runner::removal::ensure_removable;
use crate::runner::signal::KILL;
use crate::runner::stop::stopped;
use crate::session::{Session, State, StopOptions, StopOutcome};

/// Between two looks at a pod of which no watch tells.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// How much longer than an engine a node may take to take down a pod that has ended, and to say so: 10 s and more were
/// seen where it was busy.
const TAKE_DOWN: Duration = Duration::from_secs(30);
/// How long the rest of the log of a pod may take that is gone.
const LAST_WORDS: Duration = Duration::from_secs(5);

impl Runner {
    /// Ends a session of a cluster, and its pod with it.
    pub(in crate::runner) async fn stop_on_cluster(
        &self,
        found: &Inspected,
        options: StopOptions,
        without_log: bool,
    ) -> Result<StopOutcome> {
        let session = &found.session;
        let context = CallContext { operation: "stop", name: &session.name };
        self.ensure_changeable(context, session)?;
        let already_stopped = !session.state.is_alive();
        if already_stopped && !options.remove {
            return Ok(stopped(true, false, session.clone(), None));
        }
        ensure_removable(session)?;
        let archived = self.archive_run(found, without_log).await?;
        let seconds = if options.graceful { options.timeout } else { Some(0) };
        let change = match (already_stopped, options.graceful) {
            (true, _) => Change::of(Verb::Delete, &session.id),
            (false, true) => {
                Change::of(Verb::Stop, &session.id).with_grace(seconds.unwrap_or(session.stop_timeout))
            }
            (false, false) => Change::of(Verb::Kill, &session.id).by_signal(KILL),
        };
        let removal = self.remove_from_cluster(found, context, change, seconds);
        let last = match archived.run.filter(|_| !already_stopped) {
            Some(run) => self.while_keeping_log(session, run, removal).await?,
            None => removal.await?,
        };
        if let Some(last) = &last {
            self.note_last(last).await;
        }
        self.note_gone(session).await;
        let ended = last.map_or_else(|| session.clone(), |last| last.session);
        // One that was killed with its node may never have been seen as ended.
        let state = if ended.state.is_alive() { State::Exited } else { ended.state };
        Ok(stopped(already_stopped, true, Session { state, pid: None, ..ended }, Some(archived)))
    }

    /// Removes a pod and waits until it is gone: how its container was then, where that was told.
    pub(in crate::runner) async fn remove_from_cluster(
        &self,
        found: &Inspected,
        context: CallContext<'_>,
        change: Change<'_>,
        seconds: Option<u32>,
    ) -> Result<Option<Inspected>> {
        let session = &found.session;
        let subject = self.subject(&session.id);
        let Subject::Pod(place) = &subject else { return Ok(None) };
        let grace = Duration::from_secs(seconds.unwrap_or(session.stop_timeout).into());
        let until = Instant::now() + grace + self.limits().stop_slack + TAKE_DOWN;
        let mut watch = self.watch_of(place).await;
        let attempt = self.attempt(context, change, subject.stop(seconds), self.limits().remove).await?;
        let mut error = attempt.error();
        let mut last = None;
        if let (Some(lines), None) = (&mut watch, &error) {
            let left = until.saturating_duration_since(Instant::now());
            last = timeout(left, last_row(lines, &session.id)).await.ok().flatten();
        }
        while last.is_none()
            && let Some(now) = self.inspect(&session.id).await?
        {
            if let Some(error) = error.take() {
                return Err(error);
            }
            if Instant::now() >= until {
                return Err(self.refusal(context, Refusal::NotDone { state: now.session.engine_state }));
            }
            sleep(LOOK_AGAIN).await;
        }
        if let Some(secret) = &place.secret {
            self.remove_secret(secret).await;
        }
        let mut batch = self.batch_of(last.into_iter().collect());
        let last = batch.with_rows().pop();
        Ok(last.map(|(session, row)| Inspected { session, row }))
    }

    /// A watch of a pod that has begun: its first line says that the pod is there.
    async fn watch_of(&self, place: &PodContainer) -> Option<Lines> {
        let call = self.client_call(args::kube_watch_pod(place), Duration::MAX, false);
        let mut lines = Lines::open(call).ok()?;
        timeout(self.limits().inspect, lines.next()).await.ok().flatten()?;
        Some(lines)
    }

    /// Has the rest of a log kept while its session ends.
    async fn while_keeping_log<T>(
        &self,
        session: &Session,
        run: RunId,
        removal: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let of = LogOf { id: &session.id, name: &session.name, tty: session.tty };
        let mut keeping = pin!(self.keep_log_to_end(of, run));
        let mut removal = pin!(removal);
        let mut kept = None;
        let removed = loop {
            tokio::select! {
                removed = &mut removal => break removed,
                result = &mut keeping, if kept.is_none() => kept = Some(result),
            }
        };
        if kept.is_none() && removed.is_ok() {
            kept = timeout(LAST_WORDS, keeping).await.ok();
        }
        if !matches!(kept, Some(Ok(()))) {
            tracing::warn!(
                name = session.name,
                ?kept,
                "what it said at its end may be missing in the history"
            );
        }
        removed
    }

    /// Notes how a run ended. A failure is only logged: all else of the run is in the archive.
    async fn note_last(&self, last: &Inspected) {
        let (key, run) = (session_key(&last.session), run_facts(&last.session, &last.row));
        let noted = self.archived(&last.session.name, move |archive| archive.note_run(&key, &run)).await;
        if let Err(error) = noted {
            tracing::warn!(name = last.session.name, %error, "its exit code is not written down");
        }
    }
}

/// How the container with this id was when its pod went.
async fn last_row(lines: &mut Lines, id: &str) -> Option<Row> {
    while let Some(line) = lines.next().await {
        if let Some(Told::Gone(rows)) = kube::event(&line)
            && let Some(row) = rows.into_iter().find(|row| row.id() == id)
        {
            return Some(row);
        }
    }
    None
}
