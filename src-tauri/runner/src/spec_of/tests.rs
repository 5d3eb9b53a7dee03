use serde_json::json;

use super::*;
use crate::session::EnvVar;
use crate::validate::Field;

/// As podman 4.3.1 prints what was created with about everything.
fn podman() -> Value {
    json!({
        "Id": "b251bbc248ae".repeat(5) + "abcd", "Name": "ee", "ImageName": "localhost/bb:1", "Image": "54b1",
        "Path": "/bin/my sh", "Args": ["-x", "-c", "sleep 100"], "Pod": "",
        "Mounts": [
            {"Type": "volume", "Name": "vv", "Source": "/v", "Destination": "/v", "Mode": "", "RW": true, "Propagation": "rprivate"},
            {"Type": "volume", "Name": "ef".repeat(32), "Source": "/v", "Destination": "/iv", "RW": true},
            {"Type": "volume", "Name": "aa".repeat(32), "Source": "/v", "Destination": "/anon", "RW": true},
            {"Type": "bind", "Source": "/a$b", "Destination": "/m", "Mode": "", "RW": false, "Propagation": "rslave"},
            {"Type": "bind", "Source": "/a:b", "Destination": "/n", "RW": true},
        ],
        "NetworkSettings": {"Networks": {"net1": {"Aliases": ["foo", "b251bbc248ae"]}, "net2": {"Aliases": []}}},
        "Config": {
            "Hostname": "h1", "User": "1000:1000", "Tty": true, "OpenStdin": true, "WorkingDir": "/tmp",
            "Env": ["TERM=xterm-256color", "COLORTERM=truecolor", "container=podman", "PATH=/bin", "IE=1",
                "A=b", "HOSTNAME=h1", "HOME=/root", "LD_PRELOAD=/x.so"],
            "Cmd": ["-c", "sleep 100"], "Entrypoint": "/bin/my sh -x", "Image": "localhost/bb:1",
            "Labels": {"x": "y", "il": "1", "dev.berth.owner": "berth", "dev.berth.token": "t"},
            "StopSignal": 2, "StopTimeout": 4_294_967_295_u64,
            "Healthcheck": {"Test": ["CMD-SHELL", "true"], "Interval": 30_000_000_000_u64, "Timeout": 2_500_000_000_u64, "Retries": 3},
            "CreateCommand": ["podman", "create", "--sysctl", "a.b=1", "--ulimit=nofile=1:2", "--", "bb", "--sysctl", "no"],
        },
        "HostConfig": {
            "NetworkMode": "bridge", "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3},
            "PortBindings": {
                "80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}], "81/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8081"}],
                "53/udp": [{"HostIp": "::1", "HostPort": "53"}], "99/tcp": null, "100/tcp": null,
            },
            "CapAdd": ["CAP_SYS_PTRACE"], "CapDrop": ["CAP_MKNOD"], "SecurityOpt": ["no-new-privileges", "label=disable"],
            "Devices": [{"PathOnHost": "/dev/null", "PathInContainer": "/dev/n", "CgroupPermissions": ""}],
            "ReadonlyRootfs": true, "ExtraHosts": ["a:1.2.3.4"], "ShmSize": 33_554_432, "IpcMode": "shareable",
            "Tmpfs": {"/run": "rw,rprivate,nosuid,nodev,tmpcopyup", "/t": "size=1m,rw,rprivate,nosuid,nodev,tmpcopyup"},
            "Memory": 67_108_864, "MemorySwap": 134_217_728, "NanoCpus": 1_500_000_000_u64, "CpuQuota": 150_000,
            "CpuPeriod": 100_000, "PidsLimit": 2048, "Runtime": "oci", "MemorySwappiness": -1,
            "LogConfig": {"Type": "k8s-file", "Config": null, "Size": "1MB"}, "PidMode": "private", "UTSMode": "private",
            "Ulimits": [{"Name": "RLIMIT_NPROC", "Soft": 4096, "Hard": 4096}], "Links": ["/db:/bot/db"],
        },
    })
}

fn image() -> Value {
    json!({
        "Env": ["PATH=/bin", "IE=1"], "Entrypoint": ["sh", "-c"], "Cmd": ["sleep 100"], "User": "5",
        "WorkingDir": "/", "Labels": {"il": "1"}, "Volumes": {"/iv": {}}, "ExposedPorts": {"100/tcp": {}}, "StopSignal": "3",
    })
}

#[test]
fn a_spec_is_what_the_image_does_not_say() {
    let (spec, lost) = spec_of(&podman(), Some(&image()));
    let var = |key: &str, value: &str| EnvVar { key: key.to_owned(), value: value.to_owned() };
    assert_eq!(spec.env, [var("A", "b"), var("LD_PRELOAD", "/x.so")]);
    assert!(spec.allow_loader_env);
    assert_eq!((spec.name.as_str(), spec.image.as_str()), ("ee", "localhost/bb:1"));
    assert_eq!(spec.command, "-c 'sleep 100'");
    assert_eq!(spec.options.entrypoint.as_deref(), Some("'/bin/my sh' -x"));
    assert_eq!(spec.working_dir, "/tmp");
    assert_eq!(spec.volumes, ["/a$$b:/m:ro,rslave", "/anon", "tmpfs:/t:size=1m", "vv:/v"]);
    assert_eq!(spec.ports, ["127.0.0.1:8080-8081:80-81", "[::1]:53:53/udp"]);
    let options = &spec.options;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    assert_eq!(text(&options.restart), "on-failure:3");
    assert_eq!((text(&options.memory), options.memory_swap.clone()), ("64m".to_owned(), None));
    assert_eq!((text(&options.cpus), options.pids_limit), ("1.5".to_owned(), None));
    assert_eq!((text(&options.user), text(&options.hostname)), ("1000:1000".to_owned(), "h1".to_owned()));
    assert_eq!(
        (text(&options.network), &options.network_aliases),
        ("net1".to_owned(), &vec!["foo".to_owned()])
    );
    assert_eq!(options.labels, [("x".to_owned(), "y".to_owned())].into());
    assert_eq!((text(&options.stop_signal), options.stop_timeout), ("SIGINT".to_owned(), Some(-1)));
    let health = &options.health;
    assert_eq!((text(&health.command), text(&health.timeout)), ("true".to_owned(), "2500ms".to_owned()));
    assert_eq!((&health.interval, health.retries), (&None, None));
    assert_eq!(
        (&options.cap_add, &options.cap_drop),
        (&vec!["SYS_PTRACE".to_owned()], &vec!["MKNOD".to_owned()])
    );
    assert_eq!(options.devices, ["/dev/null:/dev/n"]);
    assert!(options.read_only && options.no_new_privileges && !options.no_terminal);
    let extra = [
        "--shm-size=32m",
        "--security-opt=label=disable",
        "--sysctl=a.b=1",
        "--ulimit=nofile=1:2",
        "--expose=99/tcp",
        "--log-opt=max-size=1m",
    ];
    assert_eq!(options.extra, extra);
    let parts: Vec<_> = lost.iter().map(|lost| lost.part.as_str()).collect();
    assert_eq!(parts, ["NetworkSettings.Networks", "HostConfig.Links", "Mounts"]);
}

#[test]
fn swap_without_a_limit_is_read_from_the_command_of_podman() {
    let swap = |said: &[&str], shown: i64| {
        let mut row = podman();
        row["HostConfig"]["MemorySwap"] = json!(shown);
        row["Config"]["CreateCommand"] = json!([&["podman", "create"], said, &["--", "bb"]].concat());
        spec_of(&row, Some(&image())).0.options.memory_swap
    };
    assert_eq!(swap(&["--memory-swap=-1"], 0).as_deref(), Some("-1"));
    assert_eq!(swap(&["--memory-swap", "-1"], 0).as_deref(), Some("-1"));
    // A kernel without an account of swap.
    assert_eq!(swap(&[], 0), None);
    assert_eq!(swap(&["--memory-swap=128m"], 0), None);
    assert_eq!(swap(&["--memory-swap=1g"], 1 << 30).as_deref(), Some("1g"));
}

#[test]
fn what_an_image_says_is_not_said_again() {
    let row = json!({
        "Id": "d".repeat(64), "Name": "/bb", "Image": "sha256:1",
        "Config": {
            "Hostname": "dddddddddddd", "User": "5", "Env": ["PATH=/bin", "IE=1"], "Cmd": ["sleep 100"], "Image": "bb:1",
            "Entrypoint": ["sh", "-c"], "WorkingDir": "/", "Labels": {"il": "1"}, "ExposedPorts": {"100/tcp": {}}, "StopSignal": "SIGQUIT",
        },
        "HostConfig": {"NetworkMode": "default", "RestartPolicy": {"Name": "no"}, "ShmSize": 67_108_864, "Runtime": "runc"},
        "Mounts": [{"Type": "volume", "Name": "ef".repeat(32), "Destination": "/iv", "RW": true}],
        "NetworkSettings": {"Networks": {"bridge": {"Aliases": null}}},
    });
    let (spec, lost) = spec_of(&row, Some(&image()));
    let expected = SessionSpec {
        name: "bb".to_owned(),
        image: "bb:1".to_owned(),
        options: ContainerOptions { no_terminal: true, ..Default::default() },
        ..SessionSpec::default()
    };
    assert_eq!((spec, lost), (expected, vec![]));
    // Without its image all of that is the container's.
    let (spec, _) = spec_of(&row, None);
    assert_eq!((spec.command.as_str(), spec.options.entrypoint.as_deref()), ("-c 'sleep 100'", Some("sh")));
    assert_eq!((spec.env.len(), spec.volumes.as_slice()), (2, &["/iv".to_owned()][..]));
    assert_eq!(spec.options.extra, ["--expose=100/tcp"]);
}

#[test]
fn a_row_that_says_nothing_is_no_fault() {
    for row in [json!({}), json!(null), json!({"Config": [], "HostConfig": 7, "Mounts": {"a": 1}})] {
        let (spec, lost) = spec_of(&row, None);
        assert_eq!(spec.options, ContainerOptions { no_terminal: true, ..Default::default() });
        assert_eq!(lost, []);
    }
}

#[test]
fn differences_are_named_and_show_no_value() {
    let (before, _) = spec_of(&podman(), Some(&image()));
    assert_eq!(compare(&before, &before), []);
    let mut after = before.clone();
    after.options.memory = Some("67108864".to_owned());
    after.options.cpus = Some("1.50".to_owned());
    after.image = "bb:1".to_owned();
    after.options.cap_add = vec!["cap_sys_ptrace".to_owned()];
    after.volumes.reverse();
    // It means the same.
    assert_eq!(compare(&before, &after), []);
    after.options.memory = Some("1g".to_owned());
    after.env.push(EnvVar { key: "TOKEN".to_owned(), value: "s3cret".to_owned() });
    after.env[0].value = "hidden".to_owned();
    after.ports.pop();
    after.options.read_only = false;
    let found = compare(&before, &after);
    let fields: Vec<_> = found.iter().map(|difference| difference.field).collect();
    assert_eq!(fields, [Field::Env, Field::Ports, Field::Memory, Field::ReadOnly]);
    assert_eq!(
        (&found[0].before[..], &found[0].after[..]),
        (&["A".to_owned()][..], &["A".to_owned(), "TOKEN".to_owned()][..])
    );
    assert_eq!(
        (&found[2].before[..], &found[2].after[..]),
        (&["64m".to_owned()][..], &["1g".to_owned()][..])
    );
    assert_eq!((&found[3].before[..], found[3].after.len()), (&["true".to_owned()][..], 0));
    let text = format!("{found:?}");
    assert!(!text.contains("s3cret") && !text.contains("hidden"), "{text}");
}
