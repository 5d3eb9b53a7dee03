//! Where a shell's prompts and the output of its commands are, as shells tell it with `OSC 133`
//! (<https://gitlab.freedesktop.org/Per_Bothner/specifications/blob/master/proposals/semantic-prompts.md>):
//! `A` a prompt begins, `B` it ends, `C` output begins, `D ; code` the command ended.
//!
//! `ui/src/terminal/marks.ts` does the same in the window.

use super::mark::{Mark, Prompt, PromptMark};
use super::state::TermState;

impl TermState {
    /// `OSC 133`. A full-screen program's picture has no prompts of its own.
    pub(super) fn prompt(&mut self, text: &str) {
        if self.alt_active {
            return;
        }
        let mut parts = text.split(';');
        match parts.next() {
            // The further lines of a command have prompts, too.
            Some("A") => {
                self.prompt = Some(PromptMark::Prompt);
                if !parts.any(|part| part == "k=s") {
                    self.begin_prompt();
                }
            }
            Some("B") => self.prompt = Some(PromptMark::Input),
            Some("C") => {
                self.prompt = Some(PromptMark::Output);
                self.begin_output();
            }
            Some("D") => {
                self.prompt = None;
                // Shells leave the code out where all went well.
                let code = parts.next().and_then(|code| code.parse().ok()).unwrap_or(0);
                self.end_command(code);
            }
            _ => {}
        }
    }

    /// Whatever was marked from here on is drawn anew.
    fn begin_prompt(&mut self) {
        let y = self.normal.y;
        self.normal.rows.range_mut(y + 1..).for_each(|row| row.mark = Mark::default());
        self.normal.row(y).mark.prompt = Some(Prompt::default());
    }

    /// Only the first output of a command counts.
    fn begin_output(&mut self) {
        let y = self.normal.y;
        let mut of_prompt_above = false;
        for (at, mark) in self.normal.marks_mut() {
            if let Some(prompt) = &mut mark.prompt {
                of_prompt_above = !prompt.output && at < Some(y);
                prompt.output |= at == Some(y);
                break;
            }
            if mark.output {
                break;
            }
        }
        self.normal.row(y).mark.output |= of_prompt_above;
    }

    /// Shells also tell an end when nothing was run.
    fn end_command(&mut self, code: i32) {
        let mut ran = false;
        for (_, mark) in self.normal.marks_mut() {
            if let Some(prompt) = &mut mark.prompt {
                if ran || prompt.output {
                    if prompt.exit.is_none() && code != 0 {
                        self.failed = self.failed.wrapping_add(1);
                    }
                    prompt.exit.get_or_insert(code);
                }
                return;
            }
            ran |= mark.output;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulator::Emulator;

    /// What is marked, by row from the oldest: `C` output, `A` a prompt, with output `AC`, and its
    /// exit code.
    fn marked(emulator: &Emulator) -> Vec<(usize, String)> {
        let words = |mark: Mark| {
            let prompt = mark.prompt.map_or_else(String::new, |prompt| {
                let code = prompt.exit.map_or_else(String::new, |code| code.to_string());
                format!("A{}{code}", if prompt.output { "C" } else { "" })
            });
            format!("{}{prompt}", if mark.output { "C" } else { "" })
        };
        let rows = emulator.terminal.normal.all_rows().enumerate();
        rows.map(|(y, row)| (y, words(row.mark))).filter(|(_, words)| !words.is_empty()).collect()
    }

    /// `133;` is left out of the marks: `{A}`.
    fn read(text: &str) -> Emulator {
        let mut emulator = Emulator::new(10, 4, 20);
        emulator.advance(text.replace('{', "\x1b]133;").replace('}', "\x07").as_bytes());
        emulator
    }

    #[test]
    fn prompts_outputs_and_codes_are_where_the_shell_told_them() {
        for (text, expected) in [
            ("{A}$ {B}ls\r\n{C}a\r\nb\r\n{D;0}{A}$ ", &[(0, "A0"), (1, "C"), (3, "A")][..]),
            ("{A}$ false\r\n{C}{D;1}{A}$ ", &[(0, "A1"), (1, "CA")]),
            ("{A}$ {C}x{D}\r\n", &[(0, "AC0")]),
            ("{A}$ x\r\n{C}{D;-7;aid=3}", &[(0, "A-7"), (1, "C")]),
            ("{A}$ x\r\n{C}{D;aid=3}", &[(0, "A0"), (1, "C")]),
            ("{A}$ x\r\n{C}1\r\n{C}2{D;1}{D;0}", &[(0, "A1"), (1, "C")]),
            ("{A}$ \r\n{D;130}{A}$ ", &[(0, "A"), (1, "A")]),
            ("{A}$ for\r\n{A;k=s}> ", &[(0, "A")]),
            ("{A}$ \r{A}$ ", &[(0, "A")]),
            ("{A}$ x\r\n{C}1\x1b[H{A}$ ", &[(0, "A")]),
            ("{C}{D;1}", &[]),
            ("\x1b[?1049h{A}$ {C}\x1b[?1049l", &[]),
            ("{A}$ x\r\n{C}1\x1b[2J", &[]),
            ("{A}$ x\r\n{C}1\x1bc", &[]),
        ] {
            let marked = marked(&read(text));
            let marked: Vec<_> = marked.iter().map(|(y, words)| (*y, words.as_str())).collect();
            assert_eq!(marked, expected, "{text:?}");
        }
    }

    #[test]
    fn marks_go_with_their_rows() {
        let mut emulator = read("{A}$ x\r\n{C}1\r\n2\r\n3\r\n4\r\n5\r\n{D;2}{A}$ abcdefgh");
        assert_eq!(marked(&emulator), [(0, "A2".into()), (1, "C".into()), (6, "A".into())]);
        emulator.resize(5, 4);
        emulator.resize(10, 6);
        emulator.resize(30, 3);
        assert_eq!(marked(&emulator), [(0, "A2".into()), (1, "C".into()), (6, "A".into())]);
        // Through rows that go to the scrollback, and with it.
        emulator.advance("\r\nx".repeat(18).as_bytes());
        assert_eq!(marked(&emulator), [(4, "A".into())]);
    }

    #[test]
    fn a_folder_is_the_last_one_that_was_told() {
        let folder = |text: &str| read(text).terminal.folder;
        assert_eq!(
            folder("\x1b]7;file://h/a\x07\x1b]7;file://h/b%20c\x07").as_deref(),
            Some("file://h/b%20c")
        );
        assert_eq!(folder("\x1b]7;file://h/a\x07\x1bc").as_deref(), Some("file://h/a"));
        assert_eq!(folder("\x1b]7;file://h/a\x07\x1b]7;\x07"), None);
        assert_eq!(folder("\x1b]7;http://h/a\x07"), None);
        assert_eq!(folder(&format!("\x1b]7;file:///{}\x07", "x".repeat(20_000))), None);
    }
}
