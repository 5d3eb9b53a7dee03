//! One attached terminal: its threads, and what the app may ask of it.

use std::io::{ErrorKind, Read};
use std::process::Command;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::child::PtyChild;
use crate::emulator::Colors;
use crate::error::Result;
use crate::export::{Caption, Format};
use crate::feed::{Feed, Sink};
use crate::input::Input;
use crate::pty::{Master, Pty, Size};
use crate::resend_size;
use crate::screen::{NotificationHandler, Screen, Transcript};
use crate::thread::{spawn, spawn_carrier};

/// The last output may arrive this long after the client's end. On Unix the
/// kernel closes the terminal with its session leader; this bounds what doesn't.
const LAST_OUTPUT_TIMEOUT: Duration = Duration::from_secs(2);

/// Local engines were seen to show within a few milliseconds what they logged.
const SETTLE: Duration = Duration::from_millis(150);
/// A client that has not joined by then is not waited for.
const ATTACH_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a nudge lasts: a program that looks later sees no other size, and may draw nothing.
const REDRAW_PAUSE: Duration = Duration::from_millis(200);
/// How often the past is read for one that meets what the attach shows. It may never: docker
/// logs bytes that are no text as something else.
const MAX_LOG_READS: usize = 4;

/// Reads what a session wrote before the attach; on its own thread, perhaps more than once.
pub type LogReader = Box<dyn FnMut() -> Transcript + Send>;

/// How a terminal is opened.
pub struct Options {
    /// Lines that the screen model keeps above the screen.
    pub scrollback: usize,
    /// The theme, for programs that ask for it; without one they get no answer.
    pub colors: Option<Colors>,
    /// With it the window sees the past first: `Reset`, history, `Live`, then
    /// what the attach showed meanwhile, none lost and none twice.
    pub log: Option<LogReader>,
    /// Whether the model answers the program's queries. `false` where the window is a
    /// terminal that answers by itself; then there must be no `history`, whose old
    /// queries it would answer too.
    pub answers: bool,
    /// Who hears bells, notices, and text for the clipboard.
    pub on_notification: Option<NotificationHandler>,
    /// Whether the client makes its terminal raw when it has joined, as those of engines do.
    /// Then keys wait for that: before, the terminal itself would echo them and end the
    /// client at Ctrl-C. So does the reading of the past.
    pub raw_when_attached: bool,
    /// Whether the client may write its output to a pipe, on Unix. A pipe carries a third
    /// more MB/s than a pseudo-terminal, but suits only clients that ask nothing but their
    /// input about the terminal.
    pub piped: bool,
    /// How far attach and log may be apart: the past is shown this much later when
    /// nothing is written meanwhile.
    pub settle: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scrollback: 1000,
            colors: None,
            log: None,
            answers: true,
            on_notification: None,
            raw_when_attached: false,
            piped: false,
            settle: SETTLE,
        }
    }
}

/// An attach client on a pseudo-terminal, a model of its screen, and a window.
///
/// Dropping it ends the client, which leaves its session running.
pub struct AttachedTerminal {
    feed: Arc<Feed>,
    input: Arc<Input>,
    child: Arc<PtyChild>,
    master: Arc<Mutex<Master>>,
    /// Says that the client was given a size.
    sized: Sender<()>,
}

impl AttachedTerminal {
    /// Runs `command` on a new pseudo-terminal and shows it in `sink`. Returns
    /// when the client was started; it may end at any time after.
    pub fn open(command: &Command, size: Size, sink: Box<dyn Sink>, mut options: Options) -> Result<Self> {
        let size = size.usable();
        let mut screen = Screen::new(size, options.scrollback);
        if let Some(colors) = options.colors {
            screen.set_colors(colors);
        }
        if let Some(handler) = options.on_notification.take() {
            screen.set_notification_handler(handler);
        }
        let Pty { master, child, reader, writer } = Pty::open(command, size, options.piped)?;
        let input = Arc::new(Input::new(writer));
        let answers_to = options.answers.then(|| Arc::clone(&input));
        let answer = Box::new(move |bytes| answer(answers_to.as_deref(), bytes));
        let (sized, sizes) = mpsc::channel();
        let terminal = Self {
            feed: Arc::new(Feed::new(screen, sink, answer, options.log.is_some())),
            input,
            child: Arc::new(child),
            master: Arc::new(Mutex::new(master)),
            sized,
        };
        // On an error here `terminal` is dropped: that ends the client.
        terminal.start(reader, options)?;
        let child = terminal.child.clone();
        spawn("berth-size", move || resend_size::run(&child, &sizes))?;
        Ok(terminal)
    }

    /// Takes what was typed or pasted, and returns at once: it is written in
    /// order, at the pace of the program that reads it.
    ///
    /// # Errors
    /// [`Error::Busy`] when more than 4 MB would wait, and [`Error::Closed`]
    /// after the end; nothing was taken then.
    pub fn write(&self, bytes: Vec<u8>) -> Result<()> {
        self.input.push(bytes)
    }

    /// Tells the program and the model a new size. Does nothing after the end.
    pub fn resize(&self, size: Size) -> Result<()> {
        let size = size.usable();
        self.set_size(size)?;
        self.feed.resize(size);
        Ok(())
    }

    /// Has the program draw its screen anew: it is told a size that is a row less, and then
    /// its own again. Takes a moment.
    pub fn redraw(&self) -> Result<()> {
        let Size { cols, rows } = self.feed.with_screen(|screen| screen.size());
        self.set_size(Size { cols, rows: if rows > 1 { rows - 1 } else { 2 } })?;
        thread::sleep(REDRAW_PAUSE);
        // It may have been resized meanwhile.
        let size = self.feed.with_screen(|screen| screen.size());
        self.set_size(size)
    }

    /// The window parsed `bytes` of what [`Sink::output`] got. Without
    /// acknowledgements it gets about 1 MB, and the rest as a snapshot later.
    pub fn ack(&self, bytes: usize) {
        self.feed.ack(bytes);
    }

    /// Shows the terminal in another window: `Reset`, a snapshot, `Live`, then
    /// new output. The window before it hears nothing more.
    pub fn replace_sink(&self, sink: Box<dyn Sink>) {
        self.feed.replace_sink(sink);
    }

    /// Whether the client ended: nothing new will be shown.
    pub fn has_ended(&self) -> bool {
        self.feed.has_ended()
    }

    /// The theme's colours, for programs that ask.
    pub fn set_colors(&self, colors: Colors) {
        self.feed.with_screen(|screen| screen.set_colors(colors));
    }

    /// Keeps this many lines above the screen from now on.
    pub fn set_scrollback(&self, lines: usize) {
        self.feed.with_screen(|screen| screen.set_scrollback(lines));
    }

    /// Drops what is above the screen, and paints the window anew. The session's log keeps it.
    pub fn clear_scrollback(&self) {
        self.feed.clear_scrollback();
    }

    /// Escape sequences that paint screen and scrollback on a terminal that was reset.
    pub fn snapshot(&self) -> Vec<u8> {
        self.feed.with_screen(|screen| screen.snapshot().paint)
    }

    /// Takes in what later runs wrote that nobody was attached to, below a line of its own.
    /// After the end: no window hears of it.
    pub fn append_run(&self, divider: &str, run: &[u8]) {
        self.feed.with_screen(|screen| screen.append_run(divider, run));
    }

    /// Screen and scrollback as a file for a person.
    pub fn export(&self, format: Format, caption: &Caption) -> Vec<u8> {
        self.feed.with_screen(|screen| screen.export(format, caption))
    }

    /// What the screen shows, in few bytes, and its version; `None` when that was `seen`.
    /// The module `picture` says how.
    pub fn picture(&self, seen: Option<u32>) -> Option<(u32, Vec<u8>)> {
        self.feed.with_screen(|screen| screen.picture(seen))
    }

    /// Whether the program draws on the alternate screen, as full-screen programs do.
    pub fn on_alternate_screen(&self) -> bool {
        self.feed.with_screen(|screen| screen.is_alternate())
    }

    /// The attach client's process id.
    pub fn client_pid(&self) -> u32 {
        self.child.pid()
    }

    /// Ends the client with SIGKILL and reaps it; the session keeps running. The
    /// window hears nothing more. Closing again does nothing.
    pub fn close(&self) -> Result<()> {
        self.feed.close();
        self.child.kill()
    }

    fn set_size(&self, size: Size) -> Result<()> {
        self.master.lock().unwrap_or_else(PoisonError::into_inner).resize(size)?;
        // Nobody hears it when the client is old, or has ended: it needs no telling again then.
        let _ = self.sized.send(());
        Ok(())
    }

    fn start(&self, mut reader: Box<dyn Read + Send>, options: Options) -> Result<()> {
        let Options { log, raw_when_attached, settle, .. } = options;
        let (child, master, input, feed) =
            (self.child.clone(), self.master.clone(), self.input.clone(), self.feed.clone());
        let (drained, drain_ended) = mpsc::channel::<()>();
        // First of all: it reaps, which killing waits for.
        let waiter = move || {
            let exit = child.wait();
            master.lock().unwrap_or_else(PoisonError::into_inner).hang_up();
            input.close();
            // An error is the end that is waited for: the sender was dropped.
            if drain_ended.recv_timeout(LAST_OUTPUT_TIMEOUT) == Err(mpsc::RecvTimeoutError::Timeout) {
                tracing::warn!("the terminal stayed open after its client ended");
            }
            feed.end(exit);
        };
        if let Err(error) = spawn("berth-child", waiter) {
            self.child.kill_and_reap()?;
            return Err(error);
        }

        let feed = self.feed.clone();
        spawn_carrier("berth-drain", move || {
            drain(reader.as_mut(), &feed);
            drop(drained);
        })?;
        let feed = self.feed.clone();
        spawn_carrier("berth-feed", move || feed.deliver())?;
        let (input, feed, master) = (self.input.clone(), self.feed.clone(), self.master.clone());
        spawn("berth-input", move || {
            if raw_when_attached {
                wait_until_attached(&feed, &master);
            }
            input.run();
        })?;
        if let Some(log) = log {
            let (feed, master) = (self.feed.clone(), self.master.clone());
            spawn("berth-history", move || {
                let joined = !raw_when_attached || wait_until_attached(&feed, &master);
                feed.splice(read_transcript(&feed, log, settle, joined));
            })?;
        }
        Ok(())
    }
}

impl Drop for AttachedTerminal {
    fn drop(&mut self) {
        if let Err(error) = self.close() {
            tracing::warn!(%error, "a terminal was dropped and its client goes on");
        }
    }
}

/// What is written before the client has joined is in the log, if that is read after.
/// Clients make their terminal raw when they join (podman 4.3 just before, docker 20.10
/// just after). Returns whether it did, as far as the system tells.
fn wait_until_attached(feed: &Feed, master: &Mutex<Master>) -> bool {
    let deadline = Instant::now() + ATTACH_TIMEOUT;
    let raw = || master.lock().unwrap_or_else(PoisonError::into_inner).is_raw();
    let mut told = false;
    while !feed.has_ended() && Instant::now() < deadline {
        match raw() {
            Some(true) => return true,
            Some(false) => told = true,
            None if !told => return true,
            // It has ended.
            None => {}
        }
        thread::sleep(Duration::from_millis(5));
    }
    false
}

/// The past, read until it meets what the attach shows.
fn read_transcript(feed: &Feed, mut read: LogReader, settle: Duration, joined: bool) -> Transcript {
    let mut past = Transcript::default();
    for _ in 0..MAX_LOG_READS {
        let finished = feed.finished();
        past = read();
        if past.ended && !joined {
            // The log tells it all. docker 20.10: "You cannot attach to a stopped container,
            // start it first", podman 4.3: "Error: you can only attach to running containers".
            feed.discard_held();
            return past;
        }
        if feed.overlaps(&past.current, finished, settle) {
            return past;
        }
    }
    tracing::info!("the session's log and its attach do not meet");
    past
}

/// Reads the pseudo-terminal to its end. Nothing in here waits for a window or
/// for the program: a client that is not read freezes its container.
fn drain(reader: &mut dyn Read, feed: &Feed) {
    // The kernel hands over 4 KB at most; more is for other systems.
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return,
            Ok(n) => feed.output(&buffer[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                tracing::debug!(%error, "the terminal can't be read any more");
                return;
            }
        }
    }
}

/// A program that asks and does not read gets no more answers than may wait.
fn answer(input: Option<&Input>, bytes: Vec<u8>) {
    if let Some(input) = input
        && let Err(error) = input.push(bytes)
    {
        tracing::debug!(%error, "an answer of the terminal was dropped");
    }
}
