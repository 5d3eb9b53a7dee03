//! The windows: the main one, and those of single sessions.

use std::sync::Arc;

use berth_runner::Session;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, window::Color};

use crate::clipboard;
use crate::gpu;
use crate::keys;
use crate::live::Live;
use crate::settings::{Preferences, Renderer, Scheme, SettingsNow};

/// The grounds of `ui/src/tokens.css`: what shows before the page's first frame.
const GROUND_DARK: Color = Color(0x0e, 0x12, 0x16, 0xff);
const GROUND_LIGHT: Color = Color(0xff, 0xff, 0xff, 0xff);

/// The appearance that is set; `None` is the system's.
pub fn theme(scheme: Scheme) -> Option<Theme> {
    match scheme {
        Scheme::System => None,
        Scheme::Light => Some(Theme::Light),
        Scheme::Dark => Some(Theme::Dark),
    }
}

/// Before any script of the page.
const FREEZE: &str = include_str!("freeze.js");

/// The main window's label. When it closes the app quits.
pub const MAIN: &str = "main";

/// The name that a window's size and place are remembered under: one for all windows of
/// sessions, which come and go.
pub fn remembered_as(label: &str) -> &str {
    if label == MAIN { label } else { "session" }
}

/// Opens the main window, out of sight if `hidden`.
pub fn open(app: &AppHandle, hidden: bool) -> tauri::Result<WebviewWindow> {
    build(app, MAIN, "index.html", "Berth", (1180.0, 760.0), hidden)
}

/// Brings the main window to the front, as far as the desktop lets it; `false` where there is none.
pub fn focus_main(app: &AppHandle) -> bool {
    let Some(window) = app.get_webview_window(MAIN) else { return false };
    if let Err(error) = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus()) {
        tracing::debug!(%error, "the window stays where it is");
    }
    true
}

/// Opens a window for one session, or brings the one that it has to the front.
pub fn open_session(app: &AppHandle, session: &Session) -> tauri::Result<()> {
    let label = format!("session-{}", session.id);
    if let Some(window) = app.get_webview_window(&label) {
        window.unminimize()?;
        return window.set_focus();
    }
    // Only for its escaping: the page is the app's own.
    let mut page = Url::parse("app:///index.html").map_err(tauri::Error::InvalidUrl)?;
    page.query_pairs_mut().append_pair("engine", &session.engine).append_pair("session", &session.id);
    let page = format!("index.html?{}", page.query().unwrap_or_default());
    build(app, &label, &page, &format!("{} – Berth", session.name), (820.0, 560.0), false).map(drop)
}

fn build(
    app: &AppHandle,
    label: &str,
    page: &str,
    title: &str,
    (width, height): (f64, f64),
    hidden: bool,
) -> tauri::Result<WebviewWindow> {
    let now = app.state::<Preferences>().now();
    let script = settings_script(&now)?;
    let settings = now.settings;
    let scheme = settings.appearance.scheme;
    let builder = WebviewWindowBuilder::new(app, label, WebviewUrl::App(page.into()))
        .title(title)
        .inner_size(width, height)
        .min_inner_size(480.0, 400.0)
        .visible(!hidden)
        .theme(theme(scheme))
        .initialization_script(FREEZE)
        .initialization_script(script)
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        // Files are written by the host, where the person says.
        .on_download(|_, _| false)
        // A hidden window on macOS would throttle the timers that feed terminals.
        .background_throttling(tauri::utils::config::BackgroundThrottlingPolicy::Disabled);
    // On Linux the host does what the page would need it for, see `clipboard`.
    #[cfg(not(target_os = "linux"))]
    let builder = builder.enable_clipboard_access();
    let window = builder.build()?;
    gpu::apply_compositing_policy(&window, settings.terminal.renderer == Renderer::Webgl)?;
    keys::reach_page(&window)?;
    clipboard::follow_presses(&window)?;
    let ground = match theme(scheme).map_or_else(|| window.theme(), Ok) {
        Ok(Theme::Light) => GROUND_LIGHT,
        _ => GROUND_DARK,
    };
    window.set_background_color(Some(ground))?;
    app.state::<Arc<Live>>().set_hidden(label, hidden);
    Ok(window)
}

/// Whether that is the app's own page: no window shows another.
fn is_own(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Web views that know no schemes of apps.
        "http" | "https" => url.host_str() == Some("tauri.localhost") && url.port().is_none(),
        _ => false,
    }
}

/// Gives the page the settings before its own scripts run, so that its first frame has the language and the
/// appearance that are set.
fn settings_script(now: &SettingsNow) -> serde_json::Result<String> {
    // JSON is JavaScript, and a script of the web view is in no HTML that a `</script>` could end.
    Ok(format!("window.__BERTH_SETTINGS__ = {};", serde_json::to_string(now)?))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_page_is_shown() {
        for (url, expected) in [
            ("tauri://localhost/index.html?engine=podman", true),
            ("http://tauri.localhost/", true),
            ("https://tauri.localhost/index.html", true),
            ("tauri://elsewhere/", false),
            ("http://tauri.localhost:8080/", false),
            ("http://tauri.localhost.example.org/", false),
            ("http://localhost/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("about:blank", false),
        ] {
            assert_eq!(is_own(&Url::parse(url).unwrap()), expected, "{url}");
        }
    }
}
