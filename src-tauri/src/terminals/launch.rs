//! Terminals that are there before their session: what it asks first is answered, and its size
//! is the pane's.

use std::fmt;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_runner::{Launched, Launcher, Run, Runner, Session};
use berth_terminal::{AttachedTerminal, Size, Transcript};
use parking_lot::Mutex;
use tauri::async_runtime;
use tauri::ipc::Channel;

use super::changes::{Changes, Over};
use super::ended::{how_it_ended, keep_last_screen};
use super::entry::OpenTerminal;
use super::key::TerminalKey;
use super::launching::{Launching, Turn};
use super::notifications::Listeners;
use super::open::client_options;
use super::registry::{Entry, Registry};
use super::runs::LastShownRuns;
use super::sink::{NullSink, TerminalEvent};
use super::{TerminalDefaults, Terminals};

/// How long the client of the run before may take to end. Its session has ended.
const END_TIMEOUT: Duration = Duration::from_secs(2);
/// How long the log of the runs before may be read, which the start waits for.
const LOG_TIMEOUT: Duration = Duration::from_secs(2);
const POLL_INTERVAL: Duration = Duration::from_millis(10);

impl Terminals {
    /// Opens the terminals, of this size, of the sessions that `runner` starts.
    pub fn launcher(&self, runner: &Runner, size: Size) -> Arc<dyn Launcher> {
        Arc::new(PaneLauncher {
            runner: runner.clone(),
            size,
            defaults: self.defaults(),
            listeners: self.listeners.clone(),
            registry: Arc::clone(&self.registry),
            runs: self.runs.clone(),
            launching: self.launching.clone(),
            changes: self.changes.clone(),
        })
    }
}

struct PaneLauncher {
    runner: Runner,
    size: Size,
    defaults: TerminalDefaults,
    listeners: Listeners,
    registry: Arc<Mutex<Registry<OpenTerminal, Channel>>>,
    runs: LastShownRuns,
    launching: Launching,
    changes: Changes,
}

impl fmt::Debug for PaneLauncher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaneLauncher").field("size", &self.size).finish_non_exhaustive()
    }
}

impl Launcher for PaneLauncher {
    fn launch(&self, session: &Session, client: Command) -> Option<Box<dyn Launched>> {
        let key = TerminalKey::main(&session.engine, &session.id);
        let turn = self.launching.starting.begin(&key);
        let mut options = client_options(&self.runner, &key, &self.defaults, &self.listeners);
        options.transcript = self.transcript(&key, session);
        let over = Over::new(&self.changes);
        options.on_end = Some(self.on_end(&key, over.clone()));
        let opened = Instant::now();
        match AttachedTerminal::open(&client, self.size, Box::new(NullSink), options) {
            Ok(terminal) => Some(Box::new(LaunchedTerminal {
                open: OpenTerminal {
                    key,
                    shell: None,
                    terminal: Arc::new(terminal),
                    joined: None,
                    opened,
                    over,
                },
                registry: Arc::clone(&self.registry),
                runs: self.runs.clone(),
                changes: self.changes.clone(),
                turn,
            })),
            Err(error) => {
                tracing::warn!(%error, name = session.name, "it is started without a terminal");
                None
            }
        }
    }
}

impl PaneLauncher {
    /// The runs before: the last screen, or else the log.
    fn transcript(&self, key: &TerminalKey, session: &Session) -> Option<Transcript> {
        session.started_at?;
        let previous = match self.last_screen(key) {
            Some(screen) => screen,
            None => self.log(session),
        };
        let run = Run { began: Some(jiff::Timestamp::now()), ..Run::from(session) };
        Some(Transcript {
            previous,
            separator: self.defaults.separators.between(None, run),
            ..Transcript::default()
        })
    }

    /// Records the end of the run that the terminal shows, which a view would do if there was one.
    fn on_end(&self, key: &TerminalKey, over: Over) -> Box<dyn FnOnce() + Send> {
        let (runner, key, runs) = (self.runner.clone(), key.clone(), self.runs.clone());
        let registry = Arc::clone(&self.registry);
        let Launching { starting, ending } = self.launching.clone();
        Box::new(move || {
            over.end();
            let turn = ending.begin(&key);
            async_runtime::spawn(async move {
                starting.until_done(&key).await;
                let run = runs.of(&key);
                let ended = how_it_ended(&runner, &key.session, run, run, String::new()).await;
                if let TerminalEvent::Ended { session: Some(now), .. } = ended {
                    runs.record_end(&key, &now);
                    let open = registry.lock().find(&key);
                    keep_last_screen(&runner, open, &now).await;
                }
                drop(turn);
            });
        })
    }

    fn last_screen(&self, key: &TerminalKey) -> Option<Vec<u8>> {
        let open = self.registry.lock().find(key)?;
        let until = Instant::now() + END_TIMEOUT;
        while !open.has_ended() && Instant::now() < until {
            std::thread::sleep(POLL_INTERVAL);
        }
        if let Err(error) = open.terminal.resize(self.size) {
            tracing::debug!(%error, "the last screen keeps its size");
        }
        Some(open.terminal.snapshot())
    }

    fn log(&self, session: &Session) -> Vec<u8> {
        let lines = self.defaults.scrollback.try_into().unwrap_or(u32::MAX);
        let read = async { tokio::time::timeout(LOG_TIMEOUT, self.runner.logs(&session.id, lines)).await };
        match async_runtime::block_on(read) {
            Ok(Ok(log)) => log,
            Ok(Err(error)) => {
                tracing::info!("no transcript for {}: {error}", session.name);
                Vec::new()
            }
            Err(_) => {
                tracing::info!("no transcript for {}: its log is long", session.name);
                Vec::new()
            }
        }
    }
}

struct LaunchedTerminal {
    open: OpenTerminal,
    registry: Arc<Mutex<Registry<OpenTerminal, Channel>>>,
    runs: LastShownRuns,
    changes: Changes,
    turn: Turn,
}

impl Launched for LaunchedTerminal {
    fn has_ended(&self) -> bool {
        self.open.has_ended()
    }

    fn keep(self: Box<Self>, now: &Session) {
        let Self { open, registry, runs, changes, turn } = *self;
        runs.record(&open.key, now.into());
        registry.lock().insert(&Arc::new(open));
        drop(turn);
        changes.tell();
    }
}
