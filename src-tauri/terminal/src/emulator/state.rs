//! The state of a terminal. Other files of this folder implement its control functions.

use std::collections::BTreeMap;
use std::time::Instant;

use super::buffer::Buffer;
use super::cell::{Attributes, Cell, EMPTY, Extended, HAS_EXTENDED};
use super::charset::Charsets;
use super::clusters::Cluster;
use super::color::Colors;
use super::intern::Interned;
use super::keyboard::Keyboard;
use super::links::{Link, Links};
use super::mark::PromptMark;
use super::modes::Modes;
use super::notice_parts::NoticeParts;
use super::notification::{Notification, Progress};
use super::reflow;
use super::row::Row;

/// Interned values are first counted for garbage above this number.
const MIN_GC_THRESHOLD: usize = 4096;

/// The state of a terminal.
pub struct TermState {
    pub cols: usize,
    pub rows: usize,
    pub(super) scrollback: usize,
    pub normal: Buffer,
    pub alt: Buffer,
    pub alt_active: bool,
    pub attributes: Attributes,
    /// An empty cell with `attributes`, from which written cells are made.
    pub(super) template: Cell,
    /// The cluster before the cursor, which the next character may join.
    pub cluster: Cluster,
    pub charsets: Charsets,
    pub modes: Modes,
    pub keyboard: Keyboard,
    /// When what is read now arrived.
    pub(super) now: Instant,
    pub title: Option<String>,
    pub icon: Option<String>,
    /// The working directory, as the program told it: `file://host/path`.
    pub folder: Option<String>,
    /// Colours that the program set: those of the palette by index, then the
    /// foreground, the background and the cursor.
    pub palette: BTreeMap<u16, [u8; 3]>,
    pub(super) theme: Option<Colors>,
    pub(super) extended: Interned<Extended>,
    pub(super) texts: Interned<String>,
    pub(super) links: Links,
    pub(super) answers: Vec<u8>,
    pub(super) notifications: Vec<Notification>,
    pub progress: Option<Progress>,
    /// What a shell said last of where the cursor is.
    pub prompt: Option<PromptMark>,
    /// Commands that ended with another code than 0, as the shell told; wraps.
    pub failed: u64,
    pub(super) notice_parts: Option<NoticeParts>,
    /// Unused interned values are dropped when there are more values than this.
    pub(super) gc_threshold: usize,
}

impl TermState {
    pub(super) fn new(cols: usize, rows: usize, scrollback: usize) -> Self {
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
            keyboard: Keyboard::default(),
            now: Instant::now(),
            title: None,
            icon: None,
            folder: None,
            palette: BTreeMap::new(),
            theme: None,
            extended: Interned::default(),
            texts: Interned::default(),
            links: Links::default(),
            answers: Vec::new(),
            notifications: Vec::new(),
            progress: None,
            prompt: None,
            failed: 0,
            notice_parts: None,
            gc_threshold: MIN_GC_THRESHOLD,
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

    /// `RIS`, `ESC c`. As in xterm.js, title, palette, newline mode, blinking and a hidden cursor
    /// survive it.
    pub(super) fn reset(&mut self) {
        self.normal = Buffer::new(self.cols, self.rows, self.rows + self.scrollback);
        self.normal.open(self.cols, self.rows, EMPTY);
        self.alt = Buffer::new(self.cols, self.rows, self.rows);
        self.alt_active = false;
        self.set_attributes(Attributes::default());
        self.charsets = Charsets::default();
        let Modes { newline, blink, hidden, .. } = self.modes;
        self.modes = Modes { newline, blink, hidden, ..Modes::default() };
        self.keyboard = Keyboard::default();
        self.prompt = None;
        self.show_progress(None);
    }

    pub(super) fn resize(&mut self, cols: usize, rows: usize) {
        let (old_cols, old_rows) = (self.cols, self.rows);
        if (cols, rows) == (old_cols, old_rows) {
            return;
        }
        (self.cols, self.rows) = (cols, rows);
        reflow::resize(&mut self.normal, old_cols, cols, rows, rows + self.scrollback);
        // The alternate screen never flows.
        self.alt.resize(cols, rows);
        for buffer in [&mut self.normal, &mut self.alt] {
            buffer.rows.iter_mut().for_each(|row| row.truncate(cols));
            buffer.extend_tabs(cols);
        }
    }

    pub(super) fn set_attributes(&mut self, attributes: Attributes) {
        self.attributes = attributes;
        self.sync_template();
    }

    /// Recomputes the template cell. Call after a change of `attributes`.
    pub(super) fn sync_template(&mut self) {
        let Attributes { fg, bg, extended } = self.attributes;
        let extended = if bg & HAS_EXTENDED != 0 { self.extended.id(&extended) } else { 0 };
        self.template = Cell::pen(fg, bg, extended);
    }

    /// The cell that erasing leaves: empty, in the background's colour.
    pub(super) fn blank(&self) -> Cell {
        Cell::blank(self.attributes.bg)
    }

    /// Drops interned values that no cell has any more, so that a program cannot fill the memory
    /// with links or clusters that are gone.
    pub(super) fn collect_garbage(&mut self) {
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
        self.gc_threshold = (2 * count(self)).max(MIN_GC_THRESHOLD);
    }
}
