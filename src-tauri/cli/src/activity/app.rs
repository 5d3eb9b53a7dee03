//! The updates of the app while it runs.

use std::time::Duration;

use berth_control::{App, Place};
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::sleep;

use super::update::Update;

/// How often it is looked for: that reads a small file.
const INTERVAL: Duration = Duration::from_secs(1);

pub async fn is_there(place: &Place) -> bool {
    matches!(App::find(place).await, Ok(Some(_)))
}

/// Forwards its updates, and looks for it again when it has ended, until the receiver is gone.
pub async fn listen(place: Place, updates: UnboundedSender<Update>) {
    loop {
        // One that can't be talked to is as good as none.
        if let Ok(Some(app)) = App::find(&place).await {
            let ended = app.watch(|list| updates.send(Update::App(list)).is_ok()).await;
            if ended.is_ok() || updates.send(Update::Alone).is_err() {
                return;
            }
        }
        sleep(INTERVAL).await;
    }
}
