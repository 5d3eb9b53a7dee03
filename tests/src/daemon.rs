//! Daemons that belong to one test, which can stop, freeze and start them.

use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A process that ends with the test, however the test ends.
#[derive(Debug)]
pub struct Daemon {
    child: Child,
}

impl Daemon {
    pub fn run(command: &mut Command) -> Self {
        Self::run_on(command, Stdio::null())
    }

    fn run_on(command: &mut Command, stdin: Stdio) -> Self {
        let quiet = command.stdin(stdin).stdout(Stdio::null()).stderr(Stdio::null());
        Self { child: quiet.spawn().expect("the daemon starts") }
    }

    pub fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill runs").success());
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    pub fn stop(mut self) {
        self.signal("-TERM");
        self.child.wait().expect("the daemon ends");
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.signal("-CONT");
            self.signal("-TERM");
            let _ = self.child.wait();
        }
    }
}

/// A docker daemon in a network namespace of its own, with its own bridge and firewall rules.
pub fn dockerd(place: &Path, host: &str) -> Daemon {
    dockerd_with(place, host, "vfs")
}

/// The same with another storage driver than the one that works everywhere.
pub fn dockerd_with(place: &Path, host: &str, driver: &str) -> Daemon {
    Daemon::run(alone("exec \"$@\"").args(dockerd_at(place, driver)).arg(format!("--host={host}")))
}

/// The same, behind a port of the network that the test is in: a daemon that is handed its
/// socket, as systemd does it, needs no way out of its own network.
pub fn dockerd_behind(listener: TcpListener, place: &Path, tls: &[&str]) -> Daemon {
    let hand_over = "exec 3<&0 </dev/null; LISTEN_PID=$$ LISTEN_FDS=1 exec \"$@\"";
    let mut command = alone(hand_over);
    command.args(dockerd_at(place, "vfs")).arg("--host=fd://").args(tls);
    Daemon::run_on(&mut command, OwnedFd::from(listener).into())
}

fn alone(script: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--net", "--", "sh", "-c", &format!("ip link set lo up && {{ {script}; }}"), "sh"]);
    command
}

fn dockerd_at(place: &Path, driver: &str) -> [String; 5] {
    let at = |name: &str| place.join(name).display().to_string();
    [
        "dockerd".to_owned(),
        format!("--storage-driver={driver}"),
        format!("--data-root={}", at("data")),
        format!("--exec-root={}", at("exec")),
        format!("--pidfile={}", at("pid")),
    ]
}
