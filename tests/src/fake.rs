//! A podman or docker that follows a test's script and records its calls.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use berth_runner::{EngineKind, LABEL_OWNER, LABEL_TOKEN, OWNER};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::engines::program_name;
use crate::script::{CALLS, Call, Rule, SCRIPT, Script, Step, TOKEN, sign_of_life};

/// A fake engine in a folder of its own, which can be put first on a PATH.
#[derive(Debug)]
pub struct FakeEngine {
    pub kind: EngineKind,
    folder: TempDir,
    program: PathBuf,
    script: Script,
}

impl FakeEngine {
    /// `binary` is `env!("CARGO_BIN_EXE_fake-engine")`, which only a test binary knows.
    pub fn new(binary: &str, kind: EngineKind) -> Self {
        // Beside the binary, for a link: a copy is open for writing for a moment, and a
        // process that another test starts just then keeps it so ("text file busy"). Never
        // a symbolic link, which would hide the folder.
        let beside = Path::new(binary).parent().unwrap_or(Path::new("."));
        let folder = TempDir::new_in(beside).unwrap_or_else(|e| panic!("no temporary folder: {e}"));
        let program = folder.path().join(program_name(kind)).with_extension(std::env::consts::EXE_EXTENSION);
        fs::hard_link(binary, &program).unwrap_or_else(|e| panic!("cannot link {binary}: {e}"));
        let script = Script { record_env: vec!["LC_ALL".into(), "NO_COLOR".into()], rules: Vec::new() };
        let fake = Self { kind, folder, program, script };
        fake.write();
        fake
    }

    /// Answers calls whose arguments contain these words, in this order. Earlier rules win.
    pub fn on(&mut self, when: &[&str], steps: impl Into<Vec<Step>>) -> &mut Self {
        self.add(when, (None, None), steps.into())
    }

    /// The same for the first `times` such calls only.
    pub fn first(&mut self, times: usize, when: &[&str], steps: impl Into<Vec<Step>>) -> &mut Self {
        self.add(when, (Some(times), None), steps.into())
    }

    /// The same for such calls until [`FakeEngine::allow`] is called with this word, however many.
    pub fn until(&mut self, word: &str, when: &[&str], steps: impl Into<Vec<Step>>) -> &mut Self {
        self.add(when, (None, Some(word.to_owned())), steps.into())
    }

    fn add(
        &mut self,
        when: &[&str],
        (times, until): (Option<usize>, Option<String>),
        steps: Vec<Step>,
    ) -> &mut Self {
        let when = when.iter().map(|word| (*word).to_owned()).collect();
        self.script.rules.push(Rule { when, times, until, steps });
        self.write();
        self
    }

    /// Records the values of these variables too.
    pub fn record_env(&mut self, keys: &[&str]) -> &mut Self {
        self.script.record_env.extend(keys.iter().map(|key| (*key).to_owned()));
        self.write();
        self
    }

    /// Lets calls go on that wait at [`Step::Await`] for this word.
    pub fn allow(&self, word: &str) {
        let path = self.folder.path().join(word);
        fs::write(&path, "").unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
    }

    fn write(&self) {
        let path = self.folder.path().join(SCRIPT);
        let text = serde_json::to_vec(&self.script).unwrap_or_else(|e| panic!("{e}"));
        fs::write(&path, text).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
    }

    pub fn program(&self) -> &Path {
        &self.program
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Has a program find this engine before all others, and keep what it writes in `home`.
    pub fn found_by(&self, program: &mut Command, home: &Path) {
        let system = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(self.folder().to_owned()).chain(std::env::split_paths(&system));
        program.env("PATH", std::env::join_paths(path).unwrap_or_else(|e| panic!("{e}")));
        program.env("HOME", home).env_remove("DOCKER_HOST").env_remove("CONTAINER_HOST");
        for key in ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"] {
            program.env(key, home);
        }
    }

    /// Every call so far, in order.
    pub fn calls(&self) -> Vec<Call> {
        let text = fs::read_to_string(self.folder.path().join(CALLS)).unwrap_or_default();
        let read = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        text.lines().map(read).collect()
    }

    /// Whether the process of a call still runs.
    pub fn runs(&self, call: &Call) -> bool {
        let path = self.folder.path().join(sign_of_life(call.pid));
        let file = fs::File::open(&path).unwrap_or_else(|e| panic!("cannot open {}: {e}", path.display()));
        file.try_lock().is_err()
    }

    /// The calls that have these words, in this order.
    pub fn calls_with(&self, words: &[&str]) -> Vec<Call> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        self.calls().into_iter().filter(|call| !call.grandchild && fits(&words, &call.args)).collect()
    }
}

/// Whether `words` stand in `args` in this order, others between them or not.
pub fn fits(words: &[String], args: &[String]) -> bool {
    let mut args = args.iter();
    words.iter().all(|word| args.any(|arg| arg == word))
}

/// An id as engines give them, made of one digit.
pub fn id(digit: char) -> String {
    std::iter::repeat_n(digit, 64).collect()
}

/// One container as `container inspect` describes it (podman 4.3.1, docker 20.10.24),
/// reduced to the fields that Berth reads.
pub fn container(kind: EngineKind, id: &str, name: &str, status: &str) -> Value {
    let running = status == "running";
    let began = if status == "created" { "0001-01-01T00:00:00Z" } else { "2024-11-23T12:58:36.5Z" };
    let ended = if status == "exited" { "2024-11-23T12:59:36.5Z" } else { "0001-01-01T00:00:00Z" };
    let (shown, entrypoint) = match kind {
        EngineKind::Podman => (name.to_owned(), json!("")),
        _ => (format!("/{name}"), Value::Null),
    };
    json!({
        "Id": id,
        "Name": shown,
        "Created": "2024-11-23T12:58:35.5Z",
        "Path": "sh",
        "Args": [],
        "State": {
            "Status": status, "Running": running, "Paused": status == "paused", "OOMKilled": false,
            "Pid": if running { 4242 } else { 0 }, "ExitCode": 0, "Error": "",
            "StartedAt": began, "FinishedAt": ended,
        },
        "RestartCount": 0,
        "Config": {
            "Image": "berth-test:latest", "Tty": true, "OpenStdin": true, "Cmd": ["sh"],
            "Entrypoint": entrypoint, "Env": ["PATH=/bin"], "WorkingDir": "/",
            "Labels": { LABEL_OWNER: OWNER, LABEL_TOKEN: TOKEN },
        },
        "HostConfig": { "RestartPolicy": { "Name": "no", "MaximumRetryCount": 0 }, "PortBindings": {} },
        "Mounts": [],
        "NetworkSettings": { "Ports": {} },
    })
}

/// The output of `container inspect` for these containers.
pub fn inspected(containers: &[Value]) -> Step {
    Step::Print(format!("{}\n", json!(containers)))
}

/// The answer of `container inspect` for an unknown container: `[]`, and status 125 or 1.
pub fn not_found(kind: EngineKind, key: &str) -> Vec<Step> {
    let (complaint, status) = match kind {
        EngineKind::Podman => (format!("Error: inspecting object: no such container {key}\n"), 125),
        _ => (format!("Error: No such container: {key}\n"), 1),
    };
    vec![Step::Print("[]\n".into()), Step::Warn(complaint), Step::Exit(status)]
}

/// The output of `ps -a` for these containers, each an id, a name and a state: podman prints
/// an array, docker an object on each line.
pub fn listed(kind: EngineKind, containers: &[(&str, &str, &str)]) -> Step {
    let rows = containers.iter().map(|(id, name, state)| match kind {
        EngineKind::Podman => {
            json!({ "Id": id, "Names": [name], "State": state, "Labels": null, "Ports": null })
        }
        _ => json!({ "ID": id, "Names": name, "State": state, "Labels": "", "Ports": "" }),
    });
    Step::Print(match kind {
        EngineKind::Podman => format!("{}\n", Value::Array(rows.collect())),
        _ => rows.map(|row| format!("{row}\n")).collect(),
    })
}
