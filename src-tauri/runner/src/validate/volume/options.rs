//! Options of folders and volumes: `ro,Z`.

use crate::kind::EngineKind;
use crate::validate::mount::{MountSource, MountSpec};
use crate::validate::paths::drive;
use crate::validate::rule::VolumeTextRule;

/// What excludes what: at most one word of each group.
const GROUPS: [&[&str]; 9] = [
    &["ro", "rw"],
    &["z", "Z"],
    &["private", "rprivate", "shared", "rshared", "slave", "rslave"],
    &["cached", "consistent", "delegated"],
    &["copy", "nocopy"],
    &["U"],
    &["O"],
    &["idmap"],
    &["exec", "noexec"],
];
/// Those that docker 28.2 does not take.
const OF_PODMAN: [&str; 6] = ["copy", "U", "O", "idmap", "exec", "noexec"];

pub(super) fn apply(mount: &mut MountSpec, kind: EngineKind, options: &str) -> Result<(), VolumeTextRule> {
    let mut used = [None; GROUPS.len()];
    for option in options.split(',').filter(|_| !options.is_empty()) {
        let unknown = || VolumeTextRule::Option { option: option.to_owned() };
        let group = GROUPS.iter().position(|group| group.contains(&option)).ok_or_else(unknown)?;
        if let Some(earlier) = used.get_mut(group).and_then(|slot| slot.replace(option)) {
            let (earlier, option) = (earlier.to_owned(), option.to_owned());
            return Err(VolumeTextRule::OptionsExclude { earlier, option });
        }
        if kind == EngineKind::Docker && OF_PODMAN.contains(&option) {
            return Err(VolumeTextRule::OptionOfPodman { option: option.to_owned() });
        }
        match (group, &mount.source) {
            (0, _) => mount.read_only = option == "ro",
            (2 | 3, MountSource::Volume(_)) => {
                return Err(VolumeTextRule::OptionForFolders { option: option.to_owned() });
            }
            (4, MountSource::Host(_)) => {
                return Err(VolumeTextRule::OptionForVolumes { option: option.to_owned() });
            }
            _ => mount.options.push(option.to_owned()),
        }
    }
    // podman 4.3: can't use 'O' with other options.
    let others = used.iter().flatten().find(|option| **option != "O");
    if let (Some(earlier), Some(option)) = (others, used.iter().flatten().find(|option| **option == "O")) {
        let (earlier, option) = ((*earlier).to_owned(), (*option).to_owned());
        return Err(VolumeTextRule::OptionsExclude { earlier, option });
    }
    // Such a mount is written as `-v`, split at colons.
    if let (Some(option), MountSource::Host(path)) = (mount.option_of_v(kind), &mount.source)
        && drive(path).unwrap_or(path).contains(':')
    {
        return Err(VolumeTextRule::LabelWithColon { label: option.to_owned() });
    }
    Ok(())
}

impl MountSpec {
    /// The option for which the mount is written as `-v`, because the engine's `--mount` does
    /// not know it: docker's (28.2) answers `z` with "invalid field 'z' must be a key=value pair",
    /// podman's (4.3) knows neither those of volumes nor `O`, `idmap` and `exec`.
    pub(crate) fn option_of_v(&self, kind: EngineKind) -> Option<&str> {
        let folder = matches!(self.source, MountSource::Host(_));
        let needs_v = |option: &&str| match (kind, *option) {
            (EngineKind::Podman, "z" | "Z" | "U") => !folder,
            (EngineKind::Podman, option) => {
                matches!(option, "copy" | "nocopy" | "O" | "idmap" | "exec" | "noexec")
            }
            (_, option) => matches!(option, "z" | "Z"),
        };
        self.options.iter().map(String::as_str).find(needs_v)
    }
}
