//! What a spec asks for, as the container has it.

use berth_runner::{
    DeleteOptions, EngineKind, EnvVar, Port, Session, SessionSpec, StartOptions, StartOutcome, StopOptions,
};
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM, spec};
use berth_tests::on_both;

on_both!(harness:
    ports_are_published_as_written,
    a_range_for_one_port_is_dockers,
    a_command_in_json_is_argv,
    variables_of_every_name_arrive,
    the_terminal_has_all_colours_unless_said_otherwise,
    variables_in_host_paths_are_expanded,
    memory_and_a_volume_without_a_name_are_mounted,
    options_of_an_engine_are_taken_where_it_knows_them,
);

/// `IP HOST CONTAINER/PROTOCOL` of each port; a host port that the engine picked is `?`.
fn published(session: &Session, picked: bool) -> Vec<String> {
    let text = |port: &Port| {
        let host = port.host.map_or_else(|| "-".to_owned(), |host| host.to_string());
        let host = if picked && host != "-" { "?".to_owned() } else { host };
        format!("{} {host} {}/{}", port.host_ip, port.container, port.protocol)
    };
    session.ports.iter().map(text).collect()
}

async fn ports_are_published_as_written(harness: &Harness) {
    let free = || std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (first, second) = (free(), free());
    let name = harness.name("ports");
    let written = ["127.0.0.1::80".to_owned(), "[::1]::82".to_owned(), "127.0.0.1::83-84/UDP".to_owned()];
    let session =
        harness.started_as(&SessionSpec { ports: written.into(), ..spec(&name, RUNS_UNTIL_TERM) }).await;
    let expected = ["127.0.0.1 ? 80/tcp", "::1 ? 82/tcp", "127.0.0.1 ? 83/udp", "127.0.0.1 ? 84/udp"];
    assert_eq!(published(&session, true), expected);

    let name = harness.name("free");
    let session = harness
        .started_as(&SessionSpec { ports: vec![":81".to_owned()], ..spec(&name, RUNS_UNTIL_TERM) })
        .await;
    // docker 20.10 may pick a port for each family of addresses.
    let all = |port: &Port| matches!(port.host_ip.as_str(), "" | "0.0.0.0" | "::") && port.host.is_some();
    assert!(!session.ports.is_empty() && session.ports.iter().all(all), "{:?}", session.ports);

    let name = harness.name("addresses");
    let written = vec![format!("[::]:{first}:80"), format!("::1:{second}:81")];
    let session = harness.started_as(&SessionSpec { ports: written, ..spec(&name, RUNS_UNTIL_TERM) }).await;
    assert_eq!(published(&session, false), [format!(":: {first} 80/tcp"), format!("::1 {second} 81/tcp")]);
}

async fn a_range_for_one_port_is_dockers(harness: &Harness) {
    let name = harness.name("range");
    let asked =
        SessionSpec { ports: vec!["127.0.0.1:42800-42899:80".to_owned()], ..spec(&name, RUNS_UNTIL_TERM) };
    if harness.kind == EngineKind::Docker {
        let session = harness.started_as(&asked).await;
        assert!(session.ports[0].host.is_some_and(|host| (42800..=42899).contains(&host)), "{session:?}");
    } else {
        let error = harness.runner.start(&asked, StartOptions::default()).await.unwrap_err();
        assert_eq!(error.code(), "invalid");
        assert!(error.to_string().contains("only docker"), "{error}");
    }
}

async fn a_command_in_json_is_argv(harness: &Harness) {
    let name = harness.name("json");
    let asked = spec(&name, r#"["sh", "-c", "echo \"$0 && $1\"; exit 3", "one", "two"]"#);
    match harness.runner.start(&asked, StartOptions::default()).await.unwrap() {
        StartOutcome::Ended { session, last_lines, .. } => {
            assert_eq!((session.exit_code, last_lines.trim()), (Some(3), "one && two"));
        }
        other => panic!("{other:?}"),
    }
}

async fn variables_in_host_paths_are_expanded(harness: &Harness) {
    let name = harness.name("variables");
    let here = std::env::current_dir().unwrap();
    let volumes = vec!["$PWD:/a:ro".to_owned(), "${CARGO_MANIFEST_DIR}/it:/b:ro".to_owned()];
    let asked = SessionSpec { volumes, ..spec(&name, RUNS_UNTIL_TERM) };
    let checked = harness.runner.check(&asked).unwrap();
    let preview = berth_runner::preview(harness.runner.engine(), &checked);
    assert!(preview.contains(&format!("source={}", here.display())), "{preview}");
    let session = harness.started_as(&asked).await;
    let mut sources: Vec<_> = session.mounts.iter().map(|mount| mount.source.clone()).collect();
    sources.sort();
    let expected = [here.clone(), std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("it")];
    assert_eq!(sources, expected.map(|path| path.display().to_string()));
}

async fn variables_of_every_name_arrive(harness: &Harness) {
    let pairs = [
        ("discovery.type", "single-node"),
        ("xpack.security.enabled", "false"),
        ("9a", "digit"),
        ("-x", "dash"),
        ("LINES2", "one\ntwo"),
        // What would steer the client, and its proxies, helpers and loader.
        ("DOCKER_MODS", "linuxserver/mods:universal-tini  "),
        ("DOCKER_HOST", "tcp://nowhere.invalid:1"),
        ("DOCKER_CONTEXT", "nowhere"),
        ("DOCKER_INFLUXDB_INIT_MODE", "setup"),
        ("CONTAINER_HOST", "unix:///nowhere"),
        ("CONTAINERS_CONF", "/nowhere"),
        ("PODMAN_USERNS", "nonsense"),
        ("PATH", "/bin:/extra"),
        ("HOME", "/nowhere"),
        ("https_proxy", "http://ann:p#w@proxy.invalid:3128"),
        ("LD_PRELOAD", "/nowhere.so"),
        ("LC_ALL", "\"quoted\" 'too' $HOME ${X} `x` \\n # no comment"),
        ("A*", "star"),
        ("EMPTY", ""),
    ];
    let name = harness.name("names");
    let env = pairs.map(|(key, value)| EnvVar { key: key.into(), value: value.into() }).into();
    let asked = SessionSpec { env, allow_loader_env: true, ..spec(&name, RUNS_UNTIL_TERM) };
    let session = harness.started_as(&asked).await;
    for (key, value) in pairs {
        assert!(session.env.contains(&format!("{key}={value}")), "{key}: {:?}", session.env);
    }
}

async fn the_terminal_has_all_colours_unless_said_otherwise(harness: &Harness) {
    let has = |session: &Session, key: &str| -> Vec<String> {
        let begins = format!("{key}=");
        session.env.iter().filter_map(|line| line.strip_prefix(&begins)).map(str::to_owned).collect()
    };
    let name = harness.name("colours");
    let session = harness.started(&name, RUNS_UNTIL_TERM).await;
    assert_eq!(
        (has(&session, "TERM"), has(&session, "COLORTERM")),
        (vec!["xterm-256color".to_owned()], vec!["truecolor".to_owned()])
    );

    let name = harness.name("own");
    let env = vec![EnvVar { key: "TERM".into(), value: "vt220".into() }];
    let session = harness.started_as(&SessionSpec { env, ..spec(&name, RUNS_UNTIL_TERM) }).await;
    assert_eq!(
        (has(&session, "TERM"), has(&session, "COLORTERM")),
        (vec!["vt220".to_owned()], vec!["truecolor".to_owned()])
    );

    let (base, name) = (harness.name("base"), harness.name("image"));
    let image = format!("localhost/{}:1", base.name);
    Engines::get().ask(harness.kind, &["create", "--name", &base.name, IMAGE, "true"]);
    Engines::get().ask(harness.kind, &["commit", "--change", "ENV TERM=dumb", &base.name, &image]);
    let asked = SessionSpec { image: image.clone(), ..spec(&name, RUNS_UNTIL_TERM) };
    let session = harness.started_as(&asked).await;
    assert_eq!(
        (has(&session, "TERM"), has(&session, "COLORTERM")),
        (vec!["dumb".to_owned()], vec!["truecolor".to_owned()])
    );
    drop((name, base));
    Engines::get().ask(harness.kind, &["image", "rm", &image]);
}

async fn memory_and_a_volume_without_a_name_are_mounted(harness: &Harness) {
    let name = harness.name("tmpfs");
    let volumes = ["/anonymous", "tmpfs:/run/x:size=64m,mode=1777,noexec", "tmpfs:/run/y:ro"];
    let volumes = volumes.map(str::to_owned).into();
    let asked = SessionSpec { volumes, ..spec(&name, RUNS_UNTIL_TERM) };
    let session = harness.started_as(&asked).await;
    let mounts = String::from_utf8(harness.exec(&name, &["cat", "/proc/mounts"]).stdout).unwrap();
    let of = |target: &str| {
        let line = mounts.lines().find(|line| line.split(' ').nth(1) == Some(target));
        line.unwrap_or_else(|| panic!("no {target}: {mounts}")).to_owned()
    };
    let memory = of("/run/x");
    assert!(
        memory.starts_with("tmpfs ") && memory.contains("noexec") && memory.contains("size=65536k"),
        "{memory}"
    );
    assert!(of("/run/y").contains(" ro,") && !of("/anonymous").starts_with("tmpfs "), "{mounts}");
    let mode = harness.exec(&name, &["stat", "-c", "%a", "/run/x"]).stdout;
    assert_eq!(String::from_utf8(mode).unwrap().trim(), "1777");

    let mut seen: Vec<_> = session
        .mounts
        .iter()
        .map(|mount| (mount.target.as_str(), mount.kind.as_str(), mount.source.len(), mount.read_only))
        .collect();
    seen.sort_unstable();
    let expected =
        [("/anonymous", "volume", 64, false), ("/run/x", "tmpfs", 0, false), ("/run/y", "tmpfs", 0, true)];
    assert_eq!(seen, expected);
    let keep = StopOptions { remove: false, graceful: false, ..StopOptions::default() };
    harness.runner.stop(&name.name, keep).await.unwrap();
    match harness.runner.start(&asked, StartOptions::default()).await.unwrap() {
        StartOutcome::Restarted { differences, .. } => assert_eq!(differences, []),
        other => panic!("{other:?}"),
    }
    let options = DeleteOptions { volumes: true, ..DeleteOptions::default() };
    harness.runner.delete(&name.name, options).await.unwrap();
}

async fn options_of_an_engine_are_taken_where_it_knows_them(harness: &Harness) {
    let host = tempfile::TempDir::new().unwrap();
    let (folder, volume) = (host.path().display().to_string(), format!("{}-v", harness.name("opts").name));
    for (text, of_podman) in [
        (format!("{volume}:/bin2:nocopy,ro"), false),
        (format!("{volume}:/m:z"), false),
        (format!("{folder}:/m:U"), true),
        (format!("{volume}:/m:U,exec"), true),
        (format!("{folder}:/m:noexec"), true),
        (format!("{folder}:/m:O"), true),
    ] {
        let name = harness.name("opts");
        let asked = SessionSpec { volumes: vec![text.clone()], ..spec(&name, RUNS_UNTIL_TERM) };
        let outcome = harness.runner.start(&asked, StartOptions::default()).await;
        if of_podman && harness.kind == EngineKind::Docker {
            let error = outcome.unwrap_err();
            assert!(
                error.code() == "invalid" && error.to_string().contains("option of podman"),
                "{text}: {error}"
            );
            continue;
        }
        assert!(matches!(outcome, Ok(StartOutcome::Started { .. })), "{text}: {outcome:?}");
    }
    // A volume can go only after its containers.
    let _ = Engines::get().try_ask(harness.kind, &["volume", "rm", &volume]);
}
