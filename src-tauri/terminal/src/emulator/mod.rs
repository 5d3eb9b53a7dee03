//! A terminal emulator that ends as the window's own would: the rules, and the
//! quirks, of xterm.js 6 (<https://github.com/xtermjs/xterm.js>, MIT), without a
//! view. `tests/oracle` holds the two against each other.

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
mod erase;
mod intern;
mod links;
mod modes;
mod notifications;
mod osc;
mod params;
mod parser;
mod print;
mod reflow;
mod row;
mod scrollback;
mod sgr;
mod skip_ahead;
mod utf8;

use std::collections::BTreeMap;

pub use answers::Colors;
pub use buffer::{Buffer, Saved, TAB_COLS};
pub use character::{CLASSES, Character};
pub use charset::Charsets;
pub use clusters::{Cluster, MAX_CLUSTER_CHARS, RULES};
pub use links::Link;
pub use modes::{Modes, Mouse, MouseEncoding};
pub use notifications::Notification;
pub use row::Row;
pub use utf8::unfinished;

use cell::{Attributes, Cell, EMPTY, Extended, HAS_EXTENDED};
use intern::Interned;
use parser::Parser;

/// A terminal and the parser in front of it.
pub struct Emulator {
    parser: Parser,
    pub terminal: TermState,
}

/// The state of a terminal.
pub struct TermState {
    pub cols: usize,
    pub rows: usize,
    scrollback: usize,
    pub normal: Buffer,
    pub alt: Buffer,
    pub alt_active: bool,
    pub attributes: Attributes,
    /// `attributes` as a cell has them.
    template: Cell,
    /// What the next character may join.
    pub cluster: Cluster,
    pub charsets: Charsets,
    pub modes: Modes,
    pub title: Option<String>,
    pub icon: Option<String>,
    /// Colours that the program set: those of the palette by index, then the
    /// foreground, the background and the cursor.
    pub palette: BTreeMap<u16, [u8; 3]>,
    theme: Option<Colors>,
    extended: Interned<Extended>,
    texts: Interned<String>,
    links: links::Links,
    answers: Vec<u8>,
    notifications: Vec<Notification>,
    /// Interned values are cleaned up when there are more than this.
    gc_threshold: usize,
}

impl Emulator {
    pub fn new(cols: usize, rows: usize, scrollback: usize) -> Self {
        Self { parser: Parser::default(), terminal: TermState::new(cols, rows, scrollback) }
    }

    pub fn advance(&mut self, bytes: &[u8]) {
        let read = self.skip_ahead(bytes);
        self.parser.advance(&bytes[read..], &mut self.terminal);
        self.terminal.collect_garbage();
    }

    /// What was read of a sequence or a character that has not ended yet.
    pub fn unfinished(&self) -> Vec<u8> {
        self.parser.unfinished()
    }

    /// What programs are to be told, since the last time.
    pub fn take_answers(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.terminal.answers)
    }

    /// What programs want to be known, since the last time.
    pub fn take_notifications(&mut self) -> Vec<Notification> {
        std::mem::take(&mut self.terminal.notifications)
    }

    pub fn set_colors(&mut self, colors: Colors) {
        self.terminal.theme = Some(colors);
    }

    pub fn resize(&mut self, cols: usize, rows: usize) {
        self.terminal.resize(cols, rows);
    }

    /// Keeps this many lines from now on. As in xterm.js, whose view gets the same
    /// setting, this is a resize: what scrolls is the whole screen again.
    pub fn set_scrollback(&mut self, lines: usize) {
        let TermState { cols, rows, normal, alt, scrollback, .. } = &mut self.terminal;
        *scrollback = lines;
        normal.resize_rows(*cols, *rows, *rows, *rows + lines);
        alt.resize_rows(*cols, *rows, *rows, *rows);
    }

    /// Drops what is above the screen. Not as a sequence, which would end one that is half
    /// read; and unlike `ESC[3J` it leaves a saved cursor at its place on the screen.
    pub fn clear_scrollback(&mut self) {
        let TermState { rows, normal, .. } = &mut self.terminal;
        normal.saved.y = normal.saved.y.saturating_sub(normal.scrollback.len());
        normal.forget_scrollback(*rows);
    }
}

impl TermState {
    fn new(cols: usize, rows: usize, scrollback: usize) -> Self {
        let mut normal = Buffer::new(cols, rows, rows + scrollback);
        normal.open(cols, rows, EMPTY);
        Self {
            cols,
            rows,
            scrollback,
            normal,
            alt: Buffer::new(cols, rows, rows),
            alt_active: false,
            attributes: Attributes::default(),
            template: EMPTY,
            cluster: Cluster::NONE,
            charsets: Charsets::default(),
            modes: Modes::default(),
            title: None,
            icon: None,
            palette: BTreeMap::new(),
            theme: None,
            extended: Interned::default(),
            texts: Interned::default(),
            links: links::Links::default(),
            answers: Vec::new(),
            notifications: Vec::new(),
            gc_threshold: 4096,
        }
    }

    pub fn buffer(&mut self) -> &mut Buffer {
        if self.alt_active { &mut self.alt } else { &mut self.normal }
    }

    pub fn active(&self) -> &Buffer {
        if self.alt_active { &self.alt } else { &self.normal }
    }

    pub fn text(&self, cell: &Cell) -> Option<String> {
        cell.text_id().map(|id| self.texts.get(id))
    }

    /// The extended attributes of a cell.
    pub fn extended_of(&self, cell: &Cell) -> Extended {
        if cell.bg & HAS_EXTENDED != 0 { self.extended.get(cell.extended) } else { Extended::default() }
    }

    pub fn link(&self, id: u32) -> Option<&Link> {
        self.links.get(id)
    }

    /// `RIS`, `ESC c`. As in xterm.js some things stay: title, palette, newline mode,
    /// blinking, a hidden cursor.
    fn reset(&mut self) {
        self.normal = Buffer::new(self.cols, self.rows, self.rows + self.scrollback);
        self.normal.open(self.cols, self.rows, EMPTY);
        self.alt = Buffer::new(self.cols, self.rows, self.rows);
        self.alt_active = false;
        self.set_attributes(Attributes::default());
        self.charsets = Charsets::default();
        let Modes { newline, blink, hidden, .. } = self.modes;
        self.modes = Modes { newline, blink, hidden, ..Modes::default() };
    }

    fn resize(&mut self, cols: usize, rows: usize) {
        let (old_cols, old_rows) = (self.cols, self.rows);
        if (cols, rows) == (old_cols, old_rows) {
            return;
        }
        (self.cols, self.rows) = (cols, rows);
        self.normal.resize_rows(cols, rows, old_rows, rows + self.scrollback);
        // Without scrollback there is nothing to flow, the alternate screen never does.
        if cols != old_cols {
            reflow::reflow(&mut self.normal, old_cols, cols, rows);
        }
        self.alt.resize_rows(cols, rows, old_rows, rows);
        for buffer in [&mut self.normal, &mut self.alt] {
            buffer.rows.iter_mut().for_each(|row| row.truncate(cols));
            buffer.extend_tabs(cols);
        }
    }

    fn set_attributes(&mut self, attributes: Attributes) {
        self.attributes = attributes;
        self.sync_template();
    }

    /// After every change of the attributes.
    fn sync_template(&mut self) {
        let Attributes { fg, bg, extended } = self.attributes;
        let extended = if bg & HAS_EXTENDED != 0 { self.extended.id(&extended) } else { 0 };
        self.template = Cell::pen(fg, bg, extended);
    }

    /// What erasing leaves: an empty cell in the background's colour.
    fn blank(&self) -> Cell {
        Cell::blank(self.attributes.bg)
    }

    /// Interned values that no cell has any more are dropped, so that a program
    /// cannot fill the memory with links or combinations that nobody sees.
    fn collect_garbage(&mut self) {
        let count =
            |terminal: &Self| terminal.extended.len().max(terminal.texts.len()).max(terminal.links.len());
        if count(self) <= self.gc_threshold {
            return;
        }
        let (old_extended, old_texts) = (std::mem::take(&mut self.extended), std::mem::take(&mut self.texts));
        let mut renew = |cell: &mut Cell| {
            if cell.bg & HAS_EXTENDED != 0 {
                cell.extended = self.extended.id(&old_extended.get(cell.extended));
            }
            if let Some(id) = cell.text_id() {
                let id = self.texts.id(&old_texts.get(id));
                cell.set_text_id(id);
            }
        };
        for buffer in [&mut self.normal, &mut self.alt] {
            buffer.scrollback.edit(&mut renew);
            buffer.rows.iter_mut().flat_map(Row::stored_mut).for_each(&mut renew);
        }
        self.sync_template();
        self.links.keep(&self.extended.values().map(|extended| extended.link).collect());
        self.gc_threshold = (2 * count(self)).max(4096);
    }
}
