//! Keys of a service that hold more than texts.

use super::File;
use crate::draft::Draft;
use crate::mount;
use crate::remark::RemarkProblem;
use crate::tree::{Node, Value};
use berth_runner::VolumeParts;

impl Draft {
    fn items<'a>(&mut self, key: &str, node: &'a Node) -> &'a [Node] {
        match &node.value {
            Value::List(items) => items,
            _ => {
                self.remark(key, RemarkProblem::OtherShape {});
                &[]
            }
        }
    }

    /// Says the keys of a map that nothing is made of.
    fn others(&mut self, key: &str, node: &Node, known: &[&str]) {
        for (entry, _) in node.entries().iter().filter(|(entry, _)| !known.contains(&entry.key.as_str())) {
            self.line = entry.line;
            self.remark(&format!("{key}.{}", entry.key), RemarkProblem::NoField {});
        }
    }

    pub(super) fn ports(&mut self, key: &str, node: &Node) {
        for item in self.items(key, node) {
            self.line = item.line;
            if item.entries().is_empty() {
                if let Some(text) = self.text_of(key, item) {
                    self.value(key, "publish", &text);
                }
                continue;
            }
            let mut part =
                |name: &str| item.get(name).and_then(|node| self.text_of(key, node)).unwrap_or_default();
            let (ip, host, protocol) = (part("host_ip"), part("published"), part("protocol"));
            let target = part("target");
            let ip = match (ip.is_empty(), ip.contains(':')) {
                (true, _) => String::new(),
                (_, true) => format!("[{ip}]:"),
                (_, false) => format!("{ip}:"),
            };
            let protocol = if protocol.is_empty() { String::new() } else { format!("/{protocol}") };
            let host = if ip.is_empty() && host.is_empty() { host } else { format!("{host}:") };
            self.value(key, "publish", &format!("{ip}{host}{target}{protocol}"));
            self.others(key, item, &["host_ip", "published", "protocol", "target", "mode", "name"]);
        }
    }

    pub(super) fn volumes(&mut self, file: &File<'_>, key: &str, node: &Node) {
        for item in self.items(key, node) {
            self.line = item.line;
            if item.entries().is_empty() {
                let Some(text) = self.text_of(key, item) else { continue };
                let parts = VolumeParts::of(&text);
                let text = match parts.source {
                    None => text,
                    Some(source) => {
                        let source = self.source(file, key, source, parts.kind());
                        let options = parts.options.map_or_else(String::new, |options| format!(":{options}"));
                        format!("{source}:{}{options}", parts.target)
                    }
                };
                self.value(key, "volume", &text);
                continue;
            }
            self.long_volume(file, key, item);
        }
    }

    fn long_volume(&mut self, file: &File<'_>, key: &str, item: &Node) {
        let kind = item.get("type").and_then(Node::text).unwrap_or("volume").to_owned();
        let mut fields = Vec::new();
        for (entry, node) in item.entries() {
            self.line = entry.line;
            match (entry.key.as_str(), &node.value) {
                ("source", Value::Text(_)) => {
                    let Some(source) = self.text_of(key, node) else { continue };
                    fields.push(("source".to_owned(), Some(self.source(file, key, &source, &kind))));
                }
                ("bind" | "volume" | "tmpfs", Value::Map(entries)) => {
                    for (inner, value) in entries {
                        let name = match (entry.key.as_str(), inner.key.as_str()) {
                            ("bind", "propagation") => "bind-propagation",
                            ("bind", "selinux") => value.text().unwrap_or_default(),
                            ("bind", "create_host_path") => "bind-create-src",
                            ("volume", "nocopy") => "volume-nocopy",
                            ("tmpfs", "size") => "tmpfs-size",
                            ("tmpfs", "mode") => "tmpfs-mode",
                            (_, other) => other,
                        };
                        let text = if inner.key == "selinux" { None } else { self.text_of(key, value) };
                        fields.push((name.to_owned(), text));
                    }
                }
                (name, _) => fields.push((name.to_owned(), self.text_of(key, node))),
            }
        }
        mount::fields_of(self, key, &fields);
    }

    /// A path by the file, a volume by its name on the engine.
    fn source(&mut self, file: &File<'_>, key: &str, source: &str, kind: &str) -> String {
        if kind != "volume" {
            return self.host_path(key, source, file.folder);
        }
        let (name, by_project) = file.named("volumes", source);
        if by_project {
            self.remark(key, RemarkProblem::ProjectName { name: name.clone() });
        }
        name
    }

    pub(super) fn networks(&mut self, file: &File<'_>, key: &str, node: &Node) {
        let names: Vec<(String, u32, Option<&Node>)> = match &node.value {
            Value::Map(entries) => {
                entries.iter().map(|(entry, node)| (entry.key.clone(), entry.line, Some(node))).collect()
            }
            _ => self.texts_of(key, node).into_iter().map(|(text, line)| (text, line, None)).collect(),
        };
        for (name, line, node) in names {
            self.line = line;
            // What a service has of itself.
            if name == "default" {
                continue;
            }
            let is_first = self.spec.options.network.is_none();
            let (name, by_project) = file.named("networks", &name);
            self.value(key, "network", &name);
            if by_project && is_first {
                self.remark(key, RemarkProblem::ProjectName { name });
            }
            let Some(node) = node.filter(|_| is_first) else { continue };
            for (entry, value) in node.entries() {
                self.line = entry.line;
                let flag = match entry.key.as_str() {
                    "aliases" => "network-alias",
                    "ipv4_address" => "ip",
                    "ipv6_address" => "ip6",
                    "mac_address" => "mac-address",
                    other => {
                        self.remark(&format!("{key}.{other}"), RemarkProblem::NoField {});
                        continue;
                    }
                };
                for (text, _) in self.texts_of(key, value) {
                    self.value(key, flag, &text);
                }
            }
        }
    }

    pub(super) fn health(&mut self, key: &str, node: &Node) {
        if node.get("disable").is_some_and(Node::is_true) {
            self.spec.options.health.off = true;
            return;
        }
        for (entry, value) in node.entries() {
            self.line = entry.line;
            let flag = match entry.key.as_str() {
                "test" => {
                    self.test(key, value);
                    continue;
                }
                "interval" => "health-interval",
                "timeout" => "health-timeout",
                "retries" => "health-retries",
                "start_period" => "health-start-period",
                "disable" => continue,
                other => {
                    self.remark(&format!("{key}.{other}"), RemarkProblem::NoField {});
                    continue;
                }
            };
            if let Some(text) = self.text_of(key, value) {
                self.value(key, flag, &text);
            }
        }
    }

    fn test(&mut self, key: &str, node: &Node) {
        let Value::List(_) = node.value else {
            if let Some(text) = self.text_of(key, node) {
                self.value(key, "health-cmd", &text);
            }
            return;
        };
        let words: Vec<String> = self.texts_of(key, node).into_iter().map(|(text, _)| text).collect();
        let line = match words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
            Some(("NONE", _)) => {
                self.spec.options.health.off = true;
                return;
            }
            Some(("CMD-SHELL", [line])) => line.clone(),
            Some(("CMD", words)) => berth_runner::shell_line(words),
            _ => return self.remark(key, RemarkProblem::OtherShape {}),
        };
        self.value(key, "health-cmd", &line);
    }

    pub(super) fn ulimits(&mut self, key: &str, node: &Node) {
        for (entry, value) in node.entries() {
            self.line = entry.line;
            let mut part = |node: Option<&Node>| node.and_then(|node| self.text_of(key, node));
            let text = match (part(value.get("soft")), part(value.get("hard"))) {
                (Some(soft), Some(hard)) => Some(format!("{soft}:{hard}")),
                (one, other) => one.or(other).or_else(|| self.text_of(key, value)),
            };
            if let Some(text) = text {
                self.value(key, "ulimit", &format!("{}={text}", entry.key));
            }
        }
    }

    pub(super) fn logging(&mut self, key: &str, node: &Node) {
        if let Some(driver) = node.get("driver").and_then(|node| self.text_of(key, node)) {
            self.value(key, "log-driver", &driver);
        }
        let options = node.get("options").map(|node| self.texts_of(key, node));
        for (text, line) in options.unwrap_or_default() {
            self.line = line;
            self.value(key, "log-opt", &text);
        }
        self.others(key, node, &["driver", "options"]);
    }

    pub(super) fn deploy(&mut self, key: &str, node: &Node) {
        for (entry, part) in node.entries() {
            self.line = entry.line;
            match entry.key.as_str() {
                "resources" => {
                    for (list, flags) in [
                        (
                            "limits",
                            [("cpus", "cpus"), ("memory", "memory"), ("pids", "pids-limit")].as_slice(),
                        ),
                        ("reservations", [("memory", "memory-reservation")].as_slice()),
                    ] {
                        let Some(part) = part.get(list) else { continue };
                        for (name, flag) in flags {
                            if let Some(text) = part.get(name).and_then(|node| self.text_of(key, node)) {
                                self.value(key, flag, &text);
                            }
                        }
                        let known: Vec<&str> = flags.iter().map(|(name, _)| *name).collect();
                        self.others(&format!("{key}.resources.{list}"), part, &known);
                    }
                }
                "restart_policy" => self.restart(key, part),
                "labels" => self.remark("deploy.labels", RemarkProblem::NoField {}),
                other => self.remark(&format!("{key}.{other}"), RemarkProblem::NoField {}),
            }
        }
    }

    fn restart(&mut self, key: &str, node: &Node) {
        let condition = node.get("condition").and_then(|node| self.text_of(key, node));
        let tries = node.get("max_attempts").and_then(|node| self.text_of(key, node));
        let policy = match (condition.as_deref().unwrap_or("any"), tries) {
            ("none", _) => "no".to_owned(),
            ("on-failure", Some(tries)) => format!("on-failure:{tries}"),
            ("on-failure", None) => "on-failure".to_owned(),
            _ => "always".to_owned(),
        };
        self.value(key, "restart", &policy);
        self.others(&format!("{key}.restart_policy"), node, &["condition", "max_attempts"]);
    }
}
