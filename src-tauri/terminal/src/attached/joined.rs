//! For who looks at a terminal and judges it, and for terminals that are only looked at.

use std::time::{Duration, Instant};

use super::AttachedTerminal;
use crate::changes::ChangeHook;
use crate::error::Result;
use crate::joining::{Joining, Leave};
use crate::options::{Errors, Options};
use crate::pty::Size;
use crate::screen::{InputModes, Screen, Tally, UnfinishedLine, VisibleText};
use crate::sink::{FeedEvent, Sink};

impl AttachedTerminal {
    /// Joins a session's terminal without a consumer, and without a size: `size` is the model's
    /// alone. Nothing that the session asks its terminal is answered: whoever set its size does.
    ///
    /// # Errors
    /// As [`AttachedTerminal::open`], and [`Error::Join`](crate::Error::Join).
    pub fn join(joining: &Joining, size: Size, options: Options) -> Result<Self> {
        let has_terminal = matches!(joining, Joining::Terminal { .. });
        let options =
            Options { answers: false, raw_when_attached: has_terminal, errors: Errors::Apart, ..options };
        Self::run(joining.open()?, joining.leave(), size.usable(), Box::new(Nobody), options)
    }

    /// What is to be seen, as text. A hook of [`AttachedTerminal::on_change`] is called again
    /// after a change from now on.
    pub fn text(&self) -> VisibleText {
        self.feed.changes.look();
        self.feed.with_screen(|screen| screen.text())
    }

    /// The model's size.
    pub fn size(&self) -> Size {
        self.feed.with_screen(|screen| screen.size())
    }

    /// Sets the size of the model, and tells no program of it.
    pub fn resize_model(&self, size: Size) {
        self.feed.resize(size);
    }

    /// How input is written now.
    pub fn input_modes(&self) -> InputModes {
        self.feed.with_screen(|screen| screen.input_modes())
    }

    /// Goes on with the last line of another model of this session's terminal, where that has no end and the log
    /// that was read here had nothing of it.
    pub fn go_on_with(&self, line: &UnfinishedLine) {
        self.feed.go_on_with(line);
    }

    /// Has `hook` called when the screen changed, when the log before it was read, and at the end:
    /// once, until somebody looks at the [text](AttachedTerminal::text). It replaces the hook of
    /// before, and is called at once.
    pub fn on_change(&self, hook: Option<ChangeHook>) {
        self.feed.changes.listen(hook);
    }

    /// When live output arrived last.
    pub fn last_output(&self) -> Option<Instant> {
        self.feed.last_output()
    }

    /// What was seen of live output, since the beginning.
    pub fn tally(&self) -> Tally {
        self.notices.tally()
    }

    /// Whether the screen shows what there is, because the log before it was read or there is none.
    pub fn is_live(&self) -> bool {
        self.feed.is_live()
    }

    /// Somebody else gave the session input: the bells and notices from before were for them.
    pub fn forget_notices(&self) {
        self.notices.forget();
    }

    /// Calls `act` with the screen as it is now; no output is read meanwhile. It may write input, but
    /// ask nothing else of this terminal.
    pub fn with_screen<T>(&self, act: impl FnOnce(&mut Screen) -> T) -> T {
        self.feed.with_screen(act)
    }

    /// Whether the client has attached within that time, so that input is written at once. Blocks.
    pub fn is_attached_within(&self, time: Duration) -> bool {
        self.input.has_begun_within(time)
    }

    /// Whether all input was written to the client within that time. Blocks.
    pub fn is_written_within(&self, time: Duration) -> bool {
        self.input.is_written_within(time)
    }

    /// Has the client end by itself, so that all input before has arrived. Returns whether it did
    /// within that time; it is ended in any case. Blocks.
    pub fn leave(&self, time: Duration) -> bool {
        let left = match &self.leave {
            Leave::Keys(keys) => self.input.push(keys.clone()).is_ok() && self.child.ends_within(time),
            Leave::EndOfInput => {
                self.input.end();
                self.child.ends_within(time)
            }
            Leave::Close => self.input.is_written_within(time),
        };
        if let Err(error) = self.close() {
            tracing::warn!(%error, "a client goes on");
        }
        left
    }
}

/// The consumer of a terminal that is only looked at.
struct Nobody;

impl Sink for Nobody {
    fn output(&self, _: Vec<u8>) -> bool {
        false
    }

    fn event(&self, _: FeedEvent) -> bool {
        false
    }
}
