//! The visible screen as text, and what a program said besides: for rules that judge it.

use std::time::Instant;

use super::Screen;
use super::notices::Notices;
use crate::emulator::cell::{BOLD, COLOR, INVERSE, INVISIBLE};
use crate::emulator::{Modes, Progress, PromptMark, Row, TermState};
use crate::export::text_of;
use crate::pty::Size;

/// What is to be seen on a screen, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisibleText {
    /// The size of the screen.
    pub size: Size,
    /// A text for each row, without blanks at its end. Concealed text is blank.
    pub lines: Vec<String>,
    /// For each row, whether its text goes on in the next one because the row was full.
    pub wrapped: Vec<bool>,
    /// A digest of the cells that have a colour, are inverse or bold; 0 where none is. The choice
    /// in a menu may show by that alone.
    pub style: u64,
    /// The cursor's row and column, from 0; `None` where the program hides it.
    pub cursor: Option<(u16, u16)>,
    /// The title that the program set; empty where it set none.
    pub title: String,
    /// Whether the alternate screen is active.
    pub alternate: bool,
    /// Where the cursor is, as the shell said (OSC 133); `None` on the alternate screen.
    pub prompt: Option<PromptMark>,
    /// How far the program has come, by its own word (OSC 9;4).
    pub progress: Option<Progress>,
    /// The last notice (OSC 9, 99, 777) since the last input: title and text.
    pub notice: Option<String>,
    /// Whether the bell rang since the last input.
    pub bell: bool,
    /// Whether the program is in the middle of drawing it (mode 2026): a window shows the
    /// picture before, for 150 ms at most.
    pub unfinished: bool,
}

/// Modes that say how input is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InputModes {
    /// Pasted text is put between marks (mode 2004).
    pub bracketed_paste: bool,
    /// The cursor's keys are written as `ESC O …` (DECCKM, mode 1).
    pub cursor_keys: bool,
}

impl Screen {
    /// What is to be seen, as text.
    pub fn text(&self) -> VisibleText {
        let terminal = &self.emulator.terminal;
        let buffer = terminal.active();
        let lines = (0..terminal.rows)
            .map(|y| buffer.rows.get(y).map(|row| line(terminal, row)).unwrap_or_default())
            .collect();
        let (notice, bell) = self.notices.last();
        let cell = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        VisibleText {
            size: self.size,
            lines,
            wrapped: (1..=terminal.rows).map(|y| buffer.rows.get(y).is_some_and(|row| row.wrapped)).collect(),
            style: style(terminal),
            cursor: (!terminal.modes.hidden).then(|| (cell(buffer.y), cell(buffer.x.min(terminal.cols - 1)))),
            title: terminal.title.clone().unwrap_or_default(),
            alternate: terminal.alt_active,
            prompt: terminal.prompt.filter(|_| !terminal.alt_active),
            progress: terminal.progress,
            notice,
            bell,
            unfinished: terminal.is_drawing(Instant::now()),
        }
    }

    /// How input is written now.
    pub fn input_modes(&self) -> InputModes {
        let Modes { bracketed_paste, cursor_keys, .. } = self.emulator.terminal.modes;
        InputModes { bracketed_paste, cursor_keys }
    }

    /// Whether the program is in the middle of drawing, see [`VisibleText::unfinished`].
    pub fn is_unfinished(&self) -> bool {
        self.emulator.terminal.is_drawing(Instant::now())
    }

    pub(crate) fn notices(&self) -> Notices {
        self.notices.clone()
    }

    /// There was input: the bells and notices from before were for who gave it.
    pub fn forget_notices(&self) {
        self.notices.forget();
    }
}

/// FNV-1a over the place and the looks of cells that differ from the default.
fn style(terminal: &TermState) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut digest = 0;
    for (y, row) in (0..).zip(terminal.active().rows.iter().take(terminal.rows)) {
        for (x, cell) in (0..).zip(row.stored().iter().take(terminal.cols)) {
            let (text, ground) = (cell.fg & (COLOR | INVERSE | BOLD), cell.bg & COLOR);
            if (text, ground) != (0, 0) {
                let place: u32 = y << 16 | x;
                let start = if digest == 0 { BASIS } else { digest };
                digest = [place, text, ground]
                    .iter()
                    .fold(start, |digest, part| (digest ^ u64::from(*part)).wrapping_mul(PRIME));
            }
        }
    }
    digest
}

fn line(terminal: &TermState, row: &Row) -> String {
    let cells = &row.stored()[..row.stored().len().min(terminal.cols)];
    let mut line = String::with_capacity(cells.len());
    for cell in cells.iter().filter(|cell| !cell.is_right_half()) {
        if cell.fg & INVISIBLE != 0 {
            line.push(' ');
        } else if let Some(plain) =
            char::from_u32(cell.code()).filter(|_| cell.has_text() && cell.code() != 0)
        {
            line.push(plain);
        } else {
            line.push_str(&text_of(terminal, cell));
        }
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulator::ProgressState;

    fn screen(written: &str) -> Screen {
        let mut screen = Screen::new(Size { cols: 10, rows: 3 }, 5);
        screen.write(written.as_bytes());
        screen
    }

    #[test]
    fn the_visible_rows_are_told_and_the_cursor() {
        let text = screen("gone\r\nab  \r\n\x1b[8mpw\x1b[28m 世e\u{301}\r\n> ").text();
        assert_eq!(text.lines, ["ab", "   世e\u{301}", ">"]);
        assert_eq!((text.cursor, text.alternate), (Some((2, 2)), false));
        let full = screen("\x1b[?1049h\x1b[2;4Hx\x1b[?25l\x1b]2;vim\x07").text();
        assert_eq!(full.lines, ["", "   x", ""]);
        assert_eq!((full.cursor, full.alternate, full.title.as_str()), (None, true, "vim"));
        let wide = screen("0123456789ab").text();
        assert_eq!(
            (wide.lines, wide.wrapped),
            (vec!["0123456789".into(), "ab".into(), String::new()], vec![true, false, false])
        );
        assert_eq!(screen("0123456789").text().cursor, Some((0, 9)), "it waits to wrap");
    }

    #[test]
    fn a_choice_that_shows_by_its_looks_alone_is_told() {
        let menu = |first: &str, second: &str| {
            screen(&format!("\x1b[{first}myes\x1b[m\r\n\x1b[{second}mno\x1b[m")).text()
        };
        assert_eq!(menu("", "").style, 0);
        let looks: Vec<_> = [("7", ""), ("", "7"), ("1", ""), ("31", ""), ("44", ""), ("32", ""), ("7", "7")]
            .into_iter()
            .map(|(first, second)| menu(first, second).style)
            .collect();
        for (at, style) in looks.iter().enumerate() {
            assert!(*style != 0 && !looks[..at].contains(style), "{at}: {looks:?}");
        }
        assert_eq!(menu("7", "").style, looks[0], "the same again");
        assert_eq!(menu("7", "").lines, menu("", "7").lines);
    }

    #[test]
    fn a_shell_says_where_the_cursor_is() {
        for (written, mark) in [
            ("", None),
            ("{A}$ ", Some(PromptMark::Prompt)),
            ("{A}$ {B}ls", Some(PromptMark::Input)),
            ("{A}$ {B}ls\r\n{C}", Some(PromptMark::Output)),
            ("{A}$ {B}ls\r\n{C}a\r\n{D;0}", None),
            ("{A}$ {B}for\r\n{A;k=s}> ", Some(PromptMark::Prompt)),
            ("{A}$ {B}vi\r\n{C}\x1b[?1049h", None),
            ("{A}$ {B}vi\r\n{C}\x1b[?1049h{A}\x1b[?1049l", Some(PromptMark::Output)),
            ("{A}$ {B}reset\r\n{C}\x1bc", None),
        ] {
            let written = written.replace('{', "\x1b]133;").replace('}', "\x07");
            assert_eq!(screen(&written).text().prompt, mark, "{written:?}");
        }
        let mut run = screen("\x1b]133;A\x07$ ");
        run.append_run("again", b"x");
        assert_eq!(run.text().prompt, None, "another run");
    }

    #[test]
    fn what_a_program_said_counts_until_there_is_input() {
        let mut screen = screen("\x07\x1b]777;notify;make;done\x07\x1b]9;4;1;5\x07");
        let text = screen.text();
        assert_eq!((text.bell, text.notice.as_deref()), (true, Some("make done")));
        let running = Progress { state: ProgressState::Running, value: Some(5) };
        assert_eq!(text.progress, Some(running));
        screen.forget_notices();
        let text = screen.text();
        assert_eq!((text.bell, text.notice, text.progress), (false, None, Some(running)));
        screen.write(b"\x1b]9;again\x07");
        assert_eq!(screen.text().notice.as_deref(), Some("again"));
        screen.replay(b"\x07");
        assert!(!screen.text().bell, "bells of the past were due in their time");
    }

    #[test]
    fn a_picture_that_is_being_drawn_is_told() {
        assert!(screen("\x1b[?2026hhalf").text().unfinished);
        assert!(!screen("\x1b[?2026hall\x1b[?2026l").text().unfinished);
        assert_eq!(
            screen("\x1b[?1h\x1b[?2004h").input_modes(),
            InputModes { bracketed_paste: true, cursor_keys: true }
        );
    }
}
