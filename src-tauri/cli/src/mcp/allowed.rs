//! The sessions that may be typed into.

use std::convert::Infallible;
use std::str::FromStr;

use crate::asking::Target;
use crate::exit::{FAILURE, Stop};
use crate::finding::Finder;

/// One session that the person allowed: `ENGINE/NAME`, or `NAME` on whichever engine has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    engine: Option<String>,
    name: String,
}

impl FromStr for Allowed {
    type Err = Infallible;

    /// A name has no slash; an engine's id may.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        let (engine, name) =
            text.rsplit_once('/').map_or((None, text), |(engine, name)| (Some(engine), name));
        Ok(Self { engine: engine.map(str::to_owned), name: name.to_owned() })
    }
}

/// Whether a session is among the allowed ones.
#[derive(Debug, PartialEq, Eq)]
enum Match {
    Yes,
    /// By its name alone: it counts where no other engine has that name.
    ByName,
    No,
}

fn matches(allowed: &[Allowed], engine: &str, name: &str) -> Match {
    let mut of_name = allowed.iter().filter(|one| one.name == name);
    if of_name.clone().any(|one| one.engine.as_deref() == Some(engine)) {
        Match::Yes
    } else if of_name.any(|one| one.engine.is_none()) {
        Match::ByName
    } else {
        Match::No
    }
}

/// Lets through what may be typed into. A name alone counts on the engine that the server was started for, otherwise
/// where no other engine that answers has a session of that name.
///
/// # Errors
/// The session may not be typed into, or its name alone does not say which of several is meant.
pub async fn ensure_allowed(
    allowed: &[Allowed],
    own_engine: Option<&str>,
    finder: &Finder,
    target: &Target,
) -> Result<(), Stop> {
    let (name, engine) = (&target.name, &target.address.engine);
    match matches(allowed, engine, name) {
        Match::Yes => return Ok(()),
        Match::ByName => {}
        Match::No => {
            return Err(Stop::new(
                FAILURE,
                format!(
                    "Typing into \"{name}\" on {engine} is not allowed. The person who started this server can \
                     allow it with: berthctl mcp --allow-input {engine}/{name}"
                ),
            ));
        }
    }
    if let Some(own) = own_engine
        && finder.one(Some(own)).await?.engine().id == *engine
    {
        return Ok(());
    }
    for runner in finder.every().await? {
        let other = &runner.engine().id;
        // One that does not answer has no session that could be meant now.
        if other != engine && runner.exists(name).await.unwrap_or_default() {
            return Err(Stop::new(
                FAILURE,
                format!(
                    "{other} has a session \"{name}\", too, and the name alone does not say which one may be typed \
                     into. The person who started this server can say so: berthctl mcp --allow-input {engine}/{name}"
                ),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_its_engine_counts_there_alone() {
        let allowed = ["podman/bot", "docker:a/b/web", "db"].map(|text| text.parse().unwrap());
        for (engine, name, matched) in [
            ("podman", "bot", Match::Yes),
            ("docker", "bot", Match::No),
            ("podman:far", "bot", Match::No),
            ("docker:a/b", "web", Match::Yes),
            ("podman", "web", Match::No),
            ("docker", "db", Match::ByName),
            ("docker", "", Match::No),
        ] {
            assert_eq!(matches(&allowed, engine, name), matched, "{engine}/{name}");
        }
    }
}
