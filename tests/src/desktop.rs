//! A desktop for one test: a session bus whose only service takes notifications.

use std::collections::{BTreeMap, HashMap};
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
    service: Connection,
    _bus: Child,
    _folder: TempDir,
}

/// Every call so far, and what is still shown, by its number.
type Shown = Arc<Mutex<Kept>>;

#[derive(Default)]
struct Kept {
    calls: Vec<Shot>,
    open: BTreeMap<u32, Shot>,
}

/// A notification as the desktop was asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shot {
    pub id: u32,
    pub title: String,
    pub text: String,
    /// The keys of its buttons, and what they say.
    pub actions: Vec<(String, String)>,
    /// 1 is normal, 2 critical.
    pub urgency: Option<u8>,
}

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
        Self { address, shown, service, _bus: bus, _folder: folder }
    }

    /// Title and text of each notification so far.
    pub fn shown(&self) -> Vec<(String, String)> {
        let kept = self.shown.lock().expect("no test panicked here");
        kept.calls.iter().map(|shot| (shot.title.clone(), shot.text.clone())).collect()
    }

    /// The notifications that were neither taken away nor replaced.
    pub fn open(&self) -> Vec<Shot> {
        self.shown.lock().expect("no test panicked here").open.values().cloned().collect()
    }

    /// Clicks a button of a notification, which then goes, as desktops do.
    pub async fn click(&self, shot: &Shot, action: &str) {
        let emit = |signal: &'static str, id: u32, reason: u32| async move {
            let (path, interface) = ("/org/freedesktop/Notifications", "org.freedesktop.Notifications");
            let to: Option<&str> = None;
            let sent = match signal {
                "ActionInvoked" => self.service.emit_signal(to, path, interface, signal, &(id, action)).await,
                _ => self.service.emit_signal(to, path, interface, signal, &(id, reason)).await,
            };
            sent.expect("a signal");
        };
        emit("ActionInvoked", shot.id, 0).await;
        self.shown.lock().expect("no test panicked here").open.remove(&shot.id);
        emit("NotificationClosed", shot.id, 2).await;
    }
}

struct Notices(Shown);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Notices {
    #[expect(clippy::too_many_arguments, reason = "as the desktop's specification has it")]
    fn notify(
        &self,
        _app: &str,
        replaces: u32,
        _icon: &str,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let mut kept = self.0.lock().expect("no test panicked here");
        let next = u32::try_from(kept.calls.len() + 1).unwrap_or(u32::MAX);
        let id = if replaces == 0 { next } else { replaces };
        let actions = actions.chunks(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        let urgency = hints.get("urgency").and_then(|value| u8::try_from(value).ok());
        let shot = Shot { id, title: summary, text: body, actions, urgency };
        kept.calls.push(shot.clone());
        kept.open.insert(id, shot);
        id
    }

    fn close_notification(&self, id: u32) {
        self.0.lock().expect("no test panicked here").open.remove(&id);
    }

    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".into(), "actions".into()]
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("berth-tests", "berth", "1", "1.2")
    }
}
