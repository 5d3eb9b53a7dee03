//! Engines: which there are, where they are, how they speak.

mod contexts;
mod detach_keys;
mod discover;
mod health;
mod settings;

use std::path::PathBuf;
use std::process::Command;

use crate::args::DETACH_KEYS;
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::process::Environment;
use crate::search;

pub(crate) use detach_keys::detach_bytes;
use detach_keys::detach_keys;
pub use health::{Health, HealthStatus};
pub use settings::ClusterSettings;

/// The flag of `kubectl` that names a context.
const CONTEXT_FLAG: &str = "--context";

/// A container runtime reached through its CLI: which family, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engine {
    /// The family of its client.
    pub kind: EngineKind,
    /// `podman`, `docker`, `docker:CONTEXT`, `podman:CONNECTION`, `kubernetes:CONTEXT[/NAMESPACE]`.
    pub id: String,
    /// The absolute path of its client.
    pub binary: PathBuf,
    /// What comes before the verb in every call, e.g. `--context NAME`.
    pub global_args: Vec<String>,
    /// Where it is: `unix://…`, `ssh://…`. Part of its identity: the same id at another
    /// endpoint is another engine. Empty where it was not asked for.
    pub endpoint: String,
    /// A virtual machine of podman's own, on this machine and with its files.
    pub machine: bool,
    /// The namespace whose pods are its sessions, of a cluster; an engine has none.
    pub namespace: Option<String>,
    /// Whether Berth changes what it did not start on a cluster, too; on engines it does.
    pub changes_others: bool,
}

impl Engine {
    /// The local engine of a family whose client is at `binary`, an absolute path.
    pub fn new(kind: EngineKind, binary: PathBuf) -> Self {
        let id = kind.word().to_owned();
        Self {
            kind,
            id,
            binary,
            global_args: Vec::new(),
            endpoint: String::new(),
            machine: false,
            namespace: None,
            changes_others: false,
        }
    }

    /// The named engine, or the first that is installed: podman, then docker.
    ///
    /// It need not answer; [`crate::Runner::health`] tells whether it does.
    ///
    /// # Errors
    /// Its client is not installed.
    pub fn find(kind: Option<EngineKind>) -> Result<Self> {
        match kind {
            Some(kind) => search::program(kind.program())
                .map(|binary| Self::new(kind, binary))
                .ok_or_else(|| not_installed(kind)),
            None => [EngineKind::Podman, EngineKind::Docker]
                .into_iter()
                .find_map(|kind| Self::find(Some(kind)).ok())
                .ok_or(Error::EngineNotFound {
                    engine: "A container engine (podman or docker)".to_owned(),
                    url: EngineKind::Podman.url(),
                }),
        }
    }

    /// Whether host paths are those of this machine, as far as its endpoint tells, or
    /// where it is not known the environment: `DOCKER_HOST` and `CONTAINER_HOST` may name
    /// another one.
    pub fn is_local(&self) -> bool {
        if self.machine {
            return true;
        }
        if !self.endpoint.is_empty() {
            return is_local_address(&self.endpoint);
        }
        let variable = match self.kind {
            EngineKind::Podman => "CONTAINER_HOST",
            EngineKind::Docker => "DOCKER_HOST",
            // Its nodes have files of their own.
            EngineKind::Kubernetes => return false,
        };
        std::env::var(variable).map_or(true, |host| is_local_address(&host))
    }

    /// Whether a network is between its client and the engine, one of this machine's own included.
    pub fn is_remote(&self) -> bool {
        self.machine || !self.is_local()
    }

    /// Whether the client itself runs the containers, with nothing between: podman on Linux,
    /// unless it was told of a connection.
    pub(crate) fn is_its_own(&self) -> bool {
        let told =
            ["CONTAINER_HOST", "CONTAINER_CONNECTION"].into_iter().any(|key| std::env::var_os(key).is_some());
        cfg!(target_os = "linux") && self.kind == EngineKind::Podman && self.global_args.is_empty() && !told
    }

    /// Whether it runs without root, where its client is the engine. Then `podman info` would say so as well, but it
    /// asks the package manager for the versions of its helpers first, which takes 0.3 s on Debian, and 1 s on a busy machine.
    pub(crate) fn own_rootless(&self) -> Option<bool> {
        self.is_its_own().then(|| !is_root())
    }

    /// Whether its client may write its output to a pipe instead of a pseudo-terminal: podman's
    /// clients ask only their standard input about the terminal, docker's and kubectl take the
    /// size from their output.
    pub fn client_may_be_piped(&self) -> bool {
        self.kind == EngineKind::Podman
    }

    /// The context of `kubectl` that leads to a cluster; empty of an engine.
    pub(crate) fn context(&self) -> &str {
        match (&self.namespace, self.global_args.iter().position(|arg| arg == CONTEXT_FLAG)) {
            (Some(_), Some(at)) => self.global_args.get(at + 1).map_or("", String::as_str),
            _ => "",
        }
    }

    /// The client with these arguments, for a PTY or the caller's own streams.
    ///
    /// End it with SIGKILL and reap it: docker's attach ignores SIGTERM and SIGINT
    /// (observed with 28.2). The session goes on without it.
    pub(crate) fn client(&self, args: &[String]) -> Command {
        let Environment { set, remove } = Environment::of_clients();
        let mut command = Command::new(&self.binary);
        command.args(&self.global_args);
        for arg in args {
            if arg == DETACH_KEYS {
                command.arg(detach_keys(&args[0], !self.is_its_own()));
            } else {
                command.arg(arg);
            }
        }
        for key in remove {
            command.env_remove(key);
        }
        command.envs(set);
        command
    }
}

fn not_installed(kind: EngineKind) -> Error {
    Error::EngineNotFound { engine: kind.to_string(), url: kind.url() }
}

/// Whether programs of this process run as root.
#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

fn is_local_address(host: &str) -> bool {
    host.is_empty() || ["unix://", "npipe://"].iter().any(|scheme| host.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::is_local_address;

    #[test]
    fn only_sockets_and_pipes_are_of_this_machine() {
        for local in ["", "unix:///run/user/1000/docker.sock", "npipe:////./pipe/docker_engine"] {
            assert!(is_local_address(local), "{local}");
        }
        for remote in ["tcp://10.0.0.2:2375", "ssh://ann@server", "http://10.0.0.2"] {
            assert!(!is_local_address(remote), "{remote}");
        }
    }
}
