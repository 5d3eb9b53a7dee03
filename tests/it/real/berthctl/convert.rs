//! Texts of other tools: `import` and `export`, each text read by the tool that it is for.

use std::fs;
use std::path::Path;
use std::process::Command;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, INFRA_IMAGE, program_name};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use serde_json::Value;

use super::{berthctl, code, said, variables};

on_both!(harness: a_pasted_line_becomes_a_session_and_a_line_again,
    every_form_is_read_by_its_own_tool,
    what_can_not_be_read_is_said,
);

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A program of this machine; a missing one fails the test.
fn tool(program: &str, args: &[&str], folder: &Path) -> String {
    let output = Command::new(program).args(args).current_dir(folder).env("WORD", "again").output();
    let output = output.unwrap_or_else(|error| panic!("{program} is needed: {error}"));
    assert!(output.status.success(), "{program} {args:?}: {output:?}");
    let both = [output.stdout, output.stderr].concat();
    String::from_utf8_lossy(&both).into_owned()
}

/// A session from a run line, with a folder, a secret and limits.
fn started(harness: &Harness, name: &str, folder: &Path) {
    fs::write(folder.join("hello"), "from the folder\n").unwrap();
    let line = format!(
        "# What somebody pastes.\n$ {} run --rm -dit --name {name} \\\n  -e WORD='first word' -v {}:/data:ro \\\n  \
         -m 64m --label a=b {IMAGE} \\\n  /bin/sh -c 'cat /data/hello; exec sleep 1000'\n",
        program_name(harness.kind),
        folder.display(),
    );
    let file = folder.join("line.sh");
    fs::write(&file, line).unwrap();
    let file = file.to_str().unwrap();
    let output = berthctl(harness, &["import", file, "--start"]);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{stderr}");
    assert!(stderr.contains("line 2: --rm: Berth keeps"), "{stderr}");
}

async fn a_pasted_line_becomes_a_session_and_a_line_again(harness: &Harness) {
    let (named, folder) = (harness.name("pasted"), tempfile::tempdir().unwrap());
    let name = named.name.as_str();
    started(harness, name, folder.path());
    let word = said(harness, &["exec", name, "--", "/bin/sh", "-c", "echo $WORD"]);
    assert_eq!(word.trim(), "first word");
    let exported = said(harness, &["export", name, "--as", "run", "--json"]);
    assert!(!exported.contains("first word"), "{exported}");
    let line = json(&exported)["text"].as_str().unwrap().to_owned();
    // What was written is read as what is there.
    let file = folder.path().join("again.sh");
    fs::write(&file, &line).unwrap();
    let read = json(&said(harness, &["import", file.to_str().unwrap(), "--json"]));
    let there = json(&said(harness, &["spec", name, "--json"]));
    for field in ["name", "image", "command", "workingDir", "volumes", "ports", "options"] {
        assert_eq!(read["sessions"][0]["spec"][field], there["spec"][field], "{field}");
    }
    // And a shell runs it.
    said(harness, &["stop", name, "--kill"]);
    let output =
        Command::new("sh").args(["-c", &line]).envs(variables(harness)).env("WORD", "again").output();
    let output = output.unwrap();
    assert!(output.status.success(), "{line} {output:?}");
    let word = said(harness, &["exec", name, "--", "/bin/sh", "-c", "echo $WORD"]);
    assert_eq!(word.trim(), "again");
}

async fn every_form_is_read_by_its_own_tool(harness: &Harness) {
    let (named, folder) = (harness.name("forms"), tempfile::tempdir().unwrap());
    let (name, place) = (named.name.as_str(), folder.path());
    started(harness, name, place);
    let write = |form: &str, file: &str| {
        let text = said(harness, &["export", name, "--as", form]);
        assert!(!text.contains("first word"), "{text}");
        fs::write(place.join(file), &text).unwrap();
        text
    };
    write("compose", "compose.yaml");
    let read = tool("docker-compose", &["-f", "compose.yaml", "config"], place);
    assert!(read.contains("cat /data/hello; exec sleep 1000") && read.contains("WORD: again"), "{read}");
    let unit = format!("{name}.service");
    write("systemd", &unit);
    // A fault in it is a line of this.
    let faults = tool("systemd-analyze", &["verify", &format!("./{unit}")], place);
    assert!(!faults.contains(&unit), "{faults}");
    let quadlet = write("quadlet", &format!("{name}.container"));
    assert!(quadlet.contains(&format!("Volume={}:/data:ro\n", place.display())), "{quadlet}");
    write("kube", "pod.yaml");
    if harness.kind == EngineKind::Podman {
        played(name, place);
    }
}

/// Removes what `kube play` made, however the test ends.
struct Played<'a>(&'a str, String);

impl Drop for Played<'_> {
    fn drop(&mut self) {
        let engines = Engines::get();
        let _ = engines.run(EngineKind::Podman, &["pod", "rm", "-f", "-t", "0", self.0]);
        let _ = engines.run(EngineKind::Podman, &["secret", "rm", &self.1]);
    }
}

/// podman 4.3 wants an infra image with a command, and a secret as JSON with base64.
fn played(name: &str, place: &Path) {
    let engines = Engines::get();
    let ask = |args: &[&str]| engines.ask(EngineKind::Podman, args);
    let infra = format!("{name}-infra");
    ask(&["create", "--name", &infra, INFRA_IMAGE, "sleep", "1000"]);
    ask(&["commit", "-q", "--change", "CMD [\"sleep\",\"1000\"]", &infra, &format!("localhost/{infra}")]);
    ask(&["rm", &infra]);
    let settings = engines.env.iter().find(|(key, _)| key == "CONTAINERS_CONF").unwrap();
    let settings = fs::read_to_string(&settings.1).unwrap();
    let own =
        settings.replacen("[engine]", &format!("[engine]\ninfra_image = \"localhost/{infra}:latest\""), 1);
    let conf = place.join("containers.conf");
    fs::write(&conf, own).unwrap();
    let secret = format!("{name}-env");
    fs::write(place.join("secret"), "{\"WORD\":\"YWdhaW4=\"}").unwrap();
    let _guard = Played(name, secret.clone());
    // No pod has the name of a container.
    ask(&["rm", "-f", "-t", "0", name]);
    ask(&["secret", "create", &secret, place.join("secret").to_str().unwrap()]);
    let output = Command::new("podman")
        .args(["kube", "play", place.join("pod.yaml").to_str().unwrap()])
        .envs(engines.env.iter().cloned())
        .env("CONTAINERS_CONF", &conf)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let word = ask(&["exec", &format!("{name}-{name}"), "/bin/sh", "-c", "echo $WORD; cat /data/hello"]);
    assert_eq!(word, "again\nfrom the folder");
    ask(&["pod", "rm", "-f", "-t", "0", name]);
    ask(&["rmi", &format!("localhost/{infra}")]);
}

async fn what_can_not_be_read_is_said(harness: &Harness) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x");
    let path = file.to_str().unwrap();
    for (text, expected) in [
        ("docker build .", "no docker run or podman run"),
        ("docker run --fancy bb", "line 1: --fancy: docker run has no flag of this name"),
        ("services: [", "This is not YAML"),
        ("{\"image\": }", "This is not JSON"),
    ] {
        fs::write(&file, text).unwrap();
        let (status, stderr) = code(harness, &["import", path]);
        assert!(status == 2 && stderr.contains(expected), "{text}: {status} {stderr}");
    }
    fs::write(&file, "services: {web: {image: bb, build: .}}").unwrap();
    let output = berthctl(harness, &["import", path]);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("line 1: services.web.build: Berth builds no image")
    );
    assert!(String::from_utf8_lossy(&output.stdout).contains("image: bb"), "{output:?}");
    assert_eq!(code(harness, &["export", "no-such-session", "--as", "run"]).0, 3);
    assert_eq!(code(harness, &["import", "/nowhere/at/all"]).0, 1);
}
