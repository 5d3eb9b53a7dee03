//! The key that leaves a session.

use std::fmt;
use std::str::FromStr;

/// A control key; `ctrl-]` by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DetachKey {
    /// The key without Ctrl, lower case.
    key: u8,
}

/// The effect of typed bytes.
#[derive(Debug, PartialEq, Eq)]
pub enum Typed<'a> {
    /// The bytes go to the session.
    Keys(&'a [u8]),
    /// These bytes go to the session, then the person leaves.
    Leave(&'a [u8]),
}

impl DetachKey {
    /// Finds the key in the bytes of one read.
    ///
    /// Programs may have asked the terminal to spell keys out, and then Ctrl-] comes as
    /// `CSI 93;5u` (kitty's protocol) or `CSI 27;5;93~` (xterm's modifyOtherKeys).
    pub fn find<'a>(&self, typed: &'a [u8]) -> Typed<'a> {
        let spelled = [
            vec![self.byte()],
            format!("\x1b[{};5u", self.key).into(),
            format!("\x1b[27;5;{}~", self.key).into(),
        ];
        let places =
            spelled.iter().filter_map(|key| typed.windows(key.len()).position(|window| window == key));
        match places.min() {
            Some(at) => Typed::Leave(typed.get(..at).unwrap_or_default()),
            None => Typed::Keys(typed),
        }
    }

    /// The byte that a terminal sends for it.
    fn byte(self) -> u8 {
        self.key & 0x1f
    }
}

impl fmt::Display for DetachKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ctrl-{}", char::from(self.key.to_ascii_uppercase()))
    }
}

impl FromStr for DetachKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let key = text.to_ascii_lowercase();
        match key.strip_prefix("ctrl-").map(str::as_bytes) {
            // Not @ and [: they are NUL, which terminals also send for Ctrl-Space, and Escape.
            Some(&[key @ (b'a'..=b'z' | b'\\' | b']' | b'^' | b'_')]) => Ok(Self { key }),
            _ => Err("write it as ctrl- and a letter, or one of \\ ] ^ _, such as ctrl-]".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_key_is_found_however_it_is_spelled() {
        let key: DetachKey = "ctrl-]".parse().unwrap();
        assert_eq!(key.find(b"ls\r"), Typed::Keys(b"ls\r"));
        assert_eq!(key.find(b"]"), Typed::Keys(b"]"));
        assert_eq!(key.find(b"\x1d"), Typed::Leave(b""));
        assert_eq!(key.find(b"ab\x1dcd\x1d"), Typed::Leave(b"ab"));
        assert_eq!(key.find(b"x\x1b[93;5u"), Typed::Leave(b"x"));
        assert_eq!(key.find(b"\x1b[27;5;93~"), Typed::Leave(b""));
        assert_eq!(key.find(b"\x1b[99;5u"), Typed::Keys(b"\x1b[99;5u"), "Ctrl-C belongs to the session");
    }

    #[test]
    fn other_keys_can_be_chosen() {
        for (text, byte, shown) in [
            ("ctrl-a", 1, "Ctrl-A"),
            ("CTRL-Q", 0x11, "Ctrl-Q"),
            ("ctrl-\\", 0x1c, "Ctrl-\\"),
            ("ctrl-_", 0x1f, "Ctrl-_"),
        ] {
            let key: DetachKey = text.parse().unwrap();
            assert_eq!((key.byte(), key.to_string().as_str()), (byte, shown));
        }
        for bad in ["", "]", "ctrl-", "ctrl-ab", "ctrl-[", "ctrl-@", "alt-a", "ctrl-é"] {
            assert!(bad.parse::<DetachKey>().is_err(), "{bad}");
        }
    }
}
