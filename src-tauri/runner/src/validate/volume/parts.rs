//! The parts of a volume's text, before any of them is checked.

use crate::validate::paths::drive;
use crate::validate::variables;

/// The source that is memory instead of a volume.
pub const TMPFS: &str = "tmpfs";

/// `SOURCE:TARGET[:OPTIONS]`, or `TARGET` alone for a volume without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VolumeParts<'a> {
    /// A path of the host, the name of a volume or `tmpfs`; `None` for a volume without a name.
    pub source: Option<&'a str>,
    /// The path inside the container.
    pub target: &'a str,
    /// The words behind the second colon; `None` without one.
    pub options: Option<&'a str>,
}

impl<'a> VolumeParts<'a> {
    /// Splits at the first colon that is not a drive's or a variable's, and at the next one. A one-letter word before
    /// a path is always a drive.
    pub fn of(text: &'a str) -> Self {
        let Some((source, rest)) = split_source(text) else {
            return Self { source: None, target: text, options: None };
        };
        let (target, options) = match rest.split_once(':') {
            Some((target, options)) => (target, Some(options)),
            None => (rest, None),
        };
        Self { source: Some(source), target, options }
    }

    /// The word that engines have for it: `bind`, `volume` or `tmpfs`.
    pub fn kind(&self) -> &'static str {
        match self.source {
            Some(TMPFS) => TMPFS,
            Some(source) if source.starts_with(['.', '~', '$']) || source.contains(['/', '\\']) => "bind",
            _ => "volume",
        }
    }

    /// Whether the container may only read it.
    pub fn is_read_only(&self) -> bool {
        self.options.is_some_and(|options| options.split(',').any(|word| word == "ro"))
    }
}

fn split_source(text: &str) -> Option<(&str, &str)> {
    let mut at = if drive(text).is_some() { 2 } else { 0 };
    loop {
        let rest = text.get(at..)?;
        match variables::reference_len(rest) {
            0 if rest.starts_with(':') => return Some((text.get(..at)?, text.get(at + 1..)?)),
            0 => at += rest.chars().next()?.len_utf8(),
            length => at += length,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_of_a_drive_or_a_variable_parts_nothing() {
        for (text, source, target, options) in [
            ("/data", None, "/data", None),
            ("data:/data", Some("data"), "/data", None),
            ("data:/data:ro,Z", Some("data"), "/data", Some("ro,Z")),
            (r"C:\x:/data", Some(r"C:\x"), "/data", None),
            ("c:/x y:/data:ro", Some("c:/x y"), "/data", Some("ro")),
            (r"\\server\share:/data", Some(r"\\server\share"), "/data", None),
            ("${X:-a:b}/c:/data", Some("${X:-a:b}/c"), "/data", None),
            ("tmpfs:/run:size=1m", Some("tmpfs"), "/run", Some("size=1m")),
            (":/data:", Some(""), "/data", Some("")),
            ("", None, "", None),
        ] {
            assert_eq!(VolumeParts::of(text), VolumeParts { source, target, options }, "{text}");
        }
    }

    #[test]
    fn its_kind_is_the_engines_word() {
        for (text, kind, read_only) in [
            ("/data", "volume", false),
            ("data:/data:ro", "volume", true),
            ("./data:/data", "bind", false),
            ("~:/home", "bind", false),
            ("$HOME:/home", "bind", false),
            (r"C:\x:/data:ro", "bind", true),
            ("tmpfs:/run:size=1m", "tmpfs", false),
        ] {
            let parts = VolumeParts::of(text);
            assert_eq!((parts.kind(), parts.is_read_only()), (kind, read_only), "{text}");
        }
    }
}
