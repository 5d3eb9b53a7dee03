#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::PathBuf;

use berth_runner::testing::validate;
use berth_runner::{ContainerOptions, EnvVar, HealthOptions, PathContext, SessionSpec, Variables};

use super::*;

fn checked(kind: EngineKind, form: ExportForm) -> Checked {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let var = |key: &str, value: &str| EnvVar { key: key.to_owned(), value: value.to_owned() };
    let spec = SessionSpec {
        name: "My_bot".to_owned(),
        image: "localhost/bb:1".to_owned(),
        command: "sh -c 'echo \"$X\" 100%'".to_owned(),
        working_dir: "/w d".to_owned(),
        env: vec![var("TOKEN", "s3cret"), var("EMPTY", ""), var("PATH", "s3cret")],
        volumes: texts(&["/data:/data:ro", "cache:/cache", "tmpfs:/run:size=64m", "/anonymous"]),
        ports: texts(&["127.0.0.1:8080:80", "53:53/udp"]),
        options: ContainerOptions {
            restart: Some("unless-stopped".to_owned()),
            memory: Some("512m".to_owned()),
            cpus: Some("1.5".to_owned()),
            user: Some("1000:50".to_owned()),
            cap_add: texts(&["SYS_PTRACE"]),
            labels: [("a.b".to_owned(), "c d".to_owned())].into(),
            health: HealthOptions {
                command: Some("true || exit 1".to_owned()),
                interval: Some("30s".to_owned()),
                ..HealthOptions::default()
            },
            read_only: true,
            extra: texts(&["--shm-size=1g", "--ulimit=nofile=1:2"]),
            ..ContainerOptions::default()
        },
        ..SessionSpec::default()
    };
    let paths =
        PathContext { cwd: PathBuf::from("/w"), home: None, variables: Variables::default(), local: true };
    validate::check(&spec, form.kind(kind), &paths).unwrap()
}

fn written(kind: EngineKind, form: ExportForm) -> Exported {
    write(kind, &checked(kind, form), form)
}

fn whys(exported: &Exported) -> Vec<String> {
    exported.remarks.iter().map(|remark| format!("{}: {}", remark.key, remark.why)).collect()
}

#[test]
fn a_run_line_has_a_flag_a_line() {
    let exported = written(EngineKind::Docker, ExportForm::Run);
    let expected = r#"docker run -d \
  --name My_bot \
  -it \
  -w '/w d' \
  -e TOKEN \
  -e EMPTY= \
  --env-file My_bot.env \
  --mount '"type=bind","source=/data","target=/data","ro"' \
  --mount '"type=volume","source=cache","target=/cache"' \
  --tmpfs /run:rw,size=64m \
  --mount '"type=volume","target=/anonymous"' \
  -p 127.0.0.1:8080:80/tcp \
  -p 53:53/udp \
"#;
    assert!(exported.text.starts_with(expected), "{}", exported.text);
    assert!(exported.text.ends_with("\n  -- localhost/bb:1 sh -c 'echo \"$X\" 100%'\n"), "{}", exported.text);
    assert_eq!(exported.remarks.len(), 2, "{:?}", whys(&exported));
}

#[test]
fn a_compose_file_has_the_session_as_a_service() {
    let exported = written(EngineKind::Docker, ExportForm::Compose);
    for line in [
        "services:\n  My_bot:\n    image: \"localhost/bb:1\"\n    container_name: My_bot\n",
        "    command:\n      - sh\n      - \"-c\"\n      - \"echo \\\"$$X\\\" 100%\"\n",
        "    environment:\n      - TOKEN\n      - \"EMPTY=\"\n    env_file:\n      - My_bot.env\n",
        "    mem_limit: \"512m\"\n",
        "    ulimits:\n      nofile:\n        soft: 1\n        hard: 2\n",
        "volumes:\n  cache:\n    name: cache\n",
    ] {
        assert!(exported.text.contains(line), "{line}\n{}", exported.text);
    }
}

#[test]
fn units_keep_percents_dollars_and_quotes() {
    for form in [ExportForm::Quadlet, ExportForm::Systemd] {
        let exported = written(EngineKind::Podman, form);
        assert!(exported.text.contains(r#"sh -c "echo \"$$X\" 100%%""#), "{}", exported.text);
        assert!(
            exported.text.contains("\nRestart=always\n")
                && exported.text.ends_with("WantedBy=default.target\n")
        );
        assert!(!exported.text.contains("--restart"), "{}", exported.text);
    }
    let quadlet = written(EngineKind::Podman, ExportForm::Quadlet);
    for line in [
        "Image=localhost/bb:1",
        "EnvironmentFile=My_bot.env",
        "Volume=/data:/data:ro",
        "Volume=cache:/cache",
        "Tmpfs=/run:rw,size=64m",
        "PublishPort=127.0.0.1:8080:80/tcp",
        "Label=\"a.b=c d\"",
        "AddCapability=SYS_PTRACE",
        "ReadOnly=true",
        "PodmanArgs=--shm-size=1g",
        "PodmanArgs=\"--health-cmd=true || exit 1\"",
    ] {
        assert!(quadlet.text.lines().any(|one| one == line), "{line}\n{}", quadlet.text);
    }
    let unit = written(EngineKind::Docker, ExportForm::Systemd);
    assert!(unit.text.contains("\nExecStartPre=docker create --name My_bot -it "), "{}", unit.text);
    assert!(unit.text.contains(" --env-file=%E/My_bot.env -- "), "{}", unit.text);
    assert!(!unit.text.contains("TOKEN") && unit.text.contains(" -e EMPTY= "), "{}", unit.text);
}

#[test]
fn a_pod_takes_values_from_a_secret_and_says_what_it_can_not() {
    let exported = written(EngineKind::Docker, ExportForm::Kube);
    for line in [
        "metadata:\n  name: my-bot\nspec:\n  restartPolicy: Always\n",
        "        - name: TOKEN\n          valueFrom:\n            secretKeyRef:\n              name: my-bot-env\n              key: TOKEN\n",
        "          hostPort: 8080\n          hostIP: \"127.0.0.1\"\n",
        "          hostPort: 53\n          protocol: UDP\n",
        "          memory: \"512Mi\"\n          cpu: \"1.5\"\n",
        "        runAsUser: 1000\n        runAsGroup: 50\n",
        "        periodSeconds: 30\n",
        "      persistentVolumeClaim:\n        claimName: cache\n",
        "      emptyDir:\n        medium: Memory\n        sizeLimit: \"64Mi\"\n",
    ] {
        assert!(exported.text.contains(line), "{line}\n{}", exported.text);
    }
    assert_eq!(
        whys(&exported),
        [
            "env: Values of variables are never written; put them into a secret that is called my-bot-env, by name: TOKEN, PATH",
            "--shm-size: Kubernetes can't say it; it is left out",
            "--ulimit: Kubernetes can't say it; it is left out",
            "--label a.b: Kubernetes can't say it; it is left out",
        ]
    );
}
