use std::path::Path;

use berth_tests::engines::{Engines, IMAGE, program_name};
use berth_tests::fake::listed;
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;

use super::{code, command, program};

on_both!(harness: wrong_usage_is_2,
    a_broken_rule_is_2,
    an_absent_image_is_1,
    no_engine_is_5,
    an_engine_that_does_not_answer_is_5,
    an_ended_session_is_1,
);

async fn wrong_usage_is_2(harness: &Harness) {
    let wrong = [
        &["list", "--nonsense"][..],
        &["frobnicate"],
        &["status"],
        &["exec", "x"],
        &["stop", "x", "--timeout", "soon"],
        &["--engine", "lxc", "list"],
        &["attach", "x", "--detach-key", "ctrl-@"],
    ];
    for args in wrong {
        assert_eq!(code(harness, args).0, 2, "{args:?}");
    }
    assert_eq!(code(harness, &["--help"]).0, 0);
    assert_eq!(code(harness, &["--version"]).0, 0);
}

async fn a_broken_rule_is_2(harness: &Harness) {
    let good = ["--image", IMAGE];
    for (name, args) in [
        ("9x", &[][..]),
        ("a/b", &[]),
        ("x", &["-p", "99999:1"]),
        ("x", &["-e", "A =secret-value"]),
        ("x", &["-e", "LD_PRELOAD=secret-value"]),
        ("x", &["-v", "/etc/../x:/m"]),
        ("x", &["-e", "NOT_SET_ANYWHERE"]),
    ] {
        let args = [&["start", name][..], &good, args].concat();
        let (status, stderr) = code(harness, &args);
        assert_eq!(status, 2, "{args:?}: {stderr}");
        assert!(!stderr.contains("secret-value"), "{stderr}");
    }
    let (status, _) = code(harness, &["start", "x", "--image=--privileged"]);
    assert_eq!(status, 2);
}

async fn an_absent_image_is_1(harness: &Harness) {
    let name = harness.name("ctlimg");
    let (status, stderr) = code(harness, &["start", &name.name, "--image", "localhost/nowhere:1"]);
    assert_eq!(status, 1);
    assert!(stderr.contains("localhost/nowhere:1") && stderr.contains("--pull"), "{stderr}");
    assert_eq!(code(harness, &["exists", &name.name]).0, 3);
}

async fn no_engine_is_5(harness: &Harness) {
    let empty = harness.history.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    for verb in [
        &["list"][..],
        &["status", "x"],
        &["start", "x", "--image", IMAGE],
        &["stop", "x"],
        &["attach", "x"],
        &["exists", "x"],
    ] {
        let output = command(harness, verb).env("PATH", &empty).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{verb:?}: {stderr}");
        assert!(stderr.contains(program_name(harness.kind)) && stderr.contains("https://"), "{stderr}");
    }
}

async fn an_engine_that_does_not_answer_is_5(harness: &Harness) {
    // Installed, but nobody listens at the configured address.
    let nowhere = format!("unix://{}/nobody.sock", harness.history.path().display());
    for verb in [&["list"][..], &["status", "x"], &["exists", "x"]] {
        let output = command(harness, verb)
            .env("DOCKER_HOST", &nowhere)
            .env("CONTAINER_HOST", &nowhere)
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{verb:?}: {stderr}");
    }
    // It answers and says that it is something else entirely: that is no engine to trust.
    let mut fake = crate::faults::fake(harness.kind);
    fake.on(&["ps"], [listed(harness.kind, &[])]);
    fake.on(&["container"], [Step::Warn("Segmentation fault\n".into()), Step::Exit(139)]);
    let with_fake = |args: &[&str]| {
        let mut command = std::process::Command::new(program());
        let path = [fake.folder(), Path::new("/usr/bin"), Path::new("/bin")];
        command
            .args(["--engine", program_name(harness.kind)])
            .args(args)
            .env("PATH", std::env::join_paths(path).unwrap());
        command.output().unwrap()
    };
    assert_eq!(with_fake(&["list"]).status.code(), Some(0));
    assert_eq!(with_fake(&["status", "x"]).status.code(), Some(1));
}

async fn an_ended_session_is_1(harness: &Harness) {
    let name = harness.name("ctlended");
    Engines::get().ask(harness.kind, &["run", "-t", "--name", &name.name, IMAGE, "true"]);
    for args in [&["attach", &name.name][..], &["exec", &name.name, "--", "true"]] {
        let (status, stderr) = code(harness, args);
        assert_eq!(status, 1, "{args:?}: {stderr}");
        assert!(stderr.contains("exited"), "{stderr}");
    }
}
