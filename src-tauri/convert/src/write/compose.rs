//! A compose file with one service.

use std::collections::BTreeMap;

use berth_runner::{Checked, EngineKind, MountSource, MountSpec, create_words};

use super::yaml::{Entries, Yaml, document};
use super::{Notes, env_file, options_of, run};
use crate::compose::keys::{KEYS, Shape};
use crate::flags::Flag;
use crate::line::of_words;
use crate::remark::RemarkProblem;

/// Networks that are no network of the engine.
const MODES: [&str; 5] = ["none", "host", "bridge", "default", "private"];

pub(super) fn text(kind: EngineKind, spec: &Checked, notes: &mut Notes) -> String {
    let words = create_words(kind, spec, &env_file(spec));
    let given = of_words(kind, words.get(1..).unwrap_or_default()).unwrap_or_default();
    let mut service = Entries::default();
    service.put("image", literal(&spec.image));
    service.put("container_name", Yaml::text(&spec.name));
    if let Some(entrypoint) = &spec.options.entrypoint {
        service.put("entrypoint", literals(entrypoint));
    }
    service.put_some("command", literals(&spec.argv));
    if !spec.options.plain.no_terminal {
        service.put("stdin_open", Yaml::truth());
        service.put("tty", Yaml::truth());
    }
    environment(&mut service, spec, &words, notes);
    let (tmpfs, volumes): (Vec<_>, Vec<_>) = spec.mounts.iter().partition(|m| m.source == MountSource::Tmpfs);
    service.put_some("volumes", Yaml::List(volumes.iter().map(|mount| volume(mount)).collect()));
    service.put_some("tmpfs", Yaml::List(tmpfs.iter().map(|mount| memory(mount)).collect()));
    let ports: Vec<String> = spec.ports.iter().map(ToString::to_string).collect();
    service.put_some("ports", Yaml::texts(&ports));
    further(&mut service, &given.flags, notes);
    match spec.options.plain.stop_timeout {
        Some(seconds @ 0..) => service.put("stop_grace_period", Yaml::text(format!("{seconds}s"))),
        Some(_) => notes.not_said("--stop-timeout"),
        None => {}
    }
    health(&mut service, spec);
    let networks = networks(&mut service, spec, &given.flags);
    let mut file = Entries::default();
    file.put("services", Yaml::Map(vec![(spec.name.clone(), Yaml::Map(service.0))]));
    let named = |mount: &&MountSpec| match &mount.source {
        // Without its name it would be called after the project.
        MountSource::Volume(name) => Some((name.clone(), Yaml::map([("name", Yaml::text(name))]))),
        _ => None,
    };
    let named: BTreeMap<String, Yaml> = volumes.iter().filter_map(named).collect();
    file.put_some("volumes", Yaml::Map(named.into_iter().collect()));
    file.put_some("networks", networks);
    document(file)
}

/// Compose puts variables into every text.
fn literal(text: &str) -> Yaml {
    Yaml::text(text.replace('$', "$$"))
}

fn literals(texts: &[String]) -> Yaml {
    Yaml::List(texts.iter().map(|text| literal(text)).collect())
}

fn environment(service: &mut Entries, spec: &Checked, words: &[String], notes: &mut Notes) {
    let (by_shell, by_file) = run::passed(spec, words);
    let listed = spec.env.iter().filter_map(|var| match var.value.is_empty() {
        true => Some(format!("{}=", var.key)),
        false => by_shell.contains(&var.key.as_str()).then(|| var.key.clone()),
    });
    service.put_some("environment", Yaml::List(listed.map(Yaml::Text).collect()));
    if !by_shell.is_empty() {
        notes.add("environment", RemarkProblem::ValuesInShell { names: by_shell.join(", ") });
    }
    if !by_file.is_empty() {
        let file = env_file(spec);
        service.put("env_file", Yaml::List(vec![Yaml::text(&file)]));
        notes.add("env_file", RemarkProblem::ValuesInFile { file, names: by_file.join(", ") });
    }
}

fn memory(mount: &MountSpec) -> Yaml {
    let options = options_of(mount);
    literal(&if options.is_empty() { mount.target.clone() } else { format!("{}:{options}", mount.target) })
}

fn volume(mount: &MountSpec) -> Yaml {
    let (kind, source) = match &mount.source {
        MountSource::Host(path) => ("bind", path),
        MountSource::Volume(name) => ("volume", name),
        MountSource::Anonymous | MountSource::Tmpfs => return literal(&mount.target),
    };
    if source.contains(':') && mount.options.is_empty() {
        let mut long = Entries::default();
        long.put("type", Yaml::text(kind));
        long.put("source", literal(source));
        long.put("target", literal(&mount.target));
        if mount.read_only {
            long.put("read_only", Yaml::truth());
        }
        return Yaml::Map(long.0);
    }
    let options = options_of(mount);
    let options = if options.is_empty() { options } else { format!(":{options}") };
    literal(&format!("{source}:{}{options}", mount.target))
}

/// What flags say, by the table that an import reads.
fn further(service: &mut Entries, flags: &[Flag], notes: &mut Notes) {
    for (key, name, shape) in
        KEYS.iter().filter(|(_, name, _)| !matches!(*name, "name" | "network" | "tmpfs"))
    {
        let mut values = flags.iter().filter(|flag| flag.name == *name).map(|flag| flag.value.as_deref());
        match shape {
            Shape::Truth => {
                if let Some(value) = values.next() {
                    service.put(key, Yaml::Plain(value.unwrap_or("true").to_owned()));
                }
            }
            Shape::One => {
                if let Some(Some(value)) = values.next() {
                    service.put(key, literal(value));
                }
            }
            Shape::Number => {
                if let Some(Some(value)) = values.next() {
                    service.put(key, Yaml::number(value));
                }
            }
            Shape::List => {
                service.put_some(key, Yaml::List(values.flatten().map(literal).collect()));
            }
        }
    }
    let limits =
        flags.iter().filter(|flag| flag.name == "ulimit").filter_map(|flag| limit(flag.value.as_deref()?));
    service.put_some("ulimits", Yaml::Map(limits.collect()));
    let of = |name: &'static str| {
        flags.iter().filter(move |flag| flag.name == name).filter_map(|flag| flag.value.clone())
    };
    let mut logging = Entries::default();
    if let Some(driver) = of("log-driver").next() {
        logging.put("driver", literal(&driver));
    }
    let pair = |text: String| text.split_once('=').map(|(key, value)| (key.to_owned(), literal(value)));
    logging.put_some("options", Yaml::Map(of("log-opt").filter_map(pair).collect()));
    service.put_some("logging", Yaml::Map(logging.0));
    for flag in flags {
        let name = flag.name.as_str();
        let is_said = KEYS.iter().any(|(_, known, _)| *known == name);
        // Those that are written elsewhere in this file.
        let others = [
            "tty",
            "interactive",
            "env",
            "env-file",
            "volume",
            "mount",
            "publish",
            "entrypoint",
            "network-alias",
            "no-healthcheck",
            "stop-timeout",
            "ulimit",
            "log-driver",
            "log-opt",
            "ip",
            "ip6",
        ];
        if !is_said && !others.contains(&name) && !name.starts_with("health-") {
            notes.not_said(&format!("--{name}"));
        }
    }
}

/// `nofile=1024:2048`
fn limit(text: &str) -> Option<(String, Yaml)> {
    let (name, numbers) = text.split_once('=')?;
    let value = match numbers.split_once(':') {
        Some((soft, hard)) => Yaml::map([("soft", Yaml::number(soft)), ("hard", Yaml::number(hard))]),
        None => Yaml::number(numbers),
    };
    Some((name.to_owned(), value))
}

fn health(service: &mut Entries, spec: &Checked) {
    let health = &spec.options.plain.health;
    let mut check = Entries::default();
    if health.off {
        check.put("disable", Yaml::truth());
    }
    if let Some(command) = &health.command {
        check.put("test", Yaml::List(vec![Yaml::text("CMD-SHELL"), literal(command)]));
    }
    for (key, value) in
        [("interval", &health.interval), ("timeout", &health.timeout), ("start_period", &health.start_period)]
    {
        if let Some(value) = value {
            check.put(key, Yaml::text(value));
        }
    }
    if let Some(retries) = health.retries {
        check.put("retries", Yaml::Plain(retries.to_string()));
    }
    service.put_some("healthcheck", Yaml::Map(check.0));
}

/// A network of the engine is one that is there already.
fn networks(service: &mut Entries, spec: &Checked, flags: &[Flag]) -> Yaml {
    let Some(network) = &spec.options.plain.network else { return Yaml::Map(Vec::new()) };
    if MODES.contains(&network.as_str()) || network.contains(':') {
        service.put("network_mode", Yaml::text(network));
        return Yaml::Map(Vec::new());
    }
    let mut inside = Entries::default();
    inside.put_some("aliases", Yaml::texts(&spec.options.plain.network_aliases));
    for (flag, key) in [("ip", "ipv4_address"), ("ip6", "ipv6_address")] {
        if let Some(value) = flags.iter().find(|one| one.name == flag).and_then(|one| one.value.as_ref()) {
            inside.put(key, Yaml::text(value));
        }
    }
    service.put("networks", Yaml::Map(vec![(network.clone(), Yaml::Map(inside.0))]));
    Yaml::Map(vec![(network.clone(), Yaml::map([("external", Yaml::truth())]))])
}
