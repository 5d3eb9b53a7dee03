//! Volumes: `SOURCE:TARGET[:OPTIONS]`, where the source is a path of the host or the
//! name of a volume. Which of the two it is, and where a relative path leads, is
//! decided here and shown; engines decide it in silence, and differently.

use std::collections::HashMap;

use super::paths::{PathContext, drive};
use super::problem::{Field, Problems};
use super::text::{no_control, no_parent};
use super::variables;
use crate::session::SessionSpec;

/// Volumes in one session, at most.
pub const MAX_VOLUMES: usize = 20;

/// Bytes of one volume's text, at most: two paths of the kernel's `PATH_MAX`.
const MAX_TEXT: usize = 8192;
const SHAPE: &str =
    "write it as HOST:CONTAINER or NAME:CONTAINER, such as ~/data:/data or cache:/var/cache:ro";

/// What a mount is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MountSource {
    /// An absolute path on the engine's machine.
    Host(String),
    /// A volume that the engine keeps.
    Volume(String),
}

/// One mount of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MountSpec {
    /// The host path or the volume.
    pub source: MountSource,
    /// Absolute, inside the container, never `/`.
    pub target: String,
    /// Whether the container may only read it.
    pub read_only: bool,
    /// What else was asked for, each at most once, only for host paths:
    /// `z` or `Z` (SELinux), `rslave` and the like (propagation), `cached` and the like.
    pub options: Vec<String>,
    /// The host is this machine.
    pub local: bool,
}

impl MountSpec {
    /// Says for people what is mounted: `/home/ann/data, a folder on this machine`.
    pub fn describe(&self) -> String {
        let mut text = match &self.source {
            MountSource::Host(path) if self.local => format!("{path}, a folder on this machine"),
            MountSource::Host(path) => format!("{path}, a folder on the engine's machine"),
            MountSource::Volume(name) => format!("named volume {name}"),
        };
        text.push_str(&format!(", at {}", self.target));
        if self.read_only {
            text.push_str(", read-only");
        }
        text
    }
}

pub(super) fn check(spec: &SessionSpec, paths: &PathContext, found: &mut Problems) -> Vec<MountSpec> {
    if spec.volumes.len() > MAX_VOLUMES {
        let count = spec.volumes.len();
        found.add(
            Field::Volumes,
            None,
            format!(
                "There are {count} volumes; {MAX_VOLUMES} are the most. Mount a folder above some of them"
            ),
        );
    }
    let volumes = spec.volumes.iter().enumerate().map(|(index, text)| (Field::Volumes, Some(index), text));
    let log = Some((Field::LogVolume, None, &spec.log_volume)).filter(|(.., text)| !text.is_empty());
    let mut mounts = Vec::new();
    let mut targets: HashMap<String, &str> = HashMap::new();
    for (field, index, text) in volumes.chain(log) {
        let Some(mount) = found.take(field, index, volume(text, paths)) else { continue };
        if let Some(earlier) = targets.insert(mount.target.clone(), text) {
            found.add(
                field,
                index,
                format!("The volume \"{text}\" goes to {}, where \"{earlier}\" goes already; choose another path in the container", mount.target),
            );
        }
        mounts.push(mount);
    }
    mounts
}

/// Reads one volume.
///
/// # Errors
/// A sentence that names the volume and the rule.
pub fn volume(text: &str, paths: &PathContext) -> Result<MountSpec, String> {
    if text.is_empty() {
        return Err(format!("A volume is empty; {SHAPE}, or remove the line"));
    }
    if text.len() > MAX_TEXT {
        return Err(format!(
            "A volume is {} bytes long; {MAX_TEXT} are the most. Use shorter paths",
            text.len()
        ));
    }
    no_control("The volume", text)?;
    no_parent("The volume", text)?;
    read(text, paths).map_err(|rule| format!("The volume \"{text}\" can't be used: {rule}"))
}

fn read(text: &str, paths: &PathContext) -> Result<MountSpec, String> {
    let (source, rest) =
        split_source(text).ok_or_else(|| format!("it names no path in the container; {SHAPE}"))?;
    let (target, options) = match rest.split_once(':') {
        Some((_, "")) => return Err("there is nothing after its last \":\"; remove that".to_owned()),
        Some((target, options)) => (target, options),
        None => (rest, ""),
    };
    if source.is_empty() {
        return Err(format!("there is nothing before its first \":\"; {SHAPE}"));
    }
    if !target.starts_with('/') {
        return Err(format!("the path in the container \"{target}\" is not absolute; begin it with /"));
    }
    let target = tidy(target, '/');
    if target == "/" {
        return Err(
            "it would hide the whole file system of the container; mount it at a path below /".to_owned()
        );
    }
    let source = variables::expand(source, paths)?;
    let mut mount = MountSpec {
        source: resolve(&source, paths)?,
        target,
        read_only: false,
        options: Vec::new(),
        local: paths.local,
    };
    apply(&mut mount, options)?;
    Ok(mount)
}

/// Splits at the first colon that is not a drive's or a variable's. A one-letter word is always a drive.
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

fn resolve(source: &str, paths: &PathContext) -> Result<MountSource, String> {
    let windows = paths.windows();
    let home_path = source.strip_prefix('~');
    let slash = |c: char| c == '/' || (windows && c == '\\');
    if drive(source).is_some() {
        if paths.local && !windows {
            return Err(format!(
                "\"{source}\" is a path of Windows, and this machine has no drives; write a path that begins with /"
            ));
        }
        return Ok(MountSource::Host(tidy(source, '\\')));
    }
    if source.starts_with('/') || (windows && source.starts_with(r"\\")) {
        return Ok(MountSource::Host(tidy(source, if source.starts_with('/') { '/' } else { '\\' })));
    }
    let relative = source.starts_with('.') || home_path.is_some() || source.contains(slash);
    if !relative {
        return volume_name(source);
    }
    if !paths.local {
        return Err(format!(
            "\"{source}\" is relative, but the engine runs on another machine; write the path there in full, beginning with /"
        ));
    }
    let (base, rest) = match home_path {
        Some(rest) if rest.is_empty() || rest.starts_with(slash) => (
            paths.home.as_ref().ok_or("this machine has no home folder for \"~\"; write the path in full")?,
            rest,
        ),
        Some(_) => {
            return Err(format!("\"{source}\" names another person's home folder; write its path in full"));
        }
        None => (&paths.cwd, source),
    };
    let separator = if windows { '\\' } else { '/' };
    let base = base
        .to_str()
        .ok_or("the folder that it is relative to has a name that is not text; write the path in full")?;
    Ok(MountSource::Host(tidy(&format!("{base}{separator}{rest}"), separator)))
}

fn volume_name(name: &str) -> Result<MountSource, String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if name.len() < 2
        || name.len() > 255
        || !name.starts_with(|c: char| c.is_ascii_alphanumeric())
        || !name.chars().all(allowed)
    {
        return Err(format!(
            "\"{name}\" is not the name of a volume (2 to 255 letters, digits, \"_\", \".\" and \"-\", beginning with a letter or digit); for a folder write \"./{name}\""
        ));
    }
    Ok(MountSource::Volume(name.to_owned()))
}

/// Takes out `.`, doubled and trailing separators. The beginning (`/`, `\\server`, `C:\`) stays.
fn tidy(path: &str, separator: char) -> String {
    let slash = |c: char| c == '/' || (separator == '\\' && c == '\\');
    let (root, rest) = if let Some(rest) = drive(path) {
        (format!("{}{separator}", path.strip_suffix(rest).unwrap_or_default()), rest)
    } else if separator == '\\' && path.starts_with(r"\\") {
        (r"\\".to_owned(), path)
    } else {
        (separator.to_string(), path)
    };
    let parts: Vec<&str> = rest.split(slash).filter(|part| !part.is_empty() && *part != ".").collect();
    root + &parts.join(&separator.to_string())
}

fn apply(mount: &mut MountSpec, options: &str) -> Result<(), String> {
    // What excludes what: at most one word of each group.
    const GROUPS: [&[&str]; 4] = [
        &["ro", "rw"],
        &["z", "Z"],
        &["private", "rprivate", "shared", "rshared", "slave", "rslave"],
        &["cached", "consistent", "delegated"],
    ];
    let mut used = [None; 4];
    for option in options.split(',').filter(|_| !options.is_empty()) {
        let group = GROUPS.iter().position(|group| group.contains(&option)).ok_or_else(|| {
            format!("\"{option}\" is not an option that podman and docker both know; use ro, rw, z, Z, rslave, rshared, rprivate or cached")
        })?;
        if let Some(earlier) = used.get_mut(group).and_then(|slot| slot.replace(option)) {
            return Err(format!("its options \"{earlier}\" and \"{option}\" exclude each other; keep one"));
        }
        match (group, &mount.source) {
            (0, _) => mount.read_only = option == "ro",
            (_, MountSource::Volume(_)) => {
                return Err(format!(
                    "\"{option}\" is for folders of the host; a named volume takes ro or rw"
                ));
            }
            _ => mount.options.push(option.to_owned()),
        }
    }
    // docker's `--mount` has no z and Z: there the mount is written as `-v`, split at colons.
    if let (Some(label), MountSource::Host(path)) = (used[1], &mount.source)
        && drive(path).unwrap_or(path).contains(':')
    {
        return Err(format!(
            "\"{label}\" can't be used with a path that has \":\" in it; rename the folder, or label it by hand"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
