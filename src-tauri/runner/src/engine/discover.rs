//! Every engine that this person's clients know, near and far.
//!
//! Each is pinned: what the plain client would use is found out once, and named in every
//! call from then on, so that `docker context use` in some shell redirects nothing here.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::settings::ClusterSettings;
use super::{Engine, contexts, is_root, not_installed};
use crate::args::{self, Invocation};
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::parse::endpoints::{self, Endpoint};
use crate::process::{self, Call, Caps, Streams};
use crate::search;

/// How long a client may take to say what it knows; it asks no engine.
const LIMIT: Duration = Duration::from_secs(5);

impl Engine {
    /// The local podman and docker, every podman connection and every docker context.
    ///
    /// `podman` and `docker` are what the plain clients would use, by `DOCKER_HOST`,
    /// `DOCKER_CONTEXT`, `CONTAINER_HOST`, `CONTAINER_CONNECTION` and their own settings;
    /// what leads to the same endpoint is not listed again. A client that does not say
    /// what it knows within 5 s has its plain engine only. Asks no engine.
    pub async fn discover() -> Vec<Self> {
        let (podman, docker) = tokio::join!(of(EngineKind::Podman), of(EngineKind::Docker));
        podman.into_iter().chain(docker).collect()
    }

    /// The clusters that the person has turned on. One whose context is there no longer says so itself. Without
    /// `kubectl` there is none. Asks no cluster.
    pub async fn clusters(settings: &ClusterSettings) -> Vec<Self> {
        if settings.shown.is_empty() {
            return Vec::new();
        }
        let kind = EngineKind::Kubernetes;
        let Some(binary) = search::program_async(kind.program()).await else { return Vec::new() };
        let printed = ask(kind, &binary, args::kube_contexts()).await;
        let mut seen = HashSet::new();
        let places = settings.shown.iter().filter(|place| seen.insert(*place));
        places.map(|place| contexts::shown(place, &binary, &printed).allowed_by(settings)).collect()
    }

    /// The engines of one client: its plain one, and every connection or context that it
    /// knows by name. `binary` is an absolute path.
    pub async fn known_to(kind: EngineKind, binary: &Path) -> Vec<Self> {
        all(kind, binary, &known(kind, binary).await, env)
    }

    /// The engine of an id: `podman`, `docker`, `podman:CONNECTION`, `docker:CONTEXT`,
    /// `kubernetes:CONTEXT[/NAMESPACE]`.
    ///
    /// # Errors
    /// Its client is not installed, or knows no such endpoint.
    pub async fn by_id(id: &str) -> Result<Self> {
        let (word, endpoint) =
            id.split_once(':').map_or((id, None), |(word, endpoint)| (word, Some(endpoint)));
        let Some(kind) = EngineKind::from_word(word) else {
            return Err(Error::UnknownEngine { engine: id.to_owned(), known: "podman, docker".to_owned() });
        };
        let binary = search::program_async(kind.program()).await.ok_or_else(|| not_installed(kind))?;
        if kind == EngineKind::Kubernetes {
            return contexts::by_id(id, &binary, endpoint, &ask(kind, &binary, args::kube_contexts()).await);
        }
        let known = known(kind, &binary).await;
        let Some(name) = endpoint else {
            return Ok(plain(kind, binary, &known, env));
        };
        match known.iter().find(|known| known.name == name) {
            Some(endpoint) => Ok(at(kind, &binary, endpoint, id.to_owned())),
            None => {
                let ids = known.iter().map(|endpoint| format!("{kind}:{}", endpoint.name));
                let known: Vec<String> = [kind.word().to_owned()].into_iter().chain(ids).collect();
                Err(Error::UnknownEngine { engine: id.to_owned(), known: known.join(", ") })
            }
        }
    }
}

async fn of(kind: EngineKind) -> Vec<Engine> {
    match search::program_async(kind.program()).await {
        Some(binary) => Engine::known_to(kind, &binary).await,
        None => Vec::new(),
    }
}

async fn known(kind: EngineKind, binary: &Path) -> Vec<Endpoint> {
    let invocation = match kind {
        EngineKind::Podman => args::connections(),
        _ => args::contexts(),
    };
    endpoints::parse(&ask(kind, binary, invocation).await)
}

/// What a client prints of the places that it knows; nothing where it does not say.
async fn ask(kind: EngineKind, binary: &Path, invocation: Invocation) -> Vec<u8> {
    let call = Call {
        program: binary,
        args: invocation.args,
        env: Vec::new(),
        env_file: Vec::new(),
        input: None,
        limit: LIMIT,
        folder: None,
        streams: Streams::Apart,
        stdin: None,
        asked_to_end: false,
    };
    match process::collect(call, Caps::default()).await {
        Ok(output) if output.success() => output.stdout,
        // podman in docker's clothes has no contexts; the plain engine is there all the same.
        Ok(output) => {
            tracing::debug!(%kind, stderr = output.stderr_text(), "the client does not say where engines are");
            Vec::new()
        }
        Err(failure) => {
            tracing::warn!(%kind, ?failure, "the client does not say where engines are");
            Vec::new()
        }
    }
}

fn env(key: &str) -> Option<String> {
    std::env::var(key).ok().filter(|value| !value.is_empty())
}

fn all(kind: EngineKind, binary: &Path, known: &[Endpoint], env: fn(&str) -> Option<String>) -> Vec<Engine> {
    let plain = plain(kind, binary.to_owned(), known, env);
    let mut seen = HashSet::from([plain.endpoint.clone()]);
    let mut engines = vec![plain];
    for endpoint in known {
        let engine = at(kind, binary, endpoint, format!("{kind}:{}", endpoint.name));
        let is_plain = engines.first().is_some_and(|plain| plain.global_args == engine.global_args);
        // Contexts of one address differ in their certificates: one may get in where
        // another doesn't.
        let has_certificates = kind == EngineKind::Docker && endpoint.address.starts_with("tcp://");
        if !is_plain && (seen.insert(endpoint.address.clone()) || has_certificates) {
            engines.push(engine);
        }
    }
    engines
}

/// What the plain client would use, pinned where it has a name.
fn plain(kind: EngineKind, binary: PathBuf, known: &[Endpoint], env: fn(&str) -> Option<String>) -> Engine {
    let id = kind.word().to_owned();
    let unnamed = |endpoint: String| Engine { endpoint, ..Engine::new(kind, binary.clone()) };
    match kind {
        // The client has looked at the variables itself.
        EngineKind::Docker | EngineKind::Kubernetes => match known.iter().find(|endpoint| endpoint.current) {
            Some(endpoint) => at(kind, &binary, endpoint, id),
            None => unnamed(env("DOCKER_HOST").unwrap_or_default()),
        },
        EngineKind::Podman => {
            if let Some(host) = env("CONTAINER_HOST") {
                return unnamed(host);
            }
            let named = env("CONTAINER_CONNECTION");
            let endpoint = match &named {
                Some(name) => known.iter().find(|endpoint| endpoint.name == *name),
                // On Linux podman is its own engine, whatever the default connection is.
                None if cfg!(target_os = "linux") => return unnamed(own_socket(env)),
                None => known.iter().find(|endpoint| endpoint.current),
            };
            endpoint.map_or_else(|| unnamed(String::new()), |endpoint| at(kind, &binary, endpoint, id))
        }
    }
}

fn at(kind: EngineKind, binary: &Path, endpoint: &Endpoint, id: String) -> Engine {
    let flag = match kind {
        EngineKind::Podman => "--connection",
        EngineKind::Docker | EngineKind::Kubernetes => "--context",
    };
    Engine {
        kind,
        id,
        binary: binary.to_owned(),
        global_args: vec![flag.to_owned(), endpoint.name.clone()],
        endpoint: endpoint.address.clone(),
        machine: endpoint.machine,
        namespace: None,
        changes_others: false,
    }
}

/// Where the service of this user's podman listens, if it does: a connection that leads
/// there sees the same containers.
fn own_socket(env: fn(&str) -> Option<String>) -> String {
    match env("XDG_RUNTIME_DIR").filter(|_| !is_root()) {
        Some(folder) => format!("unix://{folder}/podman/podman.sock"),
        None => "unix:///run/podman/podman.sock".to_owned(),
    }
}

#[cfg(test)]
mod tests;
