//! What an engine says of a container, as it stands.

use serde::{Deserialize, Serialize};

use crate::session::Session;

/// Everything that an engine says of a container, at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Inspection {
    /// The session as the same answer tells it; the values of its variables are not masked.
    pub session: Session,
    /// `sha256:` and 64 hexadecimal digits; `None` where the engine can't describe the container.
    pub image_id: Option<String>,
    /// What registries call its image: `NAME@sha256:…`; none of one that came from no registry, or is gone.
    pub image_digests: Vec<String>,
    /// The networks that it is in.
    pub networks: Vec<Attachment>,
    /// The engine's description as indented JSON. Secrets are `…`, as in the archive.
    pub json: String,
}

/// A network that a container is in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Attachment {
    /// Its name.
    pub network: String,
    /// Of the container: IPv4, then IPv6. None while it does not run.
    pub addresses: Vec<String>,
    /// Of the network; empty where there is none.
    pub gateway: String,
    /// Of the container; empty while it does not run.
    pub mac: String,
    /// Further names of the container in it.
    pub aliases: Vec<String>,
}
