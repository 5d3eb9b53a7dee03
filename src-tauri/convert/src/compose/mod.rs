//! Compose files: each service is a session.

pub(crate) mod keys;
mod parts;
mod service;
#[cfg(test)]
mod tests;
mod values;

use crate::draft::References;
use crate::import::{ImportForm, Imported};
use crate::remark::{Remark, RemarkProblem};
use crate::tree::{self, Node};

pub(crate) use service::seconds;

/// Reads a compose file; relative host paths begin in `folder`.
pub(crate) fn read(text: &str, folder: Option<&str>) -> Imported {
    let form = ImportForm::Compose;
    let tree = match tree::yaml(&References::clean(text)) {
        Ok(tree) => tree,
        Err((line, problem)) => return Imported::refused(form, line, problem),
    };
    let services = tree.get("services").map(Node::entries).unwrap_or_default();
    if services.is_empty() {
        return Imported::refused(form, 0, RemarkProblem::NoServices {});
    }
    let mut imported = Imported { form, sessions: Vec::new(), remarks: Vec::new() };
    let file = File { tree: &tree, folder };
    for (entry, service) in services {
        let (session, remarks) = service::read(&file, entry, service);
        imported.sessions.push(session);
        imported.remarks.extend(remarks);
    }
    for (entry, node) in tree.entries() {
        let known = matches!(entry.key.as_str(), "services" | "volumes" | "networks" | "version" | "name");
        if !known && !entry.key.starts_with("x-") {
            imported.remarks.push(Remark::new(&entry.key, entry.line, RemarkProblem::NoField {}));
        }
        // What makes a volume or a network something of its own.
        if matches!(entry.key.as_str(), "volumes" | "networks") {
            for (name, part) in node.entries() {
                for (key, _) in
                    part.entries().iter().filter(|(key, _)| !matches!(key.key.as_str(), "name" | "external"))
                {
                    let path = format!("{}.{}.{}", entry.key, name.key, key.key);
                    imported.remarks.push(Remark::new(&path, key.line, RemarkProblem::NoField {}));
                }
            }
        }
    }
    imported.remarks.sort_by_key(|remark| remark.line);
    imported
}

/// The file as a service sees it.
struct File<'a> {
    tree: &'a Node,
    folder: Option<&'a str>,
}

impl File<'_> {
    /// What the engine calls a volume or a network of the file, and whether compose would call it otherwise.
    fn named(&self, list: &str, name: &str) -> (String, bool) {
        let part = self.tree.get(list).and_then(|all| all.get(name));
        let given = part.and_then(|part| part.get("name")).and_then(Node::text);
        let external = part.and_then(|part| part.get("external")).is_some_and(Node::is_true);
        match given {
            Some(given) => (given.to_owned(), false),
            None => (name.to_owned(), part.is_some() && !external),
        }
    }
}
