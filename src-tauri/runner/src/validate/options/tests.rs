#![expect(clippy::unwrap_used, reason = "tests")]

use super::check::{MAX_ENTRIES, MAX_TEXT};
use super::limits::bytes;
use super::*;
use crate::args::{self, Pull};
use crate::session::HealthOptions;
use crate::validate::{Checked, PathContext, Problem};

const KINDS: [EngineKind; 2] = [EngineKind::Podman, EngineKind::Docker];

fn checked(kind: EngineKind, options: ContainerOptions) -> Result<Checked, Vec<Problem>> {
    let paths = PathContext { cwd: "/w".into(), home: None, variables: Default::default(), local: true };
    let spec = SessionSpec {
        name: "a".into(),
        image: "b".into(),
        command: "run -x".into(),
        options,
        ..Default::default()
    };
    crate::validate::check(&spec, kind, &paths)
}

/// The flags of one spec, without those that every session has.
fn flags(kind: EngineKind, options: ContainerOptions) -> Vec<String> {
    let args = args::create(kind, &checked(kind, options).unwrap(), "t", Pull::Unsupported).args;
    args.into_iter().skip_while(|arg| !arg.starts_with("COLORTERM")).skip(1).collect()
}

fn words(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Everything that both engines take.
fn everything() -> ContainerOptions {
    ContainerOptions {
        restart: some("on-failure:3"),
        memory: some("512M"),
        memory_swap: some("1g"),
        cpus: some("1.5"),
        pids_limit: Some(100),
        user: some("1000:staff"),
        entrypoint: some("/bin/tini -g"),
        network: some("back"),
        network_aliases: words(&["db", "db.local"]),
        hosts: words(&["gate:host-gateway", "six:[::1]"]),
        hostname: some("box-1"),
        labels: [("a.b/c".to_owned(), "x=y z".to_owned())].into(),
        stop_signal: some("int"),
        stop_timeout: Some(-1),
        health: HealthOptions {
            command: some("wget -q -O - http://localhost || exit 1"),
            interval: some("1m30s"),
            timeout: some("500ms"),
            retries: Some(3),
            start_period: some("1h"),
            off: false,
        },
        devices: words(&["/dev/fuse", "/dev/sda:/dev/xvda:rw", "/dev/null:r", "nvidia.com/gpu=all"]),
        cap_add: words(&["cap_sys_ptrace", "NET_ADMIN"]),
        cap_drop: words(&["all"]),
        read_only: true,
        init: true,
        no_new_privileges: true,
        extra: words(&["--shm-size=64m", "--privileged"]),
        ..ContainerOptions::default()
    }
}

#[test]
fn every_option_is_one_word_in_the_dialect_of_its_engine() {
    for kind in KINDS {
        let entrypoint = match kind {
            EngineKind::Podman => r#"--entrypoint=["/bin/tini","-g"]"#,
            _ => "--entrypoint=/bin/tini",
        };
        let forever = if kind == EngineKind::Podman { "4294967295" } else { "-1" };
        let timeout = format!("--stop-timeout={forever}");
        #[rustfmt::skip]
        let mut expected = words(&[
            "--restart=on-failure:3", "--memory=512m", "--memory-swap=1g", "--cpus=1.5", "--pids-limit=100",
            "--user=1000:staff", entrypoint, "--network=back", "--hostname=box-1", "--stop-signal=SIGINT",
            timeout.as_str(), "--security-opt=no-new-privileges", "--network-alias=db",
            "--network-alias=db.local", "--add-host=gate:host-gateway", "--add-host=six:[::1]",
            "--device=/dev/fuse", "--device=/dev/sda:/dev/xvda:rw", "--device=/dev/null:r",
            "--device=nvidia.com/gpu=all", "--cap-add=SYS_PTRACE", "--cap-add=NET_ADMIN", "--cap-drop=ALL",
            "--label=a.b/c=x=y z", "--read-only", "--init",
            "--health-cmd=wget -q -O - http://localhost || exit 1", "--health-interval=1m30s",
            "--health-timeout=500ms", "--health-retries=3", "--health-start-period=1h",
            "--shm-size=64m", "--privileged", "--", "b",
        ]);
        // docker's flag takes one word; the others lead the command.
        expected.extend((kind == EngineKind::Docker).then(|| "-g".to_owned()));
        expected.extend(words(&["run", "-x"]));
        assert_eq!(flags(kind, everything()), expected);
    }
}

#[test]
fn what_one_engine_has_is_said_to_that_one() {
    let gpus = || ContainerOptions { gpus: some("device=0,1"), ..Default::default() };
    assert_eq!(flags(EngineKind::Docker, gpus())[0], "--gpus=device=0,1");
    assert_eq!(code(EngineKind::Podman, gpus()), "gpus_of_docker");
    let pod = || ContainerOptions { pod: some("p1"), ..Default::default() };
    assert_eq!(flags(EngineKind::Podman, pod())[0], "--pod=p1");
    assert_eq!(code(EngineKind::Docker, pod()), "pod_of_podman");
    let pasta = || ContainerOptions { network: some("pasta"), ..Default::default() };
    assert_eq!(flags(EngineKind::Podman, pasta())[0], "--network=pasta");
    assert_eq!(code(EngineKind::Docker, pasta()), "network_of_podman");
    let checks = || {
        let health = HealthOptions { interval: some("5s"), ..Default::default() };
        ContainerOptions { health, ..Default::default() }
    };
    assert_eq!(flags(EngineKind::Docker, checks())[0], "--health-interval=5s");
    assert_eq!(code(EngineKind::Podman, checks()), "health_command");
    let hosts = || ContainerOptions { extra: words(&["--no-hosts"]), ..Default::default() };
    assert_eq!(flags(EngineKind::Podman, hosts())[0], "--no-hosts");
    assert_eq!(code(EngineKind::Docker, hosts()), "extra_of_other");
}

#[test]
fn a_service_has_no_terminal_and_nothing_of_one() {
    for kind in KINDS {
        let options = ContainerOptions { no_terminal: true, ..Default::default() };
        let args = args::create(kind, &checked(kind, options).unwrap(), "t", Pull::Unsupported).args;
        assert!(!args.iter().any(|arg| arg == "-it" || arg.starts_with("TERM=")), "{args:?}");
    }
}

#[test]
fn no_entrypoint_is_another_than_the_images_own() {
    for kind in KINDS {
        let none = ContainerOptions { entrypoint: some(""), ..Default::default() };
        assert_eq!(flags(kind, none), ["--entrypoint=", "--", "b", "run", "-x"]);
        assert_eq!(flags(kind, ContainerOptions::default()), ["--", "b", "run", "-x"]);
        let bracket = ContainerOptions { entrypoint: some("'[x'"), ..Default::default() };
        let expected = if kind == EngineKind::Podman { r#"--entrypoint=["[x"]"# } else { "--entrypoint=[x" };
        assert_eq!(flags(kind, bracket)[0], expected);
    }
}

/// The code of the one rule that options break.
fn code(kind: EngineKind, options: ContainerOptions) -> String {
    let problems = checked(kind, options).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    let rule = serde_json::to_value(&problems[0].rule).unwrap();
    rule["code"].as_str().unwrap().to_owned()
}

type Set = fn(&mut ContainerOptions, &str);

#[test]
fn each_field_has_its_own_rule() {
    #[rustfmt::skip]
    let table: [(Set, &str, &[&str]); 18] = [
        (|o, t| o.restart = some(t), "restart_policy", &["sometimes", "on-failure:0", "on-failure:-1", "always:3", "No"]),
        (|o, t| o.memory = some(t), "memory_text", &["much", "-1", "1x", "0", "1.2.3g", "1 g", "99999999999999999999g"]),
        (|o, t| o.memory_swap = some(t), "swap_alone", &["1g", "-1"]),
        (|o, t| { o.memory = some("1g"); o.memory_swap = some(t) }, "swap_small", &["512m", "7"]),
        (|o, t| { o.memory = some("1g"); o.memory_swap = some(t) }, "memory_text", &["-2", "much"]),
        (|o, t| o.cpus = some(t), "cpus_text", &["0", "-1", "1e3", "NaN", "inf", "two", "0.001"]),
        (|o, t| o.user = some(t), "user_text", &["a b", "1:2:3", ":5", "-x", "a/b"]),
        (|o, t| o.network = some(t), "network_text", &["a b", "container:", "bridge:x", "-x"]),
        (|o, t| { o.network = some("back"); o.network_aliases = words(&[t]) }, "alias_text", &["a b", "-x"]),
        (|o, t| o.hosts = words(&[t]), "host_text", &["db", "db:", "db:1.2.3", "a b:1.2.3.4", ":1.2.3.4"]),
        (|o, t| o.hostname = some(t), "hostname_text", &["-x", "a_b", "a b", ".a"]),
        (|o, t| o.stop_signal = some(t), "no_signal", &["STOPPING", "99"]),
        (|o, t| { o.health.command = some("true"); o.health.interval = some(t) }, "health_time", &["5", "s", "5 s", "-5s", "1d"]),
        (|o, t| o.devices = words(&[t]), "device_text", &["fuse", "/dev/a:x", "/dev/a:/b:q", "/a:/b:r:w", "a=b", "-x"]),
        (|o, t| o.cap_add = words(&[t]), "capability", &["ROOT", "SYS PTRACE", "-x"]),
        (|o, t| o.cap_drop = words(&[t]), "capability", &["CAP_", "everything"]),
        (|o, t| o.labels = [(t.to_owned(), String::new())].into(), "label_key", &["a b", "a=b"]),
        (|o, t| o.labels = [(t.to_owned(), String::new())].into(), "label_own", &["dev.berth.owner", "dev.berth.token"]),
    ];
    for (set, expected, texts) in table {
        for text in texts {
            for kind in KINDS {
                let mut options = ContainerOptions::default();
                set(&mut options, text);
                assert_eq!(code(kind, options), expected, "{text}");
            }
        }
    }
}

#[test]
fn numbers_and_switches_have_rules_too() {
    for kind in KINDS {
        let of = |options: ContainerOptions| code(kind, options);
        assert_eq!(of(ContainerOptions { pids_limit: Some(0), ..Default::default() }), "pids_number");
        assert_eq!(of(ContainerOptions { stop_timeout: Some(-2), ..Default::default() }), "stop_seconds");
        let retries = HealthOptions { retries: Some(0), command: some("true"), ..Default::default() };
        assert_eq!(of(ContainerOptions { health: retries, ..Default::default() }), "health_tries");
        let both = HealthOptions { off: true, command: some("true"), ..Default::default() };
        assert_eq!(of(ContainerOptions { health: both, ..Default::default() }), "health_off");
        for network in [None, some("host"), some("none"), some("container:a")] {
            let network_aliases = words(&["a"]);
            assert_eq!(
                of(ContainerOptions { network, network_aliases, ..Default::default() }),
                "alias_network"
            );
        }
        let taken =
            || ContainerOptions { network: some("container:a"), hostname: some("b"), ..Default::default() };
        assert_eq!(of(taken()), "network_taken");
        for (text, expected) in [("", "option_empty"), (" ", "option_empty"), ("a\nb", "option_control")] {
            assert_eq!(of(ContainerOptions { user: some(text), ..Default::default() }), expected);
        }
        let many = vec!["/dev/a".to_owned(); MAX_ENTRIES + 1];
        assert_eq!(of(ContainerOptions { devices: many, ..Default::default() }), "option_many");
        assert_eq!(
            of(ContainerOptions { user: Some("x".repeat(MAX_TEXT + 1)), ..Default::default() }),
            "option_long"
        );
    }
    let small = || ContainerOptions { memory: some("5m"), ..Default::default() };
    assert_eq!(code(EngineKind::Docker, small()), "memory_small");
    assert!(checked(EngineKind::Podman, small()).is_ok());
    let in_pod = ContainerOptions { pod: some("p"), network: some("host"), ..Default::default() };
    assert_eq!(code(EngineKind::Podman, in_pod), "pod_owns");
}

#[test]
fn further_flags_break_nothing() {
    for (text, expected) in [
        ("shm-size=1g", "extra_shape"),
        ("-d", "extra_shape"),
        ("--Shm=1", "extra_shape"),
        ("--shm-size 1g", "extra_shape"),
        ("---x=1", "extra_shape"),
        ("--shm-size", "extra_no_value"),
        ("--shm-size=", "extra_no_value"),
        ("--detach", "extra_breaks"),
        ("--rm=true", "extra_breaks"),
        ("--name=x", "extra_breaks"),
        ("--tty=false", "extra_breaks"),
        ("--interactive=false", "extra_breaks"),
        ("--cidfile=/x", "extra_breaks"),
        ("--detach-keys=a", "extra_breaks"),
        ("--sig-proxy=true", "extra_breaks"),
        ("--pull=always", "extra_breaks"),
        ("--replace", "extra_breaks"),
        ("--log-driver=none", "extra_breaks"),
        ("--label-file=/x", "extra_breaks"),
        ("--help", "extra_breaks"),
        ("--url=tcp://x", "extra_elsewhere"),
        ("--host=tcp://x", "extra_elsewhere"),
        ("--creds=a:b", "extra_secret"),
        ("--env-host", "extra_secret"),
        ("--env=A=b", "extra_own_field"),
        ("--env-file=/x", "extra_own_field"),
        ("--label=dev.berth.owner=me", "extra_own_field"),
        ("--memory=1g", "extra_own_field"),
        ("--security-opt=no-new-privileges", "extra_own_field"),
    ] {
        for kind in KINDS {
            assert_eq!(
                code(kind, ContainerOptions { extra: words(&[text]), ..Default::default() }),
                expected,
                "{text}"
            );
        }
    }
    for text in
        ["--shm-size=1g", "--privileged", "--ulimit=nofile=1:2", "--log-driver=journald", "--ip=10.0.0.2"]
    {
        for kind in KINDS {
            let options = ContainerOptions { extra: words(&[text]), ..Default::default() };
            assert_eq!(flags(kind, options)[0], text);
        }
    }
}

#[test]
fn sizes_are_read_as_the_engines_read_them() {
    for (text, expected) in [
        ("1", Some(1)),
        ("512m", Some(512 << 20)),
        ("1.5g", Some(3 << 29)),
        ("2GB", Some(2 << 30)),
        ("10b", Some(10)),
        ("", None),
        ("g", None),
        ("1mm", None),
        ("1.m", None),
        (".5g", None),
        ("+1", None),
    ] {
        assert_eq!(bytes(text), expected, "{text}");
    }
}
