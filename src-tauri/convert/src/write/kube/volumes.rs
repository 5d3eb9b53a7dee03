//! Folders, volumes and memory of a pod.

use berth_runner::{Checked, MountSource};

use crate::write::Notes;
use crate::write::yaml::{Entries, Yaml};

pub(super) fn volumes(container: &mut Entries, spec: &Checked, notes: &mut Notes) -> Yaml {
    let (mut mounts, mut volumes) = (Vec::new(), Vec::new());
    for (index, mount) in spec.mounts.iter().enumerate() {
        let name = format!("volume-{index}");
        let mut entry = Entries::default();
        entry.put("name", Yaml::text(&name));
        entry.put("mountPath", Yaml::text(&mount.target));
        if mount.read_only {
            entry.put("readOnly", Yaml::truth());
        }
        mounts.push(Yaml::Map(entry.0));
        let source = match &mount.source {
            MountSource::Host(path) => ("hostPath", Yaml::map([("path", Yaml::text(path))])),
            MountSource::Volume(name) => {
                ("persistentVolumeClaim", Yaml::map([("claimName", Yaml::text(name))]))
            }
            MountSource::Anonymous => ("emptyDir", Yaml::Map(Vec::new())),
            MountSource::Tmpfs => ("emptyDir", memory(&mount.options)),
        };
        volumes.push(Yaml::map([("name", Yaml::Text(name)), source]));
        let size = |option: &String| mount.source == MountSource::Tmpfs && option.starts_with("size=");
        if !mount.options.iter().all(size) {
            notes.not_said(&format!("--volume {}", mount.target));
        }
    }
    container.put_some("volumeMounts", Yaml::List(mounts));
    Yaml::List(volumes)
}

fn memory(options: &[String]) -> Yaml {
    let mut memory = Entries::default();
    memory.put("medium", Yaml::text("Memory"));
    let size = options.iter().find_map(|option| option.strip_prefix("size="));
    if let Some(size) = size.filter(|size| !size.ends_with('%')) {
        memory.put("sizeLimit", Yaml::text(quantity(size)));
    }
    Yaml::Map(memory.0)
}

/// `512m` is 512 thousandths there.
pub(super) fn quantity(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let number = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match lower.get(number.len()..).and_then(|unit| unit.chars().next()) {
        Some('k') => "Ki",
        Some('m') => "Mi",
        Some('g') => "Gi",
        Some('t') => "Ti",
        _ => "",
    };
    format!("{number}{unit}")
}
