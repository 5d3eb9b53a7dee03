//! How the web view draws on a machine without a graphics card, and with one that it can't
//! draw with.

use tauri::WebviewWindow;

/// Sets the variable that WebKitGTK needs where it can't draw with NVIDIA's driver: on Wayland
/// its window stays blank or it ends with "Error 71". A person who has set one of these
/// variables keeps it. To be called before there is a second thread: the environment changes.
#[cfg(target_os = "linux")]
pub fn work_around_drivers() {
    use webkit2gtk_nvidia_quirk::{ApplyWorkaroundOptions, apply_workaround_with_options};

    apply_workaround_with_options(ApplyWorkaroundOptions::default());
}

/// Tells the web view whether to composite. Without a card WebKitGTK (2.50) does so with GL in
/// software, which costs more than the drawing: in a flood of output a fifth of the frames was
/// left, and the process held 150 MB more. `webgl` needs it all the same.
#[cfg(target_os = "linux")]
pub fn apply_compositing_policy(window: &WebviewWindow, webgl: bool) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    if has_gpu() == Some(true) {
        return Ok(());
    }
    window.with_webview(move |view| {
        let policy =
            if webgl { HardwareAccelerationPolicy::Always } else { HardwareAccelerationPolicy::Never };
        if let Some(settings) = WebViewExt::settings(&view.inner()) {
            settings.set_hardware_acceleration_policy(policy);
        }
    })
}

/// Whether there is a card that can draw, to which the kernel gives a node `renderD128` and on; `None` where it is not
/// asked.
#[cfg(target_os = "linux")]
pub fn has_gpu() -> Option<bool> {
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    Some(nodes.into_iter().any(|node| node.file_name().to_string_lossy().starts_with("renderD")))
}

#[cfg(not(target_os = "linux"))]
pub fn has_gpu() -> Option<bool> {
    None
}

#[cfg(not(target_os = "linux"))]
pub fn apply_compositing_policy(_: &WebviewWindow, _: bool) -> tauri::Result<()> {
    Ok(())
}

#[cfg(not(target_os = "linux"))]
pub fn work_around_drivers() {}
