//! A home of a test's own: nothing of the machine's clients is read or changed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use berth_runner::{Engine, EngineKind};

use super::tools::{tool, write};
use crate::engines::program_name;

/// A home folder, and clients that live in it.
#[derive(Debug)]
pub struct Home {
    folder: PathBuf,
}

impl Home {
    /// Makes one in a folder, with a key for SSH.
    pub fn new(folder: PathBuf) -> Self {
        for sub in [".ssh", ".docker", "bin"] {
            fs::create_dir_all(folder.join(sub)).expect("a folder");
        }
        let home = Self { folder };
        home.new_key();
        let at = |name: &str| home.ssh(name).display().to_string();
        // ssh takes the home from the user database, whatever HOME says.
        let config = format!(
            "Host *\n IdentityFile {}\n IdentitiesOnly yes\n UserKnownHostsFile {}\n \
             GlobalKnownHostsFile /dev/null\n BatchMode yes\n",
            at("id"),
            at("known_hosts"),
        );
        write(&home.ssh("config"), &config);
        write(&home.folder.join("containers.conf"), "[engine]\n");
        home.program("ssh", &format!("exec {} -F '{}' \"$@\"", real("ssh"), at("config")));
        for kind in [EngineKind::Podman, EngineKind::Docker] {
            let word = program_name(kind);
            let folder = home.folder.display();
            let script = format!(
                "unset DOCKER_HOST DOCKER_CONTEXT CONTAINER_HOST CONTAINER_CONNECTION SSH_AUTH_SOCK\n\
                 export HOME='{folder}' DOCKER_CONFIG='{folder}/.docker' \
                 CONTAINERS_CONF='{folder}/containers.conf' PATH='{folder}/bin':\"$PATH\"\n\
                 exec {} \"$@\"",
                real(word)
            );
            home.program(word, &script);
        }
        home
    }

    fn program(&self, name: &str, script: &str) {
        let path = self.bin().join(name);
        write(&path, &format!("#!/bin/sh\n{script}\n"));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("its rights");
    }

    /// Where its clients are, for a PATH.
    pub fn bin(&self) -> PathBuf {
        self.folder.join("bin")
    }

    /// A file that SSH reads.
    pub fn ssh(&self, name: &str) -> PathBuf {
        self.folder.join(".ssh").join(name)
    }

    /// A key that no machine knows takes the place of the one there is.
    pub fn new_key(&self) {
        for name in ["id", "id.pub"] {
            let _ = fs::remove_file(self.ssh(name));
        }
        keygen(&self.ssh("id"));
    }

    /// Makes a docker context.
    pub fn context(&self, name: &str, endpoint: &str) {
        let docker = self.bin().join("docker");
        let docker = docker.display().to_string();
        tool(&self.folder, &docker, &["context", "create", name, "--docker", &format!("host={endpoint}")]);
    }

    /// Makes a podman connection. Written by hand: `system connection add` of 4.3 connects,
    /// and forgets the path of the socket.
    pub fn connection(&self, name: &str, uri: &str) {
        let path = self.folder.join("containers.conf");
        let mut text = fs::read_to_string(&path).expect("its settings");
        let identity = self.ssh("id");
        text.push_str(&format!(
            "[engine.service_destinations.{name}]\nuri = \"{uri}\"\nidentity = \"{}\"\n",
            identity.display()
        ));
        write(&path, &text);
    }

    /// The engine that the home's client knows by that name, as Berth discovers it.
    pub async fn engine(&self, kind: EngineKind, name: &str) -> Engine {
        let known = Engine::known_to(kind, &self.bin().join(program_name(kind))).await;
        let id = format!("{kind}:{name}");
        let ids: Vec<String> = known.iter().map(|engine| engine.id.clone()).collect();
        let found = known.into_iter().find(|engine| engine.id == id);
        found.unwrap_or_else(|| panic!("{id} was not discovered, only {ids:?}"))
    }
}

/// The client that the machine has, past the tests' own ones.
fn real(name: &str) -> String {
    let own = Path::new("berth-engines").join("bin");
    let mut found = which::which_all(name).unwrap_or_else(|e| panic!("{name}: {e}"));
    let found = found.find(|path| !path.parent().is_some_and(|folder| folder.ends_with(&own)));
    found.unwrap_or_else(|| panic!("{name} is missing; './dev test' installs it")).display().to_string()
}

/// Makes a key pair, without a passphrase.
pub(super) fn keygen(path: &Path) {
    let path = path.display().to_string();
    tool(Path::new("/"), "ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", &path]);
}
