//! By the notification plugin (2.8), which tells of clicks: on Windows while the notice is on the
//! screen, on macOS with the buttons in a menu. On neither can a notice be taken away again.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tauri::AppHandle;
use tauri_plugin_notification::{Action, ActionType, NotificationExt};
use tokio::sync::mpsc::UnboundedSender;

use super::words::{Act, NoticeWords, Target};

/// Clicks are told of the latest; the system does not say when a notice goes.
const KEPT: usize = 100;

/// What was shown, by its number.
#[derive(Default)]
struct Shown {
    targets: BTreeMap<i32, Target>,
    numbers: i32,
    listens: bool,
}

/// The system's notices.
pub struct Desktop {
    acts: UnboundedSender<(Target, Act)>,
    shown: Arc<Mutex<Shown>>,
}

impl Desktop {
    pub fn new(acts: UnboundedSender<(Target, Act)>) -> Self {
        Self { acts, shown: Arc::default() }
    }

    /// Shows a notice.
    ///
    /// # Errors
    /// The system's words, where nothing takes notices.
    pub async fn show(&self, app: &AppHandle, target: Target, words: &NoticeWords) -> Result<(), String> {
        self.listen(app).map_err(|error| error.to_string())?;
        let number = self.shown.lock().note(target);
        let keys: Vec<&str> = words.buttons.iter().map(|button| button.verb.key()).collect();
        let labels = words.buttons.iter().map(|button| button.label.as_str());
        let others = keys.iter().copied().zip(labels);
        let actions = [("open", words.open.as_str())].into_iter().chain(others);
        let actions = actions.map(|(key, label)| Action::builder(key, label).build()).collect();
        let kind = keys.join("+");
        let plugin = app.notification();
        let registered = ActionType::builder(&kind).actions(actions).build();
        plugin.register_action_types(vec![registered]).map_err(|error| error.to_string())?;
        let notice = plugin.builder().id(number).title(&words.title).body(&words.text).action_type_id(kind);
        notice.show().map_err(|error| error.to_string())
    }

    /// Nothing that was shown can be taken away; a click on it does nothing any more.
    pub async fn close(&self, target: &Target) {
        self.shown.lock().targets.retain(|_, shown| shown != target);
    }

    /// Told of clicks from now on; the plugin tells of those on notices that are shown later.
    fn listen(&self, app: &AppHandle) -> tauri_plugin_notification::Result<()> {
        if std::mem::replace(&mut self.shown.lock().listens, true) {
            return Ok(());
        }
        let (shown, acts) = (Arc::clone(&self.shown), self.acts.clone());
        app.notification().on_action(move |done| {
            let target =
                done.notification().and_then(|notice| shown.lock().targets.get(&notice.id()).cloned());
            if let (Some(target), Some(act)) = (target, Act::of(done.action_id())) {
                // Nobody listens while the app ends.
                let _ = acts.send((target, act));
            }
        })
    }
}

impl Shown {
    fn note(&mut self, target: Target) -> i32 {
        self.numbers = self.numbers.wrapping_add(1);
        self.targets.insert(self.numbers, target);
        while self.targets.len() > KEPT {
            self.targets.pop_first();
        }
        self.numbers
    }
}
