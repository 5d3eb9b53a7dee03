//! Cells, and the attributes that they are written with, laid out as xterm.js
//! lays them out: what the model holds is what the window's terminal would.

/// One cell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// A code point (or, with [`COMBINED`], the id of a text), and a width.
    content: u32,
    pub fg: u32,
    pub bg: u32,
    /// The id of [`Extended`] attributes; meaningful with [`HAS_EXTENDED`].
    pub extended: u32,
}

const WIDTH: u32 = 22;
const COMBINED: u32 = 1 << 21;
const CODE: u32 = COMBINED - 1;

// Bits of `fg`, above a colour.
pub const INVERSE: u32 = 1 << 26;
pub const BOLD: u32 = 1 << 27;
pub const UNDERLINE: u32 = 1 << 28;
pub const BLINK: u32 = 1 << 29;
pub const INVISIBLE: u32 = 1 << 30;
pub const STRIKETHROUGH: u32 = 1 << 31;

// Bits of `bg`, above a colour.
pub const ITALIC: u32 = 1 << 26;
pub const DIM: u32 = 1 << 27;
pub const HAS_EXTENDED: u32 = 1 << 28;
pub const PROTECTED: u32 = 1 << 29;
pub const OVERLINE: u32 = 1 << 30;

/// A colour is a mode and, below it, an index or red, green, blue.
pub const COLOR: u32 = COLOR_MODE | 0x00ff_ffff;
pub const COLOR_MODE: u32 = 0x0300_0000;
pub const COLOR_16: u32 = 0x0100_0000;
pub const COLOR_256: u32 = 0x0200_0000;
pub const COLOR_RGB: u32 = 0x0300_0000;

/// Where [`Extended::bits`] has the style of the underline; its colour is below.
pub const UNDERLINE_STYLE: u32 = 26;

/// Nothing was ever written here; unlike a space it is not part of the text.
pub const EMPTY: Cell = Cell { content: 1 << WIDTH, fg: 0, bg: 0, extended: 0 };

impl Cell {
    /// An empty cell on a background.
    pub fn blank(bg: u32) -> Self {
        Self { bg: bg & COLOR, ..EMPTY }
    }

    /// A pen, as an empty cell that it wrote.
    pub fn pen(fg: u32, bg: u32, extended: u32) -> Self {
        Self { fg, bg, extended, ..EMPTY }
    }

    /// `code` 0 is an empty cell, or with width 0 the right half of a wide character.
    pub fn new(code: u32, width: u32, pen: &Cell) -> Self {
        Self { content: code | width << WIDTH, ..*pen }
    }

    /// An empty cell that looks as the pen.
    pub fn empty(pen: &Cell) -> Self {
        Self::new(0, 1, pen)
    }

    /// What [`Cell::content`] tells of one.
    pub fn with_content(content: u32, pen: &Cell) -> Self {
        Self { content, ..*pen }
    }

    /// Character and width.
    pub fn content(&self) -> u32 {
        self.content
    }

    pub fn width(&self) -> u32 {
        self.content >> WIDTH
    }

    pub fn set_ascii(&mut self, byte: u8) {
        self.content = u32::from(byte) | 1 << WIDTH;
    }

    pub fn set_width(&mut self, width: u32) {
        self.content = self.content & (CODE | COMBINED) | width << WIDTH;
    }

    /// Whether a character was written here.
    pub fn has_text(&self) -> bool {
        self.content & (CODE | COMBINED) != 0
    }

    /// The bits in which content, colours and extended attributes of two differ.
    pub fn unlike(&self, other: &Self) -> [u32; 4] {
        let fields = |cell: &Self| [cell.content, cell.fg, cell.bg, cell.extended];
        let (own, others) = (fields(self), fields(other));
        std::array::from_fn(|at| own[at] ^ others[at])
    }

    pub fn is_protected(&self) -> bool {
        self.bg & PROTECTED != 0
    }

    /// The id of the text, when it is more than one code point.
    pub fn text_id(&self) -> Option<u32> {
        (self.content & COMBINED != 0).then_some(self.content & CODE)
    }

    /// The code point, 0 where there is none or more than one.
    pub fn code(&self) -> u32 {
        if self.content & COMBINED == 0 { self.content & CODE } else { 0 }
    }

    pub fn set_text_id(&mut self, id: u32) {
        self.content = self.content & !(CODE | COMBINED) | COMBINED | id & CODE;
    }

    /// The bottom right half of a wide character.
    pub fn is_right_half(&self) -> bool {
        self.width() == 0 && !self.has_text()
    }

    /// Whether it has no more than a background.
    pub fn is_plain(&self) -> bool {
        self.same_pen(&Self::blank(self.bg))
    }

    /// Whether the two were written with the same pen.
    pub fn same_pen(&self, other: &Self) -> bool {
        (self.fg, self.bg, self.extended) == (other.fg, other.bg, other.extended)
    }
}

/// Attributes that few cells have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Extended {
    /// Style of the underline (3 bits from [`UNDERLINE_STYLE`]) and its colour.
    pub bits: u32,
    /// The id of a hyperlink, 0 for none.
    pub link: u32,
}

impl Extended {
    pub fn style(self) -> u32 {
        self.bits >> UNDERLINE_STYLE & 7
    }

    pub fn set_style(&mut self, style: u32) {
        self.bits = self.bits & COLOR | style << UNDERLINE_STYLE;
    }
}

/// What new characters look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attributes {
    pub fg: u32,
    pub bg: u32,
    pub extended: Extended,
}

impl Attributes {
    /// Notes in `bg` whether the extended attributes say anything. The underline's
    /// colour alone does not.
    pub fn note_extended(&mut self) {
        self.bg &= !HAS_EXTENDED;
        if self.extended.style() != 0 || self.extended.link != 0 {
            self.bg |= HAS_EXTENDED;
        }
    }
}
