//! What a shell told of its prompts, as it stands in a row: marks go where their rows go.

/// What begins in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// The output of the command at the prompt above.
    pub output: bool,
    /// A prompt, below that output if both begin here.
    pub prompt: Option<Prompt>,
}

/// A prompt, and the command that was run at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prompt {
    /// Its command's output begins in the same row.
    pub output: bool,
    /// The exit code of its command, once that has ended.
    pub exit: Option<i32>,
}

/// Where the cursor is, as the shell told last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptMark {
    /// In its prompt: between `A` and `B`.
    Prompt,
    /// In what is typed: between `B` and `C`.
    Input,
    /// In the output of a command: after `C`.
    Output,
}

impl Mark {
    /// Takes in what was marked in a row below, whose text is in this row now.
    pub fn take_in(&mut self, below: Self) {
        if below.prompt.is_some() {
            self.output |= below.output && self.prompt.is_none();
            self.prompt = below.prompt;
        } else if let Some(prompt) = &mut self.prompt {
            prompt.output |= below.output;
        } else {
            self.output |= below.output;
        }
    }
}
