//! How long a person waits for the window: the app as they start it, no driver, watched
//! through the X server's own memory.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use berth_tests::window::{Setup, XServer};
use tokio::process::Command;

use crate::processes;
use crate::stage::PATIENCE;

/// A page with text has many more colours, a window that waits for its page fewer.
const COLOURS: usize = 8;
/// Every so many lines of the screen are looked at: less than the smallest text is high.
const STEP: usize = 8;

pub struct Launch {
    /// From the start of the process to a window on the screen, of any content.
    pub window: Duration,
    /// To text in it.
    pub page: Duration,
}

/// Starts `app` once, on a session bus of its own or without any. In a new `home` the
/// first launch also fills caches: WebKit's shaders, compiled for software GL.
pub async fn launch(app: &Path, setup: &Setup, home: &Path, bus: bool) -> Launch {
    let memory = tempfile::tempdir().expect("a folder for the screen");
    let server = XServer::start(&["-fbdir".as_ref(), memory.path().as_os_str()]).await;
    let mut command = if bus {
        let mut command =
            Command::new(which::which("dbus-run-session").expect("dbus-run-session, of dbus-bin"));
        // The app's PATH holds an engine and nothing else, so the daemon is named.
        let daemon = which::which("dbus-daemon").expect("dbus-daemon");
        command.arg("--dbus-daemon").arg(daemon).arg("--").arg(app);
        command
    } else {
        Command::new(app)
    };
    command
        .env("DISPLAY", &server.display)
        .env("HOME", home)
        .env("PATH", setup.folder())
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    for (key, folder) in [
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
    ] {
        // As at home: without its folder Mesa would say so for every shader.
        let folder = home.join(folder);
        std::fs::create_dir_all(&folder).expect("a folder of the home");
        command.env(key, folder);
    }
    let mut screen = Screen::open(&memory.path().join("Xvfb_screen0"));
    let began = Instant::now();
    let mut child = command.spawn().expect("the app starts");
    let root = child.id().expect("the app runs");
    let window = shows(&mut screen, 2, began).await;
    let page = shows(&mut screen, COLOURS, began).await;
    processes::signal(&processes::tree(root), "KILL");
    child.wait().await.expect("the app is reaped");
    Launch { window, page }
}

/// When so many colours are on the screen; black alone is an empty one.
async fn shows(screen: &mut Screen, colours: usize, began: Instant) -> Duration {
    while screen.colours(colours) < colours {
        assert!(began.elapsed() < PATIENCE, "no window within {} s", PATIENCE.as_secs());
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
    began.elapsed()
}

/// The screen as Xvfb keeps it in a file (`-fbdir`): an XWD header, colours, pixels.
struct Screen {
    file: File,
    pixels: u64,
    line: usize,
    lines: usize,
}

impl Screen {
    fn open(path: &Path) -> Self {
        let mut file = File::open(path).expect("Xvfb's screen");
        let mut header = [0; 100];
        file.read_exact(&mut header).expect("its header");
        let field = |at: usize| {
            let bytes = header[at * 4..at * 4 + 4].try_into().expect("four bytes");
            u32::from_be_bytes(bytes)
        };
        // X11/XWDFile.h: 0 header's size, 5 height, 12 bytes a line, 19 colours of 12 bytes.
        let pixels = u64::from(field(0)) + 12 * u64::from(field(19));
        Self { file, pixels, line: field(12) as usize, lines: field(5) as usize }
    }

    /// How many colours it shows, up to `most`.
    fn colours(&mut self, most: usize) -> usize {
        let mut seen = HashSet::new();
        let mut line = vec![0; self.line];
        for at in (0..self.lines).step_by(STEP) {
            self.file.seek(SeekFrom::Start(self.pixels + (at * self.line) as u64)).expect("a line of pixels");
            self.file.read_exact(&mut line).expect("a line of pixels");
            let mut last = None;
            for pixel in line.chunks_exact(4) {
                let colour = &pixel[..3];
                if last != Some(colour) {
                    seen.insert([colour[0], colour[1], colour[2]]);
                    last = Some(colour);
                }
            }
            if seen.len() >= most {
                break;
            }
        }
        seen.len()
    }
}
