//! What the app tells while it runs.

use std::time::Duration;

use berth_control::{App, Place};
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::sleep;

use super::heard::Heard;

/// How often it is looked for: that reads a small file.
const INTERVAL: Duration = Duration::from_secs(1);

pub async fn is_there(place: &Place) -> bool {
    matches!(App::find(place).await, Ok(Some(_)))
}

/// Passes on what it tells, again and again, until nobody hears it.
pub async fn listen(place: Place, tell: UnboundedSender<Heard>) {
    loop {
        // One that can't be talked to is as good as none.
        if let Ok(Some(app)) = App::find(&place).await {
            let ended = app.watch(|list| tell.send(Heard::App(list)).is_ok()).await;
            if ended.is_ok() || tell.send(Heard::Alone).is_err() {
                return;
            }
        }
        sleep(INTERVAL).await;
    }
}
