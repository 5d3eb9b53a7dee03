//! A screen that can be judged, and what the judge takes from it.

use std::time::Instant;

use berth_activity::{Input, PromptMark, ScreenText};
use berth_terminal::{
    AttachedTerminal, ChangeHook, InputModes, ProgressState, Screen, Size, Tally, UnfinishedLine, VisibleText,
};

/// A screen that can be judged: a terminal that a window has open, or an observer's own.
pub trait Watched: Send + Sync + 'static {
    /// The visible screen. The hook is called again after a change from now on.
    fn text(&self) -> ScreenText;
    /// Its size.
    fn size(&self) -> Size;
    /// Escape sequences that paint screen and scrollback on a terminal that was reset.
    fn paint(&self) -> Vec<u8>;
    /// When the session wrote last; `None` where it wrote nothing yet.
    fn last_output(&self) -> Option<Instant>;
    /// Has the hook called after each change from now on, and at once, instead of the one before.
    fn on_change(&self, hook: Option<ChangeHook>);
    /// What was seen of live output, since the beginning.
    fn tally(&self) -> Tally {
        Tally::default()
    }
    /// Whether the program is in the middle of drawing, so that nobody has seen this screen.
    fn is_unfinished(&self) -> bool {
        false
    }
    /// Calls `act` with the screen as it is now; no output is read meanwhile.
    fn with_screen(&self, act: &mut dyn FnMut(&mut Screen)) {
        let _ = act;
    }
    /// Goes on with a line of another model of this terminal, which its log lacks.
    fn go_on_with(&self, line: &UnfinishedLine) {
        let _ = line;
    }
    /// Queues input. May be called within [`Watched::with_screen`].
    ///
    /// # Errors
    /// The terminal takes none.
    fn write(&self, bytes: Vec<u8>) -> berth_terminal::Result<()> {
        let _ = bytes;
        Err(berth_terminal::Error::Closed)
    }
}

impl Watched for AttachedTerminal {
    fn text(&self) -> ScreenText {
        to_judge(self.text())
    }

    fn size(&self) -> Size {
        self.size()
    }

    fn paint(&self) -> Vec<u8> {
        self.snapshot()
    }

    fn last_output(&self) -> Option<Instant> {
        self.last_output()
    }

    fn on_change(&self, hook: Option<ChangeHook>) {
        self.on_change(hook);
    }

    fn tally(&self) -> Tally {
        self.tally()
    }

    fn is_unfinished(&self) -> bool {
        self.with_screen(|screen| screen.is_unfinished())
    }

    fn with_screen(&self, act: &mut dyn FnMut(&mut Screen)) {
        self.with_screen(act);
    }

    fn go_on_with(&self, line: &UnfinishedLine) {
        self.go_on_with(line);
    }

    fn write(&self, bytes: Vec<u8>) -> berth_terminal::Result<()> {
        self.write(bytes)
    }
}

/// A screen as rules read it.
pub fn to_judge(text: VisibleText) -> ScreenText {
    use berth_terminal::PromptMark as Told;
    let VisibleText { size, lines, wrapped, style, cursor, title, alternate, notice, bell, .. } = text;
    ScreenText {
        cols: size.cols,
        rows: size.rows,
        lines,
        wrapped,
        style,
        cursor,
        title,
        alternate,
        prompt: text.prompt.map(|mark| match mark {
            Told::Prompt => PromptMark::Prompt,
            Told::Input => PromptMark::Input,
            Told::Output => PromptMark::Output,
        }),
        progress: text.progress.map(|progress| progress.state == ProgressState::Running),
        notice,
        bell,
    }
}

/// Input as a terminal sends it to the program.
pub fn bytes_of(inputs: &[Input], modes: InputModes) -> Vec<u8> {
    let InputModes { bracketed_paste, cursor_keys } = modes;
    let mut bytes = Vec::new();
    for input in inputs {
        match input {
            Input::Text(text) if bracketed_paste => {
                bytes.extend_from_slice(PASTE_BEGINS);
                bytes.extend_from_slice(without_marks(text).as_bytes());
                bytes.extend_from_slice(PASTE_ENDS);
            }
            // As the Enter key, which is what programs without the mode read a line's end from.
            Input::Text(text) => bytes.extend_from_slice(lines_typed(text).as_bytes()),
            Input::Key(key) => bytes.extend(key.bytes(cursor_keys)),
        }
    }
    bytes
}

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Pasted text can't end its paste itself.
fn without_marks(text: &str) -> String {
    let mut clean = text.replace('\x1b', "");
    clean = clean.replace("\r\n", "\r").replace('\n', "\r");
    clean
}

fn lines_typed(text: &str) -> String {
    text.replace("\r\n", "\r").replace('\n', "\r")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn key(name: &str) -> Input {
        Input::Key(name.parse().unwrap())
    }

    #[test]
    fn input_is_written_as_the_program_wants_it() {
        let plain = InputModes::default();
        let paste = InputModes { bracketed_paste: true, ..plain };
        let application = InputModes { cursor_keys: true, ..plain };
        let text = |text: &str| Input::Text(text.to_owned());
        for (inputs, modes, expected) in [
            (vec![text("ls -l"), key("enter")], plain, "ls -l\r"),
            (vec![text("a\nb\r\nc")], plain, "a\rb\rc"),
            (vec![text("a\nb"), key("enter")], paste, "\x1b[200~a\rb\x1b[201~\r"),
            (vec![text("a\x1b[201~rm\n")], paste, "\x1b[200~a[201~rm\r\x1b[201~"),
            (vec![key("up"), key("y")], plain, "\x1b[Ay"),
            (vec![key("up"), key("ctrl-c")], application, "\x1bOA\x03"),
            (vec![], paste, ""),
        ] {
            assert_eq!(bytes_of(&inputs, modes), expected.as_bytes(), "{inputs:?}");
        }
    }
}
