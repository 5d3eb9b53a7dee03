//! What single characters are: how many columns they take, and how they share a
//! cell with others.

use std::sync::OnceLock;

use icu_properties::props::{
    ExtendedPictographic, GraphemeClusterBreak as Break, IndicConjunctBreak as Conjunct,
};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a character behaves beside others, [`super::clusters`] says how: the classes of
/// <https://www.unicode.org/reports/tr29/>, told apart where a terminal must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Other,
    /// Takes no column, and is none of those below.
    Format,
    Extend,
    /// Joins Indic consonants to one.
    Linker,
    /// Extends, but ends what a linker may join.
    Divider,
    Zwj,
    /// Asks for a pictograph in colours, which is wide.
    EmojiSelector,
    SpacingMark,
    Prepend,
    /// Likewise, but takes no column.
    PrependMark,
    Flag,
    L,
    V,
    T,
    Lv,
    Lvt,
    Pictograph,
    /// Narrow, unless a selector follows.
    TextPictograph,
    /// Likewise, and is no pictograph alone: digits and a few others.
    Keycap,
    Consonant,
}

/// One more than the last class.
pub const CLASSES: usize = Class::Consonant as usize + 1;

const EMOJI_SELECTOR: char = '\u{fe0f}';

/// A character's class and its columns, 0 to 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Character(u8);

impl Character {
    /// Looked up once for 256 characters at a time: several tables have a say. Pages are apart, or
    /// all of them would be in the program, 1.1 MB.
    pub fn of(code: u32) -> Self {
        static PAGES: [OnceLock<Box<[Character; 256]>>; 0x1100] = [const { OnceLock::new() }; 0x1100];
        let Some(page) = PAGES.get((code >> 8) as usize) else { return Self::new(Class::Other, 1) };
        let first = code & !0xff;
        page.get_or_init(|| Box::new(std::array::from_fn(|at| Self::look_up(first | at as u32))))
            [(code & 0xff) as usize]
    }

    fn new(class: Class, columns: u8) -> Self {
        Self((class as u8) << 2 | columns)
    }

    pub fn class(self) -> usize {
        usize::from(self.0 >> 2)
    }

    pub fn columns(self) -> u32 {
        u32::from(self.0 & 3)
    }

    #[cold]
    fn look_up(code: u32) -> Self {
        let Some(c) = char::from_u32(code) else { return Self::new(Class::Other, 1) };
        let columns = c.width().map_or(1, |columns| columns.min(2) as u8);
        let text = columns == 1 && [c, EMOJI_SELECTOR].iter().collect::<String>().width() == 2;
        let pictograph = CodePointSetData::new::<ExtendedPictographic>().contains(c);
        let conjunct = CodePointMapData::<Conjunct>::new().get(c);
        let class = match CodePointMapData::<Break>::new().get(c) {
            _ if c == EMOJI_SELECTOR => Class::EmojiSelector,
            _ if conjunct == Conjunct::Linker => Class::Linker,
            Break::ZWJ => Class::Zwj,
            Break::Extend if conjunct == Conjunct::Extend => Class::Extend,
            Break::Extend => Class::Divider,
            Break::SpacingMark => Class::SpacingMark,
            Break::Prepend if columns == 0 => Class::PrependMark,
            Break::Prepend => Class::Prepend,
            Break::RegionalIndicator => Class::Flag,
            Break::L => Class::L,
            // Vowels of other scripts than Hangul stand for themselves.
            Break::V if columns == 0 => Class::V,
            Break::T if columns == 0 => Class::T,
            Break::LV => Class::Lv,
            Break::LVT => Class::Lvt,
            _ if columns == 0 => Class::Format,
            _ if pictograph && text => Class::TextPictograph,
            _ if pictograph => Class::Pictograph,
            _ if text => Class::Keycap,
            _ if conjunct == Conjunct::Consonant => Class::Consonant,
            _ => Class::Other,
        };
        Self::new(class, columns)
    }
}
