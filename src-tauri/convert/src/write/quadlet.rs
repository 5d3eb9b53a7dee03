//! A `.container` file of podman's Quadlet.

use std::fmt::Write as _;

use berth_runner::{Checked, EngineKind, MountSource, create_words};

use super::{Notes, env_file, options_of, unit, valued};
use crate::flags::Flag;
use crate::line::of_words;
use crate::remark::RemarkProblem;

/// The first podman that knows every key that is written here.
const VERSION: &str = "4.5";
/// Keys by flag; their values are taken whole.
const WHOLE: [(&str, &str); 3] = [("publish", "PublishPort"), ("device", "AddDevice"), ("tmpfs", "Tmpfs")];
/// Keys whose value is split at blanks.
const SPLIT: [(&str, &str); 3] =
    [("label", "Label"), ("cap-add", "AddCapability"), ("cap-drop", "DropCapability")];

pub(super) fn text(spec: &Checked, notes: &mut Notes) -> String {
    let words = create_words(EngineKind::Podman, spec, &env_file(spec));
    let given = of_words(EngineKind::Podman, words.get(1..).unwrap_or_default()).unwrap_or_default();
    let mut lines = vec![format!("Image={}", whole(&spec.image)), format!("ContainerName={}", spec.name)];
    if !spec.argv.is_empty() {
        lines.push(format!("Exec={}", unit::words(&spec.argv)));
    }
    if !spec.options.plain.no_terminal {
        lines.push("PodmanArgs=--interactive --tty".to_owned());
    }
    for var in spec.env.iter().filter(|var| var.value.is_empty()) {
        lines.push(format!("Environment={}", unit::word(&format!("{}=", var.key))));
    }
    let names = valued(spec);
    if !names.is_empty() {
        let file = env_file(spec);
        lines.push(format!("EnvironmentFile={file}"));
        notes.add("EnvironmentFile", RemarkProblem::ValuesInFile { file, names: names.join(", ") });
    }
    lines.extend(volumes(spec));
    lines.extend(given.flags.iter().filter_map(line));
    notes.add(
        "",
        RemarkProblem::NeedsVersion { form: notes.form.word().to_owned(), version: VERSION.to_owned() },
    );
    let mut out = format!("[Unit]\nDescription={} in podman\n\n[Container]\n", spec.name);
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    let _ = write!(out, "\n[Service]\nRestart={}\n", unit::restart(spec));
    out + unit::install(spec)
}

/// A value that is not split: no specifier, and no variable of the command that comes of it.
fn whole(text: &str) -> String {
    text.replace('%', "%%").replace('$', "$$")
}

fn volumes(spec: &Checked) -> Vec<String> {
    let line = |mount: &berth_runner::MountSpec| {
        let source = match &mount.source {
            MountSource::Tmpfs => return None,
            MountSource::Anonymous => String::new(),
            MountSource::Host(text) | MountSource::Volume(text) => format!("{text}:"),
        };
        let options = options_of(mount);
        let options = if options.is_empty() { options } else { format!(":{options}") };
        Some(format!("Volume={}", whole(&format!("{source}{}{options}", mount.target))))
    };
    spec.mounts.iter().filter_map(line).collect()
}

/// A flag as a key, or as an argument where Quadlet has no key or got it later.
fn line(flag: &Flag) -> Option<String> {
    let value = flag.value.as_deref();
    let named = |table: &[(&str, &'static str)]| {
        table.iter().find(|(name, _)| *name == flag.name).map(|(_, key)| *key)
    };
    match (flag.name.as_str(), value) {
        // Written elsewhere, or done by systemd.
        ("name" | "interactive" | "tty" | "env" | "env-file" | "volume" | "mount" | "restart", _) => None,
        ("read-only", None) => Some("ReadOnly=true".to_owned()),
        ("security-opt", Some("no-new-privileges")) => Some("NoNewPrivileges=true".to_owned()),
        // A dot would make it the name of a unit.
        ("network", Some(name)) if !name.contains([':', '.']) => Some(format!("Network={}", whole(name))),
        (_, Some(value)) => Some(match (named(&WHOLE), named(&SPLIT)) {
            (Some(key), _) => format!("{key}={}", whole(value)),
            (_, Some(key)) => format!("{key}={}", unit::word(value)),
            _ => format!("PodmanArgs={}", unit::word(&format!("--{}={value}", flag.name))),
        }),
        (name, None) => Some(format!("PodmanArgs=--{name}")),
    }
}
