//! Names the screen that somebody looked at.

use sha2::{Digest, Sha256};

use crate::screen::ScreenText;

/// Names the text of a screen: 16 hex digits. The same text has the same name, whatever cursor
/// and title do; any visible change changes it.
pub fn screen_hash(screen: &ScreenText) -> String {
    let mut hash = Sha256::new();
    let end = screen.lines.iter().rposition(|line| !line.trim_end().is_empty()).map_or(0, |last| last + 1);
    for line in &screen.lines[..end] {
        hash.update(line.trim_end().as_bytes());
        hash.update(b"\n");
    }
    let digest = hash.finalize();
    let first: u64 = digest.iter().take(8).fold(0, |name, byte| name << 8 | u64::from(*byte));
    format!("{first:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(lines: &[&str]) -> ScreenText {
        ScreenText { lines: lines.iter().map(|&line| line.into()).collect(), ..ScreenText::default() }
    }

    #[test]
    fn the_text_alone_makes_the_name() {
        let first = screen(&["Continue? [y/N]", "", ""]);
        let name = screen_hash(&first);
        assert_eq!(name.len(), 16);
        let same = ScreenText { title: "other".into(), cursor: Some((0, 3)), rows: 9, ..first };
        assert_eq!(screen_hash(&same), name);
        assert_eq!(screen_hash(&screen(&["Continue? [y/N]  "])), name);
        for other in [&["Continue? [y/N] y"][..], &["", "Continue? [y/N]"], &["Continue?", "[y/N]"], &[]] {
            assert_ne!(screen_hash(&screen(other)), name, "{other:?}");
        }
    }
}
