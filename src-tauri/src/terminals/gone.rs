//! Terminals of sessions that another program has removed: what they kept goes, where nobody looks at it.

use std::sync::Arc;

use tauri::{AppHandle, Manager, async_runtime};
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::sleep;

use super::{CLIENT_END_TIMEOUT, Terminals};
use crate::live::{ListEvent, Live};

/// The name under which it listens.
const LISTENER: &str = "terminals";

/// Follows the list for as long as the app runs.
pub fn follow(app: AppHandle) {
    let (sender, mut removed) = unbounded_channel();
    let live = Arc::clone(&app.state::<Arc<Live>>());
    let tell = move |event: &ListEvent| match event {
        ListEvent::Updated { engine, gone, .. } if !gone.is_empty() => {
            sender.send((engine.clone(), gone.clone())).is_ok()
        }
        _ => true,
    };
    live.subscribe(LISTENER, Box::new(tell));
    async_runtime::spawn(async move {
        let mut batch: Vec<(String, Vec<String>)> = Vec::new();
        while removed.recv_many(&mut batch, usize::MAX).await > 0 {
            // Their clients end meanwhile, by themselves.
            sleep(CLIENT_END_TIMEOUT).await;
            let terminals = app.state::<Terminals>();
            for (engine, gone) in batch.drain(..) {
                gone.iter().for_each(|session| terminals.forget(&engine, session));
            }
        }
    });
}

impl Terminals {
    /// Drops what is kept of a session that is gone, unless a view shows it.
    fn forget(&self, engine: &str, session: &str) {
        let is_its = |key: &super::TerminalKey| key.is_of(engine, session);
        let mut registry = self.registry.lock();
        let dropped = registry.remove_unseen(is_its);
        if registry.entries().iter().all(|entry| !is_its(&entry.key)) {
            self.runs.remove_where(is_its);
        }
        drop(registry);
        // Out of the lock: the end of a screen takes a moment.
        drop(dropped);
    }
}
