//! By the notification plugin: a notice without buttons, which the desktop takes away by itself.

use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt;
use tokio::sync::mpsc::UnboundedSender;

use super::words::{Act, NoticeWords, Target};

/// The system's notices.
pub struct Desktop;

impl Desktop {
    pub fn new(_acts: UnboundedSender<(Target, Act)>) -> Self {
        Self
    }

    /// Shows a notice.
    ///
    /// # Errors
    /// The system's words, where nothing takes notices.
    pub async fn show(&self, app: &AppHandle, _target: Target, words: &NoticeWords) -> Result<(), String> {
        let notice = app.notification().builder().title(&words.title).body(&words.text);
        notice.show().map_err(|error| error.to_string())
    }

    /// Nothing that was shown can be taken back.
    pub async fn close(&self, _target: &Target) {}
}
