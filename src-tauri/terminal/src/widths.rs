//! How many columns characters take, for the window: its terminal must measure as
//! the model does, or the two wrap lines at different places.

use crate::emulator::width;

/// Characters from `from` to `to`, both included, that take `columns` columns: 0 or
/// 2. All others take 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    pub from: u32,
    pub to: u32,
    pub columns: u8,
}

/// All characters that do not take one column, in order.
pub fn widths() -> Vec<Width> {
    let mut ranges: Vec<Width> = Vec::new();
    for code in 0xa0..=u32::from(char::MAX) {
        let columns = width(code) as u8;
        match ranges.last_mut() {
            _ if columns == 1 => {}
            Some(last) if last.columns == columns && last.to + 1 == code => last.to = code,
            _ => ranges.push(Width { from: code, to: code, columns }),
        }
    }
    ranges
}
