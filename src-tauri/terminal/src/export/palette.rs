//! The colours of cells in the window's theme.

use std::collections::BTreeMap;

use crate::emulator::cell::*;
use crate::emulator::color;

/// The colours of a theme: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The text's colour.
    pub foreground: [u8; 3],
    /// The background's colour.
    pub background: [u8; 3],
    /// The 16 ANSI colours: black to white, then the bright ones.
    pub ansi: [[u8; 3]; 16],
}

impl Palette {
    /// Reads colours as `#rrggbb`; `None` when one is not, or when `ansi` has not 16.
    pub fn parse(foreground: &str, background: &str, ansi: &[String]) -> Option<Self> {
        let ansi: Vec<_> = ansi.iter().map(|text| color::parse(text)).collect::<Option<_>>()?;
        Some(Self {
            foreground: color::parse(foreground)?,
            background: color::parse(background)?,
            ansi: ansi.try_into().ok()?,
        })
    }
}

pub const FOREGROUND: u16 = 256;
pub const BACKGROUND: u16 = 257;

/// A theme, with the colours that a program set in its place.
pub struct Colored<'a> {
    pub theme: &'a Palette,
    pub own: &'a BTreeMap<u16, [u8; 3]>,
}

impl Colored<'_> {
    /// `None` for a colour that a cell leaves to the theme.
    pub fn of(&self, color: u32) -> Option<[u8; 3]> {
        let [_, r, g, b] = color.to_be_bytes();
        match color & COLOR_MODE {
            COLOR_16 | COLOR_256 => Some(self.indexed(b.into())),
            COLOR_RGB => Some([r, g, b]),
            _ => None,
        }
    }

    /// The palette's colours, then foreground and background.
    pub fn indexed(&self, index: u16) -> [u8; 3] {
        if let Some(own) = self.own.get(&index) {
            return *own;
        }
        match index {
            FOREGROUND => self.theme.foreground,
            BACKGROUND.. => self.theme.background,
            _ => color::fixed(index).unwrap_or_else(|| self.theme.ansi[usize::from(index % 16)]),
        }
    }
}

/// As the web writes colours.
pub fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}
