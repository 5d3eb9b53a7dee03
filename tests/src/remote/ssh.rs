//! A machine that is reached through SSH.

use std::fs;
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use berth_runner::EngineKind;
use tempfile::TempDir;

use super::home::{Home, keygen};
use super::link::Link;
use super::tools::{REMOTE, UNREACHABLE, free_port, write};
use crate::daemon::Daemon;
use crate::engines::Engines;
use crate::wait::until;

/// The SSH server, the tests' podman and docker behind it, and a [`Home`] that knows both
/// as [`REMOTE`]. Ends with the test: the link first, and with it every client on the way.
#[derive(Debug)]
pub struct Machine {
    pub link: Link,
    pub home: Home,
    _sshd: Daemon,
    _podman: Daemon,
    place: TempDir,
}

impl Machine {
    pub fn start() -> Self {
        Self::behind(Duration::ZERO)
    }

    /// Over a link that takes `delay` each way.
    pub fn behind(delay: Duration) -> Self {
        let engines = Engines::get();
        // A unix socket's path ends at 107 bytes.
        let place = TempDir::new_in("/tmp").expect("a folder");
        let home = Home::new(place.path().join("home"));
        let port = free_port();
        let sshd = sshd(place.path(), &home, port);
        let link = Link::to((Ipv4Addr::LOCALHOST, port).into(), delay);

        let socket = place.path().join("p.sock");
        let url = format!("unix://{}", socket.display());
        let podman = Daemon::run(
            Command::new(engines.program(EngineKind::Podman)).args(["system", "service", "--time=0", &url]),
        );
        until("podman's socket", || socket.exists().then_some(()));
        until("the SSH server", || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok());

        for (name, port) in [(REMOTE, link.port()), (UNREACHABLE, free_port())] {
            let ssh = format!("ssh://root@127.0.0.1:{port}");
            home.context(name, &ssh);
            home.connection(name, &format!("{ssh}{}", socket.display()));
        }
        let machine = Self { link, home, _sshd: sshd, _podman: podman, place };
        machine.is_known_by("host");
        machine
    }

    /// The home's clients expect this key of the machine: `host` is its own.
    fn is_known_by(&self, key: &str) {
        let public = fs::read_to_string(self.place.path().join(key).with_extension("pub")).expect("a key");
        let line = format!("[127.0.0.1]:{} {public}", self.link.port());
        write(&self.home.ssh("known_hosts"), &line);
    }

    /// The home's clients have never seen the machine.
    pub fn forget_host_key(&self) {
        write(&self.home.ssh("known_hosts"), "");
    }

    /// The home's clients remember another key than it shows, as if it were an impostor.
    pub fn remember_another_host_key(&self) {
        keygen(&self.place.path().join("other"));
        self.is_known_by("other");
    }
}

/// Its sessions see the tests' docker, as if it were that machine's only one.
fn sshd(place: &Path, home: &Home, port: u16) -> Daemon {
    keygen(&place.join("host"));
    fs::copy(home.ssh("id.pub"), place.join("authorized")).expect("a copy");
    let engines = Engines::get();
    let docker = engines.program(EngineKind::Docker);
    let bin = docker.parent().unwrap_or(place).display();
    let at = |name: &str| place.join(name).display().to_string();
    let config = format!(
        "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\n\
         PermitRootLogin prohibit-password\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
         StrictModes no\nUsePAM no\nMaxStartups 100\nSetEnv PATH={bin}:/usr/local/bin:/usr/bin:/bin\n",
        at("host"),
        at("authorized"),
    );
    write(&place.join("sshd_config"), &config);
    // Where it locks its unprivileged half in; a system that runs one has made it.
    fs::create_dir_all("/run/sshd").expect("its empty folder");
    // It wants its own absolute path, to run itself again.
    Daemon::run(Command::new("/usr/sbin/sshd").args(["-D", "-f", &at("sshd_config")]))
}
