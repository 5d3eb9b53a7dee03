//! Files of containers: their own list of a folder, and tar streams out and in.

use super::invocation::Invocation;
use crate::files::found::{FORMAT, start};
use crate::kind::EngineKind;

/// What is in a folder, by a program of the container. As its own user: what runs there is what that
/// user could run.
pub fn find(id: &str, folder: &str) -> Invocation {
    find_with(id, folder, &["-exec", "stat", "-c", FORMAT, "--", "{}", "+"])
}

/// What there is where the links in a folder lead.
pub fn find_led(id: &str, folder: &str) -> Invocation {
    find_with(id, folder, &["-type", "l", "-exec", "stat", "-L", "-c", FORMAT, "--", "{}", "+"])
}

/// What the links in a folder say; a process each.
pub fn find_targets(id: &str, folder: &str) -> Invocation {
    let action = ["-type", "l", "-print0", "-exec", "readlink", "-n", "--", "{}", ";", "-print0"];
    find_with(id, folder, &action)
}

fn find_with(id: &str, folder: &str, action: &[&str]) -> Invocation {
    let start = start(folder);
    let begin = [id, "find", start.as_str(), "-mindepth", "1", "-maxdepth", "1"];
    Invocation::new(&["exec"], begin.into_iter().chain(action.iter().copied()))
}

/// What a file is, by a program of the container; a link is not followed.
pub fn stat(id: &str, path: &str) -> Invocation {
    Invocation::new(&["exec"], [id, "stat", "-c", FORMAT, "--", path])
}

/// Where a link leads, by a program of the container.
pub fn readlink(id: &str, path: &str) -> Invocation {
    Invocation::new(&["exec"], [id, "readlink", "-n", "--", path])
}

/// A file, or a folder with its name, as a tar stream. A link is itself on docker (20.10), and followed
/// on podman (4.3).
pub fn copy_file_out(id: &str, path: &str) -> Invocation {
    Invocation::new(&["container", "cp"], [format!("{id}:{path}").as_str(), "-"])
}

/// Unpacks a tar stream on standard input into a folder, with the owners that it names: podman's default
/// (4.3) gives all to root.
pub fn copy_in(kind: EngineKind, id: &str, folder: &str) -> Invocation {
    let flags: &[&str] = match kind {
        EngineKind::Podman => &["container", "cp", "--archive=false"],
        _ => &["container", "cp"],
    };
    Invocation::new(flags, ["-", format!("{id}:{folder}").as_str()])
}

/// The whole file system as a tar stream, without its volumes.
pub fn export_stream(id: &str) -> Invocation {
    Invocation::new(&["container", "export"], [id])
}

/// A volume as a tar stream, with its owners; of podman, whose own (4.3) alone has it.
pub fn export_volume(name: &str) -> Invocation {
    Invocation::new(&["volume", "export"], [name])
}

/// What differs from the image's files.
pub fn changed(kind: EngineKind, id: &str) -> Invocation {
    match kind {
        EngineKind::Podman => Invocation::new(&["container", "diff", "--format", "json"], [id]),
        _ => Invocation::new(&["container", "diff"], [id]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_stay_names() {
        for name in ["/-rf", "/a b", "/a\nb", "/(", "/;", "/a:b"] {
            for call in [find("id", name), stat("id", name), copy_file_out("id", name), readlink("id", name)]
            {
                let dashes = call.args.iter().position(|arg| arg == "--");
                let path = call.args.iter().position(|arg| arg.contains(name));
                assert!(dashes < path && dashes.is_some(), "{call:?}");
            }
        }
        assert_eq!(find("id", "/").args[..4], ["exec", "--", "id", "find"]);
        assert_eq!(find("id", "/").args[4], "/.");
        assert_eq!(find("id", "/a").args[4], "/a/.");
    }

    #[test]
    fn owners_go_in_on_both() {
        assert_eq!(
            copy_in(EngineKind::Podman, "id", "/a").args,
            ["container", "cp", "--archive=false", "--", "-", "id:/a"]
        );
        assert_eq!(copy_in(EngineKind::Docker, "id", "/a").args, ["container", "cp", "--", "-", "id:/a"]);
    }
}
