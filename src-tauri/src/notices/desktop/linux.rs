//! Over the session bus, by the Desktop Notifications Specification 1.2. The notification plugin
//! does the same and drops what the person clicks.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::StreamExt;
use parking_lot::Mutex;
use tauri::{AppHandle, async_runtime};
use tokio::sync::mpsc::UnboundedSender;
use zbus::Connection;
use zbus::zvariant::Value;

use super::words::{Act, NoticeWords, Target};

#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications",
    gen_blocking = false
)]
trait Notifications {
    #[expect(clippy::too_many_arguments, reason = "as the specification has it")]
    fn notify(
        &self,
        app_name: &str,
        replaces_id: u32,
        app_icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        expire_timeout: i32,
    ) -> zbus::Result<u32>;
    fn close_notification(&self, id: u32) -> zbus::Result<()>;
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;
}

/// What is shown, by the desktop's number.
type Shown = Arc<Mutex<HashMap<u32, Target>>>;

/// The service that shows notices; asked for when there is something to show.
pub struct Desktop {
    acts: UnboundedSender<(Target, Act)>,
    shown: Shown,
    /// Held from a call until its number is noted: a click may come at once.
    link: Arc<tokio::sync::Mutex<Option<Link>>>,
}

struct Link {
    service: NotificationsProxy<'static>,
    /// Without them every notice is for reading only.
    has_actions: bool,
    reads_markup: bool,
}

impl Desktop {
    pub fn new(acts: UnboundedSender<(Target, Act)>) -> Self {
        Self { acts, shown: Shown::default(), link: Arc::default() }
    }

    /// Shows a notice; one of the same popup replaces what it showed.
    ///
    /// # Errors
    /// The words of the bus, where nothing takes notices.
    pub async fn show(&self, _app: &AppHandle, target: Target, words: &NoticeWords) -> Result<(), String> {
        let mut held = self.link.lock().await;
        let link = match &*held {
            Some(link) => link,
            None => held.insert(self.connect().await.map_err(|error| error.to_string())?),
        };
        let replaces = match target {
            Target::Program(_) => 0,
            _ => self.numbers(&target).first().copied().unwrap_or(0),
        };
        match link.notify(replaces, words).await {
            Ok(number) => {
                self.shown.lock().insert(number, target);
                Ok(())
            }
            Err(error) => {
                // The next one asks the bus anew.
                *held = None;
                Err(error.to_string())
            }
        }
    }

    /// Takes away all of this target.
    pub async fn close(&self, target: &Target) {
        let held = self.link.lock().await;
        let Some(link) = &*held else { return };
        for number in self.numbers(target) {
            self.shown.lock().remove(&number);
            // One that the person has closed is gone.
            let _ = link.service.close_notification(number).await;
        }
    }

    fn numbers(&self, target: &Target) -> Vec<u32> {
        let shown = self.shown.lock();
        shown.iter().filter(|(_, one)| *one == target).map(|(number, _)| *number).collect()
    }

    async fn connect(&self) -> zbus::Result<Link> {
        let service = NotificationsProxy::new(&Connection::session().await?).await?;
        let able = service.get_capabilities().await?;
        let can = |word: &str| able.iter().any(|one| one == word);
        // In one stream, in order: a click comes just before its notice goes.
        let mut signals = service.inner().receive_all_signals().await?;
        let (acts, shown, turn) = (self.acts.clone(), Arc::clone(&self.shown), Arc::clone(&self.link));
        async_runtime::spawn(async move {
            while let Some(signal) = signals.next().await {
                let Some((number, act)) = read(&signal) else { continue };
                let turn = turn.lock().await;
                let target = match act {
                    Act::Closed => shown.lock().remove(&number),
                    _ => shown.lock().get(&number).cloned(),
                };
                drop(turn);
                if let Some(target) = target
                    && acts.send((target, act)).is_err()
                {
                    return;
                }
            }
        });
        Ok(Link { has_actions: can("actions"), reads_markup: can("body-markup"), service })
    }
}

impl Link {
    async fn notify(&self, replaces: u32, words: &NoticeWords) -> zbus::Result<u32> {
        let mut actions = Vec::new();
        if self.has_actions {
            actions.extend(["default", words.open.as_str(), "open", words.open.as_str()]);
            actions
                .extend(words.buttons.iter().flat_map(|button| [button.verb.key(), button.label.as_str()]));
        }
        let text = if self.reads_markup { escape(&words.text) } else { words.text.clone() };
        // Normal: desktops show what is critical even while nobody is to be disturbed.
        let hints = HashMap::from([("urgency", Value::U8(1))]);
        self.service.notify("Berth", replaces, "", &words.title, &text, &actions, hints, -1).await
    }
}

/// What the person did, and to which notice.
fn read(signal: &zbus::Message) -> Option<(u32, Act)> {
    match signal.header().member()?.as_str() {
        "ActionInvoked" => {
            let (number, key): (u32, String) = signal.body().deserialize().ok()?;
            Some((number, Act::of(&key)?))
        }
        "NotificationClosed" => {
            let (number, _): (u32, u32) = signal.body().deserialize().ok()?;
            Some((number, Act::Closed))
        }
        _ => None,
    }
}

/// A program's words are no markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
