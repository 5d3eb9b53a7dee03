use super::super::Problem;
use super::*;
use std::path::PathBuf;

fn var(key: &str, value: &str) -> EnvVar {
    EnvVar { key: key.to_owned(), value: value.to_owned() }
}

fn problems(env: Vec<EnvVar>, allow_loader_env: bool, cwd: &str) -> Vec<Problem> {
    let mut found = Problems::default();
    let paths =
        PathContext { cwd: PathBuf::from(cwd), home: None, variables: Default::default(), local: true };
    check(&SessionSpec { env, allow_loader_env, ..SessionSpec::default() }, &paths, &mut found);
    found.none().err().unwrap_or_default()
}

#[test]
fn keys_and_values_keep_the_rules() {
    let good = vec![
        var("A", ""),
        var("_x9", "a=b"),
        var("KEY", "line\nline"),
        var(&"k".repeat(128), &"v".repeat(MAX_VALUE)),
    ];
    assert_eq!(problems(good, false, "/w"), []);
    let named = [
        "discovery.type",
        "xpack.security.enabled",
        "a-b",
        "9a",
        "é",
        "a b",
        "A*",
        "#x",
        "*",
        "-x",
        "$x",
        "ProgramFiles(x86)",
    ];
    for name in named {
        assert_eq!(problems(vec![var(name, "v")], false, "/w"), [], "{name}");
    }
    for bad in
        ["", "A=B", "=", "a\0", "a\nb", "a\tb", " a", "a ", "\u{a0}a", "\u{feff}a", "#a*", &"k".repeat(129)]
    {
        assert_eq!(problems(vec![var(bad, "v")], false, "/w").len(), 1, "{bad:?}");
    }
    assert_eq!(problems(vec![var("A", "a\0b"), var("B", &"v".repeat(MAX_VALUE + 1))], false, "/w").len(), 2);
}

#[test]
fn each_problem_has_its_index_and_no_value() {
    let found = problems(
        vec![var("OK", "x"), var(" 9", "hunter2"), var("B", "hunter2\0"), var("OK", "hunter2")],
        false,
        "/w",
    );
    assert_eq!(found.iter().map(|p| p.index).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    assert!(found.iter().all(|p| p.field == Field::Env && !p.message.contains("hunter2")));
}

#[test]
fn keys_that_differ_in_case_are_one_on_windows() {
    let two = || vec![var("Foo", "1"), var("FOO", "2")];
    assert_eq!(problems(two(), false, "/w"), []);
    assert_eq!(problems(two(), false, r"C:\w").len(), 1);
}

#[test]
fn loader_variables_need_leave() {
    for key in ["LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "ld_preload", "GCONV_PATH"] {
        assert_eq!(problems(vec![var(key, "/x.so")], false, "/w").len(), 1, "{key}");
        assert_eq!(problems(vec![var(key, "/x.so")], true, "/w"), [], "{key}");
        assert_eq!(
            transport(&var(key, "/x.so")),
            EnvTransport::File,
            "{key} would be loaded into the client"
        );
    }
}

#[test]
fn what_steers_the_client_never_rides_in_its_environment() {
    for key in [
        "PATH",
        "HOME",
        "DOCKER_HOST",
        "DOCKER_MODS",
        "DOCKER_INFLUXDB_INIT_MODE",
        "DOCKER_AUTH_CONFIG",
        "CONTAINER_HOST",
        "CONTAINER_PASSPHRASE",
        "CONTAINERS_X",
        "PODMAN_USERNS",
        "REGISTRY_AUTH_FILE",
        "LC_ALL",
        "XDG_RUNTIME_DIR",
        "SSH_ASKPASS",
        "Path",
        "https_proxy",
        "A*",
    ] {
        assert_eq!(transport(&var(key, "secret")), EnvTransport::File, "{key}");
        let allowed = problems(vec![var(key, "http://ann:pw@proxy:3128 # \"x\"")], false, "/w");
        assert_eq!(allowed, [], "{key}");
        for value in ["a\nb", "a\r"] {
            let found = problems(vec![var(key, value)], false, "/w");
            assert!(found.iter().any(|p| p.message.contains("line end")), "{key}: {found:?}");
        }
        assert_eq!(transport(&var(key, "")), EnvTransport::Argv);
    }
    assert_eq!(problems(vec![var("DOCKER_A B", "x")], false, "/w").len(), 1);
    for key in ["TOKEN", "PASSWORD", "AWS_SECRET_ACCESS_KEY", "PATH_TO_X", "DOCKERFILE", "#x", "a b"] {
        assert_eq!(transport(&var(key, "secret")), EnvTransport::Environment, "{key}");
    }
}

#[test]
fn names_that_no_shell_knows_go_around_it() {
    for key in ["discovery.type", "a-b", "9a", "-x", "é"] {
        assert_eq!(transport(&var(key, "x")), EnvTransport::File, "{key}");
        assert_eq!(transport(&var(key, "x\ny")), EnvTransport::Environment, "{key}");
    }
}

#[test]
fn the_person_s_own_terminal_wins() {
    let added = |env: &[EnvVar]| {
        terminal(env).iter().map(|var| format!("{}={}", var.key, var.value)).collect::<Vec<_>>()
    };
    assert_eq!(added(&[]), ["TERM=xterm-256color", "COLORTERM=truecolor"]);
    assert_eq!(added(&[var("TERM", "dumb")]), ["COLORTERM=truecolor"]);
    assert_eq!(added(&[var("COLORTERM", ""), var("TERM", "")]), [""; 0]);
}

#[test]
fn a_hundred_are_enough() {
    let many = |n| (0..n).map(|i| var(&format!("K{i}"), "")).collect::<Vec<_>>();
    assert_eq!(problems(many(100), false, "/w"), []);
    let found = problems(many(101), false, "/w");
    assert_eq!((found.len(), found.first().and_then(|p| p.index)), (1, None));
}
