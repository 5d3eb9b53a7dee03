//! The terminals that the window has open.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use berth_runner::runner::Runner;
use berth_runner::{Session, State};
use berth_terminal::{Colors, FeedEvent, History, Options, PtyCommand, Sink, Size, Terminal};
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

impl Open {
    fn is_of(&self, engine: &str, session: &str) -> bool {
        self.engine == engine && self.session == session
    }
}

/// The terminals, and who looks at them.
#[derive(Default)]
struct Moored {
    /// What the window shows, by number.
    views: HashMap<u32, Arc<Open>>,
    /// Every attach client that runs, looked at or not: one that was left keeps its
    /// screen, and coming back paints it at once.
    kept: Vec<Arc<Open>>,
}

impl Moored {
    fn find(&mut self, engine: &str, session: &str) -> Option<Arc<Open>> {
        self.kept.retain(|open| !open.terminal.has_ended());
        self.kept.iter().find(|open| open.is_of(engine, session)).map(Arc::clone)
    }

    /// A terminal has one view: the newest, which gave it its size.
    fn look(&mut self, number: u32, open: Arc<Open>) {
        self.views.retain(|_, seen| !Arc::ptr_eq(seen, &open));
        self.views.insert(number, open);
    }
}

/// Open terminals. Closing one leaves its session running.
#[derive(Default)]
pub struct Terminals {
    next: AtomicU32,
    moored: Arc<Mutex<Moored>>,
    /// One attach at a time: two of one session would make two clients.
    attaching: tokio::sync::Mutex<()>,
}

impl Terminals {
    /// Joins the session's main process; output and events go to `output`.
    pub async fn attach(
        &self,
        runner: Runner,
        session: String,
        size: Size,
        colors: Colors,
        output: Channel,
    ) -> Result<u32, Failure> {
        let _turn = self.attaching.lock().await;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let engine = runner.engine().id.clone();
        let moored = Arc::clone(&self.moored);
        let window = Window { output, runner: runner.clone(), session: session.clone(), number, moored };
        let kept = locked(&self.moored).find(&engine, &session);
        if let Some(open) = kept {
            open.terminal.resize(size)?;
            open.terminal.set_colors(colors);
            locked(&self.moored).look(number, Arc::clone(&open));
            open.terminal.show(Box::new(window));
            return Ok(number);
        }
        let client = runner.attach_command(&session).await?;
        let command = PtyCommand {
            program: client.program,
            args: client.args,
            env: client.env,
            env_remove: client.env_remove,
        };
        let history = Some(past(runner, session.clone()));
        let options = Options { history, colors: Some(colors), ..Options::default() };
        let opened = tauri::async_runtime::spawn_blocking(move || {
            Terminal::open(&command, size, Box::new(window), options)
        });
        let terminal = opened.await.map_err(|error| Failure::new("terminal", error.to_string()))??;
        let open = Arc::new(Open { engine, session, terminal });
        let mut moored = locked(&self.moored);
        moored.kept.push(Arc::clone(&open));
        moored.look(number, open);
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
        let open = locked(&self.moored).views.get(&number).map(Arc::clone);
        let open = open.ok_or_else(|| Failure::new(TERMINAL_CLOSED, "This terminal was closed"))?;
        Ok(act(&open.terminal)?)
    }

    /// Looks away. The attach client goes on, so that coming back shows what was there.
    pub fn look_away(&self, number: u32) {
        let open = locked(&self.moored).views.remove(&number);
        if let Some(open) = open {
            open.terminal.show(Box::new(Nobody));
        }
    }

    /// Ends the attach client of a session.
    pub fn close_of(&self, engine: &str, session: &str) {
        self.close_where(|open| open.is_of(engine, session));
    }

    /// Ends every attach client.
    pub fn close_all(&self) {
        self.close_where(|_| true);
    }

    fn close_where(&self, which: impl Fn(&Open) -> bool) {
        // Out of the lock before clients are ended: that may take a moment.
        let closed: Vec<_> = {
            let mut moored = locked(&self.moored);
            moored.views.retain(|_, open| !which(open));
            moored.kept.extract_if(.., |open| which(open)).collect()
        };
        for open in closed {
            if let Err(error) = open.terminal.close() {
                tracing::warn!("the attach client of {} goes on: {error}", open.session);
            }
        }
    }
}

/// Nobody looks: the model alone goes on.
struct Nobody;

impl Sink for Nobody {
    fn output(&self, _: Vec<u8>) -> bool {
        false
    }

    fn event(&self, _: FeedEvent) -> bool {
        false
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
    moored: Arc<Mutex<Moored>>,
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
                let (session, number, moored) = (self.session.clone(), self.number, Arc::clone(&self.moored));
                tauri::async_runtime::spawn(async move {
                    let ended = how_it_ended(&runner, &session).await;
                    send(&output, &ended);
                    locked(&moored).views.remove(&number);
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
