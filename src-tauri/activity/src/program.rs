//! What runs in a session.

/// What runs in a session, as rules match on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Program {
    /// The command: entry point and arguments, as the engine tells.
    pub argv: Vec<String>,
    /// The image as the person wrote it.
    pub image: String,
    /// The label `dev.berth.kind`.
    pub kind: Option<String>,
}
