//! How a session is asked to end, one step after another.

use std::fmt;

use serde::Serialize;

use super::Session;

/// One step of a stop, and how long the session has to end after it.
///
/// As data it is `{ "type": "exit", "seconds": 5 }` or `{ "signal": "SIGINT", "seconds": 5 }`; as text
/// `type:exit=5` or `SIGINT=5`. Without seconds they are [`StopStep::DEFAULT_SECONDS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum StopStep {
    /// Types a line into its terminal, and Enter.
    Type {
        /// The line without its end.
        #[serde(rename = "type")]
        text: String,
        /// From 0 to [`StopStep::MAX_SECONDS`].
        seconds: u32,
    },
    /// Sends a signal to its main process.
    Signal {
        /// Such as `SIGTERM`; real-time signals by number.
        signal: String,
        /// From 0 to [`StopStep::MAX_SECONDS`].
        seconds: u32,
    },
}

impl StopStep {
    /// The time that a step has where nobody says another.
    pub const DEFAULT_SECONDS: u32 = 10;
    /// The longest time that a step has.
    pub const MAX_SECONDS: u32 = 3600;
    /// The most steps of one stop.
    pub const MAX_STEPS: usize = 10;
    /// The longest line that is typed, in bytes.
    pub const MAX_TEXT: usize = 1000;

    /// A signal, by its name as the kernel has it.
    pub fn signal(name: &str, seconds: u32) -> Self {
        Self::Signal { signal: name.to_owned(), seconds }
    }

    /// How long the session has to end after it.
    pub fn seconds(&self) -> u32 {
        match self {
            Self::Type { seconds, .. } | Self::Signal { seconds, .. } => *seconds,
        }
    }

    /// What is proposed for a session. An interactive shell as the main process ignores SIGTERM, and SIGHUP
    /// where it has no handler for it, as the kernel gives process 1 no other signal. bash, zsh, fish and mksh
    /// end at SIGHUP; dash, busybox's and ksh93 stay (podman 4.3, docker 20.10). `sh` is any of them.
    pub fn proposed(session: &Session) -> Vec<Self> {
        let signal = session.stop_signal.as_deref().unwrap_or("SIGTERM");
        let kill = Self::signal("SIGKILL", Self::DEFAULT_SECONDS);
        let exit = || Self::Type { text: "exit".to_owned(), seconds: 5 };
        match interactive_shell(session).filter(|_| signal == "SIGTERM") {
            Some("bash" | "zsh" | "fish" | "mksh") => vec![Self::signal("SIGHUP", 5), kill],
            Some("sh" | "ksh") => vec![Self::signal("SIGHUP", 2), exit(), kill],
            Some(_) => vec![exit(), kill],
            None => vec![Self::signal(signal, session.stop_timeout.min(Self::MAX_SECONDS)), kill],
        }
    }
}

/// The shell that is its main process and that a person types into: it has a terminal, and neither a
/// script nor a command.
fn interactive_shell(session: &Session) -> Option<&'static str> {
    const SHELLS: [&str; 9] = ["sh", "bash", "zsh", "fish", "dash", "ash", "ksh", "mksh", "busybox"];
    let (program, args) = session.command.split_first()?;
    let name = program.rsplit('/').next().unwrap_or_default().trim_start_matches('-');
    let takes_no_command = args.iter().enumerate().all(|(index, arg)| match name {
        "busybox" if index == 0 => SHELLS.contains(&arg.as_str()),
        _ => arg.starts_with('-') && !arg.starts_with("--c") && (arg.starts_with("--") || !arg.contains('c')),
    });
    let shell = SHELLS.into_iter().find(|shell| *shell == name)?;
    (session.tty && takes_no_command && (name != "busybox" || !args.is_empty())).then_some(shell)
}

impl fmt::Display for StopStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type { text, seconds } => {
                write!(f, "type:{}={seconds}", text.replace('\\', "\\\\").replace(',', "\\,"))
            }
            Self::Signal { signal, seconds } => write!(f, "{signal}={seconds}"),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
