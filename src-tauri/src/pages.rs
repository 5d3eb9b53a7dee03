//! The pages of windows: what the host holds for one goes with it, and one whose process ended comes back.

use std::sync::Arc;

#[cfg(any(target_os = "linux", target_os = "macos"))]
use berth_diagnosis::CrashReports;
use tauri::plugin::{self, TauriPlugin};
use tauri::{AppHandle, Builder, Manager, Webview, Wry};

use crate::{
    activity, archive_changes, clipboard, definitions, drops, handover, images, ladders, links, live, marks,
    notices, reboots, settings, subscriptions, terminals, tray,
};

/// Lets go of all that is held for a window's page.
pub fn gone(app: &AppHandle, label: &str) {
    app.state::<terminals::Terminals>().window_closed(label);
    app.state::<Arc<live::Live>>().window_closed(label);
    app.state::<subscriptions::Subscriptions>().window_closed(label);
    app.state::<images::ImageJobs>().window_closed(label);
    app.state::<drops::Drops>().window_closed(label);
    app.state::<clipboard::Presses>().window_closed(label);
    app.state::<settings::Preferences>().window_closed(label);
    app.state::<Arc<notices::Notices>>().window_closed(label);
    app.state::<Arc<definitions::Definitions>>().window_closed(label);
    app.state::<Arc<marks::Marks>>().window_closed(label);
    app.state::<links::Links>().window_closed(label);
    app.state::<Arc<activity::Activities>>().window_closed(label);
    app.state::<Arc<archive_changes::ArchiveChanges>>().window_closed(label);
    app.state::<Arc<handover::HandedOvers>>().window_closed(label);
    app.state::<Arc<ladders::Ladders>>().window_closed(label);
    app.state::<Arc<reboots::Reboots>>().window_closed(label);
    app.state::<Arc<tray::Tray>>().window_closed(label);
}

/// Lets go of a page that is about to be loaded again: its window stays in sight.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn ended(app: &AppHandle, label: &str, reason: &str) {
    tracing::error!(window = label, reason, "the page's process ended: it is loaded again");
    let web_view = tauri::webview_version().unwrap_or_else(|error| error.to_string());
    app.state::<CrashReports>()
        .page_ended(&format!("Window: {label}\nReason: {reason}\nWeb view: {web_view}"));
    gone(app, label);
    app.state::<Arc<live::Live>>().set_hidden(label, false);
}

/// Loads pages again whose process ended: the web view would stay empty. Their tabs come back as after a
/// start of the app, and clients of sessions have gone on meanwhile.
pub fn load_again_after_crash() -> TauriPlugin<Wry> {
    plugin::Builder::new("pages").on_webview_ready(follow).build()
}

#[cfg(target_os = "linux")]
fn follow(view: Webview) {
    use std::cell::Cell;
    use std::time::{Duration, Instant};

    use gtk::glib;
    use webkit2gtk::WebViewExt;

    /// A page that ended so soon after the last time would end again.
    const SOON: Duration = Duration::from_secs(10);

    let (app, label) = (view.app_handle().clone(), view.label().to_owned());
    let followed = view.with_webview(move |view| {
        let last: Cell<Option<Instant>> = Cell::new(None);
        view.inner().connect_web_process_terminated(move |view, reason| {
            ended(&app, &label, &format!("{reason:?}"));
            let soon = last.replace(Some(Instant::now())).is_some_and(|last| last.elapsed() < SOON);
            let view = view.clone();
            glib::timeout_add_local_once(if soon { SOON } else { Duration::ZERO }, move || view.reload());
        });
    });
    if let Err(error) = followed {
        tracing::error!(%error, "the end of the page's process would not be noticed");
    }
}

/// macOS tells the app of it, see below. WebView2 shows a page of its own, and tauri (2.12) hands no event of it on.
#[cfg(not(target_os = "linux"))]
fn follow(_: Webview) {}

/// The same on macOS.
#[cfg(target_os = "macos")]
pub fn load_all_again_after_crash(builder: Builder<Wry>) -> Builder<Wry> {
    builder.on_web_content_process_terminate(|view| {
        ended(view.app_handle(), view.label(), "the system does not say");
        if let Err(error) = view.reload() {
            tracing::error!(%error, "the page can't be loaded again");
        }
    })
}

/// Nothing: each window sees to itself.
#[cfg(not(target_os = "macos"))]
pub fn load_all_again_after_crash(builder: Builder<Wry>) -> Builder<Wry> {
    builder
}
