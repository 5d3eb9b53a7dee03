//! How far something long is: on a terminal in one line that is drawn anew, elsewhere in silence.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use berth_runner::{Transfer, size};

/// Between two drawings.
const PAUSE: Duration = Duration::from_millis(100);

/// The line on stderr. It goes when this is dropped.
pub struct Line {
    drawn: Option<Instant>,
    terminal: bool,
}

impl Line {
    pub fn new() -> Self {
        Self { drawn: None, terminal: stderr().is_terminal() }
    }

    pub fn draw(&mut self, text: impl FnOnce() -> String) {
        if self.terminal && self.drawn.is_none_or(|drawn| drawn.elapsed() > PAUSE) {
            let _ = write!(stderr().lock(), "\r\x1b[K{}", text());
            self.drawn = Some(Instant::now());
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.drawn.is_some() {
            let _ = write!(stderr().lock(), "\r\x1b[K");
        }
    }
}

/// `1 MiB of 8 MiB`, or `1 MiB` of who knows how many.
pub fn moved(transfer: Transfer) -> String {
    match transfer.total {
        0 => size(transfer.done),
        total => format!("{} of {}", size(transfer.done), size(total)),
    }
}
