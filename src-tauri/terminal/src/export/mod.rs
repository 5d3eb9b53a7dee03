//! Screen and scrollback as a file.

mod cast;
mod content;
mod html;
mod palette;
mod text;

use serde::Deserialize;

use crate::emulator::TermState;
pub use content::Caption;
pub(crate) use content::text_of;
pub use palette::Palette;
pub(crate) use text::of_row as text_of_row;

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "SaveFormat")]
pub enum Format {
    /// Plain text; wrapped lines are joined.
    Text,
    /// A self-contained web page, with colours and attributes.
    Html,
    /// A recording of one moment, as asciinema plays it (asciicast, version 2).
    Cast,
}

pub(crate) fn of(terminal: &TermState, format: Format, caption: &Caption) -> Vec<u8> {
    match format {
        Format::Text => text::of(terminal),
        Format::Html => html::of(terminal, caption),
        Format::Cast => cast::of(terminal, caption),
    }
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pty::Size;
    use crate::screen::Screen;

    /// What a screen of 10 columns and 3 rows gives.
    pub fn export(stream: &str, format: Format) -> String {
        let mut screen = Screen::new(Size { cols: 10, rows: 3 }, 100);
        screen.write(stream.as_bytes());
        let caption = Caption { title: "a <b> & \"c\"".to_owned(), at: 1_700_000_000, palette: palette() };
        String::from_utf8_lossy(&screen.export(format, &caption)).into_owned()
    }

    fn palette() -> Palette {
        let ansi = std::array::from_fn(|index| [index as u8; 3]);
        Palette { foreground: [0xee; 3], background: [0x11; 3], ansi }
    }

    #[test]
    fn text_joins_what_was_only_wrapped() {
        assert_eq!(export("0123456789abc\r\nsecond", Format::Text), "0123456789abc\nsecond\n");
        assert_eq!(export("12345678 中x\r\n", Format::Text), "12345678 中x\n", "no gap before a wide one");
        assert_eq!(export("a b\u{301}\tc", Format::Text), "a b\u{301}     c\n");
        assert_eq!(export("", Format::Text), "");
    }

    #[test]
    fn text_has_the_scrollback_and_what_a_program_draws() {
        assert_eq!(export("1\r\n2\r\n3\r\n4\r\n5", Format::Text), "1\n2\n3\n4\n5\n");
        assert_eq!(export("shell$ vi\x1b[?1049h\x1b[Hfile\r\n~", Format::Text), "shell$ vi\nfile\n~\n");
    }

    #[test]
    fn html_is_escaped_whatever_is_printed() {
        let html = export("</pre>&<script>", Format::Html);
        assert!(html.contains("<title>a &lt;b&gt; &amp; &quot;c&quot;</title>"), "{html}");
        assert!(html.contains("&lt;/pre&gt;&amp;&lt;sc\nript&gt;"), "{html}");
        let html = export(
            "\x1b]8;;javascript:alert(1)\x1b\\x\x1b]8;;https://x/?\"><i>\x1b\\y\x1b]8;;\x1b\\",
            Format::Html,
        );
        assert!(!html.contains("javascript"), "{html}");
        assert!(html.contains("<a href=\"https://x/?&quot;&gt;&lt;i&gt;\">y</a>"), "{html}");
    }

    #[test]
    fn html_has_colours_and_attributes() {
        let html = export("\x1b[31mr\x1b[1mb\x1b[0;7mi\x1b[0;4:3;58:2::1:2:3mu", Format::Html);
        assert!(html.contains("<span style=\"color:#010101\">r</span>"), "{html}");
        // Bold text is in the bright colours, as in the window.
        assert!(html.contains("<span style=\"color:#090909;font-weight:bold\">b</span>"), "{html}");
        assert!(html.contains("<span style=\"color:#111111;background:#eeeeee\">i</span>"), "{html}");
        assert!(html.contains("text-decoration:underline wavy #010203"), "{html}");
        // One colour of the cube, one of the program's own, and a concealed word.
        let html = export("\x1b[38;5;196mc\x1b]4;2;#a0b0c0\x1b\\\x1b[32mp\x1b[8mh", Format::Html);
        assert!(html.contains("#ff0000\">c<") && html.contains("#a0b0c0\">p<"), "{html}");
        assert!(html.contains("color:transparent\">h<"), "{html}");
    }

    #[test]
    fn a_recording_is_a_header_and_one_event() {
        let cast = export("\x1b[32mhi \"there\"", Format::Cast);
        let lines: Vec<serde_json::Value> =
            cast.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        assert_eq!(lines.len(), 2, "{cast}");
        assert_eq!(
            (&lines[0]["version"], &lines[0]["width"], &lines[0]["height"]),
            (&2.into(), &10.into(), &3.into())
        );
        assert_eq!(lines[0]["title"], "a <b> & \"c\"");
        assert_eq!(lines[0]["theme"]["fg"], "#eeeeee");
        let output = lines[1][2].as_str().unwrap_or_default();
        assert_eq!((&lines[1][0], &lines[1][1]), (&0.0.into(), &"o".into()));
        // Painted elsewhere it is the same text.
        assert_eq!(export(output, Format::Text), "hi \"there\"\n");
    }
}
