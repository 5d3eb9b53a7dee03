//! Values that describe images and what is done with them. No behaviour beyond reading them.

mod progress;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use progress::{LayerState, PullLayer, PullProgress, Transfer};

/// An image on an engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Image {
    /// The id of its engine.
    pub engine: String,
    /// 64 hexadecimal digits.
    pub id: String,
    /// Its names, e.g. `docker.io/library/debian:12`; none of one that lost its name to a newer image.
    pub tags: Vec<String>,
    /// What registries call it: `NAME@sha256:…`; none of one that came from no registry.
    pub digests: Vec<String>,
    /// In bytes, with layers that other images have too.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub size: u64,
    /// The time of its making, as it says itself.
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub created_at: Option<Timestamp>,
    /// `linux/amd64`; empty where it does not say.
    pub platform: String,
    /// The ids of its layers, the lowest first.
    pub layers: Vec<String>,
    /// The containers that were made of it, running or not.
    pub used_by: Vec<ImageUser>,
    /// What containers of it get.
    pub config: ImageConfig,
}

impl Image {
    /// Its first name, or the start of its id.
    pub fn name(&self) -> &str {
        self.tags.first().map_or_else(|| self.short_id(), String::as_str)
    }

    /// The first twelve digits of its id, as the engines print them.
    pub fn short_id(&self) -> &str {
        self.id.get(..12).unwrap_or(&self.id)
    }

    /// Whether it came from a registry by this name, and was not made here or loaded from a file. podman (4.3)
    /// gives what is made here a digest too, of no registry.
    pub fn came_from_registry(&self, name: &str) -> bool {
        let name = name.split('@').next().unwrap_or(name);
        let (path, last) = name.rsplit_once('/').map_or(("", name), |(path, last)| (path, last));
        let last = last.split(':').next().unwrap_or(last);
        let repository = if path.is_empty() { last.to_owned() } else { format!("{path}/{last}") };
        self.digests.iter().filter_map(|digest| digest.split('@').next()).any(|known| {
            let short = known.strip_suffix(&repository).is_some_and(|before| before.ends_with('/'));
            !known.starts_with("localhost/") && (known == repository || short)
        })
    }

    /// Whether a [`crate::Runner::prune_images`] may take it.
    pub fn prunable(&self, which: PruneImages) -> bool {
        self.used_by.is_empty() && (which == PruneImages::Unused || self.tags.is_empty())
    }
}

/// A container that was made of an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImageUser {
    /// 64 hexadecimal digits.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it has a process.
    pub alive: bool,
}

/// What an image gives to the containers made of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImageConfig {
    /// What always comes before the command.
    pub entrypoint: Vec<String>,
    /// What runs when nothing else is asked for.
    pub command: Vec<String>,
    /// The folder that it starts in; empty for `/`.
    pub working_dir: String,
    /// Empty for root.
    pub user: String,
    /// The names of the variables that it sets. Values may be secrets.
    pub variables: Vec<String>,
    /// `80/tcp`
    pub ports: Vec<String>,
    /// Paths that get a volume without a name.
    pub volumes: Vec<String>,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
}

/// The images of an engine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImageListing {
    /// The newest first.
    pub images: Vec<Image>,
    /// How many could not be read.
    pub skipped: u32,
}

/// Which images a prune takes; never one that a container was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum PruneImages {
    /// Those without a name.
    Dangling,
    /// All.
    Unused,
}

/// What a prune would remove.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PrunePreview {
    /// In the order of their removal.
    pub images: Vec<Image>,
    /// What their removal frees, in bytes: layers that other images have stay.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub frees: u64,
    /// Whether it may be less, for how large a shared layer is was not to be found out.
    pub at_most: bool,
}

/// What a delete did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ImageRemoval {
    /// The image is gone.
    Removed {
        /// Its id.
        id: String,
    },
    /// Only that name is; the image is there by others.
    Untagged {
        /// The names that it has.
        left: Vec<String>,
    },
}

/// What a registry says of an image that is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Newer {
    /// It has another one by this name for this platform.
    There,
    /// It has the same.
    Same,
    /// The client can't compare the two, e.g. docker with containerd's image store.
    Unknown,
}

/// An image to build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BuildSpec {
    /// An absolute path; what is in it may be copied into the image.
    pub folder: PathBuf,
    /// The file with the steps, in `folder` or absolute; empty for its `Containerfile` or `Dockerfile`.
    pub file: String,
    /// The name that it gets.
    pub tag: String,
    /// Run every step, also those that were run before.
    pub no_cache: bool,
    /// Ask registries for newer images that it begins with.
    pub pull: bool,
}
