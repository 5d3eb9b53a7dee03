//! How a container that is started again differs from what was asked for. Pure.
//!
//! Only what `container inspect` tells is compared: a command, a folder or a variable that
//! nobody asked for may be the image's own.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::quote::shell_line;
use crate::session::{Mount, Session};
use crate::validate::{Checked, Field, MountSource, MountSpec, PortSpec};

/// One part of a session that is not as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Difference {
    /// The part.
    pub field: Field,
    /// What the session has and nobody asked for; nothing for variables.
    pub has: Vec<String>,
    /// What was asked for and the session has not; names only for variables.
    pub asked: Vec<String>,
}

/// Every part of a session that differs from the spec, in the order of the form's fields.
pub(crate) fn differences(spec: &Checked, session: &Session, row: &Value) -> Vec<Difference> {
    let one = |field, has: &str, asked: &str| Difference {
        field,
        has: vec![has.to_owned()],
        asked: vec![asked.to_owned()],
    };
    let text = |pointer| row.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let mut found = Vec::new();
    if !same_image(&session.image, text("/Image"), &spec.image) {
        found.push(one(Field::Image, &session.image, &spec.image));
    }
    let words = row.pointer("/Config/Cmd").and_then(Value::as_array).into_iter().flatten();
    let command: Vec<String> = words.filter_map(Value::as_str).map(str::to_owned).collect();
    if !spec.argv.is_empty() && spec.argv != command {
        found.push(one(Field::Command, &shell_line(&command), &shell_line(&spec.argv)));
    }
    if let Some(folder) = &spec.working_dir
        && folder.trim_end_matches('/') != session.working_dir.trim_end_matches('/')
    {
        found.push(one(Field::WorkingDir, &session.working_dir, folder));
    }
    let is_set = |key: &str, value: &str| session.env.iter().any(|v| v.split_once('=') == Some((key, value)));
    let changed = spec.env.iter().filter(|var| !is_set(&var.key, &var.value)).map(|var| var.key.clone());
    let parts = [
        (Field::Env, (Vec::new(), changed.collect())),
        (Field::Volumes, volumes(&spec.mounts, &session.mounts)),
        (Field::Ports, ports(&spec.ports, row)),
    ];
    let differs = |(field, (has, asked)): (Field, (Vec<String>, Vec<String>))| {
        (!has.is_empty() || !asked.is_empty()).then_some(Difference { field, has, asked })
    };
    found.extend(parts.into_iter().filter_map(differs));
    found
}

/// podman keeps the full name of an image (`docker.io/library/debian:12`), docker the text
/// that the person wrote. Both take the beginning of an id.
fn same_image(has: &str, id: &str, asked: &str) -> bool {
    let digits = asked.strip_prefix("sha256:").unwrap_or(asked);
    let is_id = digits.len() >= 12 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    same_name(has, asked) || is_id && id.trim_start_matches("sha256:").starts_with(digits)
}

/// Whether an image of the name that a container has may be what was asked for.
pub(crate) fn same_name(has: &str, asked: &str) -> bool {
    let is_tagged =
        |name: &str| name.contains('@') || name.rsplit('/').next().is_some_and(|n| n.contains(':'));
    let whole = |name: &str| if is_tagged(name) { name.to_owned() } else { format!("{name}:latest") };
    let short = |name: &str| {
        let name = whole(name);
        let local = name.strip_prefix("localhost/");
        let local = local.or_else(|| name.strip_prefix("docker.io/library/"));
        local.or_else(|| name.strip_prefix("docker.io/")).unwrap_or(&name).to_owned()
    };
    // podman completes a short name by its registries.
    short(has) == short(asked) || has.ends_with(&format!("/{}", whole(asked)))
}

fn volumes(asked: &[MountSpec], has: &[Mount]) -> (Vec<String>, Vec<String>) {
    let same = |spec: &MountSpec, mount: &Mount| {
        let source = match &spec.source {
            MountSource::Host(path) => mount.kind == "bind" && mount.source == *path,
            MountSource::Volume(name) => mount.kind == "volume" && mount.source == *name,
            MountSource::Anonymous => mount.kind == "volume" && is_anonymous(&mount.source),
            MountSource::Tmpfs => mount.kind == "tmpfs",
        };
        source && mount.target == spec.target && mount.read_only == spec.read_only
    };
    let text = |source: &str, target: &str, read_only: bool| {
        format!("{source}:{target}{}", if read_only { ":ro" } else { "" })
    };
    // The image makes anonymous ones.
    let meant =
        |mount: &&Mount| mount.kind == "bind" || mount.kind == "volume" && !is_anonymous(&mount.source);
    let extra = has.iter().filter(meant).filter(|mount| !asked.iter().any(|spec| same(spec, mount)));
    let absent = asked.iter().filter(|spec| !has.iter().any(|mount| same(spec, mount)));
    let source = |spec: &MountSpec| match &spec.source {
        MountSource::Host(source) | MountSource::Volume(source) => source.clone(),
        MountSource::Anonymous => "(a new volume)".to_owned(),
        MountSource::Tmpfs => "tmpfs".to_owned(),
    };
    (
        extra.map(|mount| text(&mount.source, &mount.target, mount.read_only)).collect(),
        absent.map(|spec| text(&source(spec), &spec.target, spec.read_only)).collect(),
    )
}

/// Both engines give an anonymous volume 64 hexadecimal digits for a name.
fn is_anonymous(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A port as it was published: `HostConfig.PortBindings`, `{"80/tcp":[{"HostIp":"","HostPort":"8080"}]}`.
struct Binding<'a> {
    inside: &'a str,
    /// Empty for every address; podman 4.3 says so of `0.0.0.0`, too.
    ip: &'a str,
    /// docker's is empty for a free one, or a range to choose from; podman's is the chosen one.
    host: &'a str,
}

impl Binding<'_> {
    fn text(&self) -> String {
        let ip = match self.ip {
            "" => String::new(),
            ip if ip.contains(':') => format!("[{ip}]:"),
            ip => format!("{ip}:"),
        };
        match self.host {
            "" if ip.is_empty() => self.inside.to_owned(),
            host => format!("{ip}{host}:{}", self.inside),
        }
    }
}

fn ports(asked: &[PortSpec], row: &Value) -> (Vec<String>, Vec<String>) {
    let table = row.pointer("/HostConfig/PortBindings").and_then(Value::as_object);
    let mut bindings = Vec::new();
    for (inside, of_port) in table.into_iter().flatten() {
        for binding in of_port.as_array().into_iter().flatten() {
            let text = |key| binding.get(key).and_then(Value::as_str).unwrap_or_default();
            let ip = if text("HostIp") == "0.0.0.0" { "" } else { text("HostIp") };
            bindings.push(Binding { inside, ip, host: text("HostPort") });
        }
    }
    let mut absent = Vec::new();
    for spec in asked {
        let all = single_ports(spec).into_iter().map(|port| {
            let at = bindings.iter().position(|binding| is_binding_of(binding, &port));
            at.map(|at| bindings.swap_remove(at)).is_some()
        });
        // Every one is looked for, so that none is taken for one that nobody asked for.
        if all.filter(|found| !found).count() > 0 {
            absent.push(spec.to_string());
        }
    }
    let mut extra: Vec<String> = bindings.iter().map(Binding::text).collect();
    extra.sort();
    (extra, absent)
}

/// A range as its single ports; a choice of host ports stays one.
fn single_ports(spec: &PortSpec) -> Vec<PortSpec> {
    let host = spec.host.as_ref().filter(|host| host.len() == spec.container.len());
    let single = |(index, container): (usize, u16)| PortSpec {
        host: match host {
            Some(host) => host.clone().nth(index).map(|port| port..=port),
            None => spec.host.clone(),
        },
        container: container..=container,
        ..spec.clone()
    };
    spec.container.clone().enumerate().map(single).collect()
}

fn is_binding_of(binding: &Binding<'_>, asked: &PortSpec) -> bool {
    let plain = PortSpec { ip: None, host: None, ..asked.clone() };
    let ip = asked.ip.map(|ip| ip.to_string()).filter(|ip| ip != "0.0.0.0").unwrap_or_default();
    let host = match &asked.host {
        None => true,
        Some(range) if range.start() == range.end() => binding.host == range.start().to_string(),
        Some(range) => {
            binding.host == format!("{}-{}", range.start(), range.end())
                || binding.host.parse().is_ok_and(|port| range.contains(&port))
        }
    };
    binding.inside == plain.to_string() && binding.ip == ip && host
}

#[cfg(test)]
mod tests;
