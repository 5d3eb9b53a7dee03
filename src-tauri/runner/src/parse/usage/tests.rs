use super::*;

const ID: &str = "83c44154f4ae2c7eaab63ef1b1e537aedfa4bbd268c36634a390906b793462a5";

fn at() -> Timestamp {
    "2026-11-26T19:20:15Z".parse().unwrap()
}

/// podman 4.3.1: a busy shell, and the same two seconds later.
#[test]
fn podman_counts_since_the_start() {
    let line =
        |cpu: u64, clock: u64| format!("{ID} {cpu} {clock} 249856 67108864 1 892B / 3.576kB / 0B / 1.5MB");
    let first = podman(&line(167_376_456_246, 1_795_720_815_367_391_234), at()).unwrap();
    let later = podman(&line(168_160_971_031, 1_795_720_817_369_076_096), at()).unwrap();
    let expected = Usage {
        id: ID.to_owned(),
        at: at(),
        cpu: None,
        memory: 249_856,
        memory_limit: 67_108_864,
        net_in: Some(892),
        net_out: Some(3576),
        block_in: Some(0),
        block_out: Some(1_500_000),
        pids: 1,
    };
    assert_eq!(first.usage, expected);
    let cpu = later.cpu_since(&first).unwrap();
    assert!((cpu - 39.19).abs() < 0.01, "{cpu}");
    assert_eq!((first.cpu_since(&later), first.cpu_since(&first)), (None, None));
    let much_later = podman(&line(168_160_971_031, 1_795_720_831_369_076_096), at()).unwrap();
    assert_eq!(much_later.cpu_since(&first), None);
    // Started again: it counts from nothing.
    let again = podman(&line(5, 1_795_720_819_369_076_096), at()).unwrap();
    assert_eq!(again.cpu_since(&later), None);
}

#[test]
fn podman_without_a_network_has_no_amounts() {
    let counted = podman(&format!("{ID} 1 2 3 4 5 -- / -- / -- / --"), at()).unwrap();
    let Usage { net_in, net_out, block_in, pids, .. } = counted.usage;
    assert_eq!((net_in, net_out, block_in, pids), (None, None, None, 5));
}

/// docker 28.2 on 20.10, its output in a pipe.
#[test]
fn docker_writes_for_a_terminal() {
    let row = format!(
        "{{\"BlockIO\":\"0B / 8.19kB\",\"CPUPerc\":\"34.41%\",\"Container\":\"8ca6711fb934\",\"ID\":\"{ID}\",\"MemPerc\":\"0.56%\",\"MemUsage\":\"368KiB / 64MiB\",\"Name\":\"burn\",\"NetIO\":\"1.11kB / 0B\",\"PIDs\":\"1\"}}"
    );
    let expected = Usage {
        id: ID.to_owned(),
        at: at(),
        cpu: Some(34.41),
        memory: 368 << 10,
        memory_limit: 64 << 20,
        net_in: Some(1110),
        net_out: Some(0),
        block_in: Some(0),
        block_out: Some(8190),
        pids: 1,
    };
    for line in [row.clone(), format!("\x1b[H{row}"), format!("\x1b[J\x1b[H{row} \x1b[K\r")] {
        assert_eq!(docker(&line, at()).as_ref(), Some(&expected), "{line:?}");
    }
    let ended = row.replace("34.41%", "--").replace("368KiB / 64MiB", "-- / --").replace("\"1\"", "\"--\"");
    let gone = row.replace("368KiB / 64MiB", "0B / 0B");
    for line in [" \x1b[K", "\x1b[J", "", "}{", "{", &ended, &gone, &row.replace(ID, "8ca6711fb934")] {
        assert_eq!(docker(line, at()), None, "{line:?}");
    }
}

#[test]
fn processes_of_both_engines() {
    let podman = "PID         PPID        %CPU        RSS         COMMAND\n1           0           43.231      1580        sh -c while :; do :; done \n7 1 0.000 12 sleep   9\n";
    let docker = "PID                 PPID                %CPU                RSS                 COMMAND\n21865               21844               45.3                1584                sh -c while :; do :; done\n";
    let shell = "sh -c while :; do :; done";
    let found = processes(podman);
    assert_eq!(found.len(), 2);
    let first = Process { pid: 1, parent: 0, cpu: 43.231, memory: 1580 << 10, command: shell.to_owned() };
    assert_eq!((&found[0], found[1].command.as_str()), (&first, "sleep   9"));
    let expected =
        Process { pid: 21865, parent: 21844, cpu: 45.3, memory: 1584 << 10, command: shell.to_owned() };
    assert_eq!(processes(docker), [expected]);
    assert_eq!(processes(""), []);
}
