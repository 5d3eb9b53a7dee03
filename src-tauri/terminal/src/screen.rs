//! The screen model: what a terminal that read every byte would show.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::emulator::{Colors, Emulator, Signal};
use crate::export::{self, Caption, Format};
use crate::picture;
use crate::pty::Size;
use crate::snapshot;

/// The state of a terminal, fed by the draining thread.
pub struct Screen {
    emulator: Emulator,
    size: Size,
    scrollback: usize,
    colors: Option<Colors>,
    /// Counts what may have changed the screen.
    version: u32,
    hear: Option<Hear>,
}

/// Hears what the program wants to be known; on the draining thread, so it must not wait.
pub type Hear = Box<dyn FnMut(Signal) + Send>;

/// A screen, for a terminal that was reset.
pub struct Snapshot {
    /// Escape sequences that paint it.
    pub paint: Vec<u8>,
    /// The beginning of a sequence or a character that is still to end: live bytes,
    /// right before those that follow.
    pub unfinished: Vec<u8>,
    /// Whether the terminal is exactly this screen then. It may not be where a program
    /// left it in a state that no sequence leads to, such as a cursor that waits to
    /// wrap behind a character which is no longer there.
    pub exact: bool,
}

impl Screen {
    /// `scrollback` is in lines.
    pub fn new(size: Size, scrollback: usize) -> Self {
        let size = size.usable();
        let emulator = Emulator::new(size.cols.into(), size.rows.into(), scrollback);
        Self { emulator, size, scrollback, colors: None, version: 0, hear: None }
    }

    /// Takes live output; returns what the terminal answers to queries in it.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.advance(bytes);
        if let Some(hear) = &mut self.hear {
            self.emulator.take_signals().into_iter().for_each(hear);
        }
        self.emulator.take_answers()
    }

    /// Takes output of the past: queries in it were answered in their time, and what it
    /// wanted to be known is old.
    pub fn replay(&mut self, bytes: &[u8]) {
        self.advance(bytes);
        self.emulator.take_signals();
        self.emulator.take_answers();
    }

    /// Without it nobody hears the program.
    pub fn set_hear(&mut self, hear: Hear) {
        self.hear = Some(hear);
    }

    pub fn resize(&mut self, size: Size) {
        self.version = self.version.wrapping_add(1);
        self.size = size.usable();
        let Size { cols, rows } = self.size;
        self.guarded(|emulator| emulator.resize(cols.into(), rows.into()));
    }

    /// Keeps this many lines above the screen from now on.
    pub fn set_scrollback(&mut self, lines: usize) {
        if self.scrollback != lines {
            self.version = self.version.wrapping_add(1);
            self.scrollback = lines;
            self.guarded(|emulator| emulator.set_scrollback(lines));
        }
    }

    /// Until it is told, the terminal leaves colour queries unanswered.
    pub fn set_colors(&mut self, colors: Colors) {
        self.colors = Some(colors);
        self.emulator.set_colors(colors);
    }

    pub fn snapshot(&mut self) -> Snapshot {
        let (mut paint, mut exact) = (Vec::new(), false);
        self.guarded(|emulator| (paint, exact) = snapshot::of(&emulator.terminal));
        Snapshot { paint, unfinished: self.emulator.unfinished(), exact }
    }

    /// Screen and scrollback as a file for a person.
    pub fn export(&mut self, format: Format, caption: &Caption) -> Vec<u8> {
        let mut file = Vec::new();
        self.guarded(|emulator| file = export::of(&emulator.terminal, format, caption));
        file
    }

    /// What the screen shows, see the module `picture`, and its version; `None` when that is
    /// the version that was `seen`.
    pub fn picture(&self, seen: Option<u32>) -> Option<(u32, Vec<u8>)> {
        (seen != Some(self.version)).then(|| (self.version, picture::of(&self.emulator.terminal)))
    }

    /// Escape sequences that paint the screen alone, on a terminal that was reset: a look
    /// at it, after which nothing but a [`Snapshot`] fits.
    pub fn glimpse(&mut self) -> Vec<u8> {
        let mut paint = Vec::new();
        self.guarded(|emulator| paint = snapshot::of_screen(&emulator.terminal));
        paint
    }

    pub fn is_alternate(&self) -> bool {
        self.emulator.terminal.alt_active
    }

    fn advance(&mut self, bytes: &[u8]) {
        self.version = self.version.wrapping_add(1);
        self.guarded(|emulator| emulator.advance(bytes));
    }

    /// A fault of the emulator must not stop the drain, and so the container:
    /// the screen starts again, empty.
    fn guarded(&mut self, work: impl FnOnce(&mut Emulator)) {
        if catch_unwind(AssertUnwindSafe(|| work(&mut self.emulator))).is_err() {
            tracing::error!("the screen model failed and starts again, empty");
            let (colors, version, hear) = (self.colors, self.version, self.hear.take());
            *self = Self { version, hear, ..Self::new(self.size, self.scrollback) };
            colors.into_iter().for_each(|colors| self.set_colors(colors));
        }
    }
}
