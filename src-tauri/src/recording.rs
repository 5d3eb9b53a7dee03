//! The archive's own upkeep: what a former Berth kept is taken over, and what is too old or too
//! much goes.

use std::time::Duration;

use tauri::{AppHandle, Manager, async_runtime};

use crate::engines::EngineRegistry;
use crate::settings::Preferences;

/// Between two times that keep rules are applied.
const INTERVAL: Duration = Duration::from_secs(3600);

/// Takes over what is there, and applies the keep rules now and every hour, in the background.
pub fn tidy(app: AppHandle) {
    async_runtime::spawn(async move {
        let mut taken_over = false;
        loop {
            let archive = app.state::<EngineRegistry>().archive().clone();
            let rules = app.state::<Preferences>().history().keep_rules();
            let work = async_runtime::spawn_blocking(move || {
                if !taken_over {
                    berth_runner::take_over_history(&archive)?;
                }
                archive.apply_keep_rules(&rules)
            });
            match work.await {
                Ok(Ok(cleaned)) => {
                    taken_over = true;
                    tracing::debug!(?cleaned, "the archive is tidy");
                }
                Ok(Err(error)) => tracing::warn!(%error, "the archive can't be tidied"),
                Err(error) => tracing::warn!(%error, "the archive can't be tidied"),
            }
            tokio::time::sleep(INTERVAL).await;
        }
    });
}
