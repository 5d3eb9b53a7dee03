//! What the verbs on files take.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

/// List a folder of a session, whether it runs or not
#[derive(Debug, Args)]
pub struct Files {
    /// Its name or full id
    pub name: String,
    /// The folder in it
    #[arg(default_value = "/")]
    pub path: String,
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}

/// Copy files out of a session or into one, whether it runs or not: NAME:PATH TARGET, or SOURCE… NAME:FOLDER
///
/// Out: TARGET is a folder that is there, or a new name; - prints a small file of text. What could lead out of the
/// target is left out and named. In: FOLDER is there; what has the same name in it is replaced.
#[derive(Debug, Args)]
pub struct Cp {
    /// What is copied, and where to
    #[arg(required = true, num_args = 2.., value_name = "FROM TO")]
    pub places: Vec<CopyPlace>,
    /// Into a session: keep the owners' numbers of this machine; otherwise all belongs to the owner of FOLDER
    #[arg(short = 'a', long)]
    pub archive: bool,
    /// Print a JSON object: what was copied, and what not
    #[arg(long)]
    pub json: bool,
}

/// Show which files of a session differ from its image's
#[derive(Debug, Args)]
pub struct Changed {
    /// Its name or full id
    pub name: String,
    /// Those that come about by themselves, too (temporary files, caches, lists of packages), and all below a folder
    /// that was added, which is one line otherwise
    #[arg(long)]
    pub all: bool,
    /// Print a JSON array, of all
    #[arg(long)]
    pub json: bool,
}

/// A path here, or in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyPlace {
    Here(PathBuf),
    Session { name: String, path: String },
}

impl FromStr for CopyPlace {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once(':').filter(|(name, path)| {
            let is_drive = cfg!(windows) && name.len() == 1;
            path.starts_with('/') && !name.is_empty() && !name.contains(['/', '\\']) && !is_drive
        });
        Ok(match parts {
            Some((name, path)) => Self::Session { name: name.to_owned(), path: path.to_owned() },
            None => Self::Here(text.into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_here_or_in_a_session() {
        let there =
            |name: &str, path: &str| CopyPlace::Session { name: name.to_owned(), path: path.to_owned() };
        for (text, place) in [
            ("bot:/etc", there("bot", "/etc")),
            ("bot:/a:b", there("bot", "/a:b")),
            ("./bot:/etc", CopyPlace::Here("./bot:/etc".into())),
            ("bot:etc", CopyPlace::Here("bot:etc".into())),
            (":/etc", CopyPlace::Here(":/etc".into())),
            ("a b", CopyPlace::Here("a b".into())),
        ] {
            assert_eq!(text.parse::<CopyPlace>().unwrap(), place, "{text}");
        }
    }
}
