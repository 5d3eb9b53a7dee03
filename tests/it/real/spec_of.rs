//! The spec read back from a container is the spec that makes it again.

use std::process::Command;

use berth_runner::testing::args;
use berth_runner::{ContainerOptions, EngineKind, EnvVar, HealthOptions, SessionSpec, compare, spec_of};
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM, spec};
use berth_tests::on_both;
use serde_json::Value;

on_both!(harness: a_container_is_made_again_by_its_spec, everything_said_is_there_and_runs);

/// Specs that are tried on each engine; `BERTH_SPECS=200` tries more.
const SPECS: u64 = 12;

/// Numbers that are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    /// Half of the time nothing.
    fn maybe(&mut self, of: &[&str]) -> Option<String> {
        (self.below(2) == 1).then(|| self.one(of).to_owned())
    }

    fn some(&mut self, of: &[&str]) -> Vec<String> {
        let mut list: Vec<String> =
            of.iter().filter(|_| self.below(3) == 0).map(|text| (*text).to_owned()).collect();
        list.sort();
        list
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 1
    }
}

fn generated(kind: EngineKind, name: &str, seed: u64) -> SessionSpec {
    let mut n = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
    let memory = n.maybe(&["64m", "100000k", "1g", "7340033"]);
    let memory_swap = memory.as_ref().and_then(|_| n.maybe(&["-1", "3g", "3145729k"]));
    let podman = kind == EngineKind::Podman;
    let has_check = n.coin();
    let health = match (has_check, n.below(4)) {
        (false, _) => HealthOptions::default(),
        (true, 0) => HealthOptions { off: true, ..HealthOptions::default() },
        (true, _) => HealthOptions {
            off: false,
            command: Some(n.one(&["true", "wget -q 'x y' || exit 1"]).to_owned()),
            interval: n.maybe(&["5s", "90s", "1500ms"]),
            timeout: n.maybe(&["2s"]),
            retries: n.coin().then_some(7),
            start_period: n.maybe(&["1s", "120s"]),
        },
    };
    let network = n.maybe(&["none", "host"]);
    let port = |n: &mut Numbers| {
        let host = 20_000 + n.below(20_000);
        match n.below(4) {
            0 => format!("{host}:80"),
            1 => format!("127.0.0.1:{host}:53/udp"),
            2 => format!("[::1]:{host}:81"),
            _ => format!("{host}-{}:8000-8002", host + 2),
        }
    };
    let ports = if network.is_none() && n.coin() { vec![port(&mut n)] } else { Vec::new() };
    let mut env: Vec<EnvVar> = [("A", "1"), ("B", "x=y z"), ("EMPTY", ""), ("C", "ä'\"$")]
        .into_iter()
        .filter(|_| n.coin())
        .map(|(key, value)| EnvVar { key: key.to_owned(), value: value.to_owned() })
        .collect();
    env.sort_by(|a, b| a.key.cmp(&b.key));
    let mut extra =
        n.some(&["--shm-size=32m", "--cpu-shares=512", "--dns=1.1.1.1", "--ulimit=nofile=100:200"]);
    // podman refuses name servers for what has no network.
    extra.retain(|flag| !flag.starts_with("--dns") || network.as_deref() != Some("none"));
    let volumes = ["/anon", "/etc:/m:ro", "bt-spec-vol:/v", "tmpfs:/t:size=1m,mode=1777"];
    SessionSpec {
        name: name.to_owned(),
        image: IMAGE.to_owned(),
        command: n.one(&["sh", "sh -c 'echo \"a b\"; sleep 9'", "sleep 5", "[\"a b\", \"\"]"]).to_owned(),
        working_dir: n.maybe(&["/tmp", "/a b"]).unwrap_or_default(),
        env,
        volumes: n.some(&volumes),
        ports,
        options: ContainerOptions {
            restart: n.maybe(&["always", "on-failure", "on-failure:3", "unless-stopped"]),
            memory,
            memory_swap,
            cpus: n.maybe(&["0.5", "1.25", "1"]),
            pids_limit: n.coin().then_some(100),
            user: n.maybe(&["1000", "1000:1000", "root"]),
            entrypoint: n.maybe(&["/bin/sh", "'/bin/a b'", "env -i"]),
            hostname: if network.as_deref() == Some("host") { None } else { n.maybe(&["h-1"]) },
            network,
            hosts: n.some(&["a:1.2.3.4", "b:::1"]),
            labels: n.some(&["x", "a.b/c"]).into_iter().map(|key| (key, "v = w".to_owned())).collect(),
            stop_signal: n.maybe(&["SIGINT", "SIGQUIT"]),
            stop_timeout: n.coin().then_some(3),
            health,
            devices: n.some(&["/dev/null:/dev/n", "/dev/zero"]),
            cap_add: n.some(&["SYS_PTRACE", "NET_ADMIN"]),
            cap_drop: n.some(&["MKNOD", "KILL"]),
            read_only: n.coin(),
            // podman needs a program for it that Debian does not bring along.
            init: !podman && n.coin(),
            no_new_privileges: n.coin(),
            no_terminal: n.coin(),
            extra,
            ..ContainerOptions::default()
        },
        ..SessionSpec::default()
    }
}

/// Creates a container by the argv of a spec, and reads its spec.
fn made(harness: &Harness, spec: &SessionSpec) -> SessionSpec {
    let engines = Engines::get();
    let checked = harness.runner.check(spec).unwrap_or_else(|problems| panic!("{spec:#?}: {problems:?}"));
    let call = args::create(harness.kind, &checked, "t", args::Pull::Never);
    let mut command = Command::new(engines.program(harness.kind));
    command.args(&call.args).envs(call.env).current_dir(std::env::temp_dir());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{:?}: {}", call.args, String::from_utf8_lossy(&output.stderr));
    let read = |args: &[&str]| -> Value {
        let read: Value = serde_json::from_str(&engines.ask(harness.kind, args)).unwrap();
        // podman prints an array.
        read.get(0).cloned().unwrap_or(read)
    };
    let row = read(&["container", "inspect", "--format", "{{json .}}", "--", &spec.name]);
    let id = row["Image"].as_str().unwrap();
    let image = read(&["image", "inspect", "--format", "{{json .Config}}", "--", id]);
    let (found, lost) = spec_of(&row, Some(&image));
    assert_eq!(lost, [], "{spec:#?}");
    engines.run(harness.kind, &["rm", "-f", "--", &spec.name]);
    found
}

async fn a_container_is_made_again_by_its_spec(harness: &Harness) {
    let count = std::env::var("BERTH_SPECS").ok().and_then(|text| text.parse().ok()).unwrap_or(SPECS);
    let name = harness.name("fixed");
    for seed in 0..count {
        let asked = generated(harness.kind, &name.name, seed);
        let first = made(harness, &asked);
        let second = made(harness, &first);
        assert_eq!(first, second, "seed {seed}: {asked:#?}");
        assert_eq!(compare(&first, &second), []);
        // And nothing of what was asked for is lost on the way.
        let mut same = asked.clone();
        if harness.kind == EngineKind::Docker && asked.options.entrypoint.as_deref() == Some("env -i") {
            // Its flag takes one word.
            same.options.entrypoint = Some("env".to_owned());
            same.command = first.command.clone();
        }
        if asked.command.starts_with('[') {
            same.command = first.command.clone();
        }
        let lost = compare(&same, &first);
        assert_eq!(lost, [], "seed {seed}");
    }
}

/// What can be said, said at once, and looked at in the engine's own words.
async fn everything_said_is_there_and_runs(harness: &Harness) {
    let name = harness.name("all");
    let podman = harness.kind == EngineKind::Podman;
    let some = |text: &str| Some(text.to_owned());
    let options = ContainerOptions {
        restart: some("on-failure:3"),
        memory: some("64m"),
        memory_swap: some("128m"),
        cpus: some("0.5"),
        pids_limit: Some(50),
        user: some("1000:1000"),
        entrypoint: some("env"),
        hosts: vec!["gate:10.1.2.3".to_owned()],
        hostname: some("box-1"),
        labels: [("team".to_owned(), "web".to_owned())].into(),
        stop_signal: some("TERM"),
        stop_timeout: Some(4),
        health: HealthOptions { command: some("true"), interval: some("1s"), ..Default::default() },
        devices: vec!["/dev/null:/dev/nothing".to_owned()],
        cap_add: vec!["SYS_PTRACE".to_owned()],
        cap_drop: vec!["MKNOD".to_owned()],
        read_only: true,
        init: !podman,
        no_new_privileges: true,
        extra: vec!["--shm-size=32m".to_owned()],
        ..ContainerOptions::default()
    };
    let session = harness.started_as(&SessionSpec { options, ..spec(&name, RUNS_UNTIL_TERM) }).await;
    assert_eq!(session.restart_policy, "on-failure:3");
    let script = "id -u; id -g; hostname; grep gate /etc/hosts | head -n1 | cut -c1-8; test -c /dev/nothing && echo device; \
                  touch /x 2>/dev/null || echo read-only; grep NoNewPrivs /proc/self/status | tr -d '[:space:]'; echo; \
                  df -k /dev/shm | tail -n1 | tr -s ' ' | cut -d' ' -f2";
    let printed = harness.exec(&name, &["sh", "-c", script]);
    let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
    let lines: Vec<_> = printed.split_whitespace().collect();
    assert_eq!(
        lines,
        ["1000", "1000", "box-1", "10.1.2.3", "device", "read-only", "NoNewPrivs:1", "32768"],
        "{printed}"
    );
    let numbers = "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}} \
                   {{.Config.StopTimeout}} {{index .Config.Labels \"team\"}}";
    let numbers = name.inspect(numbers);
    let words: Vec<_> = numbers.split_whitespace().collect();
    assert_eq!(words, ["67108864", "134217728", "500000000", "50", "4", "web"]);
}
