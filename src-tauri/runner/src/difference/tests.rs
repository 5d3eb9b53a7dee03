#![expect(clippy::unwrap_used, reason = "tests")]
use serde_json::json;

use super::*;
use crate::kind::EngineKind;
use crate::parse::inspect;
use crate::session::{EnvVar, SessionSpec};
use crate::validate::{self, PathContext};

fn checked(spec: SessionSpec) -> Checked {
    let paths = PathContext {
        cwd: "/here".into(),
        home: None,
        variables: validate::Variables::default(),
        local: true,
    };
    let spec = SessionSpec { name: "bot".to_owned(), ..spec };
    validate::check(&spec, EngineKind::Docker, &paths).unwrap()
}

/// As podman 4.3 (`full`) and docker 20.10 print it.
fn row(full: bool) -> Value {
    let (prefix, ep) = if full { ("localhost/", json!("")) } else { ("", json!(null)) };
    json!({
        "Id": "9f".repeat(32), "Name": "bot", "Image": format!("sha256:{}", "08e21dae0df4".repeat(5)),
        "Config": {"Image": format!("{prefix}bb:latest"), "Cmd": ["sleep", "100"], "Entrypoint": ep,
            "WorkingDir": "/tmp", "Env": ["PATH=/bin", "A=1", "B=x=y"]},
        "Mounts": [
            {"Type": "volume", "Name": "c8".repeat(32), "Source": "/v", "Destination": "/anon", "RW": true},
            {"Type": "volume", "Name": "named", "Source": "/v", "Destination": "/n", "RW": true},
            {"Type": "bind", "Source": "/tmp/sx", "Destination": "/b", "RW": false}
        ],
        "HostConfig": {"PortBindings": {
            "70/tcp": [{"HostIp": "::1", "HostPort": "7000"}],
            "80/tcp": [{"HostIp": "127.0.0.1", "HostPort": if full { "44011" } else { "" }}],
            "90/udp": [{"HostIp": "", "HostPort": "8080"}], "91/udp": [{"HostIp": "0.0.0.0", "HostPort": "8081"}]
        }}
    })
}

fn found(full: bool, spec: SessionSpec) -> Vec<Difference> {
    let row = row(full);
    differences(&checked(spec), &inspect::session("e", &row).unwrap(), &row)
}

fn same() -> SessionSpec {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    SessionSpec {
        image: "bb".to_owned(),
        command: "sleep 100".to_owned(),
        working_dir: "/tmp/".to_owned(),
        env: vec![EnvVar { key: "B".to_owned(), value: "x=y".to_owned() }],
        volumes: texts(&["named:/n", "/tmp/sx:/b:ro"]),
        ports: texts(&["127.0.0.1::80", "8080-8081:90-91/udp", "[::1]:7000:70"]),
        ..SessionSpec::default()
    }
}

fn difference(field: Field, has: &[&str], asked: &[&str]) -> Difference {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Difference { field, has: texts(has), asked: texts(asked) }
}

#[test]
fn what_was_asked_for_and_is_there_does_not_differ() {
    for full in [false, true] {
        assert_eq!(found(full, same()), []);
        // What nobody asks for may be the image's.
        let less = SessionSpec {
            command: String::new(),
            working_dir: String::new(),
            env: Vec::new(),
            log_volume: "named:/n".to_owned(),
            volumes: vec!["/tmp/sx:/b:ro".to_owned()],
            ..same()
        };
        assert_eq!(found(full, less), []);
    }
}

#[test]
fn every_part_that_differs_is_named() {
    let other = SessionSpec {
        image: "bb:2".to_owned(),
        command: "sh -c 'exit 3'".to_owned(),
        working_dir: "/srv".to_owned(),
        env: ["A", "C"].map(|key| EnvVar { key: key.to_owned(), value: "s3cret".to_owned() }).into(),
        volumes: vec!["named:/n:ro".to_owned(), "./x:/x".to_owned()],
        ports: vec!["127.0.0.1:9000:80".to_owned(), "8080-8082:90-92/udp".to_owned()],
        ..same()
    };
    let expected = [
        difference(Field::Image, &["bb:latest"], &["bb:2"]),
        difference(Field::Command, &["sleep 100"], &["sh -c 'exit 3'"]),
        difference(Field::WorkingDir, &["/tmp"], &["/srv"]),
        difference(Field::Env, &[], &["A", "C"]),
        difference(Field::Volumes, &["named:/n", "/tmp/sx:/b:ro"], &["named:/n:ro", "/here/x:/x"]),
        difference(
            Field::Ports,
            &["127.0.0.1::80/tcp", "[::1]:7000:70/tcp"],
            &["127.0.0.1:9000:80/tcp", "8080-8082:90-92/udp"],
        ),
    ];
    assert_eq!(found(false, other), expected);
}

#[test]
fn one_image_has_several_names() {
    let id = "08e21dae0df4e5c1f132";
    for (has, asked, same) in [
        ("localhost/bb:latest", "bb", true),
        ("docker.io/library/debian:12", "debian:12", true),
        ("docker.io/library/debian:12", "debian", false),
        ("quay.io/ann/tool:1", "ann/tool:1", true),
        ("quay.io/ann/tool:1", "tool:2", false),
        ("host:5000/bb", "host:5000/bb:latest", true),
        ("host:5000/bb", "bb", false),
        ("bb@sha256:12", "bb@sha256:12", true),
        ("bb", "sha256:08e21dae0df4", true),
        ("bb", "08e21dae0df4", true),
        ("bb", "18e21dae0df4", false),
        ("debian:12", "evildebian:12", false),
    ] {
        assert_eq!(same_image(has, id, asked), same, "{has} {asked}");
    }
}
