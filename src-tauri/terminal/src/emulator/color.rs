//! Colours as X writes them: `rgb:r/g/b` and `#rgb`, with 1 to 4 digits each.

/// The theme's colours, for programs that ask (`OSC 4`, `10`, `11`, `12`), each as red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colors {
    /// The text's colour.
    pub foreground: [u8; 3],
    /// The background's colour.
    pub background: [u8; 3],
    /// The cursor's colour.
    pub cursor: [u8; 3],
    /// The 16 ANSI colours: black to white, then the bright ones.
    pub ansi: [[u8; 3]; 16],
}

impl Colors {
    /// Whether the background is darker than a middle grey, as eyes see it.
    pub fn is_dark(&self) -> bool {
        let [r, g, b] = self.background.map(u32::from);
        299 * r + 587 * g + 114 * b < 128 * 1000
    }
}

/// A colour of the palette that no theme changes: those of the cube from 16, and greys from 232
/// to 255.
pub fn fixed(index: u16) -> Option<[u8; 3]> {
    let level = |step: u16| [0, 95, 135, 175, 215, 255][usize::from(step % 6)];
    match index {
        16..232 => Some([level((index - 16) / 36), level((index - 16) / 6), level(index - 16)]),
        232..256 => Some([(8 + 10 * (index - 232)) as u8; 3]),
        _ => None,
    }
}

pub fn parse(text: &str) -> Option<[u8; 3]> {
    let text = text.to_ascii_lowercase();
    if let Some(parts) = text.strip_prefix("rgb:") {
        let parts: Vec<&str> = parts.split('/').collect();
        let [r, g, b] = parts[..] else { return None };
        let digits = r.len();
        if !(1..=4).contains(&digits) || g.len() != digits || b.len() != digits {
            return None;
        }
        let most = (1u32 << (4 * digits)) - 1;
        // Rounded to the nearest of 255 steps.
        let scale = |part: &str| Some(((2 * 255 * hex(part)? + most) / (2 * most)) as u8);
        return Some([scale(r)?, scale(g)?, scale(b)?]);
    }
    let digits = text.strip_prefix('#')?;
    if !digits.is_ascii() || ![3, 6, 9, 12].contains(&digits.len()) {
        return None;
    }
    let each = digits.len() / 3;
    let part = |at: usize| {
        let value = hex(&digits[at * each..(at + 1) * each])?;
        // The upper 8 bits; a single digit is the upper half.
        Some(if each == 1 { value << 4 } else { value >> (4 * (each - 2)) } as u8)
    };
    Some([part(0)?, part(1)?, part(2)?])
}

fn hex(digits: &str) -> Option<u32> {
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_what_x_writes() {
        assert_eq!(parse("rgb:ff/80/00"), Some([255, 128, 0]));
        assert_eq!(parse("RGB:F/0/8"), Some([255, 0, 136]));
        assert_eq!(parse("rgb:ffff/8000/0001"), Some([255, 128, 0]));
        assert_eq!(parse("#123"), Some([0x10, 0x20, 0x30]));
        assert_eq!(parse("#123456"), Some([0x12, 0x34, 0x56]));
        assert_eq!(parse("#123456789abc"), Some([0x12, 0x56, 0x9a]));
        for bad in [
            "",
            "red",
            "rgb:",
            "rgb:1/2",
            "rgb:1/22/3",
            "rgb:+1/+2/+3",
            "#12",
            "#ggg",
            "#äöü",
            "rgb:12345/1/1",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
