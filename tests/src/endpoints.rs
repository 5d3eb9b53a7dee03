//! Clients that know more than their plain engine: a docker context and two podman
//! connections, to a service with root and to one without.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use berth_runner::EngineKind;
use tempfile::TempDir;

use crate::daemon::Daemon;
use crate::engines::{Engines, IMAGE};
use crate::wait::until;
use crate::window::{Setup, add_client};

/// The podman connection to the service of the tests' own podman.
pub const SERVICE: &str = "test-service";
/// The podman connection to the service of a podman without root.
pub const ROOTLESS: &str = "test-user";
/// The docker context of the tests' own docker.
pub const CONTEXT: &str = "test-context";

/// Plain `podman` is the tests' own; plain `docker` is a daemon that does not run. Beside them
/// [`SERVICE`], [`ROOTLESS`] and [`CONTEXT`].
#[derive(Debug)]
pub struct Endpoints {
    folder: TempDir,
}

impl Endpoints {
    pub fn new() -> Self {
        // A unix socket's path ends at 107 bytes.
        let folder = TempDir::new_in("/tmp").expect("a folder");
        let endpoints = Self { folder };
        let engines = Engines::get();
        let given = |wanted: &str| {
            let found = engines.env.iter().find(|(key, _)| key == wanted);
            &found.unwrap_or_else(|| panic!("the engines tell {wanted}")).1
        };
        fs::create_dir(endpoints.clients()).expect("a folder for clients");

        let mut conf = fs::read_to_string(given("CONTAINERS_CONF")).expect("podman's settings");
        for name in [SERVICE, ROOTLESS] {
            let uri = endpoints.address(name);
            conf.push_str(&format!("[engine.service_destinations.{name}]\nuri = \"{uri}\"\n"));
        }
        let own = endpoints.at("containers.conf");
        fs::write(&own, conf).expect("settings");
        let variables = format!(
            "CONTAINERS_CONF='{}' CONTAINERS_STORAGE_CONF='{}'",
            own.display(),
            given("CONTAINERS_STORAGE_CONF")
        );
        add_client(&endpoints.clients(), EngineKind::Podman, &variables, &installed("podman"));

        let config = endpoints.at("docker");
        let variables = format!("DOCKER_CONFIG='{}'", config.display());
        add_client(&endpoints.clients(), EngineKind::Docker, &variables, &installed("docker"));
        let host = format!("host={}", given("DOCKER_HOST"));
        let made = Command::new(endpoints.clients().join("docker"))
            .args(["context", "create", CONTEXT, "--docker", &host])
            .env_remove("DOCKER_HOST")
            .env_remove("DOCKER_CONTEXT")
            .output()
            .expect("docker runs");
        assert!(made.status.success(), "{made:?}");
        endpoints
    }

    /// A window's environment with these clients.
    pub fn setup(&self) -> Setup {
        Setup::path(&self.clients())
    }

    /// The address of a podman connection.
    pub fn address(&self, name: &str) -> String {
        format!("unix://{}", self.at(&format!("{name}.sock")).display())
    }

    /// Starts the service of the tests' own podman, until it is stopped or dropped.
    pub fn start_service(&self) -> Daemon {
        let program = Engines::get().program(EngineKind::Podman);
        self.service(SERVICE, &mut Command::new(program))
    }

    /// Starts the service of a podman that runs without root, as another user.
    pub fn start_rootless(&self) -> RootlessPodman {
        let mut rootless = RootlessPodman { home: self.at("user"), service: None };
        rootless.prepare(&self.folder);
        rootless.service = Some(self.service(ROOTLESS, &mut rootless.podman()));
        rootless
    }

    fn service(&self, name: &str, podman: &mut Command) -> Daemon {
        let socket = self.at(&format!("{name}.sock"));
        // A service that was stopped leaves its socket behind (podman 4.3).
        let _ = fs::remove_file(&socket);
        let daemon = Daemon::run(podman.args(["system", "service", "--time=0", &self.address(name)]));
        until("podman's socket", || socket.exists().then_some(()));
        daemon
    }

    fn clients(&self) -> PathBuf {
        self.at("clients")
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Default for Endpoints {
    fn default() -> Self {
        Self::new()
    }
}

/// A podman of the user `nobody`. Emptied when dropped.
#[derive(Debug)]
pub struct RootlessPodman {
    home: PathBuf,
    service: Option<Daemon>,
}

impl RootlessPodman {
    /// The user has no subordinate ids, so all files of an image belong to the user; and it
    /// shares the network of the machine, which needs no helper.
    fn prepare(&self, place: &TempDir) {
        for folder in ["", "run"] {
            fs::create_dir(self.home.join(folder)).expect("a folder");
        }
        let at = |name: &str| self.home.join(name).display().to_string();
        let storage = format!(
            "[storage]\ndriver = \"vfs\"\ngraphroot = \"{}\"\nrunroot = \"{}\"\n\
             [storage.options.vfs]\nignore_chown_errors = \"true\"\n",
            at("storage"),
            at("run/containers"),
        );
        fs::write(at("storage.conf"), storage).expect("settings");
        let containers = format!(
            "[containers]\nlog_driver = \"k8s-file\"\nnetns = \"host\"\n\
             default_ulimits = [\"nofile=20000:20000\", \"nproc=4096:4096\"]\n\
             [engine]\ncgroup_manager = \"cgroupfs\"\nevents_logger = \"file\"\nlock_type = \"file\"\n\
             runtime = \"runc\"\ntmp_dir = \"{}\"\n",
            at("run/tmp"),
        );
        fs::write(at("containers.conf"), containers).expect("settings");
        let archive = at("image.tar");
        Engines::get().ask(EngineKind::Podman, &["save", "-o", &archive, IMAGE]);
        let home = self.home.display().to_string();
        for args in [&["-R", "nobody", &home][..], &["nobody", &place.path().display().to_string()]] {
            let given = Command::new("chown").args(args).status().expect("chown runs");
            assert!(given.success(), "chown {args:?}");
        }
        self.ask(&["load", "-i", &archive]);
    }

    /// Runs this podman, past Berth.
    pub fn ask(&self, args: &[&str]) {
        let output = self.podman().args(args).output().expect("podman runs");
        assert!(output.status.success(), "podman {args:?}: {output:?}");
    }

    fn podman(&self) -> Command {
        let at = |name: &str| self.home.join(name);
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"])
            .arg(installed("podman"))
            .current_dir("/")
            .env("HOME", &self.home)
            .env("XDG_RUNTIME_DIR", at("run"))
            .env("CONTAINERS_CONF", at("containers.conf"))
            .env("CONTAINERS_STORAGE_CONF", at("storage.conf"))
            .env_remove("CONTAINER_HOST")
            .env_remove("CONTAINER_CONNECTION");
        command
    }
}

impl Drop for RootlessPodman {
    fn drop(&mut self) {
        let _ = self.podman().args(["rm", "-fa", "-t", "0"]).output();
        self.service = None;
    }
}

fn installed(program: &str) -> PathBuf {
    let own = Path::new("berth-engines").join("bin");
    let mut found = which::which_all(program).unwrap_or_else(|e| panic!("{program}: {e}"));
    let found = found.find(|path| !path.parent().is_some_and(|folder| folder.ends_with(&own)));
    found.unwrap_or_else(|| panic!("{program} is missing; './dev test' installs it"))
}
