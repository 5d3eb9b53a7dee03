//! Commands on sessions: the list, and the verbs of one session.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use berth_archive::RunId;
use berth_runner::{
    DeleteOptions, Runner, Session, SessionSpec, StartOptions, StartOutcome, StopOptions, StopOutcome,
};
use berth_terminal::Size;
use parking_lot::Mutex;
use serde::Serialize;
use tauri::ipc::{Channel, InvokeResponseBody, IpcResponse, Response};
use tauri::{AppHandle, State, WebviewWindow};

use crate::engines::EngineRegistry;
use crate::error::{AppError, WireError};
use crate::handover::{self, HandOver};
use crate::live::{ListEvent, Live};
use crate::starter;
use crate::subscribers::through;
use crate::subscriptions::Subscriptions;
use crate::terminals::Terminals;

/// Sends the list to this window: everything once, then every change.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_sessions(
    window: WebviewWindow,
    live: State<'_, Arc<Live>>,
    channel: Channel<ListEvent>,
) -> Result<(), WireError> {
    live.subscribe(window.label(), through(channel));
    Ok(())
}

/// Asks every engine now; done when all have answered. Changes come over the channel.
#[tauri::command]
#[specta::specta]
pub async fn refresh_sessions(
    engines: State<'_, EngineRegistry>,
    live: State<'_, Arc<Live>>,
) -> Result<(), WireError> {
    live.refresh(&engines).await;
    Ok(())
}

/// Whether anybody can see the list; while nobody can, engines are left in peace.
#[tauri::command]
#[specta::specta]
pub fn sessions_hidden(window: WebviewWindow, live: State<'_, Arc<Live>>, hidden: bool) {
    live.set_hidden(window.label(), hidden);
}

// What is started with a size gets a terminal of that size before it runs, for the window to
// show. Without one nobody is attached: each client of podman takes 34 MB.

/// Starts sessions on terminals, if a size is given.
fn launching(runner: Runner, terminals: &Terminals, size: Option<Size>) -> Runner {
    match size {
        Some(size) => {
            let launcher = terminals.launcher(&runner, size);
            runner.launching(launcher)
        }
        None => runner,
    }
}

/// Creates a session and starts it.
#[tauri::command]
#[specta::specta]
pub async fn start_session(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    spec: SessionSpec,
    options: StartOptions,
    size: Option<Size>,
) -> Result<StartOutcome, WireError> {
    let runner = launching(engines.runner(&engine).await?, &terminals, size);
    Ok(runner.start(&spec, options).await?)
}

/// Starts a session that has ended, or never ran.
#[tauri::command]
#[specta::specta]
pub async fn start_existing(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    size: Option<Size>,
) -> Result<StartOutcome, WireError> {
    let runner = launching(engines.runner(&engine).await?, &terminals, size);
    Ok(runner.start_existing(&id).await?)
}

// A terminal stays attached while its session is ended: its last words are seen, and its
// client ends with it. (Engines hang on stopping what somebody is attached to and does not
// read, observed; ours are read at all times.) What is gone needs no terminal.

/// Ends a session and starts it again.
#[tauri::command]
#[specta::specta]
pub async fn restart_session(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    size: Option<Size>,
) -> Result<StartOutcome, WireError> {
    let runner = launching(engines.runner(&engine).await?, &terminals, size);
    Ok(runner.restart(&id).await?)
}

/// Ends a session, and removes it if the options say so.
#[tauri::command]
#[specta::specta]
pub async fn stop_session(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    options: StopOptions,
) -> Result<StopOutcome, WireError> {
    let outcome = engines.runner(&engine).await?.stop(&id, options).await?;
    if outcome.removed {
        terminals.close_session(&engine, &id);
    }
    Ok(outcome)
}

/// Removes a session; its run goes to the archive first.
#[tauri::command]
#[specta::specta]
pub async fn delete_session(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    options: DeleteOptions,
) -> Result<StopOutcome, WireError> {
    let outcome = engines.runner(&engine).await?.delete(&id, options).await?;
    terminals.close_session(&engine, &id);
    Ok(outcome)
}

/// Stops a session's processes until they are resumed.
#[tauri::command]
#[specta::specta]
pub async fn pause_session(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.pause(&id).await?)
}

/// Sends a signal to the main process; the engine's own when it is `null` (SIGKILL).
#[tauri::command]
#[specta::specta]
pub async fn kill_session(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
    signal: Option<String>,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.kill(&id, signal.as_deref()).await?)
}

/// Gives a session another name.
#[tauri::command]
#[specta::specta]
pub async fn rename_session(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
    name: String,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.rename(&id, &name).await?)
}

/// Lets the processes of a paused session go on.
#[tauri::command]
#[specta::specta]
pub async fn resume_session(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.resume(&id).await?)
}

/// Reads one session now.
#[tauri::command]
#[specta::specta]
pub async fn session_status(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.status(&id).await?)
}

/// What became of one session of a prune.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct PruneResult {
    pub id: String,
    pub name: String,
    /// The number of its last run in the archive, when it was removed.
    #[specta(type = Option<f64>)]
    pub archived: Option<RunId>,
    /// Why it is still there.
    pub failure: Option<WireError>,
}

/// Archives and removes ended own sessions; one that runs by now stays.
#[tauri::command]
#[specta::specta]
pub async fn prune_sessions(
    engines: State<'_, EngineRegistry>,
    engine: String,
    ids: Vec<String>,
) -> Result<Vec<PruneResult>, WireError> {
    let results = engines.runner(&engine).await?.prune(&ids).await.into_iter().map(|pruned| {
        let (archived, failure) = match pruned.outcome {
            Ok(run) => (run, None),
            Err(error) => (None, Some(error.into())),
        };
        PruneResult { id: pruned.id, name: pruned.name, archived, failure }
    });
    Ok(results.collect())
}

/// Opens the session in the person's own terminal program.
#[tauri::command]
#[specta::specta]
pub async fn hand_over(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<HandOver, WireError> {
    let runner = engines.runner(&engine).await?;
    // Says here what that terminal would say and be gone.
    runner.attach_command(&id).await?;
    let session = runner.status(&id).await?;
    let opened = tauri::async_runtime::spawn_blocking(move || handover::open(&session));
    Ok(opened.await.map_err(AppError::internal)?)
}

/// Starts a session from the starter image that ships with Berth.
#[tauri::command]
#[specta::specta]
pub async fn try_it(
    app: AppHandle,
    engines: State<'_, EngineRegistry>,
    live: State<'_, Arc<Live>>,
    terminals: State<'_, Terminals>,
    size: Option<Size>,
) -> Result<StartOutcome, WireError> {
    let runner = match live.default_engine() {
        Some(engine) => engines.runner(engine).await?,
        None => engines.default_runner().await?,
    };
    starter::try_it(&app, &launching(runner, &terminals, size)).await
}

/// The last `lines` of a session's log as raw bytes.
#[tauri::command]
pub async fn session_logs(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
    lines: u32,
) -> Result<Response, WireError> {
    Ok(Response::new(engines.runner(&engine).await?.logs(&id, lines).await?))
}

/// The shortest time between two messages of a log, and the most bytes of one: more is
/// written than a person reads, and its beginning is left out.
const LOG_INTERVAL: Duration = Duration::from_millis(100);
const LOG_MESSAGE_BYTES: usize = 1024 * 1024;

/// The end of a followed log; nothing follows.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum LogEvent {
    Ended {
        /// Why the log is not whole; `null` when the run ended.
        failure: Option<WireError>,
    },
}

/// Sends the last `lines` lines of a session's log as raw bytes, then what it writes, until
/// the run ends; then a [`LogEvent`]. Returns the number to `unsubscribe` with.
#[tauri::command]
pub async fn follow_logs(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    subscriptions: State<'_, Subscriptions>,
    engine: String,
    id: String,
    lines: u32,
    channel: Channel,
) -> Result<u32, WireError> {
    let runner = engines.runner(&engine).await?;
    Ok(subscriptions.start(window.label(), send_log(runner, id, lines, channel)))
}

async fn send_log(runner: Runner, id: String, lines: u32, channel: Channel) {
    let waiting = Mutex::new(Vec::new());
    let flush = || {
        let bytes = std::mem::take(&mut *waiting.lock());
        bytes.is_empty() || channel.send(InvokeResponseBody::Raw(bytes)).is_ok()
    };
    let follow = runner.follow_logs(&id, lines, |bytes| {
        append(&mut waiting.lock(), bytes);
        ControlFlow::Continue(())
    });
    let flushing = async {
        while flush() {
            tokio::time::sleep(LOG_INTERVAL).await;
        }
    };
    let followed = tokio::select! {
        followed = follow => followed,
        // The window is gone.
        () = flushing => return,
    };
    if flush() {
        let event = LogEvent::Ended { failure: followed.err().map(WireError::from) };
        // A window that is gone needs no end.
        drop(event.body().and_then(|body| channel.send(body)));
    }
}

/// Adds to what waits. Of more than a message holds the end stays, from the start of a line.
fn append(waiting: &mut Vec<u8>, bytes: &[u8]) {
    waiting.extend_from_slice(bytes);
    if waiting.len() > LOG_MESSAGE_BYTES {
        let surplus = waiting.len() - LOG_MESSAGE_BYTES;
        let line = waiting[surplus..].iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        waiting.drain(..surplus + line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_keeps_its_last_lines() {
        let mut waiting = Vec::new();
        let line = [&[b'x'; 99][..], b"\n"].concat();
        (0..20_000).for_each(|_| append(&mut waiting, &line));
        assert!((LOG_MESSAGE_BYTES - 100..=LOG_MESSAGE_BYTES).contains(&waiting.len()));
        assert_eq!((waiting.len() % 100, &waiting[..3]), (0, &b"xxx"[..]));
    }

    #[test]
    fn a_line_longer_than_a_message_keeps_its_end() {
        let mut waiting = Vec::new();
        append(&mut waiting, &vec![b'x'; LOG_MESSAGE_BYTES + 5]);
        assert_eq!(waiting.len(), LOG_MESSAGE_BYTES);
    }
}
