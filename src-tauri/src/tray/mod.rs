//! Berth in the desktop's tray: how many sessions need the person, and the ways to them.
//!
//! The window finds the words, the [`face`]; `system` shows them, with an [`icon`] of the worst state. Where a tray
//! is there to bring it back, the main window may be hidden instead of closed.

mod face;
mod icon;

#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "other.rs")]
mod system;

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_archive::SessionKey;
use parking_lot::Mutex;
use tauri::{AppHandle, Manager, WebviewWindow, async_runtime};
use tokio::sync::Notify;
use tokio::sync::mpsc::unbounded_channel;

use crate::notices::Notices;
use crate::settings::{Preferences, SettingsNow};
use crate::subscribers::{Deliver, Subscribers};
use crate::windows::{self, MAIN};
use face::{TrayAct, TrayReport};
use system::Item;

pub use face::{TrayEvent, TrayFace};
pub use system::asks_for_window;

/// How long after log-in the desktop may take to have a tray.
const TRAY_WITHIN: Duration = Duration::from_secs(10);

/// What the tray shows, and the window that says it.
#[derive(Default)]
pub struct Tray {
    shared: Mutex<Shared>,
    /// It is to show something else, or nothing.
    wake: Notify,
}

#[derive(Default)]
struct Shared {
    face: Option<TrayFace>,
    /// The desktop has a tray, and Berth is in it.
    is_shown: bool,
    /// When the desktop started Berth at log-in, without a window.
    logged_in: Option<Instant>,
    windows: Subscribers<TrayEvent>,
}

impl Tray {
    /// Tells a window whether Berth is in the tray, now and after every change, and what is asked of the window there.
    pub fn subscribe(&self, window: &str, send: Deliver<TrayEvent>) {
        let mut shared = self.shared.lock();
        if send(&TrayEvent::Standing { shown: shared.is_shown }) {
            shared.windows.add(window, send);
        }
    }

    /// Ends the subscription of a window.
    pub fn window_closed(&self, window: &str) {
        self.shared.lock().windows.remove(window);
    }

    /// Shows this from now on.
    pub fn set_face(&self, face: TrayFace) {
        self.shared.lock().face = Some(face);
        self.wake.notify_one();
    }

    fn set_shown(&self, shown: bool) {
        let mut shared = self.shared.lock();
        if std::mem::replace(&mut shared.is_shown, shown) != shown {
            shared.windows.send(&TrayEvent::Standing { shown });
        }
    }

    fn send(&self, event: &TrayEvent) {
        self.shared.lock().windows.send(event);
    }
}

/// Whether the main window is hidden when it is closed.
fn hides(app: &AppHandle) -> bool {
    app.state::<Arc<Tray>>().shared.lock().is_shown && app.state::<Preferences>().tray().keep_watching
}

/// Whether a hidden main window is left so: the tray brings it back, or may yet, just after log-in.
fn stays_hidden(app: &AppHandle) -> bool {
    let (is_shown, logged_in) = {
        let tray = app.state::<Arc<Tray>>();
        let shared = tray.shared.lock();
        (shared.is_shown, shared.logged_in)
    };
    let settings = app.state::<Preferences>().tray();
    let may_come = settings.show && logged_in.is_some_and(|at| at.elapsed() < TRAY_WITHIN);
    may_come || is_shown && (settings.keep_watching || logged_in.is_some())
}

/// Hides the main window instead of closing it, where that is set and the tray can bring it back.
pub fn hide_instead(app: &AppHandle, label: &str) -> bool {
    let window = app.get_webview_window(MAIN).filter(|_| label == MAIN && hides(app));
    window.is_some_and(|window| window.hide().is_ok())
}

/// Shows the tray's item for as long as the app runs. `hidden`: the main window is, from the start.
pub fn follow(app: AppHandle, hidden: bool) {
    let tray = Arc::clone(&app.state::<Arc<Tray>>());
    if hidden {
        tray.shared.lock().logged_in = Some(Instant::now());
        let app = app.clone();
        async_runtime::spawn(async move {
            tokio::time::sleep(TRAY_WITHIN).await;
            show_what_nothing_brings_back(&app);
        });
    }
    let waker = Arc::clone(&tray);
    let wake = Box::new(move |_: &SettingsNow| {
        waker.wake.notify_one();
        true
    });
    app.state::<Preferences>().subscribe("tray", wake);
    async_runtime::spawn(async move {
        let (sender, mut events) = unbounded_channel();
        let mut item = None::<Item>;
        // Without a bus there is none now, and asking again tells nothing new.
        let mut refused = false;
        loop {
            tokio::select! {
                () = tray.wake.notified() => {}
                Some(one) = events.recv() => match one {
                    TrayReport::Shown(shown) => tray.set_shown(shown),
                    TrayReport::Act(act) => perform(&app, &tray, act),
                },
            }
            let wanted = app.state::<Preferences>().tray().show;
            refused &= wanted;
            let face = tray.shared.lock().face.clone().filter(|_| wanted);
            match (face, &mut item) {
                (Some(face), Some(item)) => item.show(face).await,
                (Some(_), None) if refused => {}
                (Some(face), None) => match Item::new(&app, face, sender.clone()).await {
                    Ok(new) => item = Some(new),
                    // A desktop without a tray is no fault.
                    Err(why) => {
                        refused = true;
                        tracing::debug!("Berth is in no tray: {why}");
                    }
                },
                (None, Some(_)) => {
                    if let Some(item) = item.take() {
                        item.close().await;
                    }
                    tray.set_shown(false);
                }
                (None, None) => {}
            }
            show_what_nothing_brings_back(&app);
        }
    });
}

/// A window that was hidden comes back once nothing else can bring it back.
fn show_what_nothing_brings_back(app: &AppHandle) {
    let is_hidden = |window: &WebviewWindow| window.is_visible().is_ok_and(|visible| !visible);
    if !stays_hidden(app) && app.get_webview_window(MAIN).as_ref().is_some_and(is_hidden) {
        windows::focus_main(app);
    }
}

fn perform(app: &AppHandle, tray: &Tray, act: TrayAct) {
    match act {
        TrayAct::Show => drop(windows::focus_main(app)),
        TrayAct::OpenSession { engine, session } => {
            let key = SessionKey { engine, container: session };
            app.state::<Arc<Notices>>().open_session(app, key);
        }
        TrayAct::NewSession => {
            windows::focus_main(app);
            tray.send(&TrayEvent::NewSession);
        }
        TrayAct::Quit => app.exit(0),
    }
}
