//! References to images.
//!
//! The grammar is that of `github.com/distribution/reference`, which both engines
//! use: `[domain[:port]/]path[:tag][@digest]`. Written out here because the crates
//! that parse it (oci-spec 0.10, oci-client) answer with "invalid reference format"
//! whatever is wrong, and know no `[::1]:5000/…`.

use super::rule::{ImageRule, ReferenceRule, Rule, count};

/// Characters of an image reference, at most.
pub const MAX_IMAGE: usize = 256;

/// An image reference: short (`debian`), full, or an id (`sha256:…`, hexadecimal digits).
///
/// # Errors
/// The rule that a part of it breaks.
pub fn image(text: &str) -> Result<(), Rule> {
    whole(text).map_err(Rule::from)
}

fn whole(text: &str) -> Result<(), ImageRule> {
    if text.is_empty() {
        return Err(ImageRule::ImageMissing {});
    }
    let image = text.chars().take(MAX_IMAGE).collect::<String>().escape_debug().to_string();
    if text.chars().count() > MAX_IMAGE {
        return Err(ImageRule::ImageLong { max: count(MAX_IMAGE) });
    }
    if text.starts_with('-') {
        return Err(ImageRule::ImageFlag { image });
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        return Err(ImageRule::ImageScheme { image, scheme: shown(scheme), rest: shown(rest) });
    }
    reference(text).map_err(|rule| ImageRule::ImageReference { image, rule })
}

fn shown(text: &str) -> String {
    text.escape_debug().to_string()
}

/// Checks a reference part by part, from its end: only there are the separators unambiguous.
fn reference(text: &str) -> Result<(), ReferenceRule> {
    let (rest, digest) = match text.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (text, None),
    };
    let last_slash = rest.rfind('/').map_or(0, |at| at + 1);
    let (name, tag) = match rest.get(last_slash..).and_then(|last| last.find(':')) {
        Some(at) => rest.split_at(last_slash + at),
        None => (rest, ""),
    };
    if let Some(tag) = tag.strip_prefix(':') {
        check_tag(tag)?;
    }
    if let Some(digest) = digest {
        check_digest(digest)?;
    }
    match name.split_once('/') {
        Some((first, path)) if is_domain(first) => {
            check_domain(first)?;
            path.split('/').try_for_each(check_path_part)
        }
        _ => name.split('/').try_for_each(check_path_part),
    }
}

/// The first part is a registry when no path could look like it.
fn is_domain(first: &str) -> bool {
    first == "localhost" || first.contains(['.', ':', '[']) || first.chars().any(|c| c.is_ascii_uppercase())
}

fn check_domain(domain: &str) -> Result<(), ReferenceRule> {
    let (host, port) = match domain.rfind(']').map(|at| domain.split_at(at + 1)) {
        Some((host, "")) => (host, None),
        Some((host, rest)) => (host, Some(rest.strip_prefix(':').unwrap_or(""))),
        None => domain.split_once(':').map_or((domain, None), |(host, port)| (host, Some(port))),
    };
    if port.is_some_and(|port| {
        !port.bytes().all(|b| b.is_ascii_digit()) || !port.parse::<u16>().is_ok_and(|p| p > 0)
    }) {
        return Err(ReferenceRule::RegistryPort { registry: shown(domain) });
    }
    let valid = match host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.split('.').all(|label| {
            !label.is_empty()
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        }),
    };
    if valid { Ok(()) } else { Err(ReferenceRule::RegistryName { registry: shown(host) }) }
}

fn check_path_part(part: &str) -> Result<(), ReferenceRule> {
    if part.is_empty() {
        return Err(ReferenceRule::PartEmpty {});
    }
    if part.chars().any(|c| c.is_ascii_uppercase()) {
        return Err(ReferenceRule::PartCase { part: shown(part), lower: shown(&part.to_lowercase()) });
    }
    if let Some(bad) =
        part.chars().find(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-')))
    {
        let character = bad.escape_debug().to_string();
        return Err(ReferenceRule::PartCharacter { part: shown(part), character });
    }
    // Separators stand between letters or digits: one of ".", "_", "__", or any number of "-".
    let separators = part.split(|c: char| c.is_ascii_alphanumeric()).filter(|s| !s.is_empty());
    let edge = |c: Option<char>| c.is_some_and(|c| !c.is_ascii_alphanumeric());
    if edge(part.chars().next())
        || edge(part.chars().next_back())
        || separators.into_iter().any(|s| !(matches!(s, "." | "_" | "__") || s.bytes().all(|b| b == b'-')))
    {
        return Err(ReferenceRule::PartSeparator { part: shown(part) });
    }
    Ok(())
}

fn check_tag(tag: &str) -> Result<(), ReferenceRule> {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if tag.len() > 128
        || !tag.bytes().next().is_some_and(word)
        || !tag.bytes().all(|b| word(b) || matches!(b, b'.' | b'-'))
    {
        return Err(ReferenceRule::Tag { tag: shown(tag) });
    }
    Ok(())
}

fn check_digest(digest: &str) -> Result<(), ReferenceRule> {
    let expected = match digest.split_once(':') {
        Some(("sha256", hex)) => Some((hex, 64)),
        Some(("sha384", hex)) => Some((hex, 96)),
        Some(("sha512", hex)) => Some((hex, 128)),
        _ => None,
    };
    match expected {
        Some((hex, length))
            if hex.len() == length && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) =>
        {
            Ok(())
        }
        _ => Err(ReferenceRule::Digest { digest: shown(digest) }),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn references_of_every_shape_pass() {
        let hex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        for good in [
            "debian",
            "debian:12",
            "library/debian",
            "docker.io/library/debian:12-slim",
            "localhost/berth/starter:1",
            "localhost:5000/x",
            "registry.example.com:5000/team/app:v1.2.3",
            "registry.example.com:5000/team/app",
            "[::1]:5000/x:y",
            "[2001:db8::1]/x",
            "192.168.0.1:5000/x",
            "Registry/x",
            "a__b/c--d.e_f:T-a.g_",
            "9f86d081884c",
            hex,
            &format!("sha256:{hex}"),
            &format!("debian@sha256:{hex}"),
            &format!("quay.io:443/a/b:tag@sha256:{hex}"),
        ] {
            assert_eq!(image(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for bad in [
            "",
            "-x",
            "--privileged",
            " debian",
            "debian ",
            "debian:",
            ":12",
            "debian:-x",
            "debian:a b",
            "/debian",
            "debian/",
            "a//b",
            "a b",
            "a___b",
            "a._b",
            "_a",
            "a-",
            ".a",
            "debian@",
            "debian@sha256:12",
            "@sha256:12",
            "debian@md5:9f86d081884c7d659a2feaa0c55ad015",
            "a@b@c",
            "docker://debian",
            "oci:/x",
            "localhost:0/x",
            "localhost:99999/x",
            "localhost:+5/x",
            "localhost:/x",
            "[::g]/x",
            "[::1]x/y",
            "-a.io/x",
            "a..io/x",
            "débian",
            "debian\n",
            "debian\0",
            "debian;ls",
            "$(id)",
            "../x",
        ] {
            assert!(image(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn messages_say_which_part() {
        assert_eq!(
            image("docker.io/Library/debian").unwrap_err().to_string(),
            "The image \"docker.io/Library/debian\" can't be used: \"Library\" must be lower case: \"library\""
        );
        assert!(image("--privileged").unwrap_err().to_string().contains("is a flag"));
        assert!(image("docker://debian:12").unwrap_err().to_string().contains("as \"debian:12\""));
        assert!(image(&"a".repeat(257)).unwrap_err().to_string().contains("256"));
        assert_eq!(image(&"a".repeat(256)), Ok(()));
    }
}
