//! Clusters: a context of `kubectl` and one of its namespaces.
//!
//! Both are named in every call, so that `kubectl config use-context` in some shell redirects
//! nothing here.

use std::path::Path;

use super::{CONTEXT_FLAG, Engine};
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::parse::kube::{self, Context, DEFAULT};

/// The longest name of a namespace: a label of DNS.
const MAX_NAMESPACE: usize = 63;

/// The engine of an id, whose part behind `kubernetes:` is `place`: the current context without it.
///
/// # Errors
/// kubectl knows no such context.
pub(super) fn by_id(id: &str, binary: &Path, place: Option<&str>, printed: &[u8]) -> Result<Engine> {
    let known = kube::contexts(printed);
    let found = match place {
        Some(place) => find(&known, place),
        None => known.iter().find(|context| context.current).map(|context| (context, &*context.namespace)),
    };
    match found {
        Some((context, namespace)) => Ok(at(id, binary, context, namespace)),
        None => {
            let ids: Vec<String> =
                known.iter().map(|context| format!("kubernetes:{}", context.name)).collect();
            Err(Error::UnknownEngine { engine: id.to_owned(), known: ids.join(", ") })
        }
    }
}

/// The cluster at a place that the person named; of a context that kubectl does not know, too.
pub(super) fn shown(place: &str, binary: &Path, printed: &[u8]) -> Engine {
    let id = format!("{}:{place}", EngineKind::Kubernetes);
    by_id(&id, binary, Some(place), printed).unwrap_or_else(|_| {
        let context = Context {
            name: place.to_owned(),
            namespace: String::new(),
            server: String::new(),
            current: false,
        };
        at(&id, binary, &context, DEFAULT)
    })
}

/// `CONTEXT` or `CONTEXT/NAMESPACE`. Contexts may have slashes in their names, so that the whole is
/// looked for first.
fn find<'a>(known: &'a [Context], place: &'a str) -> Option<(&'a Context, &'a str)> {
    let named = |name: &str| known.iter().find(|context| context.name == name);
    if let Some(context) = named(place) {
        return Some((context, &context.namespace));
    }
    let (name, namespace) = place.rsplit_once('/')?;
    Some((named(name)?, namespace)).filter(|_| is_namespace(namespace))
}

fn is_namespace(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=MAX_NAMESPACE).contains(&text.len())
        && text.bytes().all(inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn at(id: &str, binary: &Path, context: &Context, namespace: &str) -> Engine {
    let args = [CONTEXT_FLAG, &context.name, "--namespace", namespace];
    Engine {
        id: id.to_owned(),
        global_args: args.map(str::to_owned).to_vec(),
        endpoint: context.server.clone(),
        namespace: Some(namespace.to_owned()),
        ..Engine::new(EngineKind::Kubernetes, binary.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &[u8] = br#"[{"context":{"cluster":"c"},"name":"a/b"},{"context":{"cluster":"c","namespace":"team"},"name":"dev"},{"context":{"cluster":"c"},"name":"arn:aws:eks:eu:1:cluster/x"}]
[{"cluster":{"server":"https://10.1.2.3:6443"},"name":"c"}]
dev"#;

    fn found(id: &str) -> Option<String> {
        let place = id.split_once(':').map(|(_, place)| place);
        let engine = by_id(id, Path::new("/usr/bin/kubectl"), place, PRINTED).ok()?;
        assert_eq!((engine.id.as_str(), engine.endpoint.as_str()), (id, "https://10.1.2.3:6443"));
        assert!(!engine.is_local() && engine.is_remote() && !engine.is_its_own());
        Some(engine.global_args.join(" "))
    }

    #[test]
    fn a_context_and_its_namespace() {
        for (id, args) in [
            ("kubernetes", "--context dev --namespace team"),
            ("kubernetes:dev", "--context dev --namespace team"),
            ("kubernetes:dev/other", "--context dev --namespace other"),
            ("kubernetes:a/b", "--context a/b --namespace default"),
            ("kubernetes:a/b/c-1", "--context a/b --namespace c-1"),
            (
                "kubernetes:arn:aws:eks:eu:1:cluster/x/team",
                "--context arn:aws:eks:eu:1:cluster/x --namespace team",
            ),
        ] {
            assert_eq!(found(id).as_deref(), Some(args), "{id}");
        }
    }

    #[test]
    fn what_the_person_turned_on_is_there_whatever_kubectl_knows() {
        let at = |place| shown(place, Path::new("/usr/bin/kubectl"), PRINTED);
        let known = at("dev/other");
        assert_eq!(
            (known.id.as_str(), known.context(), known.namespace.as_deref()),
            ("kubernetes:dev/other", "dev", Some("other"))
        );
        let gone = at("gone");
        assert_eq!(
            (gone.id.as_str(), gone.context(), gone.namespace.as_deref()),
            ("kubernetes:gone", "gone", Some("default"))
        );
        assert!(gone.is_remote());
    }

    #[test]
    fn what_kubectl_does_not_know_is_none() {
        for id in [
            "kubernetes:nope",
            "kubernetes:dev/",
            "kubernetes:dev/A",
            "kubernetes:dev/-x",
            "kubernetes:dev/a/b",
            "kubernetes:",
        ] {
            assert_eq!(found(id), None, "{id}");
        }
        let error =
            by_id("kubernetes:x", Path::new("/k"), Some("x"), PRINTED).map_err(|error| error.to_string());
        assert!(error.is_err_and(|error| error.contains("kubernetes:a/b, kubernetes:dev")));
    }
}
