//! One service to one session.

use berth_runner::{EngineKind, duration, split};

use super::File;
use super::keys::{KEYS, Shape};
use crate::draft::{Draft, References};
use crate::flags::Flag;
use crate::import::ImportedSession;
use crate::remark::{Remark, RemarkProblem};
use crate::tree::{Entry, Node, Value};

pub(super) fn read(file: &File<'_>, entry: &Entry, service: &Node) -> (ImportedSession, Vec<Remark>) {
    let mut draft = Draft::new(EngineKind::Docker, References::default());
    draft.prefix = format!("services.{}.", entry.key);
    draft.line = entry.line;
    let given = service.get("container_name").is_some();
    if !given {
        draft.name("", &entry.key);
    }
    for (entry, node) in service.entries() {
        draft.line = entry.line;
        draft.key(file, &entry.key, node);
    }
    draft.line = entry.line;
    let (spec, remarks) = draft.finish("image");
    (ImportedSession { spec, engine: String::new() }, remarks)
}

impl Draft {
    fn key(&mut self, file: &File<'_>, key: &str, node: &Node) {
        if let Some((_, flag, shape)) = KEYS.iter().find(|(known, ..)| *known == key) {
            return self.simple(key, flag, *shape, node);
        }
        match key {
            "image" => {
                if let Some(image) = self.text_of(key, node).and_then(|text| self.plain(key, &text)) {
                    self.spec.image = image;
                }
            }
            "command" => {
                if let Some(words) = self.words(key, node) {
                    self.spec.command = self.command(key, &words);
                }
            }
            "entrypoint" => {
                if let Some(words) = self.words(key, node) {
                    self.spec.options.entrypoint = Some(self.command(key, &words));
                }
            }
            "environment" => {
                for (text, line) in self.texts_of(key, node) {
                    self.line = line;
                    self.value(key, "env", &text);
                }
            }
            "tty" => self.tty = node.is_true(),
            "stdin_open" => self.interactive = node.is_true(),
            "ports" => self.ports(key, node),
            "volumes" => self.volumes(file, key, node),
            "networks" => self.networks(file, key, node),
            "healthcheck" => self.health(key, node),
            "ulimits" => self.ulimits(key, node),
            "logging" => self.logging(key, node),
            "deploy" => self.deploy(key, node),
            "stop_grace_period" => match self.text_of(key, node).as_deref().map(seconds) {
                Some(Some(seconds)) => self.spec.options.stop_timeout = Some(seconds),
                _ => self.remark(key, RemarkProblem::OtherShape {}),
            },
            "env_file" => {
                let files: Vec<String> = match &node.value {
                    Value::List(items) => items.iter().filter_map(file_of).collect(),
                    _ => file_of(node).into_iter().collect(),
                };
                self.remark(key, RemarkProblem::EnvironmentFile { file: files.join(", ") });
            }
            "depends_on" | "links" | "volumes_from" => {
                let names: Vec<String> = match &node.value {
                    Value::Map(entries) => entries.iter().map(|(entry, _)| entry.key.clone()).collect(),
                    _ => self.texts_of(key, node).into_iter().map(|(text, _)| text).collect(),
                };
                self.remark(key, RemarkProblem::StartsFirst { names: names.join(", ") });
            }
            "build" => self.remark(key, RemarkProblem::BuildsImage {}),
            _ if key.starts_with("x-") || key == "attach" || key == "pull_policy" => {}
            _ => self.remark(key, RemarkProblem::NoField {}),
        }
    }

    fn simple(&mut self, key: &str, flag: &str, shape: Shape, node: &Node) {
        let flag_of = |value: Option<String>, line| Flag { name: flag.to_owned(), value, line, own: true };
        match shape {
            Shape::Truth => self.flag(key, &flag_of(Some(node.is_true().to_string()), node.line)),
            Shape::One | Shape::Number => {
                if let Some(text) = self.text_of(key, node) {
                    // A service's network or process space is that of its session.
                    let text = match text.strip_prefix("service:") {
                        Some(name) => format!("container:{name}"),
                        None => text,
                    };
                    self.flag(key, &flag_of(Some(text), node.line));
                }
            }
            Shape::List => {
                for (text, line) in self.texts_of(key, node) {
                    self.flag(key, &flag_of(Some(text), line));
                }
            }
        }
    }

    /// A text is split as compose does, a list is argv.
    pub(super) fn words(&mut self, key: &str, node: &Node) -> Option<Vec<String>> {
        if let Value::List(_) = node.value {
            return Some(self.texts_of(key, node).into_iter().map(|(text, _)| text).collect());
        }
        let text = self.text_of(key, node)?;
        match split(&text) {
            Ok(words) => Some(words),
            Err(rule) => {
                self.rule(key, rule.into());
                None
            }
        }
    }
}

fn file_of(node: &Node) -> Option<String> {
    node.text().or_else(|| node.get("path").and_then(Node::text)).map(str::to_owned)
}

/// `1m30s` as seconds; parts of one count as a whole.
pub(crate) fn seconds(text: &str) -> Option<i32> {
    let time = duration(text)?;
    i32::try_from(time.as_secs() + u64::from(time.subsec_nanos() > 0)).ok()
}
