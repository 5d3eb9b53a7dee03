//! How terminals end: a client that is ended leaves its session running, a shell ends
//! with the processes in it.

use std::sync::Arc;
use std::time::Duration;

use berth_runner::Shell;
use tauri::async_runtime::{self, JoinHandle};

use super::entry::OpenTerminal;

/// How long the app waits for its shells to end when it quits.
const QUIT_TIMEOUT: Duration = Duration::from_secs(3);

/// Ends clients, and hangs up the shells among them; returns the tasks that end the shells.
pub(super) fn end_clients(closed: Vec<Arc<OpenTerminal>>) -> Vec<JoinHandle<()>> {
    // Before the clients are killed: a killed client has ended too, unlike its shell.
    let shells: Vec<_> = closed
        .iter()
        .filter(|open| !open.terminal.has_ended())
        .filter_map(|open| open.shell.clone())
        .collect();
    for open in closed {
        if let Err(error) = open.terminal.close() {
            tracing::warn!("a client of {} goes on: {error}", open.key.session);
        }
    }
    shells.into_iter().map(|shell| async_runtime::spawn(hang_up(shell))).collect()
}

/// Waits for shells to end, before the app quits.
pub(super) fn wait_for_shells(ending: Vec<JoinHandle<()>>) {
    async_runtime::block_on(async {
        let all = async {
            for end in ending {
                // It logs its own failure.
                let _ = end.await;
            }
        };
        if tokio::time::timeout(QUIT_TIMEOUT, all).await.is_err() {
            tracing::warn!("a shell may go on: its engine did not answer in {} s", QUIT_TIMEOUT.as_secs());
        }
    });
}

async fn hang_up(shell: Shell) {
    if let Err(error) = shell.hang_up().await {
        tracing::warn!("{error}; what ran in it may go on");
    }
}
