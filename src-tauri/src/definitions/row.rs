//! The row of a session that has no container yet.

use berth_definitions::Definition;
use berth_runner::{Mount, Session, State};

/// What the list shows of it: what the file says, and nothing of a container.
pub fn row(definition: &Definition, engine: &str) -> Session {
    let spec = &definition.spec;
    let mount = |text: &String| {
        let mut parts = text.splitn(3, ':');
        let (source, target) = (parts.next().unwrap_or_default(), parts.next());
        let read_only = parts.next().is_some_and(|options| options.split(',').any(|one| one == "ro"));
        let kind = if source == "tmpfs" {
            "tmpfs"
        } else if source.contains(['/', '\\']) {
            "bind"
        } else {
            "volume"
        };
        Mount {
            kind: kind.to_owned(),
            source: target.map_or("", |_| source).to_owned(),
            target: target.unwrap_or(source).to_owned(),
            read_only,
        }
    };
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
        tty: true,
        attachable: false,
        own: true,
        protection: None,
        prunable: false,
        ports: Vec::new(),
        mounts: spec
            .volumes
            .iter()
            .chain(Some(&spec.log_volume))
            .filter(|one| !one.is_empty())
            .map(mount)
            .collect(),
        command: shlex::split(&spec.command).unwrap_or_default(),
        command_line: spec.command.clone(),
        working_dir: spec.working_dir.clone(),
        env: spec.env.iter().map(|one| format!("{}={}", one.key, one.value)).collect(),
        labels: std::collections::BTreeMap::new(),
        pod: None,
        infra: false,
        stop_signal: None,
        stop_timeout: 10,
        restart_policy: "no".to_owned(),
        paused_policy: None,
        restarts_pausable: false,
        error: None,
        checks: None,
        broken: None,
    }
}
