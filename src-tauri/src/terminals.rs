//! The terminals that the window has open.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use berth_runner::runner::Runner;
use berth_runner::{Session, State};
use berth_terminal::{FeedEvent, History, Options, PtyCommand, Sink, Size, Terminal};
use serde::Serialize;
use tauri::ipc::{Channel, InvokeResponseBody, IpcResponse};

use crate::failure::{Failure, TERMINAL_CLOSED};
use crate::harbour::locked;

/// What a terminal's channel carries beside the bytes, in order with them.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum TerminalEvent {
    /// Clear the terminal: what follows, up to `live`, is a replay of the past.
    Reset,
    /// The replay is over: from here on bytes are new.
    Live,
    /// The attach client ended; nothing follows.
    Ended {
        /// How the session is now, when the engine could be asked.
        session: Option<Box<Session>>,
        /// Why the client ended, when it was not the session that ended.
        failure: Option<Failure>,
    },
}

struct Open {
    engine: String,
    session: String,
    terminal: Terminal,
}

/// Open terminals by number. Closing one leaves its session running.
#[derive(Default)]
pub struct Terminals {
    next: AtomicU32,
    open: Arc<Mutex<HashMap<u32, Arc<Open>>>>,
}

impl Terminals {
    /// Joins the session's main process; output and events go to `output`.
    pub async fn attach(
        &self,
        runner: Runner,
        id: String,
        size: Size,
        output: Channel,
    ) -> Result<u32, Failure> {
        let client = runner.attach_command(&id).await?;
        let command = PtyCommand {
            program: client.program,
            args: client.args,
            env: client.env,
            env_remove: client.env_remove,
        };
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let engine = runner.engine().id.clone();
        let options = Options { history: Some(past(runner.clone(), id.clone())), ..Options::default() };
        let sink = Window { output, runner, session: id.clone(), number, open: Arc::clone(&self.open) };
        let opened = tauri::async_runtime::spawn_blocking(move || {
            Terminal::open(&command, size, Box::new(sink), options)
        });
        let terminal = opened.await.map_err(|error| Failure::new("terminal", error.to_string()))??;
        locked(&self.open).insert(number, Arc::new(Open { engine, session: id, terminal }));
        Ok(number)
    }

    /// Calls `act` with terminal `number`.
    ///
    /// # Errors
    /// `terminal_closed` when there is none of that number, and what `act` gives.
    pub fn with<T>(
        &self,
        number: u32,
        act: impl FnOnce(&Terminal) -> berth_terminal::Result<T>,
    ) -> Result<T, Failure> {
        let open = locked(&self.open).get(&number).map(Arc::clone);
        let open = open.ok_or_else(|| Failure::new(TERMINAL_CLOSED, "This terminal was closed"))?;
        Ok(act(&open.terminal)?)
    }

    /// Ends one attach client.
    pub fn close(&self, number: u32) {
        // Out of the lock before the client is ended: that may take a moment.
        let open = locked(&self.open).remove(&number);
        drop(open);
    }

    /// Ends the attach clients of one session.
    pub fn close_of(&self, engine: &str, session: &str) {
        self.close_where(|open| open.engine == engine && open.session == session);
    }

    /// Ends every attach client.
    pub fn close_all(&self) {
        self.close_where(|_| true);
    }

    fn close_where(&self, which: impl Fn(&Open) -> bool) {
        let closed: Vec<_> = locked(&self.open).extract_if(|_, open| which(open)).collect();
        drop(closed);
    }
}

/// Reads what the session wrote before: neither engine's `attach` shows it.
fn past(runner: Runner, session: String) -> History {
    Box::new(move || {
        let lines = Options::default().scrollback.try_into().unwrap_or(u32::MAX);
        tauri::async_runtime::block_on(runner.logs(&session, lines)).unwrap_or_else(|error| {
            // A log driver that keeps nothing is no reason not to attach.
            tracing::info!("no past output for {session}: {error}");
            Vec::new()
        })
    })
}

/// Hands a terminal's feed to the window.
struct Window {
    output: Channel,
    runner: Runner,
    session: String,
    number: u32,
    open: Arc<Mutex<HashMap<u32, Arc<Open>>>>,
}

impl Sink for Window {
    fn output(&self, bytes: Vec<u8>) -> bool {
        self.output.send(InvokeResponseBody::Raw(bytes)).is_ok()
    }

    fn event(&self, event: FeedEvent) -> bool {
        match event {
            FeedEvent::Reset => send(&self.output, &TerminalEvent::Reset),
            FeedEvent::Live => send(&self.output, &TerminalEvent::Live),
            FeedEvent::Ended { .. } => {
                let (output, runner) = (self.output.clone(), self.runner.clone());
                let (session, number, open) = (self.session.clone(), self.number, Arc::clone(&self.open));
                tauri::async_runtime::spawn(async move {
                    let ended = how_it_ended(&runner, &session).await;
                    send(&output, &ended);
                    // Dropped on a thread of its own: it joins the feed that called us.
                    let closed = locked(&open).remove(&number);
                    _ = tauri::async_runtime::spawn_blocking(move || drop(closed)).await;
                });
                true
            }
        }
    }
}

fn send(output: &Channel, event: &TerminalEvent) -> bool {
    event.body().and_then(|body| output.send(body)).is_ok()
}

/// Asks the engine what became of the session: a client's own status can't be
/// trusted (podman's `attach` gave 0 for 7 and for 137, observed on 4.3).
async fn how_it_ended(runner: &Runner, session: &str) -> TerminalEvent {
    // The client may end some milliseconds before the engine has noted the exit.
    const ASKS: u32 = 15;
    const PAUSE: Duration = Duration::from_millis(100);
    let mut asked = 1;
    loop {
        match runner.status(session).await {
            Ok(now) if now.state == State::Running && asked < ASKS => {
                asked += 1;
                tokio::time::sleep(PAUSE).await;
            }
            Ok(now) => {
                let failure = (now.state == State::Running).then(|| {
                    Failure::new("detached", "The connection to the session ended; the session still runs")
                });
                return TerminalEvent::Ended { session: Some(Box::new(now)), failure };
            }
            Err(error) => return TerminalEvent::Ended { session: None, failure: Some(error.into()) },
        }
    }
}
