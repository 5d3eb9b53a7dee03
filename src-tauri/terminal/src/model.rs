//! The screen model, and the output that it has not read yet.

use std::time::{Duration, Instant};

use crate::backlog::Backlog;
use crate::emulator::Colors;
use crate::outgoing::{Paint, Painted};
use crate::screen::{Screen, Snapshot};

/// Takes the terminal's answers to queries; must not block.
pub type Answer = Box<dyn Fn(Vec<u8>) + Send>;

/// A screen that reads output at once, or in a flood by the piece.
pub struct Model {
    /// Has not read the backlog yet; [`Model::screen`] has.
    screen: Screen,
    backlog: Backlog,
    answer: Answer,
}

impl Model {
    pub fn new(screen: Screen, answer: Answer) -> Self {
        Self { screen, backlog: Backlog::default(), answer }
    }

    /// Takes live output.
    pub fn push(&mut self, bytes: &[u8], now: Instant) {
        if !self.backlog.push(bytes, now) {
            self.screen.set_time(now);
            self.screen();
            self.read(bytes);
        }
    }

    /// The screen, after it has read the backlog.
    pub fn screen(&mut self) -> &mut Screen {
        let mut backlog = std::mem::take(&mut self.backlog);
        self.read(backlog.waiting());
        backlog.clear();
        self.backlog = backlog;
        &mut self.screen
    }

    /// Sets the theme's colours, and tells the program if it asked to be told.
    pub fn set_colors(&mut self, colors: Colors) {
        let told = self.screen().set_colors(colors);
        if !told.is_empty() {
            (self.answer)(told);
        }
    }

    /// Reads the backlog if it has waited long enough.
    pub fn read_if_due(&mut self, now: Instant) {
        if self.due_in(now).is_some_and(|left| left.is_zero()) {
            self.screen.set_time(now);
            self.screen();
        }
    }

    /// The time until the backlog is to be read; `None` when it is empty.
    pub fn due_in(&self, now: Instant) -> Option<Duration> {
        self.backlog.time_left(now)
    }

    /// Paints the screen as it is now.
    pub fn paint(&mut self, paint: Paint) -> Painted {
        match paint {
            Paint::Frame => Painted { paint: self.screen().frame(), unfinished: Vec::new() },
            Paint::Snapshot => {
                let Snapshot { paint, unfinished, .. } = self.screen().snapshot();
                Painted { paint, unfinished }
            }
        }
    }

    fn read(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let answers = self.screen.write(bytes);
        if !answers.is_empty() {
            (self.answer)(answers);
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::pty::Size;

    /// A program that asks is told so, by the time at which its output arrived.
    #[test]
    fn a_synchronized_block_that_is_never_closed_ends_after_150_ms() {
        let (answer, answers) = mpsc::channel();
        let screen = Screen::new(Size { cols: 10, rows: 3 }, 5);
        let mut model = Model::new(screen, Box::new(move |bytes| answer.send(bytes).unwrap()));
        let began = Instant::now();
        model.push(b"\x1b[?2026h", began);
        for (after, value) in [(149, 1), (150, 2)] {
            model.push(b"\x1b[?2026$p", began + Duration::from_millis(after));
            assert_eq!(answers.recv().unwrap(), format!("\x1b[?2026;{value}$y").into_bytes());
        }
    }
}
