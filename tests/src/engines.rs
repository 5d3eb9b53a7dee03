//! Podman and docker for the tests alone: `tests/engines/up` starts them, `down` removes them.
//! Containers for tests are named and started here, too.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use berth_runner::EngineKind;

/// A busybox image that both engines have; nothing can be pulled in a test.
pub const IMAGE: &str = "berth-test:latest";
/// The same on podman, for the infra container of a pod: what runs in it is killed at once.
pub const INFRA_IMAGE: &str = "berth-infra:latest";

/// Podman and docker, up and answering.
#[derive(Debug)]
pub struct Engines {
    /// The variables with which `berthctl` and the app find them.
    pub env: Vec<(String, String)>,
    bin: PathBuf,
}

impl Engines {
    /// Brings them up, once a machine. Panics when an engine is missing: a test that
    /// needs one fails without it, it is never skipped.
    pub fn get() -> &'static Self {
        static ENGINES: OnceLock<Engines> = OnceLock::new();
        ENGINES.get_or_init(|| {
            #[cfg(target_os = "linux")]
            crate::hung::watch();
            let up = Path::new(env!("CARGO_MANIFEST_DIR")).join("engines/up");
            let output = Command::new(&up).output();
            let output = output.unwrap_or_else(|e| panic!("cannot run {}: {e}", up.display()));
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "the engines did not come up: {said}");
            let mut env: Vec<(String, String)> = String::from_utf8_lossy(&output.stdout)
                .lines()
                .filter_map(|line| line.split_once('='))
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect();
            let bin = env.iter().position(|(key, _)| key == "BERTH_ENGINES_BIN");
            let bin = bin.map(|i| env.swap_remove(i).1.into());
            Self { env, bin: bin.unwrap_or_else(|| panic!("{} named no programs", up.display())) }
        })
    }

    /// A program that is this engine's CLI and needs no variables to find its engine.
    pub fn program(&self, kind: EngineKind) -> PathBuf {
        self.bin.join(program_name(kind))
    }

    /// Runs the engine's own client, past Berth, as a person would: its stdout, trimmed.
    ///
    /// Panics when the engine refuses.
    pub fn ask(&self, kind: EngineKind, args: &[&str]) -> String {
        match self.try_ask(kind, args) {
            Ok(answer) => answer,
            Err(complaint) => panic!("{} {}: {complaint}", program_name(kind), args.join(" ")),
        }
    }

    /// Runs the engine's own client: its status and its output. Panics when it cannot be started.
    pub fn run(&self, kind: EngineKind, args: &[&str]) -> Output {
        let output = self.output(kind, args);
        output.unwrap_or_else(|e| panic!("cannot run {}: {e}", program_name(kind)))
    }

    fn output(&self, kind: EngineKind, args: &[&str]) -> std::io::Result<Output> {
        let mut command = Command::new(self.program(kind));
        // conmon 2.1 leaves a file `oom` in the folder where it was started.
        command.args(args).current_dir(std::env::temp_dir()).output()
    }

    /// Runs the engine's own client: its stdout, or its stderr when it fails. Both trimmed.
    pub fn try_ask(&self, kind: EngineKind, args: &[&str]) -> Result<String, String> {
        let output = self.output(kind, args).map_err(|e| e.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        }
    }
}

/// The name of the engine's command-line client.
pub fn program_name(kind: EngineKind) -> &'static str {
    match kind {
        EngineKind::Podman => "podman",
        _ => "docker",
    }
}

/// A name that no other test uses; `stem` says what it is for.
pub(crate) fn new_name(stem: &str) -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("bt-{stem}-{}-{number}", std::process::id())
}

/// The name of a container that no other test uses. The container is removed when this is
/// dropped, however the test ends.
#[derive(Debug)]
pub struct Named {
    pub kind: EngineKind,
    pub name: String,
}

impl Named {
    /// A name for a container that does not exist yet; `stem` says what it is for.
    pub fn new(kind: EngineKind, stem: &str) -> Self {
        Self { kind, name: new_name(stem) }
    }

    /// A container with a new name, past Berth: `Named::start(kind, "echo").script("cat").run()`.
    pub fn start(kind: EngineKind, stem: &str) -> Start<Self> {
        Self::new(kind, stem).starting()
    }

    /// The same for this name.
    pub fn starting(self) -> Start<Self> {
        let name = self.name.clone();
        Start::new(self, &name)
    }

    /// A part of the engine's description of the container, by a Go template.
    pub fn inspect(&self, format: &str) -> String {
        Engines::get().ask(self.kind, &["container", "inspect", "--format", format, "--", &self.name])
    }

    /// The state of the container as the engine calls it, such as `running`.
    pub fn state(&self) -> String {
        self.inspect("{{.State.Status}}")
    }
}

impl Drop for Named {
    fn drop(&mut self) {
        // podman 4.3 takes `-t` here, docker does not; docker does not wait either.
        let quickly: &[&str] = if self.kind == EngineKind::Podman { &["-t", "0"] } else { &[] };
        let args = [&["rm", "-f"], quickly, &["--", &self.name]].concat();
        let _ = Engines::get().try_ask(self.kind, &args);
    }
}

/// A container that is started past Berth, as another program would: of the tests' image,
/// detached, with a terminal, running `sh`, unless told otherwise.
#[derive(Debug)]
#[must_use = "`run` starts it"]
pub struct Start<O> {
    owner: O,
    name: String,
    image: String,
    terminal: bool,
    options: Vec<String>,
    command: Vec<String>,
}

impl<O> Start<O> {
    pub(crate) fn new(owner: O, name: &str) -> Self {
        Self {
            owner,
            name: name.to_owned(),
            image: IMAGE.to_owned(),
            terminal: true,
            options: Vec::new(),
            command: vec!["sh".to_owned()],
        }
    }

    pub fn image(mut self, image: &str) -> Self {
        image.clone_into(&mut self.image);
        self
    }

    /// Without `-it`: its output goes into pipes, and it has no input.
    pub fn without_terminal(mut self) -> Self {
        self.terminal = false;
        self
    }

    /// Further options of the engine's client, before the image.
    pub fn options(mut self, options: &[&str]) -> Self {
        self.options.extend(options.iter().map(|option| (*option).to_owned()));
        self
    }

    /// Runs this command.
    pub fn command(mut self, command: &[&str]) -> Self {
        self.command = command.iter().map(|word| (*word).to_owned()).collect();
        self
    }

    /// Runs this script with `sh -c`.
    pub fn script(self, script: &str) -> Self {
        self.command(&["sh", "-c", script])
    }

    /// A further word of the command: for a script `$0`, then `$1` and so on.
    pub fn arg(mut self, arg: &str) -> Self {
        self.command.push(arg.to_owned());
        self
    }

    pub(crate) fn owner(&self) -> &O {
        &self.owner
    }

    /// The arguments of the engine's client that start it.
    pub fn run_args(&self) -> Vec<&str> {
        self.args(if self.terminal { &["run", "-dit"] } else { &["run", "-d"] })
    }

    /// The arguments of the engine's client that make it and do not start it.
    pub fn create_args(&self) -> Vec<&str> {
        self.args(if self.terminal { &["create", "-it"] } else { &["create"] })
    }

    fn args<'a>(&'a self, verb: &[&'a str]) -> Vec<&'a str> {
        let words = self.options.iter().map(String::as_str);
        let command = self.command.iter().map(String::as_str);
        let all = verb.iter().copied().chain(["--name", &self.name]).chain(words);
        all.chain(["--", &self.image]).chain(command).collect()
    }
}

impl Start<Named> {
    /// Starts it.
    pub fn run(self) -> Named {
        Engines::get().ask(self.owner.kind, &self.run_args());
        self.owner
    }

    /// Makes it without starting it.
    pub fn create(self) -> Named {
        Engines::get().ask(self.owner.kind, &self.create_args());
        self.owner
    }
}
