//! Names the screen that somebody looked at.

use sha2::{Digest, Sha256};

use crate::screen::ScreenText;

/// Names what a screen shows: 16 hex digits. Text, colours and the row of a visible cursor make
/// it, for each of them may show what is chosen in a menu. A repaint of the same, a title and a
/// cursor that moves within its row do not change it.
pub fn screen_hash(screen: &ScreenText) -> String {
    let mut hash = Sha256::new();
    let end = screen.lines.iter().rposition(|line| !line.trim_end().is_empty()).map_or(0, |last| last + 1);
    for line in &screen.lines[..end] {
        hash.update(line.trim_end().as_bytes());
        hash.update(b"\n");
    }
    hash.update(screen.style.to_le_bytes());
    hash.update(screen.cursor.map_or(u16::MAX, |(row, _)| row).to_le_bytes());
    let digest = hash.finalize();
    let first: u64 = digest.iter().take(8).fold(0, |name, byte| (name << 8) | u64::from(*byte));
    format!("{first:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(lines: &[&str]) -> ScreenText {
        ScreenText { lines: lines.iter().map(|&line| line.into()).collect(), ..ScreenText::default() }
    }

    #[test]
    fn what_is_seen_makes_the_name() {
        let first = ScreenText { cursor: Some((0, 16)), style: 7, ..screen(&["Continue? [y/N]", "", ""]) };
        let name = screen_hash(&first);
        assert_eq!(name.len(), 16);
        let same = ScreenText { title: "other".into(), cursor: Some((0, 3)), rows: 9, ..first.clone() };
        assert_eq!(screen_hash(&same), name);
        let lines = vec!["Continue? [y/N]  ".into()];
        assert_eq!(screen_hash(&ScreenText { lines, ..first.clone() }), name);
        for other in [&["Continue? [y/N] y"][..], &["", "Continue? [y/N]"], &["Continue?", "[y/N]"], &[]] {
            assert_ne!(
                screen_hash(&ScreenText { lines: screen(other).lines, ..first.clone() }),
                name,
                "{other:?}"
            );
        }
        // The item that is chosen shows by its colour, or by the cursor alone.
        assert_ne!(screen_hash(&ScreenText { style: 8, ..first.clone() }), name);
        assert_ne!(screen_hash(&ScreenText { cursor: Some((1, 16)), ..first.clone() }), name);
        assert_ne!(screen_hash(&ScreenText { cursor: None, ..first }), name);
    }
}
