//! Sessions that a file defines: `up`, `down`, `diff`, `define`, `validate`.

use std::fs;
use std::path::Path;

use berth_tests::engines::IMAGE;
use berth_tests::harness::Harness;
use berth_tests::on_both;
use serde_json::Value;

use super::{berthctl, code, said};

on_both!(harness: what_is_defined_comes_up_and_goes_down,
    one_that_fails_stops_no_other,
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
