//! What an engine says of a container, as it stands.

use serde::{Deserialize, Serialize};

/// Everything that an engine says of a container, with secrets masked, and what of it no [`Session`] has.
///
/// [`Session`]: crate::Session
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Inspection {
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
