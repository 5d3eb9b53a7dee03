//! Attach: the session's terminal on our own.
//!
//! berth-terminal runs the engine's client on a pseudo-terminal and drains it always,
//! so that a terminal that is stopped (or slow) can't stall the session. Its model
//! answers no queries here: they reach the person's terminal, which answers.

use std::io::{IsTerminal, Read, Write, stdin, stdout};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use berth_runner::{Error, Runner, Session, State, without_warnings};
use berth_terminal::{AttachedTerminal, Errors, Exit, FeedEvent, Options, Sink, Size};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, MissedTickBehavior, sleep};

use super::handed::{Handed, LOOK_EVERY};
use crate::exit::{FAILURE, NOT_FOUND, Stop, USAGE, pass_on};
use crate::print;
use crate::terminal::{DetachKey, KEY_OF_END, Raw, Signal, Signals, Typed};

/// How long an engine may take to note that a session ended, after its client did.
const NOTED_WITHIN: Duration = Duration::from_secs(5);
/// Clears the terminal before it gets a whole screen in place of output it missed.
const RESET: &[u8] = b"\x1bc";

/// The reason for the end of an attach.
enum Left {
    /// The person pressed the detach key.
    Detached,
    /// The app wants it back.
    TakenBack,
    /// The client ended by itself.
    Ended(Exit),
    /// A signal ends us, or our terminal is gone.
    Interrupted,
}

pub async fn attach(
    runner: &Runner,
    name: &str,
    key: DetachKey,
    handed_over: Option<&Path>,
) -> Result<ExitCode, Stop> {
    let session = runner.status(name).await?;
    let command = runner.attach_command(&session.id).await?;
    if !(stdin().is_terminal() && stdout().is_terminal()) {
        return Err(Stop::new(
            USAGE,
            "attach needs a terminal, and this is none; read the session with: berthctl logs",
        ));
    }
    print::err(&format!("Attached to {} on {}; {key} leaves it running", session.name, session.engine));
    // Without the app nobody needs to know.
    let handed = handed_over.and_then(|folder| Handed::hold(folder, size()).ok());
    let left = relay(&command, runner.engine().client_may_be_piped(), key, handed.as_ref()).await?;
    drop(handed);
    match left {
        Left::Detached => {
            print::err(&format!("\r\nLeft {}; it keeps running", session.name));
            Ok(ExitCode::SUCCESS)
        }
        Left::TakenBack => {
            print::err(&format!("\r\nBerth took {} back; it keeps running", session.name));
            Ok(ExitCode::SUCCESS)
        }
        Left::Interrupted => Err(Stop::new(FAILURE, format!("Interrupted; {} keeps running", session.name))),
        Left::Ended(exit) => report_end(&session.name, ended(runner, &session).await, &exit),
    }
}

/// An event for the loop.
enum Happened {
    Typed(Vec<u8>),
    /// This number of bytes was written to our terminal.
    Shown(usize),
    Ended(Exit),
    Gone,
}

async fn relay(
    command: &Command,
    piped: bool,
    key: DetachKey,
    handed: Option<&Handed>,
) -> Result<Left, Stop> {
    let failed =
        |what: &str, error: &dyn std::fmt::Display| Stop::new(FAILURE, format!("Could not {what}: {error}"));
    let mut signals = Signals::listen().map_err(|e| failed("listen to signals", &e))?;
    let mut raw = Raw::relay().map_err(|e| failed("set up the terminal", &e))?;
    let (happened, happening) = unbounded_channel();
    let options = Options { answers: false, piped, errors: Errors::Apart, ..Options::default() };
    let terminal = AttachedTerminal::open(command, size(), Box::new(Screen(happened.clone())), options)
        .map_err(|e| failed("run the engine's client", &e))?;
    std::thread::Builder::new()
        .name("berth-keys".to_owned())
        .spawn(move || read_keys(&happened))
        .map_err(|e| failed("read the keyboard", &e))?;

    let left = watch(&terminal, key, happening, &mut signals, handed).await;
    raw.on_alternate_screen(terminal.on_alternate_screen());
    let closed = terminal.close();
    drop(raw);
    closed.map_err(|e| failed("end the engine's client", &e))?;
    Ok(left)
}

async fn watch(
    terminal: &AttachedTerminal,
    key: DetachKey,
    mut happening: UnboundedReceiver<Happened>,
    signals: &mut Signals,
    handed: Option<&Handed>,
) -> Left {
    let mut look = tokio::time::interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let happened = tokio::select! {
            happened = happening.recv() => happened.unwrap_or(Happened::Gone),
            signal = signals.next() => match signal {
                Signal::Resized => {
                    // A client that is about to end has no size any more.
                    let _ = terminal.resize(size());
                    // The app may have ended.
                    if let Some(handed) = handed {
                        let _ = handed.resized(size());
                    }
                    continue;
                }
                Signal::Ended => return Left::Interrupted,
            },
            _ = look.tick(), if handed.is_some() => match handed {
                Some(handed) if handed.wanted_back() => return Left::TakenBack,
                _ => continue,
            },
        };
        match happened {
            Happened::Typed(bytes) => {
                let (bytes, leave) = match key.find(&bytes) {
                    Typed::Keys(bytes) => (bytes, false),
                    Typed::Leave(bytes) => (bytes, true),
                };
                // A program that reads nothing gets nothing more; the key still leaves.
                if !bytes.is_empty() && terminal.write(bytes.to_vec()).is_err() {
                    print::out(b"\x07").ok();
                }
                if leave {
                    return Left::Detached;
                }
            }
            Happened::Shown(bytes) => terminal.ack(bytes),
            Happened::Ended(exit) => return Left::Ended(exit),
            Happened::Gone => return Left::Interrupted,
        }
    }
}

/// Our terminal as a window of the feed. Writing may block; only the feed waits then.
struct Screen(UnboundedSender<Happened>);

impl Screen {
    fn show(&self, bytes: &[u8]) -> bool {
        let mut stdout = stdout().lock();
        let shown = stdout.write_all(bytes).and_then(|()| stdout.flush()).is_ok();
        // Nobody hears it only when the loop has ended already.
        let _ = shown || self.0.send(Happened::Gone).is_ok();
        shown
    }
}

impl Sink for Screen {
    fn output(&self, bytes: Vec<u8>) -> bool {
        self.show(&bytes) && self.0.send(Happened::Shown(bytes.len())).is_ok()
    }

    fn event(&self, event: FeedEvent) -> bool {
        match event {
            FeedEvent::Reset => self.show(RESET),
            FeedEvent::Live => true,
            FeedEvent::Ended { exit } => self.0.send(Happened::Ended(exit)).is_ok(),
        }
    }
}

/// Reads the keyboard until the receiver is dropped; the thread ends with the process.
fn read_keys(happened: &UnboundedSender<Happened>) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let next = match stdin().lock().read(&mut buffer) {
            Ok(0) => KEY_OF_END.map_or(Happened::Gone, |key| Happened::Typed(vec![key])),
            Ok(read) => Happened::Typed(buffer.get(..read).unwrap_or_default().to_vec()),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => Happened::Gone,
        };
        let last = matches!(next, Happened::Gone);
        if happened.send(next).is_err() || last {
            return;
        }
    }
}

fn size() -> Size {
    let (cols, rows) = crossterm::terminal::size().unwrap_or((80, 24));
    Size { cols, rows }
}

/// The session after the end of its client: the engine may note the end a little later.
async fn ended(runner: &Runner, session: &Session) -> Result<Session, Error> {
    let until = Instant::now() + NOTED_WITHIN;
    let mut pause = Duration::from_millis(20);
    loop {
        let now = runner.status(&session.id).await?;
        if !matches!(now.state, State::Running | State::Stopping) || Instant::now() > until {
            return Ok(now);
        }
        sleep(pause).await;
        pause = (pause * 2).min(Duration::from_millis(500));
    }
}

fn report_end(name: &str, session: Result<Session, Error>, exit: &Exit) -> Result<ExitCode, Stop> {
    match session {
        Ok(Session { state: State::Exited | State::Dead, exit_code: Some(code), .. }) => {
            print::err(&format!("\r\n{name} exited with code {code}"));
            Ok(pass_on(code))
        }
        Ok(session) => {
            let mut stop = Stop::new(
                FAILURE,
                format!(
                    "The engine ended the connection, and {name} is {}; join it again with: berthctl attach {name}",
                    session.engine_state
                ),
            );
            stop.detail = Some(without_warnings(&exit.errors)).filter(|errors| !errors.is_empty());
            Err(stop)
        }
        Err(Error::SessionNotFound { .. }) => Err(Stop::new(
            NOT_FOUND,
            format!("{name} ended and was removed; its exit code is in the history, if Berth removed it"),
        )),
        Err(error) => Err(error.into()),
    }
}
