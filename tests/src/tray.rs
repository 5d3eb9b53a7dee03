//! A tray for one test: the service that programs ask for a place in it, and the panel that shows them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use zbus::Connection;
use zbus::connection::Builder;
use zbus::zvariant::{DynamicType, OwnedValue, Structure, Value};

use crate::desktop::Desktop;
use crate::wait;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: (&str, &str) = ("/StatusNotifierItem", "org.kde.StatusNotifierItem");
const MENU: (&str, &str) = ("/MenuBar", "com.canonical.dbusmenu");

/// Gone when dropped.
pub struct Tray {
    service: Connection,
    items: Items,
}

/// The names on the bus that asked for a place.
type Items = Arc<Mutex<Vec<String>>>;

impl Tray {
    /// A tray of this desktop.
    pub async fn start(desktop: &Desktop) -> Self {
        let items = Items::default();
        let service = Builder::address(desktop.address.as_str())
            .and_then(|bus| bus.name(WATCHER))
            .and_then(|bus| bus.serve_at("/StatusNotifierWatcher", Watcher(Arc::clone(&items))))
            .expect("a service");
        Self { service: service.build().await.expect("the bus takes a service"), items }
    }

    /// What its only item says, once it does.
    pub async fn says(&self, title: &str) {
        wait::until_async(&format!("the tray says {title:?}"), || async {
            (self.text("Title").await? == title).then_some(())
        })
        .await;
    }

    /// `NeedsAttention` or `Active`.
    pub async fn status(&self) -> String {
        self.text("Status").await.expect("an item")
    }

    /// What its menu says, in order; lines between groups are empty.
    pub async fn menu(&self) -> Vec<String> {
        self.entries().await.into_iter().map(|(_, label)| label).collect()
    }

    /// Chooses from the menu.
    pub async fn choose(&self, label: &str) {
        let found = || async { self.entries().await.into_iter().find(|(_, other)| other == label) };
        let (id, _) = wait::until_async(&format!("{label:?} in the menu"), found).await;
        // An app that is to quit may be gone before it answers.
        drop(self.ask(MENU, "Event", &(id, "clicked", Value::I32(0), 0_u32)).await);
    }

    /// Clicks the item itself.
    pub async fn click(&self) {
        self.ask(ITEM, "Activate", &(0, 0)).await.expect("the item listens");
    }

    /// Is there no longer, as when the desktop's panel ends.
    pub async fn leave(self) {
        self.service.close().await.expect("the bus lets it go");
    }

    async fn entries(&self) -> Vec<(i32, String)> {
        let wanted = vec!["label"];
        let Some(answer) = self.ask(MENU, "GetLayout", &(0, -1, wanted)).await else { return Vec::new() };
        type Node = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);
        let (_, (_, _, children)): (u32, Node) = answer.body().deserialize().expect("a menu");
        let entry = |child: OwnedValue| {
            let fields = Structure::try_from(child).expect("a line of a menu").into_fields();
            let id = fields.first().and_then(|id| i32::try_from(id).ok()).expect("its number");
            let facts: HashMap<String, Value<'_>> =
                fields.get(1).and_then(|facts| facts.try_clone().ok()?.try_into().ok()).expect("its facts");
            let label = facts.get("label").and_then(|label| String::try_from(label.try_clone().ok()?).ok());
            // Two underscores are one, and one marks a key.
            (id, label.unwrap_or_default().replace("__", "_"))
        };
        children.into_iter().map(entry).collect()
    }

    async fn text(&self, property: &str) -> Option<String> {
        let (path, interface) = ITEM;
        let asked = (path, "org.freedesktop.DBus.Properties");
        let answer = self.ask(asked, "Get", &(interface, property)).await?;
        String::try_from(answer.body().deserialize::<OwnedValue>().ok()?).ok()
    }

    /// The answer of the only item; `None` while there is none.
    async fn ask<B: Serialize + DynamicType>(
        &self,
        (path, interface): (&str, &str),
        method: &str,
        body: &B,
    ) -> Option<zbus::Message> {
        let item = {
            let items = self.items.lock().expect("no test panicked here");
            items.last()?.clone()
        };
        self.service.call_method(Some(item.as_str()), path, Some(interface), method, body).await.ok()
    }
}

struct Watcher(Items);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String) {
        self.0.lock().expect("no test panicked here").push(service);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}
