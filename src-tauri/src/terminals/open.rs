//! Opening: attaches to sessions, shells, and the views of both.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_runner::{Run, Runner, without_warnings};
use berth_terminal::{AttachedTerminal, Errors, Exit, LogReader, Options, Size};
use tauri::async_runtime;
use tauri::ipc::Channel;

use super::changes::Over;
use super::close::end;
use super::ended::{how_it_ended, keep_last_screen};
use super::entry::{Inside, OpenTerminal};
use super::history::{LogSource, log_reader};
use super::key::TerminalKey;
use super::notifications::Listeners;
use super::registry::{Entry, View};
use super::sink::{ChannelSink, TerminalEvent, send};
use super::{TerminalDefaults, Terminals};
use crate::error::{AppError, WireError};

/// The client of a remote engine has attached after so many calls' time, measured over SSH:
/// it shakes hands as every call does, and then asks twice.
const ATTACH_CALLS: u32 = 2;

/// The part of a window that is to show a terminal.
pub struct Viewer {
    pub size: Size,
    /// The window's label.
    pub window: String,
    pub output: Channel,
}

/// A client to open.
struct Client {
    command: Command,
    joined: Option<Run>,
    log: Option<LogReader>,
    shell: Option<Inside>,
}

/// A shell to open in a session, or beside it.
pub struct ShellOf<'a> {
    /// The session's id.
    pub session: &'a str,
    /// The window's own name for it.
    pub key: &'a str,
    /// What to run, instead of the usual shell.
    pub command: Option<&'a str>,
    /// A debug shell, and where the starter image is.
    pub debug: Option<Option<PathBuf>>,
}

impl Terminals {
    /// Attaches to the main process of a session, or shows the terminal that is attached
    /// already; returns the number of the view. `recovered_at` is when its engine last
    /// answered again after it had been away.
    ///
    /// # Errors
    /// Those of [`Runner::attach_to_run`], and `terminal_…` when the client does not start.
    pub async fn attach(
        &self,
        runner: Runner,
        session: &str,
        recovered_at: Option<Instant>,
        viewer: Viewer,
    ) -> Result<u32, WireError> {
        let key = TerminalKey::main(&runner.engine().id, session);
        self.launching.until_done(&key).await;
        let _turn = self.opening.lock().await;
        let is_remote = runner.engine().is_remote();
        let mut screen = None;
        if let Some(open) = self.find(&key) {
            let ended = open.has_ended();
            // A connection that was opened before its engine was away may have gone silent
            // with it, and never end by itself.
            let is_suspect = is_remote && recovered_at.is_some_and(|at| open.opened < at);
            if !ended && !is_suspect {
                return self.show(&runner, open, viewer);
            }
            open.terminal.resize(viewer.size)?;
            screen = Some(open.terminal.snapshot());
            if !ended {
                self.end_where(|other| *other == key);
            }
        }
        let asked = Instant::now();
        let (joined, command) = runner.attach_to_run(session).await?;
        let attach_time = if is_remote { asked.elapsed() * ATTACH_CALLS } else { Duration::ZERO };
        let log = log_reader(LogSource {
            runner: runner.clone(),
            key: key.clone(),
            lines: self.defaults().scrollback,
            attach_time,
            screen,
            runs: self.runs.clone(),
            separators: self.defaults().separators,
        });
        self.open(&runner, key, Client { command, joined: Some(joined), log: Some(log), shell: None }, viewer)
            .await
    }

    /// Opens a shell in a session, or shows the one with this key; returns the number of the view.
    ///
    /// # Errors
    /// Those of [`Runner::shell`] or [`Runner::debug_shell`], and `terminal_…` when the client does not start.
    pub async fn open_shell(
        &self,
        runner: Runner,
        asked: ShellOf<'_>,
        viewer: Viewer,
    ) -> Result<u32, WireError> {
        let ShellOf { session, command, debug, .. } = asked;
        let key = TerminalKey::shell(&runner.engine().id, session, asked.key);
        // Made before its turn: the copy of a large session takes a while.
        let debug = match debug {
            Some(starter) if self.find(&key).is_none() => {
                Some(runner.debug_shell(session, command, true, starter.as_deref()).await?)
            }
            _ => None,
        };
        let _turn = self.opening.lock().await;
        if let Some(open) = self.find(&key) {
            return self.show(&runner, open, viewer);
        }
        if let Some(shell) = debug {
            let inside = Inside::Debug(shell.clone());
            let client =
                Client { command: shell.command(), joined: None, log: None, shell: Some(inside.clone()) };
            let opened = self.open(&runner, key, client, viewer).await;
            if opened.is_err() {
                end(inside).await;
            }
            return opened;
        }
        let shell = runner.shell(session, command).await?;
        let client =
            Client { command: shell.command(), joined: None, log: None, shell: Some(Inside::Shell(shell)) };
        self.open(&runner, key, client, viewer).await
    }

    fn show(&self, runner: &Runner, open: Arc<OpenTerminal>, viewer: Viewer) -> Result<u32, WireError> {
        let number = self.next_number();
        open.terminal.resize(viewer.size)?;
        let sink = self.sink(runner, &open.key, open.joined, number, viewer.output.clone());
        self.attach_view(number, Arc::clone(&open), viewer);
        open.terminal.replace_sink(Box::new(sink));
        Ok(number)
    }

    async fn open(
        &self,
        runner: &Runner,
        key: TerminalKey,
        client: Client,
        viewer: Viewer,
    ) -> Result<u32, WireError> {
        let Client { command, joined, log, shell } = client;
        let opened = Instant::now();
        let over = Over::new(&self.changes);
        let (ended, left) = (over.clone(), shell.clone());
        let options = Options {
            log,
            on_end: Some(Box::new(move || {
                ended.end();
                if let Some(Inside::Debug(_)) = &left {
                    left.map(|left| async_runtime::spawn(end(left)));
                }
            })),
            ..client_options(runner, &key, &self.defaults(), &self.listeners)
        };
        let number = self.next_number();
        let sink = self.sink(runner, &key, joined, number, viewer.output.clone());
        let size = viewer.size;
        let opening = async_runtime::spawn_blocking(move || {
            AttachedTerminal::open(&command, size, Box::new(sink), options)
        });
        let terminal = opening.await.map_err(|error| AppError::Terminal { words: error.to_string() })??;
        let open = Arc::new(OpenTerminal { key, shell, terminal: Arc::new(terminal), joined, opened, over });
        self.registry.lock().insert(&open);
        self.changes.tell();
        self.attach_view(number, open, viewer);
        Ok(number)
    }

    /// Adds a view, and tells the windows whose views it displaces.
    fn attach_view(&self, number: u32, entry: Arc<OpenTerminal>, viewer: Viewer) {
        let view = View { entry, window: viewer.window, output: viewer.output };
        let displaced = self.registry.lock().attach_view(number, view);
        for view in displaced {
            let failure = AppError::Elsewhere.into();
            send(
                &view.output,
                &TerminalEvent::Ended { session: None, continues: false, failure: Some(failure) },
            );
        }
    }

    fn sink(
        &self,
        runner: &Runner,
        key: &TerminalKey,
        joined: Option<Run>,
        number: u32,
        output: Channel,
    ) -> ChannelSink {
        let sent_through = output.clone();
        if key.shell.is_some() {
            // The client of an exec passes on the code of its process, on both engines.
            return ChannelSink::new(output, move |exit: Exit| {
                send(&sent_through, &TerminalEvent::ShellEnded { code: exit.code });
            });
        }
        let (runner, key, runs) = (runner.clone(), key.clone(), self.runs.clone());
        let registry = Arc::clone(&self.registry);
        ChannelSink::new(output, move |exit: Exit| {
            async_runtime::spawn(async move {
                let errors = without_warnings(&exit.errors);
                let shown = runs.of(&key);
                let ended = how_it_ended(&runner, &key.session, joined.or(shown), shown, errors).await;
                if let TerminalEvent::Ended { session: Some(now), .. } = &ended {
                    runs.record_end(&key, now);
                }
                send(&sent_through, &ended);
                registry.lock().detach_view(number);
                if let TerminalEvent::Ended { session: Some(now), .. } = &ended {
                    let open = registry.lock().find(&key);
                    keep_last_screen(&runner, open, now).await;
                }
            });
        })
    }
}

/// How a terminal is opened on a client of `runner`.
pub(super) fn client_options(
    runner: &Runner,
    key: &TerminalKey,
    defaults: &TerminalDefaults,
    listeners: &Listeners,
) -> Options {
    let &TerminalDefaults { colors, scrollback, .. } = defaults;
    Options {
        colors,
        scrollback,
        on_notification: Some(listeners.handler(key)),
        raw_when_attached: true,
        piped: runner.engine().client_may_be_piped(),
        errors: if key.shell.is_some() { Errors::AtEnd(last_words) } else { Errors::Apart },
        ..Options::default()
    }
}

/// What a shell's client says at its end, as lines of its terminal.
fn last_words(errors: &str) -> String {
    without_warnings(errors).lines().map(|line| format!("{line}\r\n")).collect()
}
