//! How many sessions need the person, at the app's icon in the dock or taskbar.

use tauri::{AppHandle, Manager};

use crate::windows::MAIN;

/// Shows this many; 0 shows nothing. Desktops that have no such badge are left alone.
pub fn show(app: &AppHandle, count: u32) -> tauri::Result<()> {
    let Some(window) = app.get_webview_window(MAIN) else { return Ok(()) };
    #[cfg(not(windows))]
    return window.set_badge_count((count > 0).then_some(i64::from(count)));
    // Windows has no numbers there, only a small picture over the icon.
    #[cfg(windows)]
    return window.set_overlay_icon((count > 0).then(disc));
}

/// A disc in Berth's colour, 16×16.
#[cfg(windows)]
fn disc() -> tauri::image::Image<'static> {
    const SIZE: i32 = 16;
    let pixel = |at: i32| {
        // From the middle, in half pixels.
        let (x, y) = (2 * (at % SIZE) + 1 - SIZE, 2 * (at / SIZE) + 1 - SIZE);
        if x * x + y * y <= 13 * 13 { [0x3f, 0xb6, 0xa8, 0xff] } else { [0; 4] }
    };
    let rgba = (0..SIZE * SIZE).flat_map(pixel).collect();
    tauri::image::Image::new_owned(rgba, SIZE.unsigned_abs(), SIZE.unsigned_abs())
}
