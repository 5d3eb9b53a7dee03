//! Daemons that belong to one test, which can stop, freeze and start them.

use std::fs;
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use berth_runner::{Engine, EngineKind};
use tempfile::TempDir;

use crate::engines::{Engines, IMAGE};
use crate::wait::{is_alive, until};

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

    /// Kills it without a warning; containers of a docker daemon go on.
    pub fn kill(mut self) {
        self.signal("-KILL");
        self.child.wait().expect("the daemon ends");
    }

    pub fn stop(mut self) {
        self.signal("-TERM");
        self.child.wait().expect("the daemon ends");
    }
}

/// An engine of a test's own, asked past Berth.
#[derive(Debug)]
pub struct Own(pub Engine);

impl Own {
    /// docker with its socket in this folder. A unix socket's path ends at 107 bytes.
    pub fn docker(place: &Path) -> Self {
        let host = format!("unix://{}", place.join("d.sock").display());
        let docker = Engine::new(EngineKind::Docker, Engines::get().program(EngineKind::Docker));
        Self(Engine { global_args: vec!["--host".into(), host.clone()], endpoint: host, ..docker })
    }

    /// Where its daemon listens.
    pub fn host(&self) -> &str {
        &self.0.endpoint
    }

    pub fn try_ask(&self, args: &[&str]) -> Option<String> {
        let output = Command::new(&self.0.binary).args(&self.0.global_args).args(args).output();
        let output = output.expect("the engine's client runs");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    pub fn ask(&self, args: &[&str]) -> String {
        self.try_ask(args).unwrap_or_else(|| panic!("{args:?}"))
    }

    /// Waits until the daemon answers, and gives it the tests' image; the image is written into `place`.
    pub fn with_image(&self, place: &Path, daemon: &mut Daemon) {
        let image = place.join("image.tar").display().to_string();
        Engines::get().ask(self.0.kind, &["save", "-o", &image, IMAGE]);
        until("the daemon answers", || {
            assert!(!daemon.has_ended(), "the daemon ended");
            self.try_ask(&["load", "-i", &image])
        });
    }
}

/// A docker of a test's own with the tests' image, which is killed and comes back. Its containers end
/// with it, however the test ends.
#[derive(Debug)]
pub struct Mortal {
    pub own: Own,
    daemon: Option<Daemon>,
    options: Vec<&'static str>,
    folder: TempDir,
}

impl Mortal {
    /// With options of the daemon, such as `--live-restore`.
    pub fn new(options: &[&'static str]) -> Self {
        let folder = TempDir::new_in("/tmp").expect("a folder");
        let options = [&["--storage-driver=vfs"], options].concat();
        let own = Own::docker(folder.path());
        let mut docker = Self { own, daemon: None, options, folder };
        docker.serve();
        let Self { own, daemon, folder, .. } = &mut docker;
        own.with_image(folder.path(), daemon.as_mut().expect("a daemon"));
        docker
    }

    /// Where it keeps everything.
    pub fn place(&self) -> &Path {
        self.folder.path()
    }

    /// Starts the daemon; nobody waits until it answers.
    pub fn serve(&mut self) {
        self.daemon = Some(dockerd_with(self.folder.path(), self.own.host(), &self.options));
    }

    /// The same, and waits until it answers.
    pub fn serve_again(&mut self) {
        self.serve();
        until("the daemon answers", || self.own.try_ask(&["ps"]));
    }

    /// Kills the daemon, and the containerd of its own that goes with it.
    pub fn kill(&mut self) {
        let containerd = self.containerd().expect("containerd's id");
        self.daemon.take().expect("a daemon").kill();
        until("containerd ends", || (!is_alive(containerd)).then_some(()));
        // Where nobody waits for orphans, the next daemon would take the dead one for alive.
        fs::remove_file(self.containerd_file()).expect("its file");
    }

    fn containerd_file(&self) -> PathBuf {
        self.folder.path().join("exec/containerd/containerd.pid")
    }

    fn containerd(&self) -> Option<u32> {
        fs::read_to_string(self.containerd_file()).ok()?.trim().parse().ok()
    }
}

impl Drop for Mortal {
    fn drop(&mut self) {
        if self.daemon.is_none() {
            // A test that failed while it waited for the end of containerd has left it.
            if self.containerd().is_some_and(|containerd| !is_alive(containerd)) {
                drop(fs::remove_file(self.containerd_file()));
            }
            drop(fs::remove_file(self.folder.path().join("pid")));
            self.serve();
        }
        // It need not answer yet, and a second panic would hide the first.
        let tries = (0..100).find_map(|_| {
            let all = self.own.try_ask(&["ps", "-aq"]);
            if all.is_none() {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            all
        });
        for id in tries.unwrap_or_default().lines() {
            self.own.try_ask(&["rm", "-f", id]);
        }
        drop(self.daemon.take());
        // dockerd mounts it on itself; one that was killed and came back takes that for somebody else's.
        let data = self.folder.path().join("data");
        drop(Command::new("umount").args(["--lazy", "--quiet"]).arg(data).status());
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
    dockerd_with(place, host, &["--storage-driver=vfs"])
}

/// The same with options: the storage driver, of which `vfs` works everywhere, and others.
pub fn dockerd_with(place: &Path, host: &str, options: &[&str]) -> Daemon {
    let mut command = alone("exec \"$@\"");
    Daemon::run(command.args(dockerd_at(place)).args(options).arg(format!("--host={host}")))
}

/// The same, behind a port of the network that the test is in: a daemon that is handed its
/// socket, as systemd does it, needs no way out of its own network.
pub fn dockerd_behind(listener: TcpListener, place: &Path, tls: &[&str]) -> Daemon {
    let hand_over = "exec 3<&0 </dev/null; LISTEN_PID=$$ LISTEN_FDS=1 exec \"$@\"";
    let mut command = alone(hand_over);
    command.args(dockerd_at(place)).args(["--storage-driver=vfs", "--host=fd://"]).args(tls);
    Daemon::run_on(&mut command, OwnedFd::from(listener).into())
}

fn alone(script: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--net", "--", "sh", "-c", &format!("ip link set lo up && {{ {script}; }}"), "sh"]);
    command
}

fn dockerd_at(place: &Path) -> [String; 4] {
    let at = |name: &str| place.join(name).display().to_string();
    [
        "dockerd".to_owned(),
        format!("--data-root={}", at("data")),
        format!("--exec-root={}", at("exec")),
        format!("--pidfile={}", at("pid")),
    ]
}
