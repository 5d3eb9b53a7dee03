//! The row of a session that has no container yet.

use berth_definitions::Definition;
use berth_runner::{DEFAULT_STOP_TIMEOUT, EngineKind, Mount, Port, Session, State, VolumeParts, read_port};

/// What the list shows of it: what the file says, and nothing of a container.
pub fn row(definition: &Definition, engine: &str) -> Session {
    let spec = &definition.spec;
    let options = &spec.options;
    let kind = engine.split(':').next().and_then(EngineKind::from_word).unwrap_or(EngineKind::Podman);
    Session {
        engine: engine.to_owned(),
        id: String::new(),
        name: definition.name.clone(),
        image: spec.image.clone(),
        state: State::Defined,
        engine_state: String::new(),
        pid: None,
        created_at: None,
        started_at: None,
        finished_at: None,
        exit_code: None,
        oom_killed: false,
        oom_within: false,
        restart_count: 0,
        tty: !options.no_terminal,
        attachable: false,
        own: true,
        protection: None,
        prunable: false,
        ports: spec.ports.iter().flat_map(|text| ports(text, kind)).collect(),
        mounts: spec
            .volumes
            .iter()
            .chain(Some(&spec.log_volume))
            .filter(|one| !one.is_empty())
            .map(|text| mount(text))
            .collect(),
        command: shlex::split(&spec.command).unwrap_or_default(),
        command_line: spec.command.clone(),
        working_dir: spec.working_dir.clone(),
        env: spec.env.iter().map(|one| format!("{}={}", one.key, one.value)).collect(),
        labels: options.labels.clone(),
        pod: options.pod.clone(),
        infra: false,
        stop_signal: options.stop_signal.clone(),
        // -1 is one that is never killed.
        stop_timeout: options
            .stop_timeout
            .map_or(DEFAULT_STOP_TIMEOUT, |seconds| u32::try_from(seconds).unwrap_or(u32::MAX)),
        restart_policy: options.restart.clone().unwrap_or_else(|| "no".to_owned()),
        paused_policy: None,
        restarts_pausable: false,
        error: None,
        checks: None,
        broken: None,
    }
}

fn mount(text: &str) -> Mount {
    let parts = VolumeParts::of(text);
    Mount {
        kind: parts.kind().to_owned(),
        source: parts.source.filter(|_| parts.kind() != "tmpfs").unwrap_or_default().to_owned(),
        target: parts.target.to_owned(),
        read_only: parts.is_read_only(),
    }
}

/// The ports of one entry of the file: a range has several; none where it breaks a rule.
fn ports(text: &str, kind: EngineKind) -> Vec<Port> {
    let Ok(spec) = read_port(text, kind) else { return Vec::new() };
    let host_ip = spec.ip.map(|ip| ip.to_string()).unwrap_or_default();
    let first = spec.host.as_ref().map(|range| *range.start());
    let port = |(index, container)| Port {
        host_ip: host_ip.clone(),
        host: first.and_then(|first| first.checked_add(index)),
        container,
        protocol: spec.protocol.word().to_owned(),
    };
    (0..).zip(spec.container.clone()).map(port).collect()
}
