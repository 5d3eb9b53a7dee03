//! What `image` takes.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum ImageVerb {
    /// List the images of all engines, with who uses them
    #[command(visible_alias = "ls")]
    List {
        /// Only those whose name, id, or user has this in it
        text: Option<String>,
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Download images, several at once
    Pull {
        /// Such as docker.io/library/debian:12
        #[arg(required = true)]
        images: Vec<String>,
    },
    /// Build an image of a folder with a Containerfile or Dockerfile
    Build(Build),
    /// Give an image a further name
    Tag {
        /// Its name or id
        image: String,
        /// The further name
        name: String,
    },
    /// Remove images that no session was made of; by one of several names only that name
    #[command(visible_alias = "rm")]
    Remove {
        /// Names or ids
        #[arg(required = true)]
        images: Vec<String>,
    },
    /// Remove the images without a name that no session was made of
    Prune {
        /// Those with a name, too
        #[arg(short, long)]
        all: bool,
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
        /// Print what would be removed as a JSON object, and remove nothing
        #[arg(long, conflicts_with = "yes")]
        json: bool,
    },
    /// Write an image to a tar file
    Save {
        /// Its name or id
        image: String,
        /// The file
        #[arg(short, long, visible_alias = "output", short_alias = 'o')]
        file: PathBuf,
    },
    /// Read images from a tar file
    Load {
        /// The file
        #[arg(short, long, visible_alias = "input", short_alias = 'i')]
        file: PathBuf,
        /// Print a JSON array of their names
        #[arg(long)]
        json: bool,
    },
    /// Ask registries whether they have newer images; ends with 12 if one has
    Newer {
        /// Names; otherwise of all images that came from a registry
        images: Vec<String>,
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct Build {
    /// The folder; what is in it may be copied into the image
    pub folder: PathBuf,
    /// The name that it gets
    #[arg(short, long, value_name = "NAME")]
    pub tag: String,
    /// The file with the steps; otherwise the folder's Containerfile or Dockerfile
    #[arg(short, long, value_name = "FILE", default_value = "", hide_default_value = true)]
    pub file: String,
    /// Run every step, also those that were run before
    #[arg(long)]
    pub no_cache: bool,
    /// Ask registries for newer images that it begins with
    #[arg(long)]
    pub pull: bool,
}
