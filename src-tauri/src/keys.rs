//! Keys of the window's commands that the toolkit would take for itself.

use tauri::WebviewWindow;

/// Has Ctrl+Shift+U reach the page. In a text field, and a terminal is one, GTK (3.24) has it begin a character by
/// its number, and WebKitGTK (2.50) tells the page nothing. Whoever writes a word with an input method keeps the key.
#[cfg(target_os = "linux")]
pub fn reach_page(window: &WebviewWindow) -> tauri::Result<()> {
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    use gtk::glib::Propagation;
    use gtk::prelude::WidgetExt;
    use webkit2gtk::{InputMethodContext, InputMethodContextExt, WebViewExt};

    window.with_webview(|view| {
        let view = view.inner();
        let composing = Rc::new(Cell::new(false));
        if let Some(method) = view.input_method_context() {
            let (started, finished) = (Rc::clone(&composing), Rc::clone(&composing));
            method.connect_preedit_started(move |_| started.set(true));
            method.connect_preedit_finished(move |_| finished.set(false));
        }
        // Without an input method for as long as this one press is dealt with.
        let set_aside = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&set_aside);
        view.connect_key_press_event(move |view, press| {
            if is_ours(press) && !composing.get() {
                kept.replace(view.input_method_context());
                view.set_input_method_context(None::<&InputMethodContext>);
            }
            Propagation::Proceed
        });
        view.connect_event_after(move |view, _| {
            if let Some(method) = set_aside.take() {
                view.set_input_method_context(Some(&method));
            }
        });
    })
}

#[cfg(target_os = "linux")]
fn is_ours(press: &gtk::gdk::EventKey) -> bool {
    use gtk::gdk::ModifierType as Held;
    use gtk::gdk::keys::constants::{U, u};

    let held = press.state() & (Held::CONTROL_MASK | Held::SHIFT_MASK | Held::MOD1_MASK | Held::SUPER_MASK);
    held == Held::CONTROL_MASK | Held::SHIFT_MASK && [U, u].contains(&press.keyval())
}

/// Nothing takes keys from it there.
#[cfg(not(target_os = "linux"))]
pub fn reach_page(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
