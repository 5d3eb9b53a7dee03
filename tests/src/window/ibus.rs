//! An IBus of the test's own, which makes text of keys as on desktops.

use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::{Child, Command};

use super::setup::Setup;
use crate::wait;

/// Ends when dropped, and its engines with it.
pub struct Ibus {
    address: String,
    folder: TempDir,
    _daemon: Child,
}

impl Ibus {
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder for IBus");
        let socket = folder.path().join("bus");
        let address = format!("unix:path={}", socket.display());
        // Nothing shows itself, and nothing of the person's is read.
        let alone = ["--panel", "disable", "--config", "disable", "--emoji-extension", "disable"];
        let daemon = command("ibus-daemon", &folder)
            .args(["--address", &address])
            .args(alone)
            // Engines such as anthy need the system's own Python, which has IBus's package.
            .env("PATH", "/usr/bin:/bin")
            .kill_on_drop(true)
            .spawn()
            .expect("ibus-daemon, of package ibus, starts");
        wait::until_async("IBus listens", || async { socket.exists().then_some(()) }).await;
        Self { address, folder, _daemon: daemon }
    }

    /// Has the app write with it.
    pub fn used_by(&self, setup: Setup) -> Setup {
        setup.env("GTK_IM_MODULE", "ibus").env("IBUS_ADDRESS", &self.address)
    }

    /// Takes another input method, such as `m17n:vi:telex`.
    pub async fn engine(&self, name: &str) {
        wait::until_async(&format!("IBus's engine {name}, of package ibus-m17n or ibus-anthy"), || async {
            let mut set = command("ibus", &self.folder);
            // What it tells of its success is wrong where there is no display.
            let _ = set.args(["engine", name]).env("IBUS_ADDRESS", &self.address).status().await;
            let mut ask = command("ibus", &self.folder);
            let now =
                ask.arg("engine").env("IBUS_ADDRESS", &self.address).stdout(Stdio::piped()).output().await;
            (String::from_utf8_lossy(&now.ok()?.stdout).trim() == name).then_some(())
        })
        .await;
    }
}

fn command(program: &str, folder: &TempDir) -> Command {
    let mut command = Command::new(program);
    command
        .env("HOME", folder.path())
        .env_remove("DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    for (key, name) in [("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache"), ("XDG_DATA_HOME", "data")]
    {
        command.env(key, folder.path().join(name));
    }
    command
}
