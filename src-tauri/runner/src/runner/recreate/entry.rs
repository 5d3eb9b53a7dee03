//! What a recreation notes of itself.

use serde::{Deserialize, Serialize};

use crate::runner::journal::{self, Noted};

pub(super) type Journal = journal::Journal<Entry>;

/// How the old container was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Was {
    Running,
    Paused,
    Ended,
}

/// Which way a recreation goes when its process is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Way {
    /// The old one is put back.
    Back,
    /// The new one is good, and the old one goes.
    Forward,
}

/// One recreation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub engine: String,
    /// The id of the old container.
    pub old: String,
    /// Its name.
    pub name: String,
    /// Its name meanwhile.
    pub aside: String,
    pub was: Was,
    /// By which label the new container is found.
    pub token: String,
    /// The image that was made of the old container.
    pub image: Option<String>,
    pub way: Way,
}

impl Noted for Entry {
    const FOLDER: &'static str = "recreate";

    fn key(&self) -> &str {
        &self.old
    }

    fn engine(&self) -> &str {
        &self.engine
    }
}
