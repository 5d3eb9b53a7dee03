//! The app's own errors.

use std::io::{self, ErrorKind};

use berth_runner::{Fault, Reason};

/// What the app itself fails at. `words` are the system's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum AppError {
    #[error("There is no home folder to keep settings and history in; set HOME and start Berth again")]
    NoHome,
    #[error("Another window of Berth shows it now")]
    Elsewhere,
    /// `client` is what the client printed in the end.
    #[error("The connection to the session ended; the session still runs")]
    Detached { client: String },
    #[error("It is not attached; open its terminal, then redraw it")]
    NotAttached,
    /// `words` are those of the engine's client.
    #[error("The answer did not get to \"{name}\"; try it again, or open the session")]
    NotSent { name: String, words: String },
    #[error("This terminal was closed")]
    TerminalClosed,
    #[error("The terminal could not be served: {words}")]
    Terminal { words: String },
    #[error("The system's dialog for files did not open: {words}")]
    Dialog { words: String },
    #[error("Could not save {path}: {reason}")]
    Save { path: String, reason: SaveRefusal, words: String },
    #[error("Could not write the settings: {0}")]
    Settings(Fault),
    #[error("Could not write the marks of sessions: {0}")]
    Marks(Fault),
    #[error("There is no session \"{name}\" in sessions.toml any more")]
    DefinitionAbsent { name: String },
    #[error("\"{name}\" was not written to sessions.toml: {words}")]
    DefinitionUnwritten { name: String, words: String },
    #[error("\"{name}\" was not started: {words}")]
    DefinitionUnresolved { name: String, words: String },
    #[error("The window did not open: {words}")]
    Window { words: String },
    #[error("The desktop takes no notices: {words}")]
    Notify { words: String },
    #[error("Whether Berth starts when you log in could not be read or changed: {words}")]
    Autostart { words: String },
    #[error("No file manager answers; the file is {path}")]
    Show { path: String, words: String },
    #[error("Could not open {url}: {words}")]
    OpenLink { url: String, words: String },
    #[error("\"{url}\" is not an address that Berth opens")]
    NoLink { url: String },
    #[error("You have not chosen {path}; choose it in the system's dialog, or drop it on the window")]
    NotChosen { path: String },
    #[error("The lines changed meanwhile; try again")]
    LinesChanged,
    #[error("That is more than {megabytes} MiB of text; save it to a file, or filter it")]
    TextTooLong { megabytes: usize },
    #[error("One view has the logs of {most} sessions at most; choose fewer sessions")]
    TooManyLogs { most: usize },
    #[error("Something in Berth went wrong: {words}")]
    Internal { words: String },
}

/// Why a file was not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum SaveRefusal {
    #[error("you may not write there; choose another folder")]
    Denied,
    #[error("there is no room left; choose another disk")]
    Full,
    #[error("nothing can be written there; choose another folder")]
    ReadOnly,
    #[error("there is no such folder; choose another")]
    NoFolder,
    #[error("that is a folder; choose another name")]
    IsFolder,
    #[error("the system refused it")]
    Other,
}

impl From<&io::Error> for SaveRefusal {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::NotFound => Self::NoFolder,
            ErrorKind::IsADirectory => Self::IsFolder,
            _ => Self::Other,
        }
    }
}

impl AppError {
    /// For a fault of Berth itself.
    pub fn internal(words: impl ToString) -> Self {
        Self::Internal { words: words.to_string() }
    }

    /// A stable word that programs act on.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// The values in the message by name, for a sentence in another language.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Settings(_)
            | Self::Marks(_)
            | Self::NoHome
            | Self::Elsewhere
            | Self::Detached { .. }
            | Self::NotAttached
            | Self::TerminalClosed
            | Self::LinesChanged => Vec::new(),
            Self::NotSent { name, .. } => vec![("name", name.clone())],
            Self::DefinitionAbsent { name } => vec![("name", name.clone())],
            Self::DefinitionUnwritten { name, words } | Self::DefinitionUnresolved { name, words } => {
                vec![("name", name.clone()), ("words", words.clone())]
            }
            Self::TooManyLogs { most } => vec![("most", most.to_string())],
            Self::TextTooLong { megabytes } => vec![("megabytes", megabytes.to_string())],
            Self::Terminal { words }
            | Self::Dialog { words }
            | Self::Autostart { words }
            | Self::Window { words }
            | Self::Notify { words }
            | Self::Internal { words } => vec![("words", words.clone())],
            Self::Save { path, reason, .. } => {
                let reason: &str = reason.into();
                vec![("path", path.clone()), ("reason", reason.to_owned())]
            }
            Self::Show { path, .. } | Self::NotChosen { path } => vec![("path", path.clone())],
            Self::OpenLink { url, words } => vec![("url", url.clone()), ("words", words.clone())],
            Self::NoLink { url } => vec![("url", url.clone())],
        }
    }

    /// The reason in the message, where it has a code of its own.
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Settings(fault) | Self::Marks(fault) => Some(fault.clone().into()),
            _ => None,
        }
    }

    /// Words that are not in the message.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Detached { client: words }
            | Self::NotSent { words, .. }
            | Self::Save { words, .. }
            | Self::Show { words, .. } => Some(words.clone()).filter(|words| !words.is_empty()),
            _ => None,
        }
    }
}
