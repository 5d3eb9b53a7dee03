use super::*;

fn unavailable_reason(kind: EngineKind, stderr: &str) -> Option<Unavailable> {
    match classify(kind, stderr) {
        StderrClass::Unavailable(reason) => Some(reason),
        _ => None,
    }
}

#[test]
fn an_engine_that_is_away() {
    // docker 28.2.2.
    let docker = "Cannot connect to the Docker daemon at unix:///nope. Is the docker daemon running?";
    assert_eq!(unavailable_reason(EngineKind::Docker, docker), Some(Unavailable::DockerStopped {}));
    // podman 4.3.1 --url.
    let podman = "Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`, or try `podman machine init` and `podman machine start` to manage a new Linux VM\nError: unable to connect to Podman socket: Get \"http://d/v4.3.1/libpod/_ping\": dial unix /nope: connect: no such file or directory";
    assert_eq!(unavailable_reason(EngineKind::Podman, podman), Some(Unavailable::PodmanStopped {}));
    // docker 28.2.2 without rights.
    let denied = "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get \"http://%2Fvar%2Frun%2Fdocker.sock/v1.50/containers/json\": dial unix /var/run/docker.sock: connect: permission denied";
    assert_eq!(unavailable_reason(EngineKind::Docker, denied), Some(Unavailable::DockerDenied {}));
}

#[test]
fn a_daemon_that_answers_is_not_away() {
    // docker 28.2.2 with daemon 20.10.24: the import of a file that is no tar.
    let stderr = "Error response from daemon: ApplyLayer exit status 1 stdout:  stderr: unexpected EOF";
    assert_eq!(unavailable_reason(EngineKind::Docker, stderr), None);
    // An attach whose daemon was killed.
    assert_eq!(unavailable_reason(EngineKind::Docker, "unexpected EOF"), Some(Unavailable::Lost {}));
}

#[test]
fn what_is_not_there() {
    for (kind, stderr) in [
        (EngineKind::Podman, "Error: inspecting object: no such container nope"),
        (EngineKind::Docker, "Error response from daemon: No such container: nope"),
        (EngineKind::Podman, "Error: no container with name or ID \"nope\" found: no such container"),
    ] {
        assert_eq!(classify(kind, stderr), StderrClass::NoSuchContainer);
    }
    let broken =
        "Error: unable to start container \"ab\": mounting storage for container ab: no such container";
    assert!(matches!(classify(EngineKind::Podman, broken), StderrClass::Other(_)));
    for (kind, stderr) in [
        (EngineKind::Podman, "Error: nosuchimage: image not known"),
        (EngineKind::Docker, "Error response from daemon: No such image: nosuchimage:latest"),
    ] {
        assert_eq!(classify(kind, stderr), StderrClass::NoSuchImage);
    }
}

#[test]
fn a_name_in_use() {
    for (kind, stderr) in [
        (
            EngineKind::Podman,
            "Error: creating container storage: the container name \"a\" is already in use by c10b3dcd8103. You have to remove that container to be able to reuse that name: that name is already in use",
        ),
        (
            EngineKind::Docker,
            "Error response from daemon: Conflict. The container name \"/a\" is already in use by container \"767d9665f6ed\". You have to remove (or rename) that container to be able to reuse that name.",
        ),
    ] {
        assert_eq!(classify(kind, stderr), StderrClass::NameInUse);
    }
}

#[test]
fn a_command_that_is_absent_or_not_executable_is_named() {
    let argv = ["x".to_owned()];
    for stderr in [
        // podman 4.3.1.
        "Error: unable to start container \"a8554bc3\": runc: runc create failed: unable to start container process: exec: \"/nope\": stat /nope: no such file or directory: OCI runtime attempted to invoke a command that was not found",
        // docker 20.10.
        "Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/nope\": stat /nope: no such file or directory: unknown\nError: failed to start containers: c-cmd",
        "Error response from daemon: OCI runtime create failed: exec: \"/nope\": executable file not found in $PATH: unknown",
        // docker 19.03.
        "Error response from daemon: OCI runtime create failed: container_linux.go:349: starting container process caused \"exec: \\\"/nope\\\": stat /nope: no such file or directory\": unknown\nError: failed to start containers: c",
        // podman with crun.
        "Error: crun: executable file `/nope` not found: No such file or directory: OCI runtime attempted to invoke a command that was not found",
    ] {
        assert_eq!(
            start_reason(stderr, &argv).to_string(),
            "the command \"/nope\" does not exist in the image (127)"
        );
    }
    let stderr = "Error: unable to start container \"5874\": runc: runc create failed: unable to start container process: exec: \"/etc/passwd\": permission denied: OCI permission denied";
    assert_eq!(
        start_reason(stderr, &argv).to_string(),
        "the command \"/etc/passwd\" is not executable (126)"
    );
    // crun names nothing.
    let stderr = "Error: crun: open executable: Permission denied: OCI permission denied";
    assert_eq!(start_reason(stderr, &argv).to_string(), "the command \"x\" is not executable (126)");
    let of_crun_itself = "Error: crun: open `/var/lib/merged`: Permission denied: OCI permission denied";
    assert!(start_reason(of_crun_itself, &argv).to_string().starts_with("crun: open `/var"));
}

#[test]
fn a_taken_port_is_named() {
    for stderr in [
        "Error: unable to start container \"aa87\": cannot listen on the TCP port: listen tcp4 :18081: bind: address already in use",
        "Error response from daemon: driver failed programming external connectivity on endpoint c-port (23b0): Error starting userland proxy: listen tcp4 0.0.0.0:18081: bind: address already in use\nError: failed to start containers: c-port",
        "Error response from daemon: driver failed programming external connectivity on endpoint p (1): Bind for 0.0.0.0:18081 failed: port is already allocated",
        // docker 28.
        "Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint c (d5bd): failed to bind host port for 0.0.0.0:18081:172.18.0.2:80/tcp: address already in use\nError: failed to start containers: c",
        // podman 5 with pasta.
        "Error: unable to start container \"c\": pasta failed with exit code 1:\nFailed to bind port 18081 (Address already in use) for option '-t 18081-18081:80-80', exiting",
    ] {
        assert_eq!(start_reason(stderr, &[]).to_string(), "port 18081 is already taken on this machine");
    }
}

#[test]
fn other_failures_keep_the_line_that_tells() {
    let docker = "Error response from daemon: Cannot mkdir: /etc/passwd is not a directory\nError response from daemon: No such container: c-wd\nError: failed to start containers: c-wd";
    assert_eq!(start_reason(docker, &[]).to_string(), "Cannot mkdir: /etc/passwd is not a directory");
    let podman = "time=\"2026-11-23T15:14:58Z\" level=warning msg=\"The input device is not a TTY.\"\nError: no command or entrypoint provided, and no CMD or ENTRYPOINT from image";
    assert_eq!(
        sentence(podman).as_deref(),
        Some("no command or entrypoint provided, and no CMD or ENTRYPOINT from image")
    );
    // docker 19.03 has no `--pull` for `create`.
    assert_eq!(
        sentence("unknown flag: --pull\nSee 'docker create --help'.\n").as_deref(),
        Some("unknown flag: --pull")
    );
    for silent in [" \n", "Error: \n", "Error response from daemon:"] {
        assert_eq!(sentence(silent), None);
    }
}
