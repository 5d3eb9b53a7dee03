//! UTF-8 as xterm.js reads it: what is no character is dropped without a trace,
//! and so is U+FEFF.

/// Reads characters from bytes that may end anywhere.
#[derive(Debug, Clone, Default)]
pub struct Decoder {
    partial: [u8; 4],
    len: usize,
}

impl Decoder {
    /// The bytes of a character that has not ended yet.
    pub fn partial(&self) -> &[u8] {
        &self.partial[..self.len]
    }

    /// ASCII comes: a character that has not ended yet never does.
    pub fn reset(&mut self) {
        self.len = 0;
    }

    /// Takes the next byte; a byte that ends a broken character is taken as a new one.
    pub fn push(&mut self, byte: u8) -> Option<u32> {
        if self.len > 0 && byte & 0xc0 != 0x80 {
            self.len = 0;
        }
        if self.len == 0 {
            match byte {
                0..0x80 => return Some(u32::from(byte)),
                0xc0..0xf8 => {
                    self.partial[0] = byte;
                    self.len = 1;
                }
                _ => {}
            }
            return None;
        }
        self.partial[self.len] = byte;
        self.len += 1;
        if self.len < needed(self.partial[0]) {
            return None;
        }
        let tail = self.partial[1..self.len].iter();
        let code = tail.fold(u32::from(self.partial[0]) & (0x7f >> self.len), |code, byte| {
            code << 6 | u32::from(byte & 0x3f)
        });
        let smallest = [0, 0, 0x80, 0x800, 0x1_0000][self.len];
        self.len = 0;
        let valid = code >= smallest && code != 0xfeff && char::from_u32(code).is_some();
        valid.then_some(code)
    }
}

fn needed(lead: u8) -> usize {
    match lead {
        0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// How many bytes at the end of `bytes` are a character that has not ended yet.
pub fn unfinished(bytes: &[u8]) -> usize {
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    for (at, &byte) in tail.iter().enumerate().rev() {
        match byte {
            0x80..0xc0 => {}
            0xc0..0xf8 if tail.len() - at < needed(byte) => return tail.len() - at,
            _ => return 0,
        }
    }
    0
}
