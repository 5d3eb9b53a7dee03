//! A terminal emulator without a view that ends in the same state as the window's own. It has
//! the rules and quirks of xterm.js 6 (<https://github.com/xtermjs/xterm.js>, MIT);
//! `tests/oracle` compares the two. Every release of xterm.js must be followed here.

mod actions;
mod answers;
mod buffer;
pub mod cell;
mod character;
mod charset;
mod clusters;
pub mod color;
mod control;
mod cursor;
mod edit;
mod encoding;
mod erase;
mod intern;
mod keyboard;
mod keyboard_requests;
mod links;
mod mark;
mod modes;
mod notice_parts;
mod notification;
mod notify;
mod osc;
mod params;
mod parser;
mod print;
mod printable;
mod prompts;
mod reflow;
mod row;
mod scrollback;
mod set_mode;
mod sgr;
mod skip_ahead;
mod state;
mod status_string;
mod synchronized;
mod utf8;

pub use buffer::{Buffer, TAB_COLS};
pub use character::{CLASSES, Character};
pub use clusters::{Cluster, MAX_CLUSTER_CHARS, RULES};
pub use color::Colors;
pub use keyboard::Flags;
pub use mark::Mark;
pub use mark::PromptMark;
pub use modes::{Modes, Mouse, MouseEncoding};
pub use notification::{Notification, Progress, ProgressState};
pub use row::Row;
pub use state::TermState;
pub use utf8::unfinished;

use parser::Parser;

/// A terminal and the parser in front of it.
pub struct Emulator {
    parser: Parser,
    pub terminal: TermState,
}

impl Emulator {
    pub fn new(cols: usize, rows: usize, scrollback: usize) -> Self {
        Self { parser: Parser::default(), terminal: TermState::new(cols, rows, scrollback) }
    }

    pub fn advance(&mut self, bytes: &[u8]) {
        let read = skip_ahead::skip(&mut self.parser, &mut self.terminal, bytes);
        self.parser.advance(&bytes[read..], &mut self.terminal);
        self.terminal.collect_garbage();
    }

    /// The bytes of a sequence or character that is not complete yet.
    pub fn unfinished(&self) -> Vec<u8> {
        self.parser.unfinished()
    }

    /// Whether a program wants nothing to be shown yet; `false` inside a sequence, which
    /// another would end.
    pub fn holds_back(&self) -> bool {
        self.terminal.modes.synchronized.is_some() && self.parser.is_at_rest()
    }

    /// Takes the answers to queries since the last call.
    pub fn take_answers(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.terminal.answers)
    }

    /// Takes the notifications since the last call.
    pub fn take_notifications(&mut self) -> Vec<Notification> {
        std::mem::take(&mut self.terminal.notifications)
    }

    pub fn set_colors(&mut self, colors: Colors) {
        self.terminal.set_theme(colors);
    }

    pub fn resize(&mut self, cols: usize, rows: usize) {
        self.terminal.resize(cols, rows);
    }

    /// Sets the scrollback in lines. As in xterm.js, whose view gets the same setting, this is a
    /// resize: it resets the scroll region.
    pub fn set_scrollback(&mut self, lines: usize) {
        let TermState { cols, rows, normal, alt, scrollback, .. } = &mut self.terminal;
        *scrollback = lines;
        reflow::resize(normal, *cols, *cols, *rows, *rows + lines);
        alt.resize(*cols, *rows);
    }

    /// Drops the scrollback. Not by a sequence, which would end one that is half read; and unlike
    /// `ESC[3J` it keeps a saved cursor at its place on the screen.
    pub fn clear_scrollback(&mut self) {
        let TermState { rows, normal, .. } = &mut self.terminal;
        normal.saved.y = normal.saved.y.saturating_sub(normal.scrollback.len());
        normal.forget_scrollback(*rows);
    }
}
