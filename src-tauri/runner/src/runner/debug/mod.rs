//! Shells where a session has none, or has ended: see [`args`](crate::args) for how.
//!
//! What a shell makes on the engine is noted before, and removed when it ends. What a killed Berth left
//! goes with the next one, or the next such shell.

mod make;
mod remove;

use std::process::Command;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Runner;
use super::journal::{self, Noted};
use crate::args;
use crate::error::{Error, Result};
use crate::process;

type Journal = journal::Journal<Entry>;

/// What a debug shell notes of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    engine: String,
    /// The name of the session.
    name: String,
    /// By which label its container is found.
    token: String,
    /// The image that was made of the session.
    image: Option<String>,
}

impl Noted for Entry {
    const FOLDER: &'static str = "debug";

    fn key(&self) -> &str {
        &self.token
    }

    fn engine(&self) -> &str {
        &self.engine
    }
}

/// A debug shell that is about to run. [`DebugShell::end`] has to be called when it is over; where it can't be, the
/// next Berth does it.
#[derive(Debug, Clone)]
pub struct DebugShell {
    runner: Runner,
    /// The id of its own container.
    id: String,
    /// `None` once it is over.
    journal: Arc<tokio::sync::Mutex<Option<Journal>>>,
}

impl DebugShell {
    /// The client to put on a PTY.
    pub fn command(&self) -> Command {
        let engine = self.runner.engine();
        let mut client = engine.client(&args::start_attached(engine.kind, &self.id).args);
        if let Some(folder) = self.runner.folder() {
            client.current_dir(folder);
        }
        client
    }

    /// Runs it on the caller's own streams, without a deadline, and returns its exit code.
    ///
    /// # Errors
    /// The client can't be started.
    pub async fn run_inherited(&self) -> Result<i32> {
        let client = self.command();
        let program = client.get_program().into();
        let status = process::run_inherited(client, true).await;
        let status = status.map_err(|source| Error::Spawn { program, source })?;
        let code = self.runner.inspect(&self.id).await.ok().flatten().and_then(|now| now.session.exit_code);
        Ok(code.and_then(|code| i32::try_from(code).ok()).or(status.code()).unwrap_or(1))
    }

    /// Ends it, and removes all that it made. Once it has done so it does nothing more; two calls at a time both
    /// return when it is done.
    ///
    /// # Errors
    /// The engine refuses or does not answer; the next Berth tries again.
    pub async fn end(&self) -> Result<()> {
        let mut journal = self.journal.lock().await;
        let Some(held) = journal.as_ref() else { return Ok(()) };
        self.runner.remove_debug(&held.entry).await?;
        if let Some(held) = journal.take() {
            held.end();
        }
        Ok(())
    }
}
