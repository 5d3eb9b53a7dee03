//! What is kept of runs, as configured.

use berth_archive::KeepRules;
use serde::{Deserialize, Deserializer, Serialize};

use crate::config::{Section, ValueRule};
use crate::session::Session;

/// The label that says of one session what the setting `follow` says of all: one of
/// [`Keeping`]'s words.
pub const LABEL_HISTORY: &str = "dev.berth.history";
const MOST_CLIENTS: u32 = 64;
/// A client that follows a log of a line a second costs 14 MB (PSS) and 0.3 % of a core on podman
/// 4.3, 10 MB and 0.1 % on docker 20.10.
const DEFAULT_CLIENTS: u32 = 4;
/// The least that the archive may be told to keep, in bytes.
const LEAST_BYTES: u64 = 1 << 20;
const A_CENTURY: u32 = 36_500;

/// Whose logs are followed while they run, so that a removal by somebody else loses nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Follow {
    /// Those of sessions that Berth made.
    #[default]
    Own,
    /// All.
    All,
    /// None: logs are read when a run has ended.
    None,
}

/// What is kept of one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// `follow`: its log is followed while it runs.
    Followed,
    /// `ended`: its log is read when a run has ended.
    Ended,
    /// `nothing`: not even that it ran.
    Nothing,
}

/// `[history]` in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct HistorySettings {
    /// Whose logs are followed.
    pub follow: Follow,
    /// How many logs of one engine are followed at once, 0 to 64; those above are read when the
    /// run has ended.
    #[serde(deserialize_with = "clients")]
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub clients: u32,
    /// The size that the archive is kept below, in bytes; at least 1 MiB.
    #[serde(deserialize_with = "bytes")]
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub keep_bytes: u64,
    /// Days until a run is forgotten, 1 to 36500.
    #[serde(deserialize_with = "days")]
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub keep_days: u32,
}

impl Default for HistorySettings {
    fn default() -> Self {
        Self { follow: Follow::Own, clients: DEFAULT_CLIENTS, keep_bytes: 2 << 30, keep_days: 90 }
    }
}

impl Section for HistorySettings {
    const NAME: &'static str = "history";

    fn rule(key: &str) -> ValueRule {
        match key {
            "follow" => ValueRule::choice(&["own", "all", "none"]),
            "clients" => ValueRule::WholeNumber { least: 0, most: MOST_CLIENTS },
            "keep_bytes" => ValueRule::Bytes { least_mebibytes: 1 },
            _ => ValueRule::Days { most: A_CENTURY },
        }
    }
}

impl HistorySettings {
    /// What is kept of a session: what its label says, else what the setting says.
    pub(crate) fn keeping(&self, session: &Session) -> Keeping {
        match labelled(session) {
            Some(keeping) => keeping,
            None => match self.follow {
                Follow::All => Keeping::Followed,
                Follow::Own if session.own => Keeping::Followed,
                Follow::Own | Follow::None => Keeping::Ended,
            },
        }
    }

    /// How much and how long is kept, in the archive's words.
    pub fn keep_rules(&self) -> KeepRules {
        KeepRules { bytes: self.keep_bytes, days: self.keep_days, ..KeepRules::default() }
    }
}

/// Whether the label of a session says that nothing is kept of it.
pub(crate) fn keeps_nothing(session: &Session) -> bool {
    labelled(session) == Some(Keeping::Nothing)
}

fn labelled(session: &Session) -> Option<Keeping> {
    match session.labels.get(LABEL_HISTORY)?.as_str() {
        "follow" => Some(Keeping::Followed),
        "ended" => Some(Keeping::Ended),
        "nothing" => Some(Keeping::Nothing),
        _ => None,
    }
}

fn clients<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    within(u32::deserialize(from)?, 0, MOST_CLIENTS)
}

fn bytes<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    within(u64::deserialize(from)?, LEAST_BYTES, u64::MAX)
}

fn days<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    within(u32::deserialize(from)?, 1, A_CENTURY)
}

fn within<T: PartialOrd, E: serde::de::Error>(value: T, least: T, most: T) -> Result<T, E> {
    if value < least || value > most { Err(E::custom("out of range")) } else { Ok(value) }
}
