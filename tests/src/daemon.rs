//! Daemons of a test's own, which it can really stop, freeze and start.

use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A process that is ended with the test, however it ends.
#[derive(Debug)]
pub struct Daemon {
    child: Child,
}

impl Daemon {
    pub fn run(command: &mut Command) -> Self {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Self { child: quiet.spawn().expect("the daemon starts") }
    }

    pub fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill runs").success());
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

/// In a network namespace of its own: its bridge and firewall rules are nobody else's.
pub fn dockerd(place: &Path, host: &str) -> Daemon {
    let at = |name: &str| place.join(name).display().to_string();
    Daemon::run(
        Command::new("unshare")
            .args(["--net", "--", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"])
            .args([
                "dockerd",
                "--storage-driver=vfs",
                &format!("--data-root={}", at("data")),
                &format!("--exec-root={}", at("exec")),
                &format!("--pidfile={}", at("pid")),
                &format!("--host={host}"),
            ]),
    )
}
