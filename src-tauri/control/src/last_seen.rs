//! What a session showed last that does not run: its screen as it was kept, else the end of its log.

use berth_activity::{Activity, Reading, ScreenText, screen_hash};
use berth_archive::{Archive, RunFilter};
use berth_observer::{Peek, to_judge};
use berth_runner::{Error as RunnerError, Runner, Session, State};
use berth_terminal::{Screen, Size};
use jiff::Timestamp;

use crate::observed;
use crate::values::{Address, Refusal, RefusalKind, Seen};

/// Runs of a session among which the last one is looked for.
const RUNS: u32 = 5;
/// How a log is shown of which no screen is kept, and how much of it.
const LOG_SIZE: Size = Size { cols: 80, rows: 24 };
const LOG_LINES: u32 = 200;

/// The last screen of a session that does not run.
///
/// # Errors
/// There is no such session, it never ran, nothing is left of it, or its engine is away.
pub async fn last_seen(runner: &Runner, session: &Address) -> Result<Seen, Refusal> {
    let found = runner.status(&session.id).await.map_err(|error| observed::of_runner(&error))?;
    // One that is paused has not shown its last.
    if matches!(found.state, State::Running | State::Paused | State::Stopping | State::Unknown) {
        return Err(nothing(&found));
    }
    let mut screen = match kept(runner, &found).await? {
        Some(screen) => screen,
        None => logged(runner, &found).await.ok_or_else(|| nothing(&found))?,
    };
    let text = to_judge(screen.text());
    let ended_at = found.finished_at.or(found.started_at).unwrap_or_else(Timestamp::now);
    let reading = Reading { activity: Activity::Unknown, since: ended_at, verdict: None };
    let text = ScreenText { cursor: None, ..text };
    let (size, paint) = (screen.size(), screen.snapshot().paint);
    let peek = Peek { hash: screen_hash(&text), reading, text, size, paint };
    Ok(Seen { ended_at: Some(ended_at), ..observed::seen(session, peek) })
}

fn nothing(session: &Session) -> Refusal {
    let (name, state) = (session.name.clone(), session.engine_state.clone());
    observed::of_runner(&match session.state {
        State::Paused => RunnerError::SessionPaused { name },
        _ => RunnerError::NotRunning { name, state },
    })
}

/// The screen of its last run, if the archive has it.
async fn kept(runner: &Runner, session: &Session) -> Result<Option<Screen>, Refusal> {
    let (archive, session) = (runner.archive().clone(), session.clone());
    let read = tokio::task::spawn_blocking(move || screen_of(&archive, &session)).await;
    let read = read.map_err(|error| Refusal::new(RefusalKind::Failed, error.to_string()))?;
    read.map_err(|error| Refusal::new(RefusalKind::Failed, error.to_string()))
}

fn screen_of(archive: &Archive, session: &Session) -> berth_archive::Result<Option<Screen>> {
    let filter = RunFilter {
        engines: vec![session.engine.clone()],
        session: Some(session.id.clone()),
        limit: RUNS,
        ..RunFilter::default()
    };
    if !archive.path().exists() {
        return Ok(None);
    }
    let runs = archive.runs(&filter)?;
    let is_last = |began: Timestamp| Some(began) == session.started_at;
    let Some(run) = runs.iter().find(|run| run.has_screen && is_last(run.key.started_at)) else {
        return Ok(None);
    };
    Ok(archive.screen(run.id)?.map(|kept| {
        let mut screen = Screen::new(Size { cols: kept.columns, rows: kept.rows }, 0);
        screen.replay(&kept.bytes);
        screen
    }))
}

/// The end of its log, as a terminal shows it.
async fn logged(runner: &Runner, session: &Session) -> Option<Screen> {
    let log = runner.logs_by_run(&session.id, LOG_LINES, None).await.ok()?.run;
    if log.is_empty() {
        return None;
    }
    let mut screen = Screen::new(LOG_SIZE, 0);
    let returns = if session.tty { log } else { with_returns(&log) };
    screen.replay(&returns);
    Some(screen)
}

/// Without a terminal a line ends with a line feed alone.
fn with_returns(log: &[u8]) -> Vec<u8> {
    let lines: Vec<_> = log.split(|byte| *byte == b'\n').collect();
    lines.join(&b"\r\n"[..])
}
