use serde::{Deserialize, Serialize};

/// Rules for images.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ImageRule {
    #[error("The session needs an image, such as \"docker.io/library/debian:12\"")]
    ImageMissing {},
    #[error("The image is longer than {max} characters; use a shorter reference or an image id")]
    ImageLong { max: u32 },
    #[error("The image \"{image}\" begins with \"-\"; that is a flag, not an image. Remove the \"-\"")]
    ImageFlag { image: String },
    #[error("The image \"{image}\" begins with \"{scheme}://\"; write it without, as \"{rest}\"")]
    ImageScheme { image: String, scheme: String, rest: String },
    #[error("The image \"{image}\" can't be used: {rule}")]
    ImageReference { image: String, rule: ReferenceRule },
}

/// Rules for the parts of a reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ReferenceRule {
    #[error("the registry \"{registry}\" needs a port from 1 to 65535 after \":\"")]
    RegistryPort { registry: String },
    #[error("\"{registry}\" is not the name of a registry, such as \"quay.io\" or \"localhost:5000\"")]
    RegistryName { registry: String },
    #[error("there is nothing before, after or between its \"/\"; write \"registry/name:tag\"")]
    PartEmpty {},
    #[error("\"{part}\" must be lower case: \"{lower}\"")]
    PartCase { part: String, lower: String },
    #[error("\"{character}\" may not be in \"{part}\"; use a-z, 0-9, \".\", \"_\" and \"-\"")]
    PartCharacter { part: String, character: String },
    #[error("in \"{part}\" each \".\", \"_\", \"__\" or \"-\" must stand between letters or digits")]
    PartSeparator { part: String },
    #[error(
        "\"{tag}\" is not a tag; a tag has 1 to 128 letters, digits, \"_\", \".\" or \"-\" and begins with a letter, digit or \"_\""
    )]
    Tag { tag: String },
    #[error(
        "\"{digest}\" is not a digest; after \"@\" write \"sha256:\" and 64 lower-case hexadecimal digits"
    )]
    Digest { digest: String },
}
