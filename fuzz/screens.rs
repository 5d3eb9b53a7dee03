//! What programs write to a terminal.

use berth_terminal::{Caption, Format, Palette, Screen, Size};

const SIZE: Size = Size { cols: 20, rows: 6 };

fn read(bytes: &[u8], size: usize) -> Screen {
    let mut screen = Screen::new(SIZE, 50);
    for part in bytes.chunks(size.max(1)) {
        screen.write(part);
    }
    screen
}

/// What a person sees of it.
fn seen(screen: &Screen) -> (Vec<String>, Option<(u16, u16)>, bool, u64) {
    let text = screen.text();
    (text.lines, text.cursor, text.alternate, text.style)
}

/// How the bytes are cut makes no difference; a snapshot that calls itself exact is the same screen; a size is kept.
pub fn emulator(bytes: &[u8]) {
    let Some((size, bytes)) = bytes.split_first() else { return };
    let mut whole = read(bytes, bytes.len());
    let mut parts = read(bytes, usize::from(*size));
    assert_eq!(seen(&whole), seen(&parts));
    let snapshot = whole.snapshot();
    if snapshot.exact {
        let mut again = Screen::new(SIZE, 50);
        again.replay(&snapshot.paint);
        again.replay(&snapshot.unfinished);
        assert_eq!(seen(&whole), seen(&again));
    }
    let colors = vec!["#808080".to_owned(); 16];
    let palette = Palette::parse("#ffffff", "#000000", &colors).unwrap();
    for format in [Format::Text, Format::Html, Format::Cast] {
        parts.export(format, &Caption { title: String::new(), at: 0, palette });
    }
    let small = Size { cols: 1, rows: 1 };
    parts.resize(small);
    assert_eq!(parts.text().lines.len(), 1);
    parts.resize(Size { cols: 300, rows: 100 });
    assert_eq!(parts.text().lines.len(), 100);
}
