//! Sessions that a file defines: `up`, `down`, `diff`, `define`, `validate`.

use std::fs;
use std::path::Path;

use berth_archive::{Archive, RunFilter};
use berth_tests::engines::{Engines, IMAGE, program_name};
use berth_tests::harness::{Harness, runs};
use berth_tests::on_both;
use serde_json::Value;

use super::{berthctl, code, command, said};

on_both!(harness: what_is_defined_comes_up_and_goes_down,
    one_that_fails_stops_no_other,
    options_are_kept_and_a_stop_follows_the_steps,
    what_a_container_is_is_written_and_what_differs_is_told,
);

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Names and outcomes, as `--json` says them.
fn outcomes(text: &str) -> Vec<(String, String)> {
    let of = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    json(text).as_array().unwrap().iter().map(|one| (of(one, "name"), of(one, "outcome"))).collect()
}

fn is(all: &[(String, String)], expected: &[(&str, &str)]) {
    let all: Vec<_> = all.iter().map(|(name, outcome)| (name.as_str(), outcome.as_str())).collect();
    assert_eq!(all, expected);
}

async fn what_is_defined_comes_up_and_goes_down(harness: &Harness) {
    let (one, two) = (harness.name("up1"), harness.name("up2"));
    let (one, two) = (one.name.as_str(), two.name.as_str());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("project.toml");
    let path = file.to_str().unwrap();
    // A folder beside the file, and a template.
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("data/hello"), "from the file's folder\n").unwrap();
    let command = "sh -c 'cat /data/hello; exec sleep 1000'";
    fs::write(
        &file,
        format!(
            "# Mine.\n[templates.t]\nparams = [\"word\"]\nimage = \"{IMAGE}\"\ncommand = \"{command}\"\n\
             volumes = [\"./data:/data:ro\"]\nenv = {{ WORD = \"{{{{word}}}}\" }}\n\n\
             [sessions.{one}]\ntemplate = \"t\"\nparams = {{ word = \"first\" }}\n"
        ),
    )
    .unwrap();
    let said = |args: &[&str]| said(harness, args);
    let added = said(&["define", two, "--file", path, "--image", IMAGE, "-e", "A=1", "--", "sleep", "1000"]);
    assert!(added.contains(two), "{added}");
    assert!(fs::read_to_string(&file).unwrap().starts_with("# Mine.\n"));
    said(&["validate", path]);

    let (status, _) = code(harness, &["diff", "--file", path]);
    assert_eq!(status, 1, "nothing is there");
    is(&outcomes(&said(&["up", "--file", path, "--json"])), &[(one, "started"), (two, "started")]);
    berth_tests::wait::until("its output", || {
        said(&["logs", one]).contains("from the file's folder").then_some(())
    });
    is(&outcomes(&said(&["up", "--file", path, "--json"])), &[(one, "running"), (two, "running")]);
    is(&outcomes(&said(&["diff", "--file", path, "--json"])), &[(one, "same"), (two, "same")]);

    said(&["define", two, "--file", path, "--image", IMAGE, "-e", "A=2", "--", "sleep", "2000"]);
    let differs = berthctl(harness, &["diff", two, "--file", path]);
    let text = String::from_utf8_lossy(&differs.stdout).into_owned();
    assert!(text.contains("command: sleep 1000, not sleep 2000") && text.contains("variables: A"), "{text}");
    assert_eq!(differs.status.code(), Some(1));

    is(&outcomes(&said(&["down", one, "--file", path, "--json"])), &[(one, "removed")]);
    is(&outcomes(&said(&["down", "--file", path, "--json"])), &[(two, "removed"), (one, "absent")]);
    said(&["define", one, "--file", path, "--remove"]);
    assert!(!fs::read_to_string(&file).unwrap().contains(one));
    assert_eq!(code(harness, &["up", one, "--file", path]).0, 3);
}

async fn one_that_fails_stops_no_other(harness: &Harness) {
    let (bad, good) = (harness.name("upbad"), harness.name("upgood"));
    let (bad, good) = (bad.name.as_str(), good.name.as_str());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("project.toml");
    let path = file.to_str().unwrap();
    let write = |extra: &str| {
        let text = format!(
            "[sessions.{bad}]\nimage = \"localhost/berth-none:0\"\n{extra}\n\
             [sessions.{good}]\nimage = \"{IMAGE}\"\ncommand = \"sleep 1000\"\n"
        );
        fs::write(&file, text).unwrap();
    };
    write("");
    let up = berthctl(harness, &["up", "--file", path, "--json"]);
    is(&outcomes(&String::from_utf8_lossy(&up.stdout)), &[(bad, "failed"), (good, "started")]);
    assert_eq!(up.status.code(), Some(1), "{up:?}");
    // A fault in the file costs its session.
    write("imagee = 3");
    let up = berthctl(harness, &["up", "--file", path, "--json"]);
    is(&outcomes(&String::from_utf8_lossy(&up.stdout)), &[(bad, "faulty"), (good, "running")]);
    let stderr = String::from_utf8_lossy(&up.stderr).into_owned();
    assert!(stderr.contains("project.toml:3:1: ") && stderr.contains("do you mean \"image\"?"), "{stderr}");
    assert_eq!(up.status.code(), Some(2));
    let (status, _) = code(harness, &["validate", path]);
    assert_eq!(status, 2);
    fs::write(&file, format!("[sessions.{good}\n")).unwrap();
    let (status, stderr) = code(harness, &["define", good, "--file", path, "--image", IMAGE]);
    assert!(status == 2 && stderr.contains("left as it is"), "{status} {stderr}");
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("[sessions.{good}\n"));
    assert!(Path::new(path).exists());
    said(harness, &["stop", good, "--kill"]);
}

/// Ignores what can be ignored, and ends with 5 at a line.
const ENDS_AT_A_LINE: &str =
    "sh -c 'trap \\\"\\\" TERM HUP INT; while read line; do [ \\\"$line\\\" = bye ] && exit 5; done'";

async fn options_are_kept_and_a_stop_follows_the_steps(harness: &Harness) {
    let name = harness.name("upopts");
    let name = name.name.as_str();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("berth")).unwrap();
    let file = folder.path().join("berth/sessions.toml");
    let text = format!(
        "[sessions.{name}]\nimage = \"{IMAGE}\"\nengine = \"{}\"\ncommand = \"{ENDS_AT_A_LINE}\"\nmemory = \"64m\"\n\
         labels = {{ team = \"a\" }}\nhealth = {{ command = \"true\", interval = \"1h\" }}\nhostname = \"box\"\n\
         activity = {{ kind = \"agent\", observe = false }}\nstop = [{{ type = \"bye\", seconds = 60 }}]\n",
        program_name(harness.kind)
    );
    fs::write(&file, &text).unwrap();
    let run = |args: &[&str]| {
        let output = command(harness, args).env("XDG_CONFIG_HOME", folder.path()).output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let ok = |args: &[&str]| {
        let (code, stdout, stderr) = run(args);
        assert_eq!(code, Some(0), "{args:?}: {stdout}{stderr}");
        (stdout, stderr)
    };
    for stop in [&["stop", name][..], &["down"]] {
        is(&outcomes(&ok(&["up", "--json"]).0), &[(name, "started")]);
        is(&outcomes(&ok(&["diff", "--json"]).0), &[(name, "same")]);
        let session = harness.runner.status(name).await.unwrap();
        let labels = ["team", "dev.berth.kind", "dev.berth.observe"].map(|key| session.labels[key].as_str());
        assert_eq!(labels, ["a", "agent", "no"]);
        let (spec, _) = harness.runner.spec(name).await.unwrap();
        assert_eq!(
            (spec.options.memory.as_deref(), spec.options.hostname.as_deref()),
            (Some("64m"), Some("box"))
        );
        let (_, stderr) = ok(stop);
        assert!(stderr.contains("\"bye\" is typed"), "{stderr}");
        let archive = Archive::new(harness.history.path().join("berth"));
        let filter = RunFilter { session: Some(name.to_owned()), ..RunFilter::default() };
        assert_eq!(runs(&archive, &filter)[0].exit_code, Some(5));
    }
    // Flags win.
    ok(&["up"]);
    assert!(!ok(&["stop", name, "--kill"]).1.contains("typed"));
    // A value that a rule refuses is told where it stands.
    fs::write(
        &file,
        format!("[sessions.{name}]\nimage = \"{IMAGE}\"\nmemory = \"much\"\ncap_add = [\"A\", \"!\"]\n"),
    )
    .unwrap();
    let (code, stdout, _) = run(&["validate"]);
    assert_eq!(code, Some(2));
    assert!(stdout.contains("sessions.toml:3:10: ") && stdout.contains("sessions.toml:4:17: "), "{stdout}");
}

async fn what_a_container_is_is_written_and_what_differs_is_told(harness: &Harness) {
    let name = harness.name("fromses");
    // A foreign one.
    let args = [
        "run", "-d", "-t", "--name", &name.name, "-m", "64m", "-l", "team=a", "-e", "A=1", IMAGE, "sleep",
        "1000",
    ];
    assert!(Engines::get().run(harness.kind, &args).status.success());
    let name = name.name.as_str();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("project.toml");
    let path = file.to_str().unwrap();
    let output = berthctl(harness, &["define", name, "--from-session", "--file", path]);
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("can read it: A"), "{output:?}");
    is(&outcomes(&said(harness, &["diff", "--file", path, "--json"])), &[(name, "same")]);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("memory = \"64m\"") && text.contains("command = \"sleep 1000\""), "{text}");

    // The file says otherwise; the container's values come back, and nothing else changes.
    let edited = text.replace("\"64m\"", "\"128m\" # much").replace("team = \"a\"", "team = \"b\"");
    fs::write(&file, &edited).unwrap();
    let output = berthctl(harness, &["diff", "--file", path]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("memory: 64m, not 128m") && told.contains("labels: team=a, not team=b"), "{told}");
    assert_eq!(output.status.code(), Some(1));
    said(harness, &["define", name, "--from-session", "--file", path]);
    assert_eq!(fs::read_to_string(&file).unwrap(), text.replace("\"64m\"", "\"64m\" # much"));
    said(harness, &["define", name, "--from-session", "--file", path]);
    let (status, stderr) = code(harness, &["define", "nosuch", "--from-session", "--file", path]);
    assert_eq!(status, 3, "{stderr}");
}
