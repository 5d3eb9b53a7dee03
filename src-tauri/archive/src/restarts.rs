//! Restart policies that were set to `no` for a while, so that they can be put back.

use std::collections::HashMap;

use crate::error::Result;
use crate::key::SessionKey;
use crate::store::Archive;

impl Archive {
    /// Keeps the restart policy that a session has before it is set to `no`, such as
    /// `on-failure:3`.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn keep_restart_policy(&self, session: &SessionKey, policy: &str) -> Result<()> {
        self.write(|change| {
            change.execute(
                "INSERT OR REPLACE INTO paused_restarts (engine, container, policy) VALUES (?1, ?2, ?3)",
                [&session.engine, &session.container, policy],
            )?;
            Ok(())
        })
    }

    /// Forgets it: it was put back, or never taken away.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn forget_restart_policy(&self, session: &SessionKey) -> Result<()> {
        self.write(|change| {
            change.execute(
                "DELETE FROM paused_restarts WHERE engine = ?1 AND container = ?2",
                [&session.engine, &session.container],
            )?;
            Ok(())
        })
    }

    /// The policies that are kept of an engine's sessions, by container id. Nothing is made where
    /// there is no archive.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read.
    pub fn kept_restart_policies(&self, engine: &str) -> Result<HashMap<String, String>> {
        if !self.path().exists() {
            return Ok(HashMap::new());
        }
        self.read(|connection| {
            let sql = "SELECT container, policy FROM paused_restarts WHERE engine = ?1";
            let mut found = connection.prepare_cached(sql)?;
            let kept = found.query_map([engine], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(kept.collect::<Result<_, _>>()?)
        })
    }
}
