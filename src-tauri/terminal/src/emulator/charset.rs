//! Character sets that programs may switch to, as far as xterm.js knows them.

/// A set by its final byte in `ESC ( …`; `B`, ASCII, maps nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Charset(Option<u8>);

impl Charset {
    /// `None` where no such set is known.
    pub fn known(last: u8) -> Option<Self> {
        match last {
            b'B' => Some(Self(None)),
            _ => table(last).map(|_| Self(Some(last))),
        }
    }

    pub fn is_ascii(self) -> bool {
        self.0.is_none()
    }

    /// The final byte that designates it.
    pub fn last(self) -> u8 {
        self.0.unwrap_or(b'B')
    }

    pub fn map(self, code: u32) -> u32 {
        let Some((from, to)) = self.0.and_then(table) else { return code };
        let found = from.chars().zip(to.chars()).find(|(from, _)| u32::from(*from) == code);
        found.map_or(code, |(_, to)| u32::from(to))
    }

    /// What is mapped to `code`.
    pub fn unmap(self, code: u32) -> u32 {
        let Some((from, to)) = self.0.and_then(table) else { return code };
        let found = from.chars().zip(to.chars()).find(|(_, to)| u32::from(*to) == code);
        found.map_or(code, |(from, _)| u32::from(from))
    }
}

/// What is mapped, and to what.
fn table(last: u8) -> Option<(&'static str, &'static str)> {
    Some(match last {
        b'0' => ("`abcdefghijklmnopqrstuvwxyz{|}~", "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·"),
        b'A' => ("#", "£"),
        // Dutch has a two-letter character; xterm.js shows its first letter.
        b'4' => ("#@[\\]{|}~", "£¾i½|¨f¼´"),
        b'C' | b'5' => ("[\\]^`{|}~", "ÄÖÅÜéäöåü"),
        b'R' => ("#@[\\]{|}~", "£à°ç§éùè¨"),
        b'Q' => ("@[\\]^`{|}~", "àâçêîôéùèû"),
        b'K' => ("@[\\]{|}~", "§ÄÖÜäöüß"),
        b'Y' => ("#@[\\]`{|}~", "£§°çéùàòèì"),
        b'E' | b'6' => ("@[\\]^`{|}~", "ÄÆØÅÜäæøåü"),
        b'Z' => ("#@[\\]{|}", "£§¡Ñ¿°ñç"),
        b'H' | b'7' => ("@[\\]^`{|}~", "ÉÄÖÅÜéäöåü"),
        b'=' => ("#@[\\]^_`{|}~", "ùàéçêîèôäöüû"),
        _ => return None,
    })
}

/// The four sets at hand, and the one in use.
#[derive(Debug, Clone, Default)]
pub struct Charsets {
    pub sets: [Charset; 4],
    pub level: usize,
    /// Usually `sets[level]`; a restored cursor brings its own.
    pub current: Charset,
}

impl Charsets {
    pub fn designate(&mut self, slot: usize, set: Charset) {
        self.sets[slot] = set;
        if self.level == slot {
            self.current = set;
        }
    }

    pub fn select(&mut self, level: usize) {
        self.level = level;
        self.current = self.sets[level];
    }
}
