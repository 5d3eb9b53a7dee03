//! Every engine that this person's clients know, near and far.
//!
//! Each is pinned: what the plain client would use is found out once, and named in every
//! call from then on, so that `docker context use` in some shell redirects nothing here.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Engine, is_root, not_installed};
use crate::args;
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

    /// The engines of one client: its plain one, and every connection or context that it
    /// knows by name. `binary` is an absolute path.
    pub async fn known_to(kind: EngineKind, binary: &Path) -> Vec<Self> {
        all(kind, binary, &known(kind, binary).await, env)
    }

    /// The engine of an id: `podman`, `docker`, `podman:CONNECTION`, `docker:CONTEXT`.
    ///
    /// # Errors
    /// Its client is not installed, or knows no such endpoint.
    pub async fn by_id(id: &str) -> Result<Self> {
        let (word, endpoint) =
            id.split_once(':').map_or((id, None), |(word, endpoint)| (word, Some(endpoint)));
        let Some(kind) = EngineKind::from_word(word) else {
            return Err(Error::UnknownEngine { engine: id.to_owned(), known: "podman, docker".to_owned() });
        };
        let binary = search::program_async(kind.word()).await.ok_or_else(|| not_installed(kind))?;
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
    match search::program_async(kind.word()).await {
        Some(binary) => Engine::known_to(kind, &binary).await,
        None => Vec::new(),
    }
}

async fn known(kind: EngineKind, binary: &Path) -> Vec<Endpoint> {
    let invocation = match kind {
        EngineKind::Podman => args::connections(),
        EngineKind::Docker => args::contexts(),
    };
    let call = Call {
        program: binary,
        args: invocation.args,
        env: Vec::new(),
        env_file: Vec::new(),
        limit: LIMIT,
        folder: None,
        streams: Streams::Apart,
        stdin: None,
        asked_to_end: false,
    };
    match process::collect(call, Caps::default()).await {
        Ok(output) if output.success() => endpoints::parse(&output.stdout),
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
        EngineKind::Docker => match known.iter().find(|endpoint| endpoint.current) {
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
        EngineKind::Docker => "--context",
    };
    Engine {
        kind,
        id,
        binary: binary.to_owned(),
        global_args: vec![flag.to_owned(), endpoint.name.clone()],
        endpoint: endpoint.address.clone(),
        machine: endpoint.machine,
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
mod tests {
    use super::*;

    fn endpoint(name: &str, address: &str, current: bool) -> Endpoint {
        Endpoint { name: name.to_owned(), address: address.to_owned(), current, machine: false }
    }

    fn ids(engines: &[Engine]) -> Vec<(&str, &str)> {
        engines.iter().map(|engine| (engine.id.as_str(), engine.endpoint.as_str())).collect()
    }

    const DOCKER: &str = "/usr/bin/docker";
    const PODMAN: &str = "/usr/bin/podman";

    #[test]
    fn the_current_context_is_docker_and_is_pinned() {
        let known = [
            endpoint("default", "unix:///var/run/docker.sock", false),
            endpoint("desktop", "unix:///home/ann/.docker/docker.sock", true),
            endpoint("same", "unix:///home/ann/.docker/docker.sock", false),
            endpoint("far", "ssh://ann@far", false),
        ];
        let engines = all(EngineKind::Docker, Path::new(DOCKER), &known, |_| None);
        assert_eq!(
            ids(&engines),
            [
                ("docker", "unix:///home/ann/.docker/docker.sock"),
                ("docker:default", "unix:///var/run/docker.sock"),
                ("docker:far", "ssh://ann@far")
            ]
        );
        let args: Vec<_> = engines.iter().map(|engine| engine.global_args.join(" ")).collect();
        assert_eq!(args, ["--context desktop", "--context default", "--context far"]);
        assert!(engines.iter().map(Engine::is_local).eq([true, true, false]));
    }

    #[test]
    fn contexts_of_one_address_differ_in_their_certificates() {
        let known = [
            endpoint("ann", "tcp://far:2376", true),
            endpoint("bob", "tcp://far:2376", false),
            endpoint("a", "ssh://ann@far", false),
            endpoint("b", "ssh://ann@far", false),
        ];
        let engines = all(EngineKind::Docker, Path::new(DOCKER), &known, |_| None);
        let ids: Vec<_> = engines.iter().map(|engine| engine.id.as_str()).collect();
        assert_eq!(ids, ["docker", "docker:bob", "docker:a"]);
    }

    #[test]
    fn podman_heeds_its_variables() {
        let known = [
            endpoint("a", "ssh://ann@a/run/podman/podman.sock", true),
            endpoint("b", "ssh://ann@b/x", false),
        ];
        let of = |env| {
            ids(&all(EngineKind::Podman, Path::new(PODMAN), &known, env))
                .into_iter()
                .map(|(id, endpoint)| format!("{id} {endpoint}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of(|key| (key == "CONTAINER_HOST").then(|| "unix:///x.sock".to_owned())),
            [
                "podman unix:///x.sock",
                "podman:a ssh://ann@a/run/podman/podman.sock",
                "podman:b ssh://ann@b/x"
            ]
        );
        assert_eq!(
            of(|key| (key == "CONTAINER_CONNECTION").then(|| "b".to_owned())),
            ["podman ssh://ann@b/x", "podman:a ssh://ann@a/run/podman/podman.sock"]
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn on_linux_podman_is_its_own_engine() {
        let env = |key: &str| (key == "XDG_RUNTIME_DIR").then(|| "/run/user/7".to_owned());
        let own = if is_root() {
            "unix:///run/podman/podman.sock"
        } else {
            "unix:///run/user/7/podman/podman.sock"
        };
        let known = [endpoint("own", own, true), endpoint("b", "ssh://ann@b/x", false)];
        let engines = all(EngineKind::Podman, Path::new(PODMAN), &known, env);
        assert_eq!(ids(&engines), [("podman", own), ("podman:b", "ssh://ann@b/x")]);
        assert_eq!(engines.first().map(|engine| engine.global_args.len()), Some(0));
    }

    #[test]
    fn a_client_that_knows_nothing_has_its_plain_engine() {
        for (kind, key) in [(EngineKind::Docker, "DOCKER_HOST"), (EngineKind::Podman, "CONTAINER_HOST")] {
            let env: fn(&str) -> Option<String> =
                |key| key.ends_with("_HOST").then(|| "tcp://10.0.0.2:2375".to_owned());
            let engines = all(kind, Path::new("/x"), &[], env);
            assert_eq!(ids(&engines), [(kind.word(), "tcp://10.0.0.2:2375")], "{key}");
            assert!(engines.iter().all(|engine| engine.global_args.is_empty() && !engine.is_local()));
        }
    }
}
