//! The most memory that a container used since it was started, as Linux counts it.

use std::fs;
use std::path::{Path, PathBuf};

/// The most memory that the container with this id used so far, in bytes, its page cache
/// included; `pid` is a process in it. `None` where that is not known: on other systems, of
/// engines elsewhere, and once it has ended.
pub(super) fn peak(pid: u32, container: &str) -> Option<u64> {
    peak_below(Path::new("/"), pid, container)
}

fn peak_below(root: &Path, pid: u32, container: &str) -> Option<u64> {
    let groups = fs::read_to_string(root.join(format!("proc/{pid}/cgroup"))).ok()?;
    let (version, group) = group_of(&groups, container)?;
    let number = |folder: &Path, name: &str| -> Option<u64> {
        fs::read_to_string(folder.join(name)).ok()?.trim().parse().ok()
    };
    let mounted = root.join("sys/fs/cgroup");
    match version {
        Version::One => number(&mounted.join("memory").join(group), "memory.max_usage_in_bytes"),
        Version::Two => {
            let folder = mounted.join(group);
            // Since Linux 5.19; before, the most of what was looked at has to do.
            number(&folder, "memory.peak").or_else(|| number(&folder, "memory.current"))
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    One,
    Two,
}

/// The control group of a container, by what `/proc/PID/cgroup` says of a process in it: lines of
/// `number:controllers:path`. Where both versions are mounted, memory is the first's.
fn group_of(groups: &str, container: &str) -> Option<(Version, PathBuf)> {
    let lines = groups.lines().filter_map(|line| {
        let (controllers, path) = line.split_once(':')?.1.split_once(':')?;
        let version = match controllers {
            "" => Version::Two,
            _ if controllers.split(',').any(|controller| controller == "memory") => Version::One,
            _ => return None,
        };
        Some((version, path))
    });
    let (version, path) = lines.min_by_key(|(version, _)| *version == Version::Two)?;
    // The process may be in a group of its own within. Without the id it is another container's,
    // or another machine's.
    let path = Path::new(path.trim_start_matches('/'));
    let is_container =
        |part: &Path| part.file_name().is_some_and(|name| name.to_string_lossy().contains(container));
    let group = path.ancestors().filter(|part| is_container(part)).last()?;
    (!container.is_empty()).then(|| (version, group.to_owned()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const ID: &str = "4f5a";

    #[test]
    fn groups_as_engines_name_them() {
        type Case<'a> = (&'a str, &'a str, Option<(Version, &'a str)>);
        let cases: &[Case<'_>] = &[
            (
                "docker 20.10, version 1",
                "9:name=systemd:/docker/4f5a\n4:memory:/docker/4f5a\n0::/docker/4f5a\n",
                Some((Version::One, "docker/4f5a")),
            ),
            (
                "podman 4.3, version 1, several controllers on one mount",
                "5:cpu,memory:/libpod_parent/libpod-4f5a\n",
                Some((Version::One, "libpod_parent/libpod-4f5a")),
            ),
            (
                "version 2",
                "0::/system.slice/docker-4f5a.scope\n",
                Some((Version::Two, "system.slice/docker-4f5a.scope")),
            ),
            (
                "systemd in a container",
                "0::/machine.slice/libpod-4f5a.scope/container/init.scope\n",
                Some((Version::Two, "machine.slice/libpod-4f5a.scope")),
            ),
            ("another process", "0::/user.slice/session-2.scope\n", None),
            ("above what is mounted here", "0::/../..\n", None),
            ("none", "", None),
        ];
        for (name, groups, expected) in cases {
            let expected = expected.map(|(version, path)| (version, PathBuf::from(path)));
            assert_eq!(group_of(groups, ID), expected, "{name}");
        }
        assert_eq!(group_of("0::/docker/4f5a\n", ""), None);
    }

    #[test]
    fn the_peak_or_what_is_used_now() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let peak = || peak_below(root.path(), 7, ID);
        assert_eq!(peak(), None);
        write("proc/7/cgroup", "0::/docker/4f5a\n");
        assert_eq!(peak(), None);
        write("sys/fs/cgroup/docker/4f5a/memory.current", "4096\n");
        assert_eq!(peak(), Some(4096));
        write("sys/fs/cgroup/docker/4f5a/memory.peak", "8192\n");
        assert_eq!(peak(), Some(8192));
        write("proc/7/cgroup", "4:memory:/docker/4f5a\n0::/docker/4f5a\n");
        write("sys/fs/cgroup/memory/docker/4f5a/memory.max_usage_in_bytes", "16384\n");
        assert_eq!(peak(), Some(16384));
    }
}
