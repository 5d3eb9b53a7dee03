//! Real engines of the tests' own: `tests/engines/up` brings them up, `down` removes them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use berth_runner::EngineKind;

/// A busybox image that both engines have; nothing can be pulled in a test.
pub const IMAGE: &str = "berth-test:latest";

/// Podman and docker, up and answering.
#[derive(Debug)]
pub struct Engines {
    /// What leads a program to them: for `berthctl` and the app.
    pub env: Vec<(String, String)>,
    bin: PathBuf,
}

impl Engines {
    /// Brings them up, once a machine. Panics when an engine is missing: a test that
    /// needs one fails without it, it is never skipped.
    pub fn get() -> &'static Self {
        static ENGINES: OnceLock<Engines> = OnceLock::new();
        ENGINES.get_or_init(|| {
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

    /// Asks an engine directly, past Berth, as a person would: stdout, trimmed.
    ///
    /// Panics when the engine refuses.
    pub fn ask(&self, kind: EngineKind, args: &[&str]) -> String {
        match self.try_ask(kind, args) {
            Ok(answer) => answer,
            Err(complaint) => panic!("{} {}: {complaint}", program_name(kind), args.join(" ")),
        }
    }

    /// Asks an engine directly; what it complains of when it refuses.
    pub fn try_ask(&self, kind: EngineKind, args: &[&str]) -> Result<String, String> {
        let mut command = Command::new(self.program(kind));
        // conmon 2.1 leaves a file `oom` in the folder where it was started.
        command.args(args).current_dir(std::env::temp_dir());
        let output = command.output().map_err(|e| e.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        }
    }
}

/// What the engine's CLI is called.
pub fn program_name(kind: EngineKind) -> &'static str {
    match kind {
        EngineKind::Podman => "podman",
        EngineKind::Docker => "docker",
    }
}

/// A container's name that no other test has, and its removal when the test ends,
/// however it ends.
#[derive(Debug)]
pub struct Named {
    pub kind: EngineKind,
    pub name: String,
}

impl Named {
    /// `stem` says what the container is for.
    pub fn new(kind: EngineKind, stem: &str) -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { kind, name: format!("bt-{stem}-{}-{number}", std::process::id()) }
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
