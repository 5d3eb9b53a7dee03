//! Opens and closes the app, with an X server, a home and a driver of its own.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use berth_archive::{Archive, RunFilter};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_timeout::TimeoutConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::setup::Setup;
use super::x::XServer;
use crate::harness::{log_of, runs};
use crate::processes::{signal, tree};
use crate::wait;

/// The folder in the home from which the app is launched.
const LAUNCHED: &str = "launched";

/// More garbage than an engine leaves lying about, made at once: it collects all of it.
const COLLECT: &str = "for (let i = 0; i < 60; i++) new Uint8Array(16 << 20);";

/// How many windows are open at a time: each is a browser of its own, on two cores.
static ROOM: Semaphore = Semaphore::const_new(2);

/// An open window. Dropping it ends the app and its driver.
pub struct Window {
    pub client: Client,
    /// The person's home folder: a new one, except for a window that is opened again.
    pub home: TempDir,
    driver: Child,
    /// The screen with the window, and with other windows that programs open.
    pub server: XServer,
    setup: Setup,
    room: SemaphorePermit<'static>,
}

/// The home and the engines of a window that was closed.
pub struct ClosedWindow {
    home: TempDir,
    setup: Setup,
}

impl ClosedWindow {
    /// Where the app keeps its archive.
    pub fn state_folder(&self) -> PathBuf {
        state_folder(&self.home)
    }

    /// Opens the app again, for the same person.
    pub async fn open_again(self) -> Window {
        self.open_app_again(&app_binary()).await
    }

    /// The same with another build of the app.
    pub async fn open_app_again(self, app: &Path) -> Window {
        Window::open_at(app, self).await
    }

    /// The person's home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

impl Window {
    /// Opens the app that was built beside this program.
    pub async fn open(setup: Setup) -> Self {
        Self::open_app(&app_binary(), setup).await
    }

    /// Opens another build of the app.
    pub async fn open_app(app: &Path, setup: Setup) -> Self {
        let home = tempfile::tempdir().expect("a home folder");
        setup.configure(home.path());
        Self::open_at(app, ClosedWindow { home, setup }).await
    }

    async fn open_at(app: &Path, ClosedWindow { home, setup }: ClosedWindow) -> Self {
        assert!(app.is_file(), "{} is missing: build the app first (`./dev test` does)", app.display());
        let room = ROOM.acquire().await.expect("the room is never closed");
        let server = XServer::start(&[]).await;
        let port = free_port();
        let launched = home.path().join(LAUNCHED);
        std::fs::create_dir_all(&launched).expect("a folder to be launched from");
        let mut command = Command::new(
            which::which("WebKitWebDriver").expect("WebKitWebDriver, of package webkit2gtk-driver"),
        );
        command
            .arg(format!("--port={port}"))
            .env("DISPLAY", &server.display)
            // Without both of these the driver waits for the app until its time limit.
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("GTK_THEME", setup.gtk_theme())
            .env("HOME", home.path())
            .env("XDG_DATA_HOME", home.path().join("data"))
            .env("XDG_STATE_HOME", home.path().join("state"))
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .current_dir(&launched)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true);
        // The app finds engines by PATH alone.
        command.env("PATH", setup.folder());
        for key in ["DOCKER_HOST", "DOCKER_CONTEXT", "CONTAINER_HOST", "CONTAINER_CONNECTION"] {
            command.env_remove(key);
        }
        command.envs(setup.variables().iter().map(|(key, value)| (key, value)));
        let driver = command.spawn().expect("WebKitWebDriver starts");
        wait::until_async("WebKitWebDriver listens", || async {
            tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()
        })
        .await;
        let client = connect(port, app, setup.arguments()).await;
        client.set_window_size(1180, 760).await.expect("the window takes a size");
        let window = Self { client, home, driver, server, setup, room };
        window.load_testing_library().await;
        window
    }

    /// Gives the page the accessible-name queries of Testing Library.
    pub async fn load_testing_library(&self) {
        let library =
            repository().join("ui/node_modules/@testing-library/dom/dist/@testing-library/dom.umd.min.js");
        let source = std::fs::read_to_string(&library).expect("Testing Library, from `npm ci` in ui");
        self.client.execute(&format!("{source}\n;0"), vec![]).await.expect("the page takes a script");
    }

    /// The engines and the settings of the app's environment.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The folder that this window's app was launched from.
    pub fn launched_from(&self) -> PathBuf {
        self.home.path().join(LAUNCHED)
    }

    /// Where this window's app archives runs.
    pub fn archive(&self) -> Archive {
        Archive::new(state_folder(&self.home))
    }

    /// Runs `script` in the page; `arguments` are its arguments.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Has the page collect its garbage, which it does by itself when it likes.
    pub async fn collect_garbage(&self) {
        self.run(COLLECT, vec![]).await;
    }

    /// The app's process id.
    pub fn app_pid(&self) -> u32 {
        let driver = self.driver.id().expect("the driver runs");
        let children = std::fs::read_to_string(format!("/proc/{driver}/task/{driver}/children"))
            .expect("the driver's children");
        children.split_whitespace().next().expect("the driver started the app").parse().expect("a process id")
    }

    /// The archived log of a session's last run.
    pub fn archived_log(&self, session: &str) -> String {
        let filter = RunFilter { session: Some(session.to_owned()), limit: 1, ..RunFilter::default() };
        let runs = runs(&self.archive(), &filter);
        log_of(&self.archive(), runs.first().expect("a run of the session in history"))
    }

    /// Kills the app as a crash would: no clean-up of any kind.
    pub async fn kill_app(self) -> ClosedWindow {
        let pid = self.app_pid();
        let killed =
            Command::new("kill").args(["-KILL", &pid.to_string()]).status().await.expect("kill runs");
        assert!(killed.success(), "the app was there to be killed");
        self.leave().await
    }

    /// Kills the process that draws the page. The driver answers no more.
    pub fn kill_page(&self) {
        let mut all = tree(self.app_pid());
        all.retain(|process| process.name.starts_with("WebKitWebProc"));
        assert!(!all.is_empty(), "the page has a process");
        signal(&all, "KILL");
    }

    /// Saves a picture as `NAME.png` in the folder that `BERTH_SHOTS` names, if it is set.
    pub async fn shot(&self, name: &str) {
        let Ok(folder) = std::env::var("BERTH_SHOTS") else { return };
        // What fades in is there at once for a test, and later for the eye.
        let moving =
            "return document.getAnimations().some((one) => one.effect.getTiming().iterations !== Infinity)";
        for _ in 0..100 {
            if self.run(moving, vec![]).await == false {
                break;
            }
        }
        let png = self.server.picture().await;
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), png).expect("a picture");
    }

    /// Closes the window as a person does.
    pub async fn close(self) -> ClosedWindow {
        // The driver's answer may be cut off by the app's own end.
        let _ = self.client.clone().close().await;
        self.leave().await
    }

    async fn leave(self) -> ClosedWindow {
        let Self { home, setup, mut driver, server, room, .. } = self;
        let _ = driver.kill().await;
        drop((server, room));
        ClosedWindow { home, setup }
    }
}

fn state_folder(home: &TempDir) -> PathBuf {
    home.path().join("state/berth")
}

/// The longest wait for one answer of the driver, which hangs now and then: the call then
/// fails, and its caller says which it was.
const ANSWER: Duration = Duration::from_secs(120);

async fn connect(port: u16, app: &Path, arguments: &[String]) -> Client {
    let mut capabilities = Capabilities::new();
    capabilities.insert("webkitgtk:browserOptions".into(), json!({ "binary": app, "args": arguments }));
    let mut connector = TimeoutConnector::new(HttpConnector::new());
    connector.set_read_timeout(Some(ANSWER));
    ClientBuilder::new(connector)
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .expect("the app opens a window that can be driven")
}

/// The app beside this program: in `target/PROFILE`, or for a test one folder up.
pub fn app_binary() -> PathBuf {
    let own = std::env::current_exe().expect("the program's own path");
    let folder = own.parent().expect("target/PROFILE");
    let profile = if folder.ends_with("deps") { folder.parent().expect("target/PROFILE") } else { folder };
    profile.join(format!("berth{}", std::env::consts::EXE_SUFFIX))
}

pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests is a folder of the repository").to_path_buf()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}
