//! A desktop for one test: a session bus whose only service takes notifications.

use std::collections::HashMap;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use zbus::Connection;
use zbus::connection::Builder;
use zbus::zvariant::OwnedValue;

/// Starts no services: the app would wait for a desktop's portals.
const BUS: &str = r#"<busconfig>
    <type>session</type>
    <listen>unix:tmpdir=/tmp</listen>
    <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>"#;

/// Ends when dropped.
pub struct Desktop {
    /// What goes into `DBUS_SESSION_BUS_ADDRESS`.
    pub address: String,
    shown: Shown,
    _service: Connection,
    _bus: Child,
    _folder: TempDir,
}

/// Title and text of each notification so far.
type Shown = Arc<Mutex<Vec<(String, String)>>>;

impl Desktop {
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder for a bus");
        let config = folder.path().join("bus.conf");
        std::fs::write(&config, BUS).expect("a configuration");
        let mut bus = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("dbus-daemon, of package dbus-x11, starts");
        let told = bus.stdout.take().expect("the bus tells its address");
        let address = BufReader::new(told).lines().next_line().await.expect("its words").expect("an address");
        let shown = Shown::default();
        let service = Builder::address(address.as_str())
            .and_then(|bus| bus.name("org.freedesktop.Notifications"))
            .and_then(|bus| bus.serve_at("/org/freedesktop/Notifications", Notices(shown.clone())))
            .expect("a service");
        let service = service.build().await.expect("the bus takes a service");
        Self { address, shown, _service: service, _bus: bus, _folder: folder }
    }

    /// Title and text of each notification so far.
    pub fn shown(&self) -> Vec<(String, String)> {
        self.shown.lock().expect("no test panicked here").clone()
    }
}

struct Notices(Shown);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Notices {
    #[expect(clippy::too_many_arguments, reason = "as the desktop's specification has it")]
    fn notify(
        &self,
        _app: &str,
        _replaces: u32,
        _icon: &str,
        summary: String,
        body: String,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let mut shown = self.0.lock().expect("no test panicked here");
        shown.push((summary, body));
        u32::try_from(shown.len()).unwrap_or(u32::MAX)
    }

    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".into()]
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("berth-tests", "berth", "1", "1.2")
    }
}
