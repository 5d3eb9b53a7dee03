//! asciicast, version 2: <https://docs.asciinema.org/manual/asciicast/v2/>.

use serde_json::json;

use super::content::Caption;
use super::palette::hex;
use crate::emulator::TermState;
use crate::snapshot;

/// A header, and the whole screen as the one thing that was printed.
pub fn of(terminal: &TermState, caption: &Caption) -> String {
    let (paint, _) = snapshot::of(terminal);
    let palette = &caption.palette;
    let header = json!({
        "version": 2,
        "width": terminal.cols,
        "height": terminal.rows,
        "timestamp": caption.at,
        "title": caption.title,
        "theme": {
            "fg": hex(palette.foreground),
            "bg": hex(palette.background),
            "palette": palette.ansi.map(hex).join(":"),
        },
    });
    format!("{header}\n{}\n", json!([0.0, "o", String::from_utf8_lossy(&paint)]))
}
