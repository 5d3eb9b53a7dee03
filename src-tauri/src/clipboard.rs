//! The clipboard. The page can't read it: the host has the web view paste, and only for a key or a button that the
//! person has just pressed in its window.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use tauri::WebviewWindow;

/// How long a press counts: a menu is drawn, and its choice comes back.
const COUNTS_FOR: Duration = Duration::from_secs(2);

/// The last press in each window that nothing was pasted for.
#[derive(Default)]
pub struct Presses(Mutex<HashMap<String, Instant>>);

impl Presses {
    /// The person has pressed a key or a button in the window with this label.
    #[cfg(any(target_os = "linux", test))]
    pub fn note(&self, window: &str) {
        self.0.lock().insert(window.to_owned(), Instant::now());
    }

    /// Whether they have just done so. A press counts once.
    pub fn take(&self, window: &str) -> bool {
        self.0.lock().remove(window).is_some_and(|pressed| pressed.elapsed() < COUNTS_FOR)
    }

    /// Forgets the window with this label.
    pub fn window_closed(&self, window: &str) {
        self.0.lock().remove(window);
    }
}

/// Notes presses in this window.
#[cfg(target_os = "linux")]
pub fn follow_presses(window: &WebviewWindow) -> tauri::Result<()> {
    use gtk::glib::Propagation;
    use gtk::prelude::WidgetExt;
    use tauri::Manager;

    let (of_keys, of_buttons) = (window.clone(), window.clone());
    let note = |window: &WebviewWindow| {
        window.state::<Presses>().note(window.label());
        Propagation::Proceed
    };
    window.with_webview(move |view| {
        let view = view.inner();
        view.connect_key_press_event(move |_, _| note(&of_keys));
        view.connect_button_press_event(move |_, _| note(&of_buttons));
    })
}

/// Has the web view paste where the keyboard is; `false` where the page has to.
#[cfg(target_os = "linux")]
pub fn paste(window: &WebviewWindow) -> tauri::Result<bool> {
    use webkit2gtk::WebViewExt;

    window.with_webview(|view| view.inner().execute_editing_command("Paste"))?;
    Ok(true)
}

/// Puts a text into the clipboard; `false` where the page has to.
#[cfg(target_os = "linux")]
pub fn copy(window: &WebviewWindow, text: String) -> tauri::Result<bool> {
    window.run_on_main_thread(move || gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD).set_text(&text))?;
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
pub fn follow_presses(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(not(target_os = "linux"))]
pub fn paste(_: &WebviewWindow) -> tauri::Result<bool> {
    Ok(false)
}

#[cfg(not(target_os = "linux"))]
pub fn copy(_: &WebviewWindow, _: String) -> tauri::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_counts_once_and_in_its_window() {
        let presses = Presses::default();
        assert!(!presses.take("main"));
        presses.note("main");
        presses.note("main");
        assert!(!presses.take("session-x"));
        assert!(presses.take("main") && !presses.take("main"));
        presses.note("main");
        presses.window_closed("main");
        assert!(!presses.take("main"));
    }
}
