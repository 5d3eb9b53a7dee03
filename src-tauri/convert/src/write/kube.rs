//! A pod of Kubernetes with one container.

mod volumes;

use berth_runner::{Checked, EngineKind, Protocol, create_words};

use super::yaml::{Entries, Yaml, document};
use super::{Notes, env_file, valued};
use crate::line::of_words;
use crate::remark::RemarkProblem;
use volumes::{quantity, volumes};

/// Flags that have a place in a pod.
const SAID: [&str; 28] = [
    "name",
    "interactive",
    "tty",
    "env",
    "env-file",
    "volume",
    "mount",
    "tmpfs",
    "publish",
    "workdir",
    "entrypoint",
    "restart",
    "memory",
    "cpus",
    "hostname",
    "add-host",
    "cap-add",
    "cap-drop",
    "read-only",
    "privileged",
    "label",
    "stop-timeout",
    "health-cmd",
    "health-interval",
    "health-timeout",
    "health-retries",
    "health-start-period",
    "dns",
];

/// `secret` has the values of the variables; without one it has a name that follows from the session's.
pub(super) fn text(spec: &Checked, secret: Option<&str>, notes: &mut Notes) -> String {
    let words = create_words(EngineKind::Podman, spec, &env_file(spec));
    let given = of_words(EngineKind::Podman, words.get(1..).unwrap_or_default()).unwrap_or_default();
    let options = &spec.options.plain;
    let name = name_of(&spec.name);
    let mut container = Entries::default();
    container.put("name", Yaml::text(&name));
    container.put("image", Yaml::text(&spec.image));
    container.put("imagePullPolicy", Yaml::text("IfNotPresent"));
    if let Some(entrypoint) = &spec.options.entrypoint {
        container.put_some("command", literals(entrypoint));
        if entrypoint.is_empty() {
            notes.not_said("--entrypoint");
        }
    }
    container.put_some("args", literals(&spec.argv));
    if let Some(dir) = &spec.working_dir {
        container.put("workingDir", Yaml::text(dir));
    }
    if !options.no_terminal {
        container.put("stdin", Yaml::truth());
        container.put("tty", Yaml::truth());
    }
    let secret = secret.map_or_else(|| format!("{name}-env"), str::to_owned);
    environment(&mut container, spec, secret, notes);
    ports(&mut container, spec, notes);
    let volumes = volumes(&mut container, spec, notes);
    limits(&mut container, spec);
    let privileged = given.flags.iter().any(|flag| flag.name == "privileged");
    security(&mut container, spec, privileged, notes);
    probe(&mut container, spec);
    let mut pod = Entries::default();
    pod.put("restartPolicy", Yaml::text(restart(options.restart.as_deref())));
    match options.network.as_deref() {
        Some("host") => pod.put("hostNetwork", Yaml::truth()),
        None | Some("bridge" | "default" | "private") => {}
        Some(_) => notes.not_said("--network"),
    }
    if let Some(hostname) = &options.hostname {
        pod.put("hostname", Yaml::text(hostname));
    }
    if let Some(seconds) = options.stop_timeout.filter(|seconds| *seconds >= 0) {
        pod.put("terminationGracePeriodSeconds", Yaml::Plain(seconds.to_string()));
    }
    let alias = |text: &String| {
        let (host, ip) = text.split_once(':')?;
        let ip = ip.trim_matches(['[', ']']).to_owned();
        let hostnames = Yaml::List(vec![Yaml::text(host)]);
        Some(Yaml::map([("ip", Yaml::Text(ip)), ("hostnames", hostnames)]))
    };
    pod.put_some("hostAliases", Yaml::List(options.hosts.iter().filter_map(alias).collect()));
    let servers = given.flags.iter().filter(|flag| flag.name == "dns").filter_map(|flag| flag.value.as_ref());
    let servers = Yaml::texts(servers);
    if !matches!(&servers, Yaml::List(servers) if servers.is_empty()) {
        pod.put("dnsConfig", Yaml::map([("nameservers", servers)]));
    }
    pod.put("containers", Yaml::List(vec![Yaml::Map(container.0)]));
    pod.put_some("volumes", volumes);
    let elsewhere = |name: &str| SAID.contains(&name) || matches!(name, "network" | "user" | "security-opt");
    for flag in given.flags.iter().filter(|flag| !elsewhere(&flag.name)) {
        notes.not_said(&format!("--{}", flag.name));
    }
    let mut metadata = Entries::default();
    metadata.put("name", Yaml::text(&name));
    metadata.put_some("labels", labels(spec, notes));
    let mut file = Entries::default();
    file.put("apiVersion", Yaml::text("v1"));
    file.put("kind", Yaml::text("Pod"));
    file.put("metadata", Yaml::Map(metadata.0));
    file.put("spec", Yaml::Map(pod.0));
    document(file)
}

/// Names have small letters, digits and dashes.
fn name_of(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "-").trim_end_matches('-').to_owned()
}

/// `$(NAME)` would be a variable.
fn literals(texts: &[String]) -> Yaml {
    Yaml::List(texts.iter().map(|text| Yaml::text(text.replace("$(", "$$("))).collect())
}

fn restart(policy: Option<&str>) -> &'static str {
    match policy.map(|policy| policy.split(':').next().unwrap_or_default()) {
        Some("always" | "unless-stopped") => "Always",
        Some("on-failure") => "OnFailure",
        _ => "Never",
    }
}

fn environment(container: &mut Entries, spec: &Checked, secret: String, notes: &mut Notes) {
    let entry = |var: &berth_runner::EnvVar| {
        let key = Yaml::text(&var.key);
        if var.value.is_empty() {
            return Yaml::map([("name", key), ("value", Yaml::text(""))]);
        }
        let of_secret = Yaml::map([("name", Yaml::text(&secret)), ("key", key.clone())]);
        Yaml::map([("name", key), ("valueFrom", Yaml::map([("secretKeyRef", of_secret)]))])
    };
    container.put_some("env", Yaml::List(spec.env.iter().map(entry).collect()));
    let names = valued(spec).join(", ");
    if !names.is_empty() {
        notes.add("env", RemarkProblem::ValuesInSecret { secret, names });
    }
}

fn ports(container: &mut Entries, spec: &Checked, notes: &mut Notes) {
    let mut all = Vec::new();
    for port in &spec.ports {
        let host = port.host.clone();
        // A range of the host for one port.
        if host.as_ref().is_some_and(|host| host.len() != port.container.len()) {
            notes.not_said(&format!("--publish {port}"));
            continue;
        }
        let mut host = host.into_iter().flatten();
        for inside in port.container.clone() {
            let mut entry = Entries::default();
            entry.put("containerPort", Yaml::Plain(inside.to_string()));
            if let Some(host) = host.next() {
                entry.put("hostPort", Yaml::Plain(host.to_string()));
            }
            if let Some(ip) = port.ip {
                entry.put("hostIP", Yaml::text(ip.to_string()));
            }
            if port.protocol != Protocol::Tcp {
                entry.put("protocol", Yaml::text(port.protocol.word().to_ascii_uppercase()));
            }
            all.push(Yaml::Map(entry.0));
        }
    }
    container.put_some("ports", Yaml::List(all));
}

fn limits(container: &mut Entries, spec: &Checked) {
    let options = &spec.options.plain;
    let mut limits = Entries::default();
    if let Some(memory) = &options.memory {
        limits.put("memory", Yaml::text(quantity(memory)));
    }
    if let Some(cpus) = &options.cpus {
        limits.put("cpu", Yaml::text(cpus));
    }
    if !limits.0.is_empty() {
        container.put("resources", Yaml::map([("limits", Yaml::Map(limits.0))]));
    }
}

fn security(container: &mut Entries, spec: &Checked, privileged: bool, notes: &mut Notes) {
    let options = &spec.options.plain;
    let mut context = Entries::default();
    let truths = [("privileged", privileged), ("readOnlyRootFilesystem", options.read_only)];
    for (key, _) in truths.into_iter().filter(|(_, is)| *is) {
        context.put(key, Yaml::truth());
    }
    if options.no_new_privileges {
        context.put("allowPrivilegeEscalation", Yaml::Plain("false".to_owned()));
    }
    let mut capabilities = Entries::default();
    capabilities.put_some("add", Yaml::texts(&options.cap_add));
    capabilities.put_some("drop", Yaml::texts(&options.cap_drop));
    context.put_some("capabilities", Yaml::Map(capabilities.0));
    if let Some(user) = &options.user {
        let parts: Vec<&str> = user.split(':').collect();
        if parts.iter().all(|part| part.parse::<u32>().is_ok()) {
            for (key, part) in ["runAsUser", "runAsGroup"].into_iter().zip(parts) {
                context.put(key, Yaml::Plain(part.to_owned()));
            }
        } else {
            notes.not_said("--user");
        }
    }
    container.put_some("securityContext", Yaml::Map(context.0));
}

fn probe(container: &mut Entries, spec: &Checked) {
    let health = &spec.options.plain.health;
    let Some(command) = &health.command else { return };
    let mut probe = Entries::default();
    let words = ["/bin/sh", "-c", command].map(str::to_owned);
    probe.put("exec", Yaml::map([("command", literals(&words))]));
    let times = [
        ("initialDelaySeconds", &health.start_period),
        ("periodSeconds", &health.interval),
        ("timeoutSeconds", &health.timeout),
    ];
    for (key, text) in times {
        if let Some(seconds) = text.as_deref().and_then(crate::compose::seconds) {
            probe.put(key, Yaml::Plain(seconds.to_string()));
        }
    }
    if let Some(retries) = health.retries {
        probe.put("failureThreshold", Yaml::Plain(retries.to_string()));
    }
    container.put("livenessProbe", Yaml::Map(probe.0));
}

/// Only some texts can be labels there.
fn labels(spec: &Checked, notes: &mut Notes) -> Yaml {
    let fits = |text: &str| {
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let edge = |c: char| c.is_ascii_alphanumeric();
        text.len() <= 63 && text.chars().all(inner) && text.starts_with(edge) && text.ends_with(edge)
    };
    let mut labels = Vec::new();
    for (key, value) in &spec.options.plain.labels {
        let (prefix, name) =
            key.split_once('/').map_or((None, key.as_str()), |(prefix, name)| (Some(prefix), name));
        if fits(name) && prefix.is_none_or(fits) && (value.is_empty() || fits(value)) {
            labels.push((key.clone(), Yaml::text(value)));
        } else {
            notes.not_said(&format!("--label {key}"));
        }
    }
    Yaml::Map(labels)
}
