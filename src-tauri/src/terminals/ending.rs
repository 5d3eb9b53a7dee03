//! How terminals end: a client that is ended leaves its session running, a shell goes
//! with what runs in it.

use std::time::Duration;

use berth_runner::Shell;
use tauri::async_runtime::{self, JoinHandle};

use super::Terminals;
use super::moored::{Address, Look};
use super::window::Nobody;
use crate::harbour::locked;

/// What the app waits for its shells to end when it quits.
const AT_QUIT: Duration = Duration::from_secs(3);

impl Terminals {
    /// A window is gone: nobody looks where it did, and its shells end.
    pub fn window_closed(&self, window: &str) {
        let looks: Vec<_> = locked(&self.moored)
            .views
            .extract_if(|_, look| look.window == window)
            .map(|(_, look)| look)
            .collect();
        for Look { open, .. } in looks {
            if open.shell.is_some() {
                self.close_shell(&open.address);
            } else {
                open.terminal.replace_sink(Box::new(Nobody));
            }
        }
    }

    /// Ends the clients of a session, and its shells.
    pub fn close_of(&self, engine: &str, session: &str) {
        let of = |address: &Address| address.engine == engine && address.session == session;
        self.close_where(of);
        self.shown.forget_where(of);
    }

    /// Ends a shell, and what runs in it.
    pub fn close_shell(&self, address: &Address) {
        self.close_where(|open| open == address);
    }

    /// Ends every client, and every shell with what runs in it.
    pub fn close_all(&self) {
        let ending = self.close_where(|_| true);
        async_runtime::block_on(async {
            let all = async {
                for end in ending {
                    // It logs its own failure.
                    let _ = end.await;
                }
            };
            if tokio::time::timeout(AT_QUIT, all).await.is_err() {
                tracing::warn!("a shell may go on: its engine did not answer in {} s", AT_QUIT.as_secs());
            }
        });
    }

    /// Gives what ends the shells, for a caller that waits for it.
    pub(super) fn close_where(&self, which: impl Fn(&Address) -> bool) -> Vec<JoinHandle<()>> {
        // Out of the lock before clients are ended: that may take a moment.
        let closed: Vec<_> = {
            let mut moored = locked(&self.moored);
            moored.views.retain(|_, look| !which(&look.open.address));
            moored.kept.extract_if(.., |open| which(&open.address)).collect()
        };
        // Before: a client that is killed has ended too, unlike what runs inside.
        let shells: Vec<_> = closed
            .iter()
            .filter(|open| !open.terminal.has_ended())
            .filter_map(|open| open.shell.clone())
            .collect();
        for open in closed {
            if let Err(error) = open.terminal.close() {
                tracing::warn!("a client of {} goes on: {error}", open.address.session);
            }
        }
        shells.into_iter().map(|shell| async_runtime::spawn(hang_up(shell))).collect()
    }
}

async fn hang_up(shell: Shell) {
    if let Err(error) = shell.hang_up().await {
        tracing::warn!("{error}; what ran in it may go on");
    }
}
