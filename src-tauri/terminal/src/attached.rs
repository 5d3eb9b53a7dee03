//! An attached terminal: its threads, and the calls that the app may make.

mod joined;
mod threads;

use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use parking_lot::Mutex;

use crate::child::PtyChild;
use crate::emulator::Colors;
use crate::error::Result;
use crate::export::{Caption, Format};
use crate::feed::Feed;
use crate::input::Input;
use crate::joining::Leave;
use crate::options::{Errors, Options};
use crate::pty::{Beside, Master, Pty, Size};
use crate::resend_size;
use crate::screen::{Notices, Screen};
use crate::sink::Sink;
use crate::thread::spawn;

/// How long a redraw's other size lasts. A program that reads its size later sees no other
/// size, and may draw nothing.
const REDRAW_PAUSE: Duration = Duration::from_millis(200);

/// An attach client on a pseudo-terminal, a model of its screen, and a consumer.
///
/// Dropping it ends the client, which leaves its session running.
pub struct AttachedTerminal {
    feed: Arc<Feed>,
    input: Arc<Input>,
    child: Arc<PtyChild>,
    master: Arc<Mutex<Master>>,
    /// Receives a message each time the client was given a size.
    sized: Sender<()>,
    notices: Notices,
    leave: Leave,
}

impl AttachedTerminal {
    /// Runs `command` on a new pseudo-terminal of `size` and shows it in `sink`. Of the
    /// command, the program, the arguments, the folder and the changes to the environment
    /// count.
    ///
    /// Returns when the client was started; it may end at any time after.
    ///
    /// # Errors
    /// [`Error::OpenPty`], [`Error::Spawn`] and [`Error::Thread`], when the system refuses
    /// what is needed; nothing runs then.
    ///
    /// [`Error::OpenPty`]: crate::Error::OpenPty
    /// [`Error::Spawn`]: crate::Error::Spawn
    /// [`Error::Thread`]: crate::Error::Thread
    pub fn open(command: &Command, size: Size, sink: Box<dyn Sink>, options: Options) -> Result<Self> {
        let size = size.usable();
        let beside = Beside { output: options.piped, errors: !matches!(options.errors, Errors::Mixed) };
        let pty = Pty::open(command, size, beside)?;
        Self::run(pty, Leave::Close, size, sink, options)
    }

    fn run(pty: Pty, leave: Leave, size: Size, sink: Box<dyn Sink>, mut options: Options) -> Result<Self> {
        let mut screen = Screen::new(size, options.scrollback);
        if let Some(colors) = options.colors {
            screen.set_colors(colors);
        }
        if let Some(handler) = options.on_notification.take() {
            screen.set_notification_handler(handler);
        }
        let notices = screen.notices();
        let Pty { master, child, reader, writer, errors } = pty;
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
            notices,
            leave,
        };
        if let Some(transcript) = &options.transcript {
            terminal.feed.replay(transcript);
        }
        // On an error here `terminal` is dropped: that ends the client.
        terminal.start(reader, errors, options)?;
        let child = terminal.child.clone();
        spawn("berth-size", move || resend_size::run(&child, &sizes))?;
        Ok(terminal)
    }

    /// Queues input for the program, and returns at once. It is written in order, at the
    /// pace of the program that reads it.
    ///
    /// # Errors
    /// [`Error::Busy`] when more than 4 MB would wait, and [`Error::Closed`] after the end.
    /// Nothing was taken then.
    ///
    /// [`Error::Busy`]: crate::Error::Busy
    /// [`Error::Closed`]: crate::Error::Closed
    pub fn write(&self, bytes: Vec<u8>) -> Result<()> {
        self.notices.forget();
        self.input.push(bytes)
    }

    /// Sets the size for the program and the model. Does nothing after the end.
    ///
    /// # Errors
    /// [`Error::Resize`], when the system refuses the size.
    ///
    /// [`Error::Resize`]: crate::Error::Resize
    pub fn resize(&self, size: Size) -> Result<()> {
        let size = size.usable();
        self.set_size(size)?;
        self.feed.resize(size);
        Ok(())
    }

    /// Makes the program draw its screen anew: sets a size with one row less, and 200 ms
    /// later the right one again. Blocks for that time.
    ///
    /// # Errors
    /// As [`AttachedTerminal::resize`].
    pub fn redraw(&self) -> Result<()> {
        let Size { cols, rows } = self.feed.with_screen(|screen| screen.size());
        self.set_size(Size { cols, rows: if rows > 1 { rows - 1 } else { 2 } })?;
        thread::sleep(REDRAW_PAUSE);
        // It may have been resized meanwhile.
        let size = self.feed.with_screen(|screen| screen.size());
        self.set_size(size)
    }

    /// Acknowledges that the consumer has parsed `bytes` bytes of the output that
    /// [`Sink::output`] got. Without acknowledgements it gets about 1 MB, and the rest as a
    /// snapshot later.
    pub fn ack(&self, bytes: usize) {
        self.feed.ack(bytes);
    }

    /// Replaces the consumer. The new one gets `Reset`, the screen and its scrollback,
    /// `Live`, then new output. The old one gets no further call.
    pub fn replace_sink(&self, sink: Box<dyn Sink>) {
        self.feed.replace_sink(sink);
    }

    /// Whether the client ended, so that no new output follows.
    pub fn has_ended(&self) -> bool {
        self.feed.has_ended()
    }

    /// Sets the theme's colours, for programs that ask, or that asked to be told of a change.
    pub fn set_colors(&self, colors: Colors) {
        self.feed.set_colors(colors);
    }

    /// Sets the size of the scrollback, in lines.
    pub fn set_scrollback(&self, lines: usize) {
        self.feed.with_screen(|screen| screen.set_scrollback(lines));
    }

    /// Drops the scrollback, and paints the consumer anew. The session's log keeps it.
    pub fn clear_scrollback(&self) {
        self.feed.clear_scrollback();
    }

    /// Escape sequences that paint screen and scrollback on a terminal that was reset.
    pub fn snapshot(&self) -> Vec<u8> {
        self.feed.with_screen(|screen| screen.snapshot().paint)
    }

    /// The screen alone, without what is above it, as escape sequences for a terminal of that
    /// size that was reset. To be looked at, not to go on from.
    pub fn screen(&self) -> (Size, Vec<u8>) {
        self.feed.with_screen(|screen| (screen.size(), screen.frame()))
    }

    /// Adds the log of a run that no client was attached to, below a line with `separator`.
    /// For a terminal whose client has ended; its consumer is not told.
    pub fn append_run(&self, separator: &str, run: &[u8]) {
        self.feed.with_screen(|screen| screen.append_run(separator, run));
    }

    /// Screen and scrollback as a file.
    pub fn export(&self, format: Format, caption: &Caption) -> Vec<u8> {
        self.feed.with_screen(|screen| screen.export(format, caption))
    }

    /// A small picture of the screen and its version; `None` if that version was `seen`.
    /// The format is that of [`Screen::picture`].
    pub fn picture(&self, seen: Option<u32>) -> Option<(u32, Vec<u8>)> {
        self.feed.with_screen(|screen| screen.picture(seen))
    }

    /// Whether the program draws on the alternate screen, as full-screen programs do.
    pub fn on_alternate_screen(&self) -> bool {
        self.feed.with_screen(|screen| screen.is_alternate())
    }

    /// The attach client's process id; 0 where a connection takes its place.
    pub fn client_pid(&self) -> u32 {
        self.child.pid()
    }

    /// Ends the client with SIGKILL and reaps it; the session keeps running. The consumer
    /// gets no further call. Closing again does nothing.
    ///
    /// # Errors
    /// [`Error::Kill`] when the system refuses the signal, [`Error::Lingering`] when the
    /// client has not ended after 5 s.
    ///
    /// [`Error::Kill`]: crate::Error::Kill
    /// [`Error::Lingering`]: crate::Error::Lingering
    pub fn close(&self) -> Result<()> {
        self.feed.close();
        self.child.kill()
    }

    fn set_size(&self, size: Size) -> Result<()> {
        self.master.lock().resize(size)?;
        // The receiver is gone when the client is old or has ended: no resend is needed then.
        let _ = self.sized.send(());
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

/// Sends an answer to the program. One that asks and does not read gets no more answers
/// than may wait.
fn answer(input: Option<&Input>, bytes: Vec<u8>) {
    if let Some(input) = input
        && let Err(error) = input.push(bytes)
    {
        tracing::debug!(%error, "an answer of the terminal was dropped");
    }
}
