//! Volumes: `SOURCE:TARGET[:OPTIONS]`, where the source is a path of the host, the name of a
//! volume or `tmpfs`; or `TARGET` alone for a volume without a name. Which it is, and where a
//! relative path leads, is decided here and shown; engines decide it in silence, and differently.

mod options;
mod parts;
mod tmpfs;

use std::collections::HashMap;

use super::mount::{MountSource, MountSpec};
use super::paths::{PathContext, drive};
use super::problem::{Field, Problems};
use super::rule::{Rule, TextSubject, VolumeRule, VolumeTextRule, count};
use super::text::{no_control, no_parent};
use super::variables;
use crate::kind::EngineKind;
use crate::session::SessionSpec;

pub use parts::{TMPFS, VolumeParts};

/// Volumes in one session, at most.
pub const MAX_VOLUMES: usize = 20;

/// Bytes of one volume's text, at most: two paths of the kernel's `PATH_MAX`.
const MAX_TEXT: usize = 8192;

pub(super) fn check(
    spec: &SessionSpec,
    kind: EngineKind,
    paths: &PathContext,
    found: &mut Problems,
) -> Vec<MountSpec> {
    if spec.volumes.len() > MAX_VOLUMES {
        let (count, max) = (count(spec.volumes.len()), count(MAX_VOLUMES));
        found.add(Field::Volumes, None, VolumeRule::VolumeMany { count, max });
    }
    let volumes = spec.volumes.iter().enumerate().map(|(index, text)| (Field::Volumes, Some(index), text));
    let log = Some((Field::LogVolume, None, &spec.log_volume)).filter(|(.., text)| !text.is_empty());
    let mut mounts = Vec::new();
    let mut targets: HashMap<String, &str> = HashMap::new();
    for (field, index, text) in volumes.chain(log) {
        let Some(mount) = found.take(field, index, volume(text, kind, paths)) else { continue };
        if let Some(earlier) = targets.insert(mount.target.clone(), text) {
            let (volume, earlier) = (text.clone(), earlier.to_owned());
            found.add(
                field,
                index,
                VolumeRule::VolumeTwice { volume, target: mount.target.clone(), earlier },
            );
        }
        mounts.push(mount);
    }
    mounts
}

/// Reads one volume.
///
/// # Errors
/// The rule that a part of it breaks.
pub fn volume(text: &str, kind: EngineKind, paths: &PathContext) -> Result<MountSpec, Rule> {
    if text.is_empty() {
        return Err(VolumeRule::VolumeEmpty {}.into());
    }
    if text.len() > MAX_TEXT {
        return Err(VolumeRule::VolumeLong { bytes: count(text.len()), max: count(MAX_TEXT) }.into());
    }
    no_control(TextSubject::Volume, text)?;
    no_parent(TextSubject::Volume, text)?;
    read(text, kind, paths).map_err(|rule| VolumeRule::VolumeText { volume: text.to_owned(), rule }.into())
}

fn read(text: &str, kind: EngineKind, paths: &PathContext) -> Result<MountSpec, VolumeTextRule> {
    let VolumeParts { source, target, options } = VolumeParts::of(text);
    let source = match source {
        Some(source) => source,
        // As both engines take it; a folder of the host has a path in the container, too.
        None if text.starts_with('/') && variables::expand(text, paths)? == text => {
            return Ok(mount(MountSource::Anonymous, target_of(text)?, paths));
        }
        None => return Err(VolumeTextRule::TargetMissing {}),
    };
    let options = match options {
        Some("") => return Err(VolumeTextRule::OptionsEmpty {}),
        options => options.unwrap_or_default(),
    };
    if source.is_empty() {
        return Err(VolumeTextRule::SourceEmpty {});
    }
    let target = target_of(target)?;
    if source == TMPFS {
        let mut mount = mount(MountSource::Tmpfs, target, paths);
        tmpfs::apply(&mut mount, options)?;
        return Ok(mount);
    }
    let source = variables::expand(source, paths)?;
    let resolved = resolve(&source, paths)?;
    if let (EngineKind::Kubernetes, MountSource::Host(path)) = (kind, &resolved) {
        return Err(VolumeTextRule::HostOfCluster { path: path.clone() });
    }
    let mut mount = mount(resolved, target, paths);
    options::apply(&mut mount, kind, options)?;
    Ok(mount)
}

fn mount(source: MountSource, target: String, paths: &PathContext) -> MountSpec {
    MountSpec { source, target, read_only: false, options: Vec::new(), local: paths.local }
}

fn target_of(text: &str) -> Result<String, VolumeTextRule> {
    if !text.starts_with('/') {
        return Err(VolumeTextRule::TargetRelative { target: text.to_owned() });
    }
    let target = tidy(text, '/');
    if target == "/" { Err(VolumeTextRule::TargetRoot {}) } else { Ok(target) }
}

fn resolve(source: &str, paths: &PathContext) -> Result<MountSource, VolumeTextRule> {
    let windows = paths.windows();
    let home_path = source.strip_prefix('~');
    let slash = |c: char| c == '/' || (windows && c == '\\');
    if drive(source).is_some() {
        if paths.local && !windows {
            return Err(VolumeTextRule::SourceDrive { path: source.to_owned() });
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
        return Err(VolumeTextRule::SourceRelativeFar { path: source.to_owned() });
    }
    let (base, rest) = match home_path {
        Some(rest) if rest.is_empty() || rest.starts_with(slash) => {
            (paths.home.as_ref().ok_or(VolumeTextRule::NoHome {})?, rest)
        }
        Some(_) => {
            return Err(VolumeTextRule::OtherHome { path: source.to_owned() });
        }
        None => (&paths.cwd, source),
    };
    let separator = if windows { '\\' } else { '/' };
    let base = base.to_str().ok_or(VolumeTextRule::FolderNotText {})?;
    Ok(MountSource::Host(tidy(&format!("{base}{separator}{rest}"), separator)))
}

fn volume_name(name: &str) -> Result<MountSource, VolumeTextRule> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if name.len() < 2
        || name.len() > 255
        || !name.starts_with(|c: char| c.is_ascii_alphanumeric())
        || !name.chars().all(allowed)
    {
        return Err(VolumeTextRule::VolumeName { name: name.to_owned() });
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

#[cfg(test)]
mod tests;
