//! How terminals end: a client that is ended leaves its session running, a shell ends
//! with the processes in it.

use std::sync::Arc;
use std::time::Duration;

use tauri::async_runtime::{self, JoinHandle};

use super::entry::{Inside, OpenTerminal};

/// How long the app waits for its shells to end when it quits.
const QUIT_TIMEOUT: Duration = Duration::from_secs(3);

/// Ends clients, and hangs up the shells among them; returns the tasks that end the shells.
pub(super) fn end_clients(closed: Vec<Arc<OpenTerminal>>) -> Vec<JoinHandle<()>> {
    // Before the clients are killed: a killed client has ended too, unlike its shell.
    let left = |open: &&Arc<OpenTerminal>| {
        !open.terminal.has_ended() || matches!(open.shell, Some(Inside::Debug(_)))
    };
    let shells: Vec<_> = closed.iter().filter(left).filter_map(|open| open.shell.clone()).collect();
    for open in closed {
        if let Err(error) = open.terminal.close() {
            tracing::warn!("a client of {} goes on: {error}", open.key.session);
        }
    }
    shells.into_iter().map(|shell| async_runtime::spawn(end(shell))).collect()
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

/// Ends what a terminal has on its engine.
pub(super) async fn end(inside: Inside) {
    match inside {
        Inside::Shell(shell) => {
            if let Err(error) = shell.hang_up().await {
                tracing::warn!("{error}; what ran in it may go on");
            }
        }
        Inside::Debug(shell) => {
            if let Err(error) = shell.end().await {
                tracing::warn!("{error}; the next start tries again");
            }
        }
    }
}
