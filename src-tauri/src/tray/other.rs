//! By tauri's tray: in the taskbar's corner on Windows, in the menu bar on macOS.

use std::sync::Arc;

use parking_lot::Mutex;
use tauri::image::Image;
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, RunEvent};
use tokio::sync::mpsc::UnboundedSender;

use super::face::{TrayAct, TrayFace, TrayReport, TrayState};
use super::icon;

/// Its name within the app.
const ID: &str = "berth";
/// Pixels; both systems make it smaller where they need to.
const SIZE: u32 = 64;

/// Berth in the tray, until it is closed.
pub struct Item {
    app: AppHandle,
    icon: TrayIcon,
    face: TrayFace,
    /// What the menu's lines do, by their place.
    acts: Arc<Mutex<Vec<TrayAct>>>,
}

impl Item {
    /// # Errors
    /// The system's words, where it takes no icon.
    pub async fn new(
        app: &AppHandle,
        face: TrayFace,
        events: UnboundedSender<TrayReport>,
    ) -> Result<Self, String> {
        let acts = Arc::new(Mutex::new(acts_of(&face)));
        let (clicked, chosen) = (events.clone(), events.clone());
        let of_menu = Arc::clone(&acts);
        let built = menu(app, &face).and_then(|menu| {
            TrayIconBuilder::with_id(ID)
                .icon(picture(face.state))
                .tooltip(&face.title)
                .menu(&menu)
                .show_menu_on_left_click(cfg!(target_os = "macos"))
                .on_tray_icon_event(move |_, event| {
                    let is_click = matches!(
                        event,
                        TrayIconEvent::Click {
                            button: MouseButton::Left,
                            button_state: MouseButtonState::Up,
                            ..
                        }
                    );
                    if is_click && !cfg!(target_os = "macos") {
                        // Nobody listens while the app ends.
                        let _ = clicked.send(TrayReport::Act(TrayAct::Show));
                    }
                })
                .on_menu_event(move |_, event| {
                    let place = event.id().as_ref().strip_prefix(ID).and_then(|place| place.parse().ok());
                    let act = place.and_then(|place: usize| of_menu.lock().get(place).cloned());
                    if let Some(act) = act {
                        let _ = chosen.send(TrayReport::Act(act));
                    }
                })
                .build(app)
        });
        let icon = built.map_err(|error| error.to_string())?;
        let _ = events.send(TrayReport::Shown(true));
        Ok(Self { app: app.clone(), icon, face, acts })
    }

    pub async fn show(&mut self, face: TrayFace) {
        if self.face == face {
            return;
        }
        *self.acts.lock() = acts_of(&face);
        let shown = self.icon.set_icon(Some(picture(face.state)));
        let shown = shown.and_then(|()| self.icon.set_tooltip(Some(&face.title)));
        let shown = shown.and_then(|()| self.icon.set_menu(Some(menu(&self.app, &face)?)));
        if let Err(error) = shown {
            tracing::debug!(%error, "the tray shows what it showed");
        }
        self.face = face;
    }

    pub async fn close(self) {
        drop(self.app.remove_tray_by_id(ID));
    }
}

/// Whether the person clicked the app's icon in the dock, which shows a hidden window.
pub fn asks_for_window(event: &RunEvent) -> bool {
    #[cfg(target_os = "macos")]
    return matches!(event, RunEvent::Reopen { .. });
    #[cfg(not(target_os = "macos"))]
    return {
        let _ = event;
        false
    };
}

fn picture(state: TrayState) -> Image<'static> {
    Image::new_owned(icon::rgba(state, SIZE), SIZE, SIZE)
}

fn acts_of(face: &TrayFace) -> Vec<TrayAct> {
    face.groups.iter().flatten().map(|entry| entry.act.clone()).collect()
}

fn menu(app: &AppHandle, face: &TrayFace) -> tauri::Result<Menu<tauri::Wry>> {
    let menu = Menu::new(app)?;
    let mut place = 0;
    for group in face.groups.iter().filter(|group| !group.is_empty()) {
        if place > 0 {
            menu.append(&PredefinedMenuItem::separator(app)?)?;
        }
        for entry in group {
            // One ampersand would mark a key.
            let label = entry.label.replace('&', "&&");
            menu.append(&MenuItem::with_id(app, format!("{ID}{place}"), label, true, None::<&str>)?)?;
            place += 1;
        }
    }
    Ok(menu)
}
