//! The scene that every fixture shows (`tests/fixtures/record` sets it up).

use berth_runner::{EngineKind, Session, State};

/// One container of the scene.
pub struct Expected {
    pub name: &'static str,
    pub state: State,
    pub exit_code: Option<i64>,
    pub tty: bool,
    pub own: bool,
    /// `[ip:]host->container/protocol`.
    pub ports: &'static [&'static str],
    /// Besides Berth's own.
    pub label: Option<(&'static str, &'static str)>,
    pub command: &'static [&'static str],
    pub only_docker: bool,
}

const PLAIN: Expected = Expected {
    name: "",
    state: State::Exited,
    exit_code: None,
    tty: true,
    own: false,
    ports: &[],
    label: None,
    command: &["/bin/sh"],
    only_docker: false,
};

pub const SCENE: &[Expected] = &[
    Expected {
        name: "c-created",
        state: State::Created,
        own: true,
        ports: &["127.0.0.1:38053->53/udp", "38080->80/tcp"],
        label: Some(("list", "a=1,b=2")),
        command: &["/bin/sh", "-l"],
        ..PLAIN
    },
    Expected {
        name: "c-running",
        state: State::Running,
        ports: &["127.0.0.1:38081->81/tcp"],
        label: Some(("note", "x, \"y\"=z")),
        ..PLAIN
    },
    Expected { name: "c-paused", state: State::Paused, ..PLAIN },
    Expected { name: "c-exit0", exit_code: Some(0), command: &["true"], ..PLAIN },
    Expected {
        name: "c-exit3",
        exit_code: Some(3),
        command: &["/bin/sh", "-c", "echo out; exit 3"],
        ..PLAIN
    },
    Expected { name: "c-killed", exit_code: Some(137), ..PLAIN },
    // It never ran: docker's 127 is not its exit code.
    Expected { name: "c-absent", state: State::Created, command: &["/nope"], ..PLAIN },
    Expected { name: "c-plain", state: State::Running, tty: false, command: &["sleep", "1000"], ..PLAIN },
    // podman has no such state: it is running or stopped in turns.
    Expected {
        name: "c-restarting",
        state: State::Restarting,
        command: &["false"],
        only_docker: true,
        ..PLAIN
    },
];

impl Expected {
    pub fn on(&self, kind: EngineKind) -> bool {
        !self.only_docker || kind == EngineKind::Docker
    }

    pub fn met_by(&self, folder: &str, session: &Session) {
        let at = format!("{folder} {}", self.name);
        assert_eq!(session.state, self.state, "{at}");
        assert_eq!(session.exit_code, self.exit_code, "{at}");
        assert_eq!((session.tty, session.own), (self.tty, self.own), "{at}");
        assert_eq!(session.command, self.command, "{at}");
        assert!(session.image.ends_with("berth-test:latest"), "{at}: {}", session.image);

        let ports: Vec<String> =
            session.ports.iter().filter(|port| port.host.is_some()).map(written).collect();
        assert_eq!(ports, self.ports, "{at}");

        let labels: Vec<_> = session
            .labels
            .iter()
            .filter(|(key, _)| !key.starts_with("dev.berth."))
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        assert_eq!(labels, self.label.into_iter().collect::<Vec<_>>(), "{at}");

        let alive = matches!(self.state, State::Running | State::Paused);
        assert_eq!(session.pid.is_some(), alive, "{at}");
        assert!(session.created_at.is_some(), "{at}");
        assert_eq!(session.started_at.is_some(), self.state != State::Created, "{at}");
        assert_eq!(session.finished_at.is_some(), self.state == State::Exited, "{at}");

        let plain = self.name == "c-plain";
        assert_eq!(session.restart_policy == "on-failure:3", plain, "{at}: {}", session.restart_policy);
        let interrupted = session.stop_signal.as_deref().is_some_and(|signal| signal.ends_with("INT"));
        assert_eq!(interrupted, plain, "{at}: {:?}", session.stop_signal);

        let mounts: Vec<_> = session
            .mounts
            .iter()
            .map(|m| (m.kind.as_str(), m.source.as_str(), m.target.as_str(), m.read_only))
            .collect();
        if self.name == "c-running" {
            assert!(mounts.contains(&("volume", "c-volume", "/v", false)), "{at}: {mounts:?}");
            assert!(mounts.contains(&("bind", "/srv/data", "/m", true)), "{at}: {mounts:?}");
        } else {
            assert!(mounts.is_empty(), "{at}: {mounts:?}");
        }
    }
}

fn written(port: &berth_runner::Port) -> String {
    let host = port.host.unwrap_or_default();
    let ip = if port.host_ip.is_empty() { String::new() } else { format!("{}:", port.host_ip) };
    format!("{ip}{host}->{}/{}", port.container, port.protocol)
}
