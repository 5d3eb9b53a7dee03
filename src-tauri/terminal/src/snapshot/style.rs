//! Attributes as `SGR` and related sequences.

use super::painter::{Painter, Pen};
use crate::emulator::cell::*;

/// Beyond this, hyperlinks are left out: a hostile screen could name a long
/// address in every cell.
const MAX_SNAPSHOT_BYTES_WITH_LINKS: usize = 16 * 1024 * 1024;

/// Attributes that are a bit of `fg`, with their code.
const OF_FG: [(u32, u16); 5] = [(BOLD, 1), (BLINK, 5), (INVERSE, 7), (INVISIBLE, 8), (STRIKETHROUGH, 9)];
const OF_BG: [(u32, u16); 3] = [(DIM, 2), (ITALIC, 3), (OVERLINE, 53)];

impl Painter<'_> {
    /// The pen that a cell was written with.
    pub fn pen_of(&self, cell: &Cell) -> Pen {
        Pen { fg: cell.fg, bg: cell.bg, extended: self.terminal.extended_of(cell) }
    }

    /// Takes another pen, if it is another.
    pub fn restyle(&mut self, pen: Pen) {
        if self.pen != pen {
            self.take(pen);
        }
    }

    /// Takes a pen, and so ends a run of text whatever pen it was.
    pub fn take(&mut self, pen: Pen) {
        self.link(pen.extended.link);
        let underline = match pen.extended.style() {
            _ if pen.fg & UNDERLINE == 0 => String::new(),
            0 | 1 => ";4".to_owned(),
            style => format!(";4:{style}"),
        };
        self.csi(&format!("0{}{underline}m", codes(pen)));
        if pen.bg & PROTECTED != 0 {
            self.csi("1\"q");
        }
        self.pen = pen;
    }

    /// All of a pen but underline and link, without touching these.
    pub fn retake(&mut self, pen: Pen) {
        self.csi(&format!("22;23;25;27;28;29;39;49;55{}m", codes(pen)));
        self.csi(if pen.bg & PROTECTED != 0 { "1\"q" } else { "0\"q" });
        self.pen = pen;
    }

    fn link(&mut self, id: u32) {
        if id == self.pen.extended.link {
            return;
        }
        match self.terminal.link(id).filter(|_| self.out.len() < MAX_SNAPSHOT_BYTES_WITH_LINKS) {
            Some(link) => {
                let name = link.name.as_ref().map(|name| format!("id={name}")).unwrap_or_default();
                self.osc(&format!("8;{name};{}", link.address));
            }
            None => self.osc("8;;"),
        }
    }
}

/// What `SGR` says about a pen, but for its underline, each with a `;` before it.
fn codes(pen: Pen) -> String {
    let mut codes = String::new();
    let mut code = |code: String| codes.extend([";", &code]);
    for (bits, attributes) in [(pen.fg, &OF_FG[..]), (pen.bg, &OF_BG[..])] {
        for (_, number) in attributes.iter().filter(|(bit, _)| bits & bit != 0) {
            code(number.to_string());
        }
    }
    color(&mut code, pen.fg, 30);
    color(&mut code, pen.bg, 40);
    let underline = pen.extended.bits & COLOR;
    let [_, r, g, b] = underline.to_be_bytes();
    match underline & COLOR_MODE {
        COLOR_RGB => code(format!("58:2::{r}:{g}:{b}")),
        COLOR_256 => {
            if (r, g) != (0, 0) {
                code(format!("58:2::{r}:{g}:0"));
            }
            code(format!("58:5:{b}"));
        }
        _ => {}
    }
    codes
}

fn color(code: &mut impl FnMut(String), color: u32, base: u16) {
    let (mode, index) = (color & COLOR_MODE, color & 0xff);
    let [_, r, g, b] = color.to_be_bytes();
    // xterm.js leaves two of three channels behind under an index; they are not visible.
    if matches!(mode, COLOR_16 | COLOR_256) && (r, g) != (0, 0) {
        code(format!("{};2;{r};{g};0", base + 8));
    }
    match mode {
        COLOR_16 if index < 8 => code((base + index as u16).to_string()),
        COLOR_16 => code((base + 52 + index as u16).to_string()),
        COLOR_256 => code(format!("{};5;{index}", base + 8)),
        COLOR_RGB => code(format!("{};2;{r};{g};{b}", base + 8)),
        _ => {}
    }
}
