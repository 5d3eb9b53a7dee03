//! Which characters share a cell and how wide they are, as tables for the window: its
//! terminal must do as the model does, or the two wrap lines at different places.

pub use crate::emulator::MAX_CLUSTER_CHARS;
use crate::emulator::{CLASSES, Character, RULES};

/// Characters from `from` to `to`, both included, that take `columns` columns, 0 to 2,
/// and behave beside others by the rules of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    pub from: u32,
    pub to: u32,
    pub columns: u32,
    pub class: usize,
}

/// All characters but those of one column and class 0, in order.
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

/// What a character makes of the cluster before it, by the kind of that (0 is none) and
/// its own class: the kind of the new cluster, 16 if it joins, 32 if that makes it wide.
pub fn rules() -> &'static [[u8; CLASSES]] {
    &RULES
}
