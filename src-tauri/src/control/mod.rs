//! The app's local socket: one app per person, which berthctl and agents can ask.

mod first;
mod host;

use std::sync::Arc;

use berth_control::{Claim, Server};
use parking_lot::Mutex;
use tauri::{AppHandle, Manager, async_runtime};

use host::AppHost;

pub use first::{First, claim};

/// The server, until the app ends.
#[derive(Default)]
pub struct Control(Mutex<Option<Server>>);

impl Control {
    /// Answers nobody from now on.
    pub fn end(&self) {
        self.0.lock().take();
    }
}

/// Answers clients for as long as the app runs. An app without a socket is one all the same.
pub fn serve(app: &AppHandle, claim: Claim) {
    let app = app.clone();
    async_runtime::spawn(async move {
        match Server::start(claim, Arc::new(AppHost::new(app.clone()))) {
            Ok(server) => *app.state::<Control>().0.lock() = Some(server),
            Err(error) => tracing::warn!("berthctl and a second start do not find this window: {error}"),
        }
    });
}
