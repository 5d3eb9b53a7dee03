//! Secrets of what a file defines: in a keyring of the tests' own, and with the engine.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::harness::Harness;
use berth_tests::on_both;

use super::{berthctl, command};
use berth_tests::seen::{Sighting, Watch, files_with};

on_both!(harness: a_secret_of_the_keyring_reaches_the_session_alone,
    a_secret_of_the_engine_reaches_podmans_sessions,
    no_other_process_file_or_log_has_a_secret_while_it_is_handed_on,
    without_a_keyring_it_is_said,
);

const VALUE: &str = "vErYs3cr3t-value";

/// Runs lines of berthctl on a session bus with an unlocked keyring of their own.
fn with_keyring(harness: &Harness, home: &Path, script: &str) -> Output {
    let like = command(harness, &[]);
    let mut shell = Command::new("dbus-run-session");
    shell.args(["--", "sh", "-c"]).arg(format!(
        "set -e; berthctl() {{ '{}' \"$@\"; }}; \
         echo pass | XDG_RUNTIME_DIR='{}' gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; {script}",
        super::program().display(),
        home.display()
    ));
    for (key, value) in like.get_envs() {
        match value {
            Some(value) => shell.env(key, value),
            None => shell.env_remove(key),
        };
    }
    shell.env("XDG_DATA_HOME", home.join("data")).env_remove("GNOME_KEYRING_CONTROL").stdin(Stdio::null());
    shell.output().unwrap()
}

async fn a_secret_of_the_keyring_reaches_the_session_alone(harness: &Harness) {
    let name = harness.name("secret");
    let name = name.name.as_str();
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("sessions.toml");
    fs::write(
        &file,
        format!(
            "[sessions.{name}]\nimage = \"{IMAGE}\"\nsecrets = {{ TOKEN = \"keyring:{name}\" }}\n\
             command = \"sh -c 'echo length ${{#TOKEN}}; exec sleep 1000'\"\n"
        ),
    )
    .unwrap();
    let path = file.display();
    let output = with_keyring(
        harness,
        home.path(),
        &format!(
            "printf '%s\\n' '{VALUE}' | berthctl secret set {name}; \
             berthctl up --file '{path}'; berthctl diff --file '{path}'; berthctl logs {name}; \
             berthctl down --file '{path}' --keep; berthctl secret remove {name}; \
             if berthctl up --file '{path}'; then exit 9; fi"
        ),
    );
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    assert!(said.contains(&format!("length {}", VALUE.len())), "{said}");
    assert!(said.contains(&format!("TOKEN: the keyring has no secret {name}")), "{said}");
    assert!(!said.contains(VALUE), "{said}");
    // Neither the file nor the archive has it; the engine's own description does, as of any variable.
    assert!(!fs::read_to_string(&file).unwrap().contains(VALUE));
    let mut kept = 0;
    for entry in fs::read_dir(harness.history.path().join("berth")).unwrap() {
        let path = entry.unwrap().path();
        if let Ok(bytes) = fs::read(&path) {
            kept += 1;
            let found = bytes.windows(VALUE.len()).any(|part| part == VALUE.as_bytes());
            assert!(!found, "{} has it", path.display());
        }
    }
    assert!(kept > 0, "there is no archive");
}

async fn a_secret_of_the_engine_reaches_podmans_sessions(harness: &Harness) {
    let name = harness.name("engsec");
    let name = name.name.as_str();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("project.toml");
    fs::write(
        &file,
        format!(
            "[sessions.{name}]\nimage = \"{IMAGE}\"\nsecrets = {{ TOKEN = \"engine:{name}\" }}\n\
             command = \"sh -c 'echo length ${{#TOKEN}}; exec sleep 1000'\"\n"
        ),
    )
    .unwrap();
    let path = file.to_str().unwrap();
    if harness.kind == EngineKind::Docker {
        let output = berthctl(harness, &["up", "--file", path]);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(stderr.contains("docker gives no secret"), "{stderr}");
        assert_eq!(output.status.code(), Some(2));
        return;
    }
    let secret = folder.path().join("value");
    fs::write(&secret, VALUE).unwrap();
    let run = |args: &[&str]| Engines::get().run(harness.kind, args);
    assert!(run(&["secret", "create", name, secret.to_str().unwrap()]).status.success());
    let up = berthctl(harness, &["up", "--file", path]);
    assert!(up.status.success(), "{up:?}");
    berth_tests::wait::until("its output", || {
        let logs = berthctl(harness, &["logs", name]);
        String::from_utf8_lossy(&logs.stdout).contains(&format!("length {}", VALUE.len())).then_some(())
    });
    // podman 4.3 itself says it in an inspect; Berth does not.
    let inspect = berthctl(harness, &["inspect", "--json", name]);
    assert!(inspect.status.success() && !String::from_utf8_lossy(&inspect.stdout).contains(VALUE));
    assert!(berthctl(harness, &["diff", "--file", path]).status.success());
    assert!(berthctl(harness, &["down", "--file", path]).status.success());
    assert!(run(&["secret", "rm", name]).status.success());
}

async fn without_a_keyring_it_is_said(harness: &Harness) {
    let mut set = command(harness, &["secret", "set", "berth-test-none"]);
    set.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").env_remove("XDG_RUNTIME_DIR");
    let mut set = set.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // It may have ended before it reads.
    let _ = set.stdin.take().unwrap().write_all(VALUE.as_bytes());
    let output = set.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(
        stderr.contains("No keyring of the system answers") && stderr.contains("engine:NAME"),
        "{stderr}"
    );
    assert!(!stderr.contains(VALUE), "{stderr}");
}

async fn no_other_process_file_or_log_has_a_secret_while_it_is_handed_on(harness: &Harness) {
    let named = harness.name("watched");
    let name = named.name.as_str();
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("sessions.toml");
    let [of_keyring, of_file, steers] = ["k", "f", "s"].map(|one| format!("{VALUE}-{name}-{one}"));
    fs::write(home.path().join("value"), &of_keyring).unwrap();
    fs::write(home.path().join("of.env"), format!("FILED={of_file}\nDOCKER_HOST={steers}\n")).unwrap();
    let defined = |image: &str| {
        let text = format!(
            "[sessions.{name}]\nimage = \"{image}\"\nsecrets = {{ TOKEN = \"keyring:{name}\" }}\n\
             env_file = [\"of.env\"]\ncommand = \"sh -c 'echo length ${{#TOKEN}} ${{#FILED}}; exec sleep 1000'\"\n"
        );
        fs::write(&file, text).unwrap();
    };
    defined(IMAGE);
    fs::write(
        home.path().join("other.toml"),
        fs::read_to_string(&file).unwrap().replace(IMAGE, "localhost/absent:1"),
    )
    .unwrap();
    let temporary = home.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    let watch = Watch::start(&format!("{VALUE}-{name}-"));
    let output = with_keyring(
        harness,
        home.path(),
        &format!(
            "export TMPDIR='{tmp}'; cd '{home}'; berthctl secret set {name} <value; rm value; \
             if berthctl up --file other.toml; then exit 8; fi; \
             berthctl up --file sessions.toml; berthctl diff --file sessions.toml; berthctl why {name} || true; \
             berthctl inspect {name}; berthctl recreate {name} --yes || true; \
             berthctl secret remove {name}",
            tmp = temporary.display(),
            home = home.path().display()
        ),
    );
    let seen = watch.end();
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    assert!(!said.contains(VALUE), "{said}");

    // The session's own processes have them: so the watch sees what there is to see.
    assert!(seen.iter().any(|one| !one.is_here), "{seen:#?}");
    let wrong: Vec<&Sighting> = seen
        .iter()
        .filter(|one| one.is_here && !is_client_that_creates(one) && !is_of_network(one))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Only the file that a person wrote.
    for folder in [home.path(), harness.history.path()] {
        let with = files_with(folder, VALUE.as_bytes());
        let others: Vec<_> = with.iter().filter(|path| !path.ends_with("of.env")).collect();
        assert!(others.is_empty(), "{others:?}");
    }
}

/// podman 4.3 starts its network's programs with its own environment.
fn is_of_network(seen: &Sighting) -> bool {
    let program = seen.arguments.split(' ').next().unwrap_or_default();
    !seen.in_arguments && Path::new(program).parent().is_some_and(|folder| folder.ends_with("cni"))
}

/// The one client that takes the values into the container, in its environment; never in its arguments.
fn is_client_that_creates(seen: &Sighting) -> bool {
    let mut words = seen.arguments.split(' ');
    let program = words.next().unwrap_or_default();
    !seen.in_arguments
        && (program.ends_with("podman") || program.ends_with("docker"))
        && words.any(|word| word == "create")
}
