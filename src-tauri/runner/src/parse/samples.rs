//! What engines printed, shortened: podman 4.3.1, docker 28.2.2 with daemon 20.10.24.

/// The id of the first container of each sample.
pub(crate) const ID: &str = "e48fe204f738f16add59c5a401c2356094f6e5aa34c14351582961ca0f6c63f8";

/// `podman ps -a --no-trunc --format '{{json .}}'`.
pub(crate) const PODMAN_PS: &str = r#"[
  {
    "AutoRemove": false,
    "Command": [
      "/bin/sh",
      "-l"
    ],
    "CreatedAt": "3 seconds ago",
    "ExitedAt": -62135596800,
    "Id": "e48fe204f738f16add59c5a401c2356094f6e5aa34c14351582961ca0f6c63f8",
    "Labels": null,
    "Names": [
      "c-new"
    ],
    "State": "created",
    "Created": 1795446898
  },
  {
    "Id": "c10b3dcd8103122cb300250ef90102126174e2c5a2cb088951e4ae9b152a8aab",
    "Names": [
      "c-run"
    ],
    "State": "running"
  }
]
"#;

/// `docker ps -a --no-trunc --format '{{json .}}'`.
pub(crate) const DOCKER_PS: &str = r#"{"Command":"\"/bin/sh -c 'echo out; echo err \u003e\u00262; exit 3'\"","CreatedAt":"2026-11-23 15:14:59 +0000 UTC","ID":"e48fe204f738f16add59c5a401c2356094f6e5aa34c14351582961ca0f6c63f8","Labels":"","Names":"c-exit","Ports":"","State":"exited","Status":"Exited (3) 4 seconds ago"}
{"Command":"\"/bin/sh -l\"","ID":"eb85fe1a30c9b04fbc85c83930c35e3091b2193fdd9e4d9bc3e25b25a73e2a3b","Labels":"dev.berth.owner=berth,dev.berth.token=t1","Names":"c-new","Ports":"","State":"created","Status":"Created"}
"#;

/// `podman container inspect`, one row, created.
pub(crate) const PODMAN_CREATED: &str = r#"[{"Id": "e48fe204f738f16add59c5a401c2356094f6e5aa34c14351582961ca0f6c63f8", "Created": "2026-11-23T15:14:58.116530913Z", "Path": "/bin/sh", "Args": ["-l"], "State": {"Status": "created", "Running": false, "Paused": false, "Restarting": false, "OOMKilled": false, "Dead": false, "Pid": 0, "ExitCode": 0, "Error": "", "StartedAt": "0001-01-01T00:00:00Z", "FinishedAt": "0001-01-01T00:00:00Z"}, "Image": "e43563f4778274b7707caf298d05c21992a767a4b6f0e578b7c6c554c0c2326c", "ImageName": "localhost/bb:latest", "Name": "c-new", "RestartCount": 0, "Mounts": [], "NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "", "HostPort": "18080"}], "81/udp": [{"HostIp": "", "HostPort": "41501"}]}}, "Config": {"Tty": true, "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm", "container=podman", "K=v"], "Cmd": ["/bin/sh", "-l"], "Image": "localhost/bb:latest", "WorkingDir": "/", "Entrypoint": "", "Labels": {"dev.berth.owner": "berth", "dev.berth.token": "t1"}, "StopSignal": 15}, "HostConfig": {"PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "18080"}], "81/udp": [{"HostIp": "", "HostPort": "41501"}]}, "RestartPolicy": {"Name": "", "MaximumRetryCount": 0}, "AutoRemove": false, "LogConfig": {"Type": "k8s-file", "Config": null, "Tag": "", "Size": "0B"}}}]"#;

/// `podman container inspect`, one row, running.
pub(crate) const PODMAN_RUNNING: &str = r#"[{"Id": "c10b3dcd8103122cb300250ef90102126174e2c5a2cb088951e4ae9b152a8aab", "Created": "2026-11-23T15:14:58.30884861Z", "Path": "/bin/sh", "Args": ["/bin/sh"], "State": {"Status": "running", "Running": true, "Paused": false, "Restarting": false, "OOMKilled": false, "Dead": false, "Pid": 25759, "ConmonPid": 25749, "ExitCode": 0, "Error": "", "StartedAt": "2026-11-23T15:14:58.532570534Z", "FinishedAt": "0001-01-01T00:00:00Z"}, "Image": "e43563f4778274b7707caf298d05c21992a767a4b6f0e578b7c6c554c0c2326c", "ImageName": "localhost/bb:latest", "Name": "c-run", "RestartCount": 0, "Mounts": [{"Type": "volume", "Name": "vol1", "Source": "/var/lib/volumes/vol1/_data", "Destination": "/v", "Driver": "local", "Mode": "", "Options": ["nosuid", "nodev", "rbind"], "RW": true, "Propagation": "rprivate"}, {"Type": "bind", "Source": "/srv/data", "Destination": "/m", "Driver": "", "Mode": "", "Options": ["rbind"], "RW": false, "Propagation": "rprivate"}], "NetworkSettings": {"Ports": {"81/tcp": [{"HostIp": "127.0.0.1", "HostPort": "18081"}]}}, "Config": {"Tty": true, "Env": ["TERM=xterm", "container=podman", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "HOSTNAME=c10b3dcd8103"], "Cmd": ["/bin/sh"], "Image": "localhost/bb:latest", "WorkingDir": "/", "Entrypoint": "", "Labels": null, "StopSignal": 15}, "HostConfig": {"PortBindings": {"81/tcp": [{"HostIp": "127.0.0.1", "HostPort": "18081"}]}, "RestartPolicy": {"Name": "", "MaximumRetryCount": 0}, "AutoRemove": false, "LogConfig": {"Type": "k8s-file", "Config": null, "Tag": "", "Size": "0B"}}}]"#;

/// `podman container inspect`, one row, exited.
pub(crate) const PODMAN_EXITED: &str = r#"[{"Id": "e48fe204f738f16add59c5a401c2356094f6e5aa34c14351582961ca0f6c63f8", "Created": "2026-11-23T15:14:58.564727597Z", "Path": "/bin/sh", "Args": ["-c", "echo out; echo err >&2; exit 3"], "State": {"Status": "exited", "Running": false, "Paused": false, "Restarting": false, "OOMKilled": false, "Dead": false, "Pid": 0, "ExitCode": 3, "Error": "", "StartedAt": "2026-11-23T15:14:58.745150173Z", "FinishedAt": "2026-11-23T15:14:58.742025532Z"}, "Image": "e43563f4778274b7707caf298d05c21992a767a4b6f0e578b7c6c554c0c2326c", "ImageName": "localhost/bb:latest", "Name": "c-exit", "RestartCount": 0, "Mounts": [], "NetworkSettings": {"Ports": {}}, "Config": {"Tty": true, "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm", "container=podman", "HOME=/root", "HOSTNAME=52bb94438f12"], "Cmd": ["/bin/sh", "-c", "echo out; echo err >&2; exit 3"], "Image": "localhost/bb:latest", "WorkingDir": "/", "Entrypoint": "", "Labels": null, "StopSignal": 15}, "HostConfig": {"PortBindings": {}, "RestartPolicy": {"Name": "", "MaximumRetryCount": 0}, "AutoRemove": false, "LogConfig": {"Type": "k8s-file", "Config": null, "Tag": "", "Size": "0B"}}}]"#;

/// `podman container inspect`, one row, paused.
pub(crate) const PODMAN_PAUSED: &str = r#"[{"Id": "8f1fdda78fb1b66e02310c625012c1ab95efb493f04f048dc8a7f2faa9f46c43", "Created": "2026-11-23T15:14:58.792677231Z", "Path": "/bin/sh", "Args": ["/bin/sh"], "State": {"Status": "paused", "Running": false, "Paused": true, "Restarting": false, "OOMKilled": false, "Dead": false, "Pid": 26025, "ConmonPid": 26015, "ExitCode": 0, "Error": "", "StartedAt": "2026-11-23T15:14:59.095949636Z", "FinishedAt": "0001-01-01T00:00:00Z"}, "Image": "e43563f4778274b7707caf298d05c21992a767a4b6f0e578b7c6c554c0c2326c", "ImageName": "localhost/bb:latest", "Name": "c-pause", "RestartCount": 0, "Mounts": [], "NetworkSettings": {"Ports": {}}, "Config": {"Tty": true, "Env": ["container=podman", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm", "HOME=/root", "HOSTNAME=8f1fdda78fb1"], "Cmd": ["/bin/sh"], "Image": "localhost/bb:latest", "WorkingDir": "/", "Entrypoint": "", "Labels": null, "StopSignal": 15}, "HostConfig": {"PortBindings": {}, "RestartPolicy": {"Name": "", "MaximumRetryCount": 0}, "AutoRemove": false, "LogConfig": {"Type": "k8s-file", "Config": null, "Tag": "", "Size": "0B"}}}]"#;

/// `docker container inspect`, one row, created.
pub(crate) const DOCKER_CREATED: &str = r#"[{"Id": "eb85fe1a30c9b04fbc85c83930c35e3091b2193fdd9e4d9bc3e25b25a73e2a3b", "Created": "2026-11-23T15:14:59.151194209Z", "Path": "/bin/sh", "Args": ["-l"], "State": {"Status": "created", "Running": false, "Paused": false, "Restarting": false, "OOMKilled": false, "Dead": false, "Pid": 0, "ExitCode": 0, "Error": "", "StartedAt": "0001-01-01T00:00:00Z", "FinishedAt": "0001-01-01T00:00:00Z"}, "Image": "sha256:3bff422d4f76c6917cc5375a2b47b5f622e26b047aa5bded32d41687f31dff9a", "Name": "/c-new", "RestartCount": 0, "HostConfig": {"PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "18080"}], "81/udp": [{"HostIp": "", "HostPort": ""}]}, "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0}, "AutoRemove": false, "LogConfig": {"Type": "json-file", "Config": {}}}, "Mounts": [], "Config": {"Tty": true, "Env": ["K=v"], "Cmd": ["/bin/sh", "-l"], "Image": "bb:latest", "WorkingDir": "", "Entrypoint": null, "Labels": {"dev.berth.owner": "berth", "dev.berth.token": "t1"}}, "NetworkSettings": {"Ports": {}}}]"#;

/// `docker container inspect`, one row, running.
pub(crate) const DOCKER_RUNNING: &str = r#"[{"Id": "767d9665f6ed00de3b877a1d8a23f2fd447422c854defc19176014e9ac02394f", "Created": "2026-11-23T15:14:59.235497692Z", "Path": "/bin/sh", "Args": [], "State": {"Status": "running", "Running": true, "Paused": false, "Restarting": false, "OOMKilled": false, "Dead": false, "Pid": 26107, "ExitCode": 0, "Error": "", "StartedAt": "2026-11-23T15:14:59.533194688Z", "FinishedAt": "0001-01-01T00:00:00Z"}, "Image": "sha256:3bff422d4f76c6917cc5375a2b47b5f622e26b047aa5bded32d41687f31dff9a", "Name": "/c-run", "RestartCount": 0, "HostConfig": {"PortBindings": {"81/tcp": [{"HostIp": "127.0.0.1", "HostPort": "18081"}]}, "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0}, "AutoRemove": false, "LogConfig": {"Type": "json-file", "Config": {}}}, "Mounts": [{"Type": "volume", "Name": "vol1", "Source": "/var/lib/volumes/vol1/_data", "Destination": "/v", "Driver": "local", "Mode": "z", "RW": true, "Propagation": ""}, {"Type": "bind", "Source": "/srv/data", "Destination": "/m", "Mode": "", "RW": false, "Propagation": "rslave"}], "Config": {"Tty": true, "Env": null, "Cmd": ["/bin/sh"], "Image": "bb:latest", "WorkingDir": "", "Entrypoint": null, "Labels": {}}, "NetworkSettings": {"Ports": {"81/tcp": [{"HostIp": "127.0.0.1", "HostPort": "18081"}]}}}]"#;

/// `docker container inspect`, one row, exited.
pub(crate) const DOCKER_EXITED: &str = r#"[{"Id": "e48fe204f738f16add59c5a401c2356094f6e5aa34c14351582961ca0f6c63f8", "Created": "2026-11-23T15:14:59.552915976Z", "Path": "/bin/sh", "Args": ["-c", "echo out; echo err >&2; exit 3"], "State": {"Status": "exited", "Running": false, "Paused": false, "Restarting": false, "OOMKilled": false, "Dead": false, "Pid": 0, "ExitCode": 3, "Error": "", "StartedAt": "2026-11-23T15:14:59.818306769Z", "FinishedAt": "2026-11-23T15:14:59.817980388Z"}, "Image": "sha256:3bff422d4f76c6917cc5375a2b47b5f622e26b047aa5bded32d41687f31dff9a", "Name": "/c-exit", "RestartCount": 0, "HostConfig": {"PortBindings": {}, "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0}, "AutoRemove": false, "LogConfig": {"Type": "json-file", "Config": {}}}, "Mounts": [], "Config": {"Tty": true, "Env": null, "Cmd": ["/bin/sh", "-c", "echo out; echo err >&2; exit 3"], "Image": "bb:latest", "WorkingDir": "", "Entrypoint": null, "Labels": {}}, "NetworkSettings": {"Ports": {}}}]"#;

/// `docker container inspect`, one row, paused.
pub(crate) const DOCKER_PAUSED: &str = r#"[{"Id": "d881c3302f81be767ac005a2f15ca1d6e86a63d55e2c5dc3ebdcbdf07da5809f", "Created": "2026-11-23T15:14:59.849789548Z", "Path": "/bin/sh", "Args": [], "State": {"Status": "paused", "Running": true, "Paused": true, "Restarting": false, "OOMKilled": false, "Dead": false, "Pid": 26257, "ExitCode": 0, "Error": "", "StartedAt": "2026-11-23T15:15:00.249037885Z", "FinishedAt": "0001-01-01T00:00:00Z"}, "Image": "sha256:3bff422d4f76c6917cc5375a2b47b5f622e26b047aa5bded32d41687f31dff9a", "Name": "/c-pause", "RestartCount": 0, "HostConfig": {"PortBindings": {}, "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0}, "AutoRemove": false, "LogConfig": {"Type": "json-file", "Config": {}}}, "Mounts": [], "Config": {"Tty": true, "Env": null, "Cmd": ["/bin/sh"], "Image": "bb:latest", "WorkingDir": "", "Entrypoint": null, "Labels": {}}, "NetworkSettings": {"Ports": {}}}]"#;
