//! Folders, volumes and memory.

use serde_json::Value;

use super::lost::Lost;
use super::read::Container;

/// What podman (4.3) mounts for itself where nothing else can be written.
const PODMAN_WRITABLE: [&str; 3] = ["/run", "/tmp", "/var/tmp"];
/// Options that engines add to every tmpfs.
const USUAL: [&str; 9] =
    ["rw", "nosuid", "nodev", "rprivate", "private", "tmpcopyup", "rbind", "relatime", "notmpcopyup"];

pub(super) fn of(container: &Container<'_>, lost: &mut Vec<Lost>) -> Vec<String> {
    let mounts = container.row.pointer("/Mounts").and_then(Value::as_array);
    let in_image = container.of_image("/Volumes").and_then(Value::as_object);
    let memory = container.row.pointer("/HostConfig/Tmpfs").and_then(Value::as_object);
    let mut volumes = Vec::new();
    for mount in mounts.into_iter().flatten() {
        let text = |name: &str| mount.get(name).and_then(Value::as_str).unwrap_or_default();
        let target = text("Destination");
        // Read below, with its options.
        if memory.is_some_and(|memory| memory.contains_key(target)) {
            continue;
        }
        let read_only = mount.get("RW") == Some(&Value::Bool(false));
        let anonymous = is_anonymous(text("Name"));
        if text("Type") == "volume" && anonymous && in_image.is_some_and(|image| image.contains_key(target)) {
            continue;
        }
        let source = match text("Type") {
            "bind" => Some(text("Source")),
            "volume" if !anonymous => Some(text("Name")),
            "volume" => None,
            "tmpfs" => Some("tmpfs"),
            _ => {
                lost.push(Lost::new("Mounts", mount.to_string()));
                continue;
            }
        };
        // A colon would end it, and an anonymous one has no options.
        let unsayable = |text: &str| text.contains(':') || text.contains(char::is_control);
        if unsayable(target) || source.is_some_and(unsayable) || source.is_none() && read_only {
            lost.push(Lost::new("Mounts", mount.to_string()));
            continue;
        }
        let mut options: Vec<&str> = read_only.then_some("ro").into_iter().collect();
        if text("Type") == "bind" {
            options.extend(Some(text("Propagation")).filter(|way| !matches!(*way, "" | "rprivate")));
            options.extend(text("Mode").split(',').find(|word| matches!(*word, "z" | "Z")));
        }
        let options = if options.is_empty() { String::new() } else { format!(":{}", options.join(",")) };
        volumes.push(match source {
            Some(source) => format!("{}:{target}{options}", source.replace('$', "$$")),
            None => target.to_owned(),
        });
    }
    for (target, options) in memory.into_iter().flatten() {
        volumes.extend(tmpfs(container, target, options.as_str().unwrap_or_default(), lost));
    }
    volumes.sort();
    volumes
}

fn tmpfs(container: &Container<'_>, target: &str, options: &str, lost: &mut Vec<Lost>) -> Option<String> {
    let (mut kept, mut others) = (Vec::new(), Vec::new());
    for word in options.split(',').filter(|word| !word.is_empty() && !USUAL.contains(word)) {
        let known = word.starts_with("size=") || word.starts_with("mode=");
        match known || matches!(word, "ro" | "exec" | "noexec" | "suid" | "dev") {
            true => kept.push(word),
            false => others.push(word),
        }
    }
    let own = container.is_podman() && container.flag("/HostConfig/ReadonlyRootfs");
    if own && kept.is_empty() && PODMAN_WRITABLE.contains(&target) {
        return None;
    }
    if !others.is_empty() {
        lost.push(Lost::new("HostConfig.Tmpfs", format!("{target}: {}", others.join(","))));
    }
    let options = if kept.is_empty() { String::new() } else { format!(":{}", kept.join(",")) };
    Some(format!("tmpfs:{target}{options}"))
}

/// Both engines give a volume without a name 64 hexadecimal digits.
pub(crate) fn is_anonymous(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
