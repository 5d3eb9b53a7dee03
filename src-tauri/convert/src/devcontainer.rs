//! `devcontainer.json`: what makes its container. Its tools inside are an editor's.

use berth_runner::EngineKind;

use crate::draft::{Draft, References};
use crate::import::{ImportForm, Imported, ImportedSession};
use crate::line::take_flags;
use crate::mount;
use crate::remark::RemarkProblem;
use crate::tree::{self, Node, Value};

/// Reads the file of a dev container; `folder` is that of the file, in the workspace or in its `.devcontainer`.
pub(crate) fn read(text: &str, folder: Option<&str>) -> Imported {
    let form = ImportForm::Devcontainer;
    let tree = match tree::json(&References::clean(text)) {
        Ok(tree) => tree,
        Err((line, problem)) => return Imported::refused(form, line, problem),
    };
    let workspace = folder.map(workspace_of);
    let mut draft = Draft::new(EngineKind::Docker, References::default());
    // A shell waits in most images, and an editor would start one.
    (draft.tty, draft.interactive) = (true, true);
    let mut reader = Reader { draft: &mut draft, workspace, inside: None };
    reader.inside = tree.get("workspaceFolder").and_then(Node::text).map(str::to_owned);
    for (entry, node) in tree.entries() {
        reader.draft.line = entry.line;
        reader.key(&entry.key, node);
    }
    reader.folder(&tree);
    // That of `runArgs` is the container's.
    if let (true, Some(node)) = (draft.spec.name.is_empty(), tree.get("name"))
        && let Some(name) = node.text()
    {
        draft.line = node.line;
        draft.name("name", name);
    }
    draft.line = 1;
    let (spec, mut remarks) = draft.finish("image");
    remarks.sort_by_key(|remark| remark.line);
    Imported { form, sessions: vec![ImportedSession { spec, engine: String::new() }], remarks }
}

fn workspace_of(folder: &str) -> String {
    let trimmed = folder.trim_end_matches(['/', '\\']);
    let parent = trimmed.strip_suffix(".devcontainer").map(|parent| parent.trim_end_matches(['/', '\\']));
    parent.unwrap_or(trimmed).to_owned()
}

struct Reader<'a> {
    draft: &'a mut Draft,
    workspace: Option<String>,
    /// The workspace inside.
    inside: Option<String>,
}

impl Reader<'_> {
    fn key(&mut self, key: &str, node: &Node) {
        match key {
            "image" => self
                .one(node, |draft, text| draft.spec.image = draft.plain("image", &text).unwrap_or_default()),
            "runArgs" => {
                let words: Vec<(String, u32)> = self.list(node);
                take_flags(self.draft, key, &words);
            }
            "mounts" => {
                let Value::List(items) = &node.value else { return };
                for item in items {
                    self.draft.line = item.line;
                    if let Some(text) = item.text() {
                        let text = self.known(text);
                        mount::take(self.draft, key, &text);
                    } else {
                        let field = |(entry, node): &(tree::Entry, Node)| {
                            (entry.key.clone(), node.text().map(|text| self.known(text)))
                        };
                        let fields: Vec<_> = item.entries().iter().map(field).collect();
                        mount::fields_of(self.draft, key, &fields);
                    }
                }
            }
            "containerEnv" | "remoteEnv" => {
                for (entry, value) in node.entries() {
                    self.draft.line = entry.line;
                    // Of the tools inside alone.
                    if key == "remoteEnv" {
                        self.draft.remark(&format!("{key}.{}", entry.key), RemarkProblem::ToolOfEditor {});
                    } else if let Some(text) = value.text() {
                        let text = self.known(text);
                        self.draft.value(key, "env", &format!("{}={text}", entry.key));
                    }
                }
            }
            // That of the container wins, wherever it stands.
            "remoteUser" => self.one(node, |draft, text| {
                if draft.spec.options.user.is_none() {
                    draft.value("remoteUser", "user", &text);
                }
            }),
            "containerUser" => self.one(node, |draft, text| draft.value("containerUser", "user", &text)),
            "forwardPorts" | "appPort" => {
                let texts = match &node.value {
                    Value::List(_) => self.list(node),
                    _ => node.text().map(|text| (text.to_owned(), node.line)).into_iter().collect(),
                };
                for (text, line) in texts {
                    self.draft.line = line;
                    match (text.parse::<u16>(), key) {
                        // An editor forwards to this machine alone.
                        (Ok(port), "forwardPorts") => {
                            self.draft.value(key, "publish", &format!("127.0.0.1:{port}:{port}"))
                        }
                        (Ok(port), _) => self.draft.value(key, "publish", &format!("{port}:{port}")),
                        (Err(_), "appPort") => self.draft.value(key, "publish", &text),
                        // That of another container.
                        (Err(_), _) => self.draft.remark(key, RemarkProblem::NoField {}),
                    }
                }
            }
            "privileged" if node.is_true() => self.draft.spec.options.extra.push("--privileged".to_owned()),
            "init" => self.draft.spec.options.init = node.is_true(),
            "capAdd" | "securityOpt" => {
                let flag = if key == "capAdd" { "cap-add" } else { "security-opt" };
                for (text, line) in self.list(node) {
                    self.draft.line = line;
                    self.draft.value(key, flag, &text);
                }
            }
            "build" | "dockerFile" => self.draft.remark(key, RemarkProblem::BuildsImage {}),
            "name" | "$schema" | "workspaceFolder" | "workspaceMount" | "privileged" | "context" => {}
            "features"
            | "customizations"
            | "portsAttributes"
            | "otherPortsAttributes"
            | "postCreateCommand"
            | "postStartCommand"
            | "postAttachCommand"
            | "onCreateCommand"
            | "updateContentCommand"
            | "userEnvProbe"
            | "updateRemoteUserUID"
            | "waitFor"
            | "shutdownAction"
            | "overrideFeatureInstallOrder" => {
                self.draft.remark(key, RemarkProblem::ToolOfEditor {});
            }
            _ => self.draft.remark(key, RemarkProblem::NoField {}),
        }
    }

    fn one(&mut self, node: &Node, take: impl FnOnce(&mut Draft, String)) {
        if let Some(text) = node.text() {
            let text = self.known(text);
            take(self.draft, text);
        }
    }

    fn list(&mut self, node: &Node) -> Vec<(String, u32)> {
        let Value::List(items) = &node.value else { return Vec::new() };
        items.iter().filter_map(|item| Some((self.known(item.text()?), item.line))).collect()
    }

    /// The folder that is worked in.
    fn folder(&mut self, tree: &Node) {
        if let Some(inside) = self.inside.clone() {
            self.draft.spec.working_dir = self.draft.plain("workspaceFolder", &inside).unwrap_or_default();
        }
        if let Some(node) = tree.get("workspaceMount") {
            self.draft.line = node.line;
            let text = self.known(node.text().unwrap_or_default());
            // Nothing is mounted by "".
            if !text.is_empty() {
                mount::take(self.draft, "workspaceMount", &text);
            }
        } else if let Some(workspace) = self.workspace.clone() {
            let last = workspace.rsplit(['/', '\\']).next().unwrap_or_default();
            let inside = self.inside.clone().unwrap_or_else(|| format!("/workspaces/{last}"));
            self.draft.volume(&format!("{workspace}:{inside}"));
            self.draft.spec.working_dir = inside;
        }
    }

    /// Puts in what is known: `${localWorkspaceFolder}` and the like; the environment is the host's.
    fn known(&mut self, text: &str) -> String {
        let (mut out, mut rest) = (String::new(), text);
        while let Some((before, after)) = rest.split_once("${") {
            out.push_str(before);
            let Some((name, next)) = after.split_once('}') else {
                rest = after;
                out.push_str("${");
                continue;
            };
            let last = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            let value = match name {
                "localWorkspaceFolder" => self.workspace.clone(),
                "localWorkspaceFolderBasename" => self.workspace.as_deref().map(last),
                "containerWorkspaceFolder" => self.inside.clone(),
                "containerWorkspaceFolderBasename" => self.inside.as_deref().map(last),
                _ => None,
            };
            match value {
                Some(value) => out.push_str(&value),
                // A volume of a spec knows the variables of the host by their plain names.
                None => {
                    let variable = name.strip_prefix("localEnv:").unwrap_or(name);
                    out.extend(self.draft.references.mark(&format!("${{{variable}}}")));
                }
            }
            rest = next;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{
  // For everyone.
  "name": "My box",
  "image": "debian:12",
  "runArgs": ["--cap-add=SYS_PTRACE", "--network", "host",
    "--hostname", "box"],
  "mounts": ["source=cache,target=/cache,type=volume",
    {"source": "${localEnv:HOME}/.ssh", "target": "/ssh", "type": "bind"}],
  "containerEnv": {"A": "1", "B": "${localEnv:TOKEN}"},
  "remoteUser": "dev",
  "forwardPorts": [3000, "db:5432"],
  "workspaceFolder": "/work",
  "postCreateCommand": "make",
  "features": {}, /* none */
}"#;

    #[test]
    fn what_makes_the_container_is_taken_and_the_rest_is_said() {
        let imported = read(FILE, Some("/home/ann/shop/.devcontainer"));
        let spec = &imported.sessions[0].spec;
        assert_eq!((spec.name.as_str(), spec.image.as_str()), ("My-box", "debian:12"));
        assert_eq!(spec.volumes, ["cache:/cache", "${HOME}/.ssh:/ssh", "/home/ann/shop:/work"]);
        assert_eq!(spec.ports, ["127.0.0.1:3000:3000"]);
        assert_eq!((spec.working_dir.as_str(), spec.options.user.as_deref()), ("/work", Some("dev")));
        assert_eq!(
            (spec.options.network.as_deref(), spec.options.hostname.as_deref()),
            (Some("host"), Some("box"))
        );
        assert_eq!(
            (&spec.options.cap_add, spec.options.no_terminal),
            (&vec!["SYS_PTRACE".to_owned()], false)
        );
        let keys: Vec<_> = imported.remarks.iter().map(|remark| (remark.line, remark.key.as_str())).collect();
        assert_eq!(
            keys,
            [
                (3, "name"),
                (9, "containerEnv"),
                (11, "forwardPorts"),
                (13, "postCreateCommand"),
                (14, "features")
            ]
        );
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_line() {
        let imported = read("{\n\"image\": }", None);
        assert!(imported.sessions.is_empty());
        assert_eq!(imported.remarks[0].line, 2);
    }
}
