//! The identity of a terminal.

/// A session's own terminal, or one of its shells.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TerminalKey {
    pub engine: String,
    /// The session's id.
    pub session: String,
    /// The window's key for a shell; `None` is the main process.
    pub shell: Option<String>,
}

impl TerminalKey {
    /// The terminal of a session's main process.
    pub fn main(engine: &str, session: &str) -> Self {
        Self { engine: engine.to_owned(), session: session.to_owned(), shell: None }
    }

    /// A shell that a window opened beside the main process.
    pub fn shell(engine: &str, session: &str, shell: &str) -> Self {
        Self { shell: Some(shell.to_owned()), ..Self::main(engine, session) }
    }

    /// Whether it is the session's own terminal or one of its shells.
    pub fn is_of(&self, engine: &str, session: &str) -> bool {
        self.engine == engine && self.session == session
    }
}
