//! The environment of a window: the engines that it finds, by its PATH alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use berth_runner::EngineKind;
use tempfile::TempDir;

use crate::engines::{Engines, IMAGE, Start, program_name};

/// Which colours the system asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scheme {
    #[default]
    Light,
    Dark,
}

pub struct Setup {
    path: PathBuf,
    scheme: Scheme,
    env: Vec<(String, String)>,
    arguments: Vec<String>,
    settings: Option<String>,
    /// Dropped with the window.
    _client: Option<TempDir>,
    podman: Option<NewPodman>,
}

impl Setup {
    /// Nothing on the PATH but what is in `folder`.
    pub fn path(folder: &Path) -> Self {
        let (env, arguments) = (Vec::new(), Vec::new());
        let (path, scheme) = (folder.to_path_buf(), Scheme::default());
        Self { path, scheme, env, arguments, settings: None, _client: None, podman: None }
    }

    /// The tests' own engines, with only the client of `kind` on the PATH.
    pub fn with_engines(kind: EngineKind) -> Self {
        Self::with_client(client(kind, "", &Engines::get().program(kind)))
    }

    /// The tests' own engines, both.
    pub fn with_both_engines() -> Self {
        let folder = tempfile::tempdir().expect("a folder for clients");
        for kind in [EngineKind::Podman, EngineKind::Docker] {
            add_client(folder.path(), kind, "", &Engines::get().program(kind));
        }
        Self::with_client(folder)
    }

    /// Of the clients in `folder`, only the one of `kind`.
    pub fn with_client_of(kind: EngineKind, folder: &Path) -> Self {
        Self::with_client(client(kind, "", &folder.join(program_name(kind))))
    }

    /// The engine of a machine of the test's own; open its window with [`Machine::app`].
    #[cfg(target_os = "linux")]
    pub fn with_machine(machine: &crate::machine::Machine) -> Self {
        Self::with_client(machine.client())
    }

    fn with_client(client: TempDir) -> Self {
        let setup = Self::path(client.path());
        Self { _client: Some(client), ..setup }
    }

    /// Sets a variable in the app's environment.
    pub fn env(mut self, key: &str, value: &str) -> Self {
        self.env.push((key.to_owned(), value.to_owned()));
        self
    }

    /// Gives the app an argument.
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    pub fn arguments(&self) -> &[String] {
        &self.arguments
    }

    /// What is in the person's `config.toml` when the app opens for the first time.
    pub fn settings(self, settings: &str) -> Self {
        Self { settings: Some(settings.to_owned()), ..self }
    }

    /// Writes the settings into a new home.
    pub(super) fn configure(&self, home: &Path) {
        let Some(settings) = &self.settings else { return };
        let folder = home.join("config/berth");
        std::fs::create_dir_all(&folder).expect("a folder for settings");
        std::fs::write(folder.join("config.toml"), settings).expect("settings");
    }

    pub fn variables(&self) -> &[(String, String)] {
        &self.env
    }

    /// The client of a docker daemon of the test's own at `host`, which need not be there yet.
    pub fn with_docker_at(host: &str) -> Self {
        let program = which::which("docker").expect("docker's client");
        Self::with_client(client(EngineKind::Docker, &format!("DOCKER_HOST='{host}'"), &program))
    }

    /// A new podman: it has no session and no image.
    pub fn with_new_podman() -> Self {
        let podman = NewPodman::new();
        let setup = Self::path(podman.client.path());
        Self { podman: Some(podman), ..setup }
    }

    pub fn scheme(self, scheme: Scheme) -> Self {
        Self { scheme, ..self }
    }

    pub fn folder(&self) -> &Path {
        &self.path
    }

    /// Puts a program onto its PATH: a script for `sh`.
    pub fn program(&self, name: &str, script: &str) {
        let program = self.path.join(name);
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("a program");
        make_runnable(&program);
    }

    /// The folder where the new podman keeps everything.
    pub fn storage(&self) -> &Path {
        self.podman.as_ref().expect("a setup with a new podman").storage.path()
    }

    /// The GTK theme that asks for these colours.
    pub fn gtk_theme(&self) -> &'static str {
        match self.scheme {
            Scheme::Light => "Adwaita",
            Scheme::Dark => "Adwaita:dark",
        }
    }

    /// Runs the new podman's client, past Berth.
    pub fn ask(&self, args: &[&str]) {
        self.asker(EngineKind::Podman)(args);
    }

    /// A function that runs an engine's client, past Berth, also while a window has this setup.
    pub fn asker(&self, kind: EngineKind) -> impl Fn(&[&str]) + use<> {
        let client = self.path.join(program_name(kind));
        move |args| {
            let output = Command::new(&client).args(args).output().expect("the engine's client runs");
            assert!(output.status.success(), "{} {args:?}: {output:?}", client.display());
        }
    }

    /// A container of the new podman, past Berth: `setup.start("other").run()`.
    pub fn start(&self, name: &str) -> Start<&Self> {
        Start::new(self, name)
    }

    /// Gives the new podman the image of the tests.
    pub fn import_image(&self) {
        self.import(IMAGE);
    }

    /// Gives the new podman an image of the tests' own.
    pub fn import(&self, image: &str) {
        let rootfs = tempfile::Builder::new().suffix(".tar").tempfile().expect("a file");
        let path = rootfs.path().display().to_string();
        Engines::get().ask(EngineKind::Podman, &["save", "-o", &path, image]);
        self.ask(&["load", "-i", &path]);
    }
}

impl Start<&Setup> {
    /// Starts it.
    pub fn run(self) {
        self.owner().ask(&self.run_args());
    }

    /// Makes it without starting it.
    pub fn create(self) {
        self.owner().ask(&self.create_args());
    }
}

/// A folder that holds the client of `kind` and nothing else.
fn client(kind: EngineKind, variables: &str, program: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for one client");
    add_client(folder.path(), kind, variables, program);
    folder
}

/// Puts a way to an engine into a folder: `program`, with these variables set.
pub(crate) fn add_client(folder: &Path, kind: EngineKind, variables: &str, program: &Path) {
    let client = folder.join(program_name(kind));
    // The engine itself needs its helpers, which are on the test's PATH.
    let path = std::env::var("PATH").unwrap_or_default();
    let script =
        format!("#!/bin/sh\nexport {variables} PATH='{path}'\nexec '{}' \"$@\"\n", program.display());
    std::fs::write(&client, script).expect("a way to the engine");
    make_runnable(&client);
}

#[cfg(unix)]
fn make_runnable(program: &Path) {
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(program, mode).expect("a program that can be run");
}

#[cfg(not(unix))]
fn make_runnable(_: &Path) {}

/// A podman like the tests' own, with storage of its own; emptied when dropped.
struct NewPodman {
    client: TempDir,
    storage: TempDir,
}

impl NewPodman {
    fn new() -> Self {
        let storage = tempfile::tempdir().expect("a folder for a podman");
        let engines = Engines::get();
        let given = |wanted: &str| {
            let found = engines.env.iter().find(|(key, _)| key == wanted);
            PathBuf::from(&found.unwrap_or_else(|| panic!("the engines tell {wanted}")).1)
        };
        let mut variables = String::new();
        for key in ["CONTAINERS_CONF", "CONTAINERS_STORAGE_CONF"] {
            let old = given(key);
            let place = old.parent().expect("a folder").display().to_string();
            let text = std::fs::read_to_string(&old).expect("podman's configuration");
            let own = storage.path().join(key);
            std::fs::write(&own, text.replace(&place, &storage.path().display().to_string()))
                .expect("a configuration");
            variables += &format!("{key}='{}' ", own.display());
        }
        std::fs::create_dir(storage.path().join("networks")).expect("a folder for networks");
        let program = which::which("podman").expect("podman");
        Self { client: client(EngineKind::Podman, &variables, &program), storage }
    }
}

impl Drop for NewPodman {
    fn drop(&mut self) {
        let emptied =
            Command::new(self.client.path().join("podman")).args(["rm", "-afv", "-t", "0"]).output();
        if !emptied.is_ok_and(|output| output.status.success()) {
            eprintln!("a test's podman could not be emptied");
        }
    }
}
