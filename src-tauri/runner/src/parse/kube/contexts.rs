//! What `kubectl config view` says of contexts, see [`crate::args::kube::contexts`].

use serde_json::Value;

/// A namespace when nobody names one.
pub const DEFAULT: &str = "default";

/// A context of `kubectl`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Its name, which may have any character.
    pub name: String,
    /// Its namespace, or `default`.
    pub namespace: String,
    /// The URL of its cluster's API; empty where it names none.
    pub server: String,
    /// The one that is used when nobody names one.
    pub current: bool,
}

/// The contexts of all files of `KUBECONFIG`, as kubectl joins them.
pub fn contexts(printed: &[u8]) -> Vec<Context> {
    let text = String::from_utf8_lossy(printed);
    let mut lines = text.lines();
    let mut list = || -> Vec<Value> {
        lines.next().and_then(|line| serde_json::from_str(line).ok()).unwrap_or_default()
    };
    let (contexts, clusters) = (list(), list());
    let current = lines.next().unwrap_or_default();
    let text =
        |value: &Value, pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let server = |name: &str| {
        let cluster =
            clusters.iter().find(|cluster| cluster.get("name").and_then(Value::as_str) == Some(name))?;
        text(cluster, "/cluster/server")
    };
    let context = |context: &Value| {
        let name = text(context, "/name")?;
        let namespace = text(context, "/context/namespace").filter(|namespace| !namespace.is_empty());
        let cluster = text(context, "/context/cluster").unwrap_or_default();
        Some(Context {
            current: name == current,
            name,
            namespace: namespace.unwrap_or_else(|| DEFAULT.to_owned()),
            server: server(&cluster).unwrap_or_default(),
        })
    };
    contexts.iter().filter_map(context).collect()
}
