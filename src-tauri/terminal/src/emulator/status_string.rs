//! `DECRQSS`, `DCS $ q … ST`: a program asks how something is set. What is answered is made of
//! numbers; nothing that the program sent comes back.

use super::cell::*;
use super::state::TermState;

impl TermState {
    pub(super) fn answer_status_string(&mut self, what: &[u8]) {
        let set = match what {
            b"m" => self.pen(),
            b"r" => format!("{};{}", self.active().top + 1, self.active().bottom + 1),
            // 0 is the person's own cursor.
            b" q" => self.modes.cursor_style.to_string(),
            b"\"q" => u8::from(self.attributes.bg & PROTECTED != 0).to_string(),
            // A VT100, as for `DA1`.
            b"\"p" => "61;1".to_owned(),
            _ => return self.answer(b"\x1bP0$r\x1b\\"),
        };
        let what = String::from_utf8_lossy(what);
        self.answer(format!("\x1bP1$r{set}{what}\x1b\\").as_bytes());
    }

    /// The attributes of text, as `SGR` sets them.
    fn pen(&self) -> String {
        let Attributes { fg, bg, extended } = self.attributes;
        let mut codes = vec!["0".to_owned()];
        let of_fg = [(BOLD, 1), (BLINK, 5), (INVERSE, 7), (INVISIBLE, 8), (STRIKETHROUGH, 9)];
        let of_bg = [(DIM, 2), (ITALIC, 3), (OVERLINE, 53)];
        for (bits, attributes) in [(fg, &of_fg[..]), (bg, &of_bg[..])] {
            let are_set = attributes.iter().filter(|(bit, _)| bits & bit != 0);
            codes.extend(are_set.map(|(_, code)| code.to_string()));
        }
        if fg & UNDERLINE != 0 {
            codes.push(match extended.style() {
                0 | 1 => "4".to_owned(),
                style => format!("4:{style}"),
            });
        }
        codes.extend([(fg, 30), (bg, 40), (extended.bits, 50)].into_iter().filter_map(color));
        codes.join(";")
    }
}

/// A colour, with the first code of its kind.
fn color((color, first): (u32, u32)) -> Option<String> {
    let [_, r, g, index] = color.to_be_bytes();
    match color & COLOR_MODE {
        COLOR_16 if index < 8 => Some((first + u32::from(index)).to_string()),
        COLOR_16 => Some((first + 52 + u32::from(index)).to_string()),
        COLOR_256 => Some(format!("{}:5:{index}", first + 8)),
        COLOR_RGB => Some(format!("{}:2::{r}:{g}:{index}", first + 8)),
        _ => None,
    }
}
