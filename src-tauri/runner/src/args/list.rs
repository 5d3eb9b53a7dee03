//! Questions about containers and pods.

use super::invocation::Invocation;
use crate::kind::EngineKind;
use crate::protect;
use crate::session::{LABEL_OWNER, LABEL_TOKEN, OWNER};

/// A line of JSON a container. The id only: asked for all with `{{json .}}`, docker's
/// client (28.2) has the daemon measure the disk use of every container.
const ID_ROW: &str = r#"{"ID":{{json .ID}}}"#;

/// Every container.
pub fn list() -> Invocation {
    Invocation::flags_only(&["ps", "-a", "--no-trunc", "--format", ID_ROW])
}

/// Containers that Berth created.
pub fn list_own() -> Invocation {
    labelled(LABEL_OWNER, OWNER)
}

/// Those that one start created.
pub fn list_of_token(token: &str) -> Invocation {
    labelled(LABEL_TOKEN, token)
}

pub(super) fn labelled(key: &str, value: &str) -> Invocation {
    let filter = format!("label={key}={value}");
    Invocation::flags_only(&["ps", "-a", "--no-trunc", "--filter", &filter, "--format", ID_ROW])
}

/// What the list says of containers that can't be inspected, by their ids or a part of their
/// name. podman has `Labels` as a map, docker as text that can't be split, so that those in
/// question are asked for one by one.
pub fn list_row(kind: EngineKind, ids: &[&str], name: Option<&str>) -> Invocation {
    let labels = match kind {
        EngineKind::Podman => "{{json .Labels}}".to_owned(),
        _ => {
            let label = |key: &&str| format!(r#""{key}":{{{{json (.Label "{key}")}}}}"#);
            let known = [LABEL_OWNER, LABEL_TOKEN];
            format!("{{{}}}", known.iter().chain(&protect::LABELS).map(label).collect::<Vec<_>>().join(","))
        }
    };
    let field = |name: &str| format!(r#""{name}":{{{{json .{name}}}}}"#);
    let fields = ["ID", "Names", "Image", "Status", "CreatedAt"].map(field).join(",");
    let format = format!(r#"{{{fields},"Labels":{labels}}}"#);
    let filters = ids.iter().map(|id| format!("id={id}")).chain(name.map(|name| format!("name={name}")));
    let filters = filters.flat_map(|filter| ["--filter".to_owned(), filter]);
    let args = ["ps", "-a", "--no-trunc", "--format", &format].map(str::to_owned);
    Invocation { args: args.into_iter().chain(filters).collect(), ..Invocation::default() }
}

/// podman's pods, a line of JSON each.
pub fn pods() -> Invocation {
    let row = r#"{"ID":{{json .Id}},"Name":{{json .Name}}}"#;
    Invocation::flags_only(&["pod", "ps", "--no-trunc", "--format", row])
}

/// Everything about containers, by id or name: an array on podman, an object a line on docker.
pub fn inspect<S: AsRef<str>>(ids: &[S]) -> Invocation {
    Invocation::new(&["container", "inspect", "--format", "{{json .}}"], ids.iter().map(AsRef::as_ref))
}
