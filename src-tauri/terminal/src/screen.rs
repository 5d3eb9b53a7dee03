//! The screen model: what a terminal that read every byte would show.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use alacritty_terminal::event::{Event, EventListener};
use alacritty_terminal::grid::Dimensions;
use alacritty_terminal::term::{Config, Osc52, Term, TermMode};
use alacritty_terminal::vte::ansi::{Processor, Rgb, Timeout};

use crate::pty::Size;
use crate::snapshot;

/// The theme's colours, for programs that ask (`OSC 10`, `11`, `12`), each as red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colors {
    pub foreground: [u8; 3],
    pub background: [u8; 3],
    pub cursor: [u8; 3],
}

/// The state of a terminal, fed by the draining thread.
pub(crate) struct Screen {
    term: Term<Answers>,
    parser: Processor<NoSync>,
    answers: Answers,
    size: Size,
    scrollback: usize,
}

impl Screen {
    /// `scrollback` is in lines.
    pub fn new(size: Size, scrollback: usize) -> Self {
        let size = size.usable();
        let answers = Answers::default();
        let config = Config { scrolling_history: scrollback, osc52: Osc52::Disabled, ..Config::default() };
        let term = Term::new(config, &Cells(size), answers.clone());
        Self { term, parser: Processor::new(), answers, size, scrollback }
    }

    /// Takes live output; returns what the terminal answers to queries in it.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.advance(bytes);
        self.answers.take()
    }

    /// Takes output of the past: queries in it were answered in their time.
    pub fn replay(&mut self, bytes: &[u8]) {
        self.advance(bytes);
        self.answers.take();
    }

    pub fn resize(&mut self, size: Size) {
        self.size = size.usable();
        self.term.resize(Cells(self.size));
    }

    /// Until it is told, the terminal leaves colour queries unanswered.
    pub fn set_colors(&mut self, colors: Colors) {
        self.answers.lock().colors = Some(colors);
    }

    /// Escape sequences that paint this screen on a terminal that was reset.
    pub fn snapshot(&self) -> Vec<u8> {
        snapshot::of(&self.term)
    }

    /// A fault of the emulator must not stop the drain, and so the container:
    /// the screen starts again, empty.
    pub fn is_alternate(&self) -> bool {
        self.term.mode().contains(TermMode::ALT_SCREEN)
    }

    fn advance(&mut self, bytes: &[u8]) {
        let (term, parser) = (&mut self.term, &mut self.parser);
        if catch_unwind(AssertUnwindSafe(|| parser.advance(term, bytes))).is_err() {
            tracing::error!("the screen model failed on this output and starts again, empty");
            let colors = self.answers.lock().colors;
            *self = Self::new(self.size, self.scrollback);
            self.answers.lock().colors = colors;
        }
    }
}

struct Cells(Size);

impl Dimensions for Cells {
    fn total_lines(&self) -> usize {
        self.screen_lines()
    }
    fn screen_lines(&self) -> usize {
        usize::from(self.0.rows)
    }
    fn columns(&self) -> usize {
        usize::from(self.0.cols)
    }
}

/// Synchronized output (mode 2026) is for painting; a model takes bytes as they come.
#[derive(Default)]
struct NoSync;

impl Timeout for NoSync {
    fn set_timeout(&mut self, _: Duration) {}
    fn clear_timeout(&mut self) {}
    fn pending_timeout(&self) -> bool {
        false
    }
}

/// What the terminal answers. Clipboard reads are never answered, nor anything
/// that echoes what the program sent.
#[derive(Clone, Default)]
struct Answers(Arc<Mutex<AnswersState>>);

#[derive(Default)]
struct AnswersState {
    bytes: Vec<u8>,
    colors: Option<Colors>,
}

impl Answers {
    fn lock(&self) -> std::sync::MutexGuard<'_, AnswersState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.lock().bytes)
    }
}

impl EventListener for Answers {
    fn send_event(&self, event: Event) {
        let mut state = self.lock();
        match event {
            Event::PtyWrite(text) => state.bytes.extend_from_slice(text.as_bytes()),
            // Above the palette come the foreground, the background and the cursor.
            Event::ColorRequest(index, format) => {
                let color = state.colors.and_then(|colors| match index {
                    256 => Some(colors.foreground),
                    257 => Some(colors.background),
                    258 => Some(colors.cursor),
                    _ => None,
                });
                if let Some([r, g, b]) = color {
                    state.bytes.extend_from_slice(format(Rgb { r, g, b }).as_bytes());
                }
            }
            _ => {}
        }
    }
}
