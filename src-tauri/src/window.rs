//! The one window.

use berth_terminal::Colors;
use tauri::{AppHandle, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder, window::Color};

/// The grounds of `ui/src/tokens.css`: what shows before the page's first frame.
const GROUND_DARK: Color = Color(0x0e, 0x12, 0x16, 0xff);
const GROUND_LIGHT: Color = Color(0xff, 0xff, 0xff, 0xff);

/// The colours of the terminal's theme, for programs that ask: those of
/// `ui/src/terminal/theme.ts`.
pub fn terminal_colors(window: &WebviewWindow) -> Colors {
    match window.theme() {
        Ok(Theme::Light) => Colors {
            foreground: [0x15, 0x20, 0x28],
            background: [0xff, 0xff, 0xff],
            cursor: [0x0b, 0x7a, 0x6f],
        },
        _ => Colors {
            foreground: [0xe4, 0xea, 0xee],
            background: [0x0e, 0x12, 0x16],
            cursor: [0x3f, 0xb6, 0xa8],
        },
    }
}

/// Opens the main window.
pub fn open(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Berth")
        .inner_size(1180.0, 760.0)
        .min_inner_size(480.0, 400.0)
        // A hidden window on macOS would throttle the timers that feed terminals.
        .background_throttling(tauri::utils::config::BackgroundThrottlingPolicy::Disabled)
        .build()?;
    let ground = match window.theme() {
        Ok(Theme::Light) => GROUND_LIGHT,
        _ => GROUND_DARK,
    };
    window.set_background_color(Some(ground))?;
    Ok(window)
}
