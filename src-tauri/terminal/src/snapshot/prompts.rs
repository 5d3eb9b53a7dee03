//! Prompts, outputs and exit codes, told as a shell tells them.

use super::painter::{Command, Painter};
use crate::emulator::Mark;

impl Painter<'_> {
    /// The mark of the row that the cursor is in.
    pub fn mark(&mut self, mark: Mark) {
        if mark.output {
            self.begin_output();
        }
        let Some(prompt) = mark.prompt else { return };
        self.end_command();
        self.osc("133;A");
        self.command.exit = prompt.exit;
        if prompt.output {
            self.begin_output();
        }
    }

    /// Tells the exit code of the last command, below its output.
    pub fn end_command(&mut self) {
        let Command { ran, exit } = std::mem::take(&mut self.command);
        let Some(code) = exit else { return };
        if ran {
            self.osc(&format!("133;D;{code}"));
        } else {
            // The rows of its output are gone.
            self.exact = false;
        }
    }

    fn begin_output(&mut self) {
        self.osc("133;C");
        self.command.ran = true;
    }
}
