//! `SGR`: colours and attributes.

use super::cell::*;
use super::params::Params;
use super::state::TermState;

impl TermState {
    pub(super) fn select_graphics(&mut self, params: &Params) {
        let values = params.values();
        let mut at = 0;
        while let Some(&value) = values.get(at) {
            let attributes = &mut self.attributes;
            let (fg, bg) = (&mut attributes.fg, &mut attributes.bg);
            let index = u32::try_from(value).unwrap_or(0) % 10;
            match value {
                0 => clear(attributes),
                1 => *fg |= BOLD,
                2 => *bg |= DIM,
                3 => *bg |= ITALIC,
                4 => underline(attributes, params.subs(at).first().copied().unwrap_or(1)),
                5 => *fg |= BLINK,
                7 => *fg |= INVERSE,
                8 => *fg |= INVISIBLE,
                9 => *fg |= STRIKETHROUGH,
                21 => underline(attributes, 2),
                22 => {
                    *fg &= !BOLD;
                    *bg &= !DIM;
                }
                23 => *bg &= !ITALIC,
                24 => underline(attributes, 0),
                25 => *fg &= !BLINK,
                27 => *fg &= !INVERSE,
                28 => *fg &= !INVISIBLE,
                29 => *fg &= !STRIKETHROUGH,
                30..=37 => *fg = small(*fg, index),
                90..=97 => *fg = small(*fg, index | 8),
                40..=47 => *bg = small(*bg, index),
                100..=107 => *bg = small(*bg, index | 8),
                38 | 48 | 58 => at += extended_color(attributes, params, at),
                39 => *fg &= !COLOR,
                49 => *bg &= !COLOR,
                53 => *bg |= OVERLINE,
                55 => *bg &= !OVERLINE,
                59 => {
                    attributes.extended.bits &= !COLOR;
                    attributes.note_extended();
                }
                _ => {}
            }
            at += 1;
        }
        self.sync_template();
    }

    /// `DECSCA`: characters that selective erasing spares.
    pub(super) fn protect(&mut self, how: i32) {
        match how {
            1 => self.attributes.bg |= PROTECTED,
            0 | 2 => self.attributes.bg &= !PROTECTED,
            _ => {}
        }
        self.sync_template();
    }
}

/// A link stays.
fn clear(attributes: &mut Attributes) {
    attributes.fg = 0;
    attributes.bg = 0;
    attributes.extended.bits = 0;
    attributes.note_extended();
}

fn underline(attributes: &mut Attributes, style: i32) {
    let style = u32::try_from(style).ok().filter(|style| *style <= 5).unwrap_or(1);
    attributes.extended.set_style(style);
    if style == 0 {
        attributes.fg &= !UNDERLINE;
    } else {
        attributes.fg |= UNDERLINE;
    }
    attributes.note_extended();
}

/// One of the 16 colours. As in xterm.js only the index is replaced, not all bits below the mode.
fn small(color: u32, index: u32) -> u32 {
    color & !(COLOR_MODE | 0xff) | COLOR_16 | index
}

/// `38;5;n`, `38;2;r;g;b`, with `:` likewise, there with a colour space in between
/// or without; returns how many parameters it took besides the first.
fn extended_color(attributes: &mut Attributes, params: &Params, from: usize) -> usize {
    let values = params.values();
    // Kind, mode, colour space, and three values.
    let mut read = [0, 0, -1, 0, 0, 0];
    let mut space = 0;
    let mut used = 0;
    loop {
        read[used + space] = values[from + used];
        let subs = params.subs(from + used);
        if !subs.is_empty() {
            for (i, &sub) in subs.iter().enumerate() {
                if read[1] == 5 {
                    space = 1;
                }
                let Some(slot) = read.get_mut(used + i + 1 + space) else { break };
                *slot = sub;
            }
            break;
        }
        if (read[1] == 5 && used + space >= 2) || (read[1] == 2 && used + space >= 5) {
            break;
        }
        if read[1] != 0 {
            space = 1;
        }
        used += 1;
        if from + used >= values.len() || used + space >= read.len() {
            break;
        }
    }
    let value = |at: usize| if read[at] == -1 { 0 } else { read[at] as u32 };
    let color = |old: u32| match read[1] {
        2 => {
            old & !0x00ff_ffff
                | COLOR_RGB
                | (value(3) & 0xff) << 16
                | (value(4) & 0xff) << 8
                | value(5) & 0xff
        }
        5 => old & !(COLOR_MODE | 0xff) | COLOR_256 | value(3) & 0xff,
        _ => old,
    };
    match read[0] {
        38 => attributes.fg = color(attributes.fg),
        48 => attributes.bg = color(attributes.bg),
        58 => {
            let bits = &mut attributes.extended.bits;
            *bits = *bits & !COLOR | color(*bits & COLOR) & COLOR;
        }
        _ => {}
    }
    used
}
