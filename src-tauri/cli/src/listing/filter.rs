//! Which sessions: `--filter KEY=VALUE`, with docker's keys and meaning where it has them.

use std::str::FromStr;

use berth_runner::{Session, State};

use crate::row;

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// A part of it; `^` and `$` stand for its ends.
    Name(String),
    /// Its beginning.
    Id(String),
    State(State),
    /// A part of it.
    Image(String),
    /// Its id, or its family.
    Engine(String),
    /// Its name, and its value if one is told.
    Label(String, Option<String>),
}

impl FromStr for Filter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const SHAPE: &str = "write name=, id=, state=, image=, engine= or label=, and a value";
        let (key, value) = text.split_once('=').ok_or(SHAPE)?;
        if value.is_empty() {
            return Err(format!("there is nothing after \"{key}=\"; {SHAPE}"));
        }
        let text = value.to_owned();
        Ok(match key {
            "name" => Self::Name(text),
            "id" => Self::Id(text),
            // docker's words for these two.
            "state" | "status" => Self::State(state(value)?),
            "image" | "ancestor" => Self::Image(text),
            "engine" => Self::Engine(text),
            "label" => match value.split_once('=') {
                Some((key, value)) => Self::Label(key.to_owned(), Some(value.to_owned())),
                None => Self::Label(text, None),
            },
            _ => return Err(format!("\"{key}\" is nothing to filter by; {SHAPE}")),
        })
    }
}

fn state(word: &str) -> Result<State, String> {
    serde_json::from_value(word.to_ascii_lowercase().into()).map_err(|_| {
        format!("there is no state \"{word}\"; write created, running, paused, restarting, stopping, exited or dead")
    })
}

impl Filter {
    fn fits(&self, session: &Session) -> bool {
        match self {
            Self::Name(text) => {
                let (start, text) =
                    text.strip_prefix('^').map_or((false, text.as_str()), |rest| (true, rest));
                let (end, text) = text.strip_suffix('$').map_or((false, text), |rest| (true, rest));
                match (start, end) {
                    (true, true) => session.name == text,
                    (true, false) => session.name.starts_with(text),
                    (false, true) => session.name.ends_with(text),
                    (false, false) => session.name.contains(text),
                }
            }
            Self::Id(text) => session.id.starts_with(text.as_str()),
            Self::State(state) => session.state == *state,
            Self::Image(text) => session.image.contains(text.as_str()),
            Self::Engine(text) => row::is_of_engine(session, text),
            Self::Label(key, None) => session.labels.contains_key(key),
            Self::Label(key, Some(value)) => session.labels.get(key) == Some(value),
        }
    }
}

/// Whether a session is wanted: by one filter of each kind, and by every one on labels.
pub fn matches(filters: &[Filter], session: &Session) -> bool {
    let kind = std::mem::discriminant::<Filter>;
    filters.iter().all(|filter| match filter {
        Filter::Label(..) => filter.fits(session),
        _ => filters.iter().any(|other| kind(other) == kind(filter) && other.fits(session)),
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::row::tests::session;

    fn fits(texts: &[&str]) -> bool {
        let filters: Vec<Filter> = texts.iter().map(|text| text.parse().unwrap()).collect();
        let mut session = session();
        session.labels = [("app".to_owned(), "web=1".to_owned()), ("tier".to_owned(), String::new())].into();
        matches(&filters, &session)
    }

    #[test]
    fn a_filter_is_of_one_kind_and_all_kinds_count() {
        for (texts, expected) in [
            (&[][..], true),
            (&["name=bo"], true),
            (&["name=^bot$"], true),
            (&["name=^ot"], false),
            (&["name=other"], false),
            (&["name=other", "name=bot"], true),
            (&["name=bot", "state=running"], false),
            (&["state=running", "status=exited"], true),
            (&["image=bb"], true),
            (&["ancestor=debian"], false),
            (&["engine=podman"], true),
            (&["engine=docker"], false),
            (&["id=9f9f"], true),
            (&["id=f9"], false),
            (&["label=app"], true),
            (&["label=app=web=1"], true),
            (&["label=app=2"], false),
            (&["label=app", "label=tier", "label=tier="], true),
            (&["label=app", "label=none"], false),
        ] {
            assert_eq!(fits(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn what_is_no_filter_is_told() {
        for text in ["", "name", "name=", "color=red", "state=asleep", "state="] {
            assert!(text.parse::<Filter>().is_err(), "{text}");
        }
    }
}
