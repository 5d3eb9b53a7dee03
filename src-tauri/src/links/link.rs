//! What a link says. Any page and any program can give one: nothing of it is believed before it was checked.

use berth_runner::EngineKind;

/// What every link begins with.
const START: &str = "berth://session/";
/// Bytes of a link.
const MOST: usize = 400;
/// Characters of an engine, and of a name.
const MOST_PART: usize = 128;

/// A session that a link names; there need not be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The id of its engine; `None` where the link says none.
    pub engine: Option<String>,
    pub name: String,
}

/// `berth://session/NAME` or `berth://session/ENGINE/NAME`, and nothing else: no query, no port, no escapes.
pub fn read(text: &str) -> Option<Link> {
    if text.len() > MOST {
        return None;
    }
    let head = text.get(..START.len())?;
    // Browsers write scheme and host in small letters, people need not.
    if !head.eq_ignore_ascii_case(START) {
        return None;
    }
    let mut parts = text.get(START.len()..)?.split('/');
    let (engine, name) = match (parts.next(), parts.next(), parts.next()) {
        (Some(name), None, _) => (None, name),
        (Some(engine), Some(name), None) => (Some(engine), name),
        _ => return None,
    };
    let is_engine = engine.is_none_or(|engine| {
        let kind = engine.split(':').next().and_then(EngineKind::from_word);
        kind.is_some() && is_part(engine, ":@+")
    });
    (is_engine && is_part(name, ""))
        .then(|| Link { engine: engine.map(str::to_owned), name: name.to_owned() })
}

/// As engines and their contexts are called, and their containers.
fn is_part(text: &str, more: &str) -> bool {
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "_.-".contains(one) || more.contains(one);
    text.len() <= MOST_PART
        && text.starts_with(|one: char| one.is_ascii_alphanumeric())
        && text.chars().all(is_plain)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_a_session() {
        for (text, engine, name) in [
            ("berth://session/web-bot", None, "web-bot"),
            ("berth://session/podman/web_bot.1", Some("podman"), "web_bot.1"),
            ("berth://session/docker:far-away/web", Some("docker:far-away"), "web"),
            ("BERTH://Session/podman/Web", Some("podman"), "Web"),
        ] {
            let link = read(text).unwrap();
            assert_eq!((link.engine.as_deref(), link.name.as_str()), (engine, name), "{text}");
        }
    }

    #[test]
    fn what_is_anything_else_is_no_link() {
        let long = format!("berth://session/{}", "a".repeat(MOST_PART + 1));
        let longest = format!("berth://session/{}", "a/".repeat(MOST));
        for text in [
            "",
            "berth:",
            "berth://session",
            "berth://session/",
            "berth://session//",
            "berth://session/podman/",
            "berth://session/podman//web",
            "berth://session/podman/web/stop",
            "berth://session/lxd/web",
            "berth://session/../web",
            "berth://session/.",
            "berth://session/--rm",
            "berth://session/podman/-f",
            "berth://session/web?start=1",
            "berth://session/web#x",
            "berth://session/web%2Fx",
            "berth://session/web%00",
            "berth://session/web\n",
            "berth://session/web bot",
            "berth://session/wéb",
            "berth://session/\u{202e}web",
            "berth://ann@session/web",
            "berth://session:80/web",
            "berth://stop/web",
            "https://session/web",
            "berth:session/web",
            " berth://session/web",
            &long,
            &longest,
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
