//! `[diagnosis]`: what Berth writes of itself.

use berth_runner::{Section, ValueRule};
use serde::{Deserialize, Serialize};
use tracing_subscriber::filter::LevelFilter;

/// `[diagnosis]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DiagnosisSettings {
    /// How much of what Berth does is in its log.
    pub log_level: Verbosity,
}

/// How much is written; each has what those before it have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Verbosity {
    /// What failed.
    Error,
    /// What is not as it should be, and was got over.
    Warn,
    /// What happens seldom.
    #[default]
    Info,
    /// Each call of an engine, and how long it took.
    Debug,
}

impl Verbosity {
    /// As it is written in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }

    pub(crate) fn filter(self) -> LevelFilter {
        match self {
            Self::Error => LevelFilter::ERROR,
            Self::Warn => LevelFilter::WARN,
            Self::Info => LevelFilter::INFO,
            Self::Debug => LevelFilter::DEBUG,
        }
    }
}

impl Section for DiagnosisSettings {
    const NAME: &'static str = "diagnosis";

    fn rule(_: &str) -> ValueRule {
        ValueRule::choice(&["error", "warn", "info", "debug"])
    }
}
