//! Tables of characters that share a cell, and of widths, for the window. Its terminal must
//! use the same ones as the model, or the two wrap lines at different places.

pub use crate::emulator::MAX_CLUSTER_CHARS;
use crate::emulator::{CLASSES, Character, RULES};

/// A range of characters with the same width and class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    /// The first character's code.
    pub from: u32,
    /// The last character's code.
    pub to: u32,
    /// 0 to 2.
    pub columns: u32,
    /// The column of [`rules`] that applies.
    pub class: usize,
}

/// All ranges but those of one column and class 0, in order.
pub fn widths() -> Vec<Width> {
    let mut ranges: Vec<Width> = Vec::new();
    for code in 0..=u32::from(char::MAX) {
        let character = Character::of(code);
        let (columns, class) = (character.columns(), character.class());
        match ranges.last_mut() {
            _ if columns == 1 && class == 0 => {}
            Some(last) if (last.columns, last.class, last.to + 1) == (columns, class, code) => last.to = code,
            _ => ranges.push(Width { from: code, to: code, columns, class }),
        }
    }
    ranges
}

/// The effect of a character on the cluster before it: a row for each kind of that cluster (0
/// is none), a column for each class of the character. An entry is the kind of the new
/// cluster, plus 16 if the character joins it, plus 32 if that makes it wide.
pub fn rules() -> &'static [[u8; CLASSES]] {
    &RULES
}
