//! What is saved as text is what the window's own terminal holds.

use berth_terminal::{Caption, Format, Palette, Screen, Size};

use crate::oracle::Oracle;
use crate::recorded::STREAMS;

fn saved(size: Size, scrollback: usize, stream: &[u8], format: Format) -> String {
    let palette = Palette { foreground: [0; 3], background: [255; 3], ansi: [[127; 3]; 16] };
    let mut screen = Screen::new(size, scrollback);
    screen.write(stream);
    let file = screen.export(format, &Caption { title: String::new(), at: 0, palette });
    String::from_utf8(file).unwrap()
}

#[test]
fn text_of_recorded_streams() {
    let mut oracle = Oracle::start();
    for (name, cols, rows, stream) in STREAMS {
        let mut shown = 0;
        for part in [3, 2, 1] {
            // Not in the midst of a character: what is half read is no text yet.
            let cut = stream.len() / part;
            let cut = (0..=cut).rev().find(|at| stream.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80));
            let stream = &stream[..cut.unwrap_or(0)];
            let size = Size { cols, rows };
            let text = saved(size, 100, stream, Format::Text);
            assert_eq!(text, oracle.text(size, 100, stream), "{name}, {} bytes", stream.len());
            shown += text.trim().len();
        }
        assert!(shown > 0, "{name} shows something");
    }
}

/// What a recording paints is what the window's own terminal shows of the stream itself.
#[test]
fn recordings_of_recorded_streams() {
    let mut oracle = Oracle::start();
    for (name, cols, rows, stream) in STREAMS {
        let size = Size { cols, rows };
        let cast = saved(size, 100, stream, Format::Cast);
        let event: (f64, String, String) = serde_json::from_str(cast.lines().nth(1).unwrap()).unwrap();
        assert_eq!(oracle.text(size, 100, event.2.as_bytes()), oracle.text(size, 100, stream), "{name}");
    }
}
