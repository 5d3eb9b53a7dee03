//! By the StatusNotifierItem of KDE and freedesktop.org, in Rust alone: what tauri has for Linux needs libappindicator,
//! which draws its icon from a file and lets nobody see what its tooltip says.

use ksni::menu::StandardItem;
use ksni::{Category, Handle, Icon, MenuItem, OfflineReason, Status, ToolTip, TrayMethods};
use tauri::{AppHandle, RunEvent};
use tokio::sync::mpsc::UnboundedSender;

use super::face::{TrayAct, TrayFace, TrayReport, TrayState};
use super::icon;

/// Pixels that panels ask for, on plain and on dense screens.
const SIZES: [i32; 4] = [22, 24, 32, 48];

/// Berth in the tray, until it is closed. The desktop may have no tray, and get one.
pub struct Item {
    handle: Handle<Shown>,
    face: TrayFace,
}

impl Item {
    /// # Errors
    /// There is no session bus to talk to.
    pub async fn new(
        _app: &AppHandle,
        face: TrayFace,
        events: UnboundedSender<TrayReport>,
    ) -> Result<Self, String> {
        // Before the service can say otherwise. Nobody listens while the app ends.
        let _ = events.send(TrayReport::Shown(true));
        let shown = Shown { face: face.clone(), events: events.clone() };
        match shown.assume_sni_available(true).spawn().await {
            Ok(handle) => Ok(Self { handle, face }),
            Err(error) => {
                let _ = events.send(TrayReport::Shown(false));
                Err(error.to_string())
            }
        }
    }

    pub async fn show(&mut self, face: TrayFace) {
        if self.face != face {
            self.face = face.clone();
            self.handle.update(|shown| shown.face = face).await;
        }
    }

    pub async fn close(self) {
        self.handle.shutdown().await;
    }
}

/// Only macOS has such an event.
pub fn asks_for_window(_: &RunEvent) -> bool {
    false
}

struct Shown {
    face: TrayFace,
    events: UnboundedSender<TrayReport>,
}

impl Shown {
    fn tell(&self, event: TrayReport) {
        // Nobody listens while the app ends.
        let _ = self.events.send(event);
    }

    fn icons(&self) -> Vec<Icon> {
        let icon = |size: i32| {
            let mut data = icon::rgba(self.face.state, size.unsigned_abs());
            // Alpha is first on the bus.
            data.chunks_exact_mut(4).for_each(|pixel| pixel.rotate_right(1));
            Icon { width: size, height: size, data }
        };
        SIZES.into_iter().map(icon).collect()
    }
}

impl ksni::Tray for Shown {
    fn id(&self) -> String {
        "berth".into()
    }

    fn category(&self) -> Category {
        Category::ApplicationStatus
    }

    fn title(&self) -> String {
        self.face.title.clone()
    }

    fn status(&self) -> Status {
        if self.face.state == TrayState::Needs { Status::NeedsAttention } else { Status::Active }
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        self.icons()
    }

    fn attention_icon_pixmap(&self) -> Vec<Icon> {
        self.icons()
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.face.title.clone(), ..ToolTip::default() }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        self.tell(TrayReport::Act(TrayAct::Show));
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let mut items = Vec::new();
        for group in self.face.groups.iter().filter(|group| !group.is_empty()) {
            if !items.is_empty() {
                items.push(MenuItem::Separator);
            }
            items.extend(group.iter().map(|entry| {
                let act = entry.act.clone();
                let activate = Box::new(move |shown: &mut Self| shown.tell(TrayReport::Act(act.clone())));
                // One underscore would mark a key.
                let label = entry.label.replace('_', "__");
                StandardItem { label, activate, ..StandardItem::default() }.into()
            }));
        }
        items
    }

    fn watcher_online(&self) {
        self.tell(TrayReport::Shown(true));
    }

    fn watcher_offline(&self, _: OfflineReason) -> bool {
        self.tell(TrayReport::Shown(false));
        true
    }
}
