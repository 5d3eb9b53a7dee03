//! The screen model: what a terminal that read every byte would show.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use crate::emulator::{Colors, Emulator, Notification};
use crate::export::{self, Caption, Format};
use crate::picture;
use crate::pty::Size;
use crate::snapshot;

mod notices;
mod unfinished;
mod visible;

pub(crate) use notices::Notices;
pub use notices::Tally;
pub use unfinished::UnfinishedLine;
pub use visible::{InputModes, VisibleText};

/// The output of a session from before the attach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transcript {
    /// The output of earlier runs, or a snapshot of their last screen. May be empty.
    pub previous: Vec<u8>,
    /// The text of the line between `previous` and `current`, e.g. "started again 12:04".
    /// Not shown when `previous` is empty.
    pub separator: String,
    /// The output of the last run. The attach may show the end of it, too.
    pub current: Vec<u8>,
    /// Whether the last run has ended. A client that has not attached by then only reports
    /// an error.
    pub ended: bool,
}

impl From<Vec<u8>> for Transcript {
    /// A first run, with nothing before it.
    fn from(current: Vec<u8>) -> Self {
        Self { current, ..Self::default() }
    }
}

/// Resets the state that a run may have left: a sequence, a link, the alternate screen, modes,
/// colours, progress, the working directory.
const RESET_SEQUENCE: &str = "\x18\x1b]8;;\x1b\\\x1b[?1049l\x1b[?9;1000;1002;1003;1004;1006;1016;2004;2031;2026l\x1b[!p\x1b[20l\x1b[?25h\x1b[?7h\x1b>\x1b[r\
    \x1b]104\x1b\\\x1b]110\x1b\\\x1b]111\x1b\\\x1b]112\x1b\\\x1b]9;4;0\x1b\\\x1b]7;\x1b\\";

const END_SYNCHRONIZED: &[u8] = b"\x1b[?2026l";

/// The screen model: a terminal without a window. It reads output, answers queries, and can
/// be painted, exported and drawn.
pub struct Screen {
    emulator: Emulator,
    size: Size,
    scrollback: usize,
    colors: Option<Colors>,
    /// Counts the calls that may have changed the screen; wraps.
    version: u32,
    notification_handler: Option<NotificationHandler>,
    notices: Notices,
}

/// Is called with each notification of the program, on the draining thread: it must not block.
pub type NotificationHandler = Box<dyn FnMut(Notification) + Send>;

/// A screen with its scrollback, as input for a terminal that was reset.
pub struct Snapshot {
    /// The escape sequences that paint it.
    pub paint: Vec<u8>,
    /// The beginning of a sequence or a character that the next live bytes complete. It is
    /// live output itself.
    pub unfinished: Vec<u8>,
    /// Whether the terminal is then exactly this screen. `false` where a program left a state
    /// that no sequence can reproduce, such as a cursor that waits to wrap behind a
    /// character that is gone.
    pub exact: bool,
}

impl Screen {
    /// An empty screen. `scrollback` is in lines.
    pub fn new(size: Size, scrollback: usize) -> Self {
        let size = size.usable();
        let emulator = Emulator::new(size.cols.into(), size.rows.into(), scrollback);
        Self {
            emulator,
            size,
            scrollback,
            colors: None,
            version: 0,
            notification_handler: None,
            notices: Notices::default(),
        }
    }

    /// Tells when the output arrived that is read next. A synchronized block (mode 2026) that
    /// is open for 150 ms ends then.
    pub fn set_time(&mut self, now: Instant) {
        self.emulator.terminal.set_time(now);
    }

    /// Reads live output; returns the terminal's answers to the queries in it.
    pub fn write(&mut self, bytes: &[u8]) -> Vec<u8> {
        let failed = self.emulator.terminal.failed;
        self.advance(bytes);
        let more = self.emulator.terminal.failed.saturating_sub(failed);
        self.notices.count(memchr::memchr_iter(b'\n', bytes).count(), more);
        for notification in self.emulator.take_notifications() {
            self.notices.note(&notification);
            if let Some(notification_handler) = &mut self.notification_handler {
                notification_handler(notification);
            }
        }
        self.emulator.take_answers()
    }

    /// Reads output of the past, without answers and notifications: they were due in its time.
    /// Only how far the program has come is told, which is so until it says otherwise.
    pub fn replay(&mut self, bytes: &[u8]) {
        self.advance(bytes);
        let notifications = self.emulator.take_notifications().into_iter();
        if let Some(notification_handler) = &mut self.notification_handler {
            notifications
                .filter(|one| matches!(one, Notification::Progress { .. }))
                .for_each(notification_handler);
        }
        self.emulator.take_answers();
    }

    /// Sets the handler of the program's notifications; without one they are dropped.
    pub fn set_notification_handler(&mut self, notification_handler: NotificationHandler) {
        self.notification_handler = Some(notification_handler);
    }

    /// Reads a transcript as [`Screen::replay`] does; returns the same as bytes.
    pub fn replay_transcript(&mut self, transcript: &Transcript) -> Vec<u8> {
        self.replay(&transcript.previous);
        let mut all = transcript.previous.clone();
        if transcript.previous.is_empty() {
            self.replay(&transcript.current);
            all.extend_from_slice(&transcript.current);
        } else {
            all.extend(self.append_run(&transcript.separator, &transcript.current));
        }
        if self.emulator.holds_back() {
            // Nobody would see what the past left on the screen.
            self.replay(END_SYNCHRONIZED);
            all.extend_from_slice(END_SYNCHRONIZED);
        }
        all
    }

    /// Reads another run, below a line with the text `separator`; returns the same as bytes.
    pub fn append_run(&mut self, separator: &str, run: &[u8]) -> Vec<u8> {
        let line = self.write_separator(separator);
        self.replay(run);
        [&line, run].concat()
    }

    /// Writes a line below everything that a run left on the screen; returns the sequences.
    fn write_separator(&mut self, text: &str) -> Vec<u8> {
        self.replay(RESET_SEQUENCE.as_bytes());
        self.emulator.terminal.prompt = None;
        let buffer = &self.emulator.terminal.normal;
        let below = buffer.rows.iter().rposition(|row| row.text_len() > 0).map_or(0, |y| y + 1);
        let place = match below {
            0 => "\x1b[H".to_owned(),
            row => format!("\x1b[{row}H\r\n"),
        };
        let line = format!("{place}\x1b[2m── {text} ──\x1b[0m\r\n");
        self.replay(line.as_bytes());
        [RESET_SEQUENCE.as_bytes(), line.as_bytes()].concat()
    }

    /// The size that a screen can have next to the one that was set.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Changes the size; text flows to the new width as in xterm.js.
    pub fn resize(&mut self, size: Size) {
        self.version = self.version.wrapping_add(1);
        self.size = size.usable();
        let Size { cols, rows } = self.size;
        self.guarded(|emulator| emulator.resize(cols.into(), rows.into()));
    }

    /// Sets the size of the scrollback, in lines.
    pub fn set_scrollback(&mut self, lines: usize) {
        if self.scrollback != lines {
            self.version = self.version.wrapping_add(1);
            self.scrollback = lines;
            self.guarded(|emulator| emulator.set_scrollback(lines));
        }
    }

    /// Drops the scrollback.
    pub fn clear_scrollback(&mut self) {
        self.guarded(Emulator::clear_scrollback);
    }

    /// Sets the theme's colours. Until then colour queries are not answered. Returns what the
    /// program is told of the change, if it asked to be told.
    pub fn set_colors(&mut self, colors: Colors) -> Vec<u8> {
        self.colors = Some(colors);
        self.emulator.set_colors(colors);
        self.emulator.take_answers()
    }

    /// Screen and scrollback as escape sequences.
    pub fn snapshot(&mut self) -> Snapshot {
        let (mut paint, mut exact) = (Vec::new(), false);
        self.guarded(|emulator| (paint, exact) = snapshot::of(&emulator.terminal));
        Snapshot { paint, unfinished: self.emulator.unfinished(), exact }
    }

    /// Screen and scrollback as a file.
    pub fn export(&mut self, format: Format, caption: &Caption) -> Vec<u8> {
        let mut file = Vec::new();
        self.guarded(|emulator| file = export::of(&emulator.terminal, format, caption));
        file
    }

    /// A small picture of the screen, without scrollback, and its version; `None` if that
    /// version was `seen`.
    ///
    /// All numbers are little-endian. Columns, rows, the cursor's column and row (row `0xffff`
    /// where it is hidden), as `u16`. Then for each row the number of its runs (`u16`) and the
    /// runs: column and columns (`u16`), foreground and background (`u32`, mode and colour),
    /// flags (`u8`: 1 inverse, 2 bold, 4 dim, 8 underlined), length of the text in bytes
    /// (`u16`), text. Cells outside of runs are blank.
    pub fn picture(&self, seen: Option<u32>) -> Option<(u32, Vec<u8>)> {
        (seen != Some(self.version)).then(|| (self.version, picture::of(&self.emulator.terminal)))
    }

    /// Escape sequences that paint the screen alone, on a terminal that was reset. Live output
    /// does not fit after it; only another frame or a [`Snapshot`] does.
    pub fn frame(&mut self) -> Vec<u8> {
        let mut paint = Vec::new();
        self.guarded(|emulator| paint = snapshot::of_screen(&emulator.terminal));
        paint
    }

    /// The rows of the screen as text with escape sequences for colours and attributes. Each
    /// stands alone: it begins and ends with no attribute, and moves no cursor.
    pub fn coloured_lines(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        self.guarded(|emulator| lines = snapshot::coloured_lines(&emulator.terminal));
        lines
    }

    /// Whether the alternate screen is active.
    pub fn is_alternate(&self) -> bool {
        self.emulator.terminal.alt_active
    }

    fn advance(&mut self, bytes: &[u8]) {
        self.version = self.version.wrapping_add(1);
        self.guarded(|emulator| emulator.advance(bytes));
    }

    /// Runs `work`. A panic of the emulator must not stop the drain, and with it the
    /// container: the screen starts again, empty.
    fn guarded(&mut self, work: impl FnOnce(&mut Emulator)) {
        if catch_unwind(AssertUnwindSafe(|| work(&mut self.emulator))).is_err() {
            tracing::error!("the screen model failed and starts again, empty");
            let (colors, version, notices) = (self.colors, self.version, self.notices.clone());
            let notification_handler = self.notification_handler.take();
            *self = Self { version, notification_handler, notices, ..Self::new(self.size, self.scrollback) };
            colors.into_iter().for_each(|colors| self.emulator.set_colors(colors));
            self.colors = colors;
        }
    }
}

#[cfg(test)]
mod tests;
