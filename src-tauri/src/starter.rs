//! The first session, from a tiny image that ships with the app, so that it needs no network.

use std::path::PathBuf;

use berth_runner::{Error, Runner, STARTER_IMAGE, SessionSpec, StartOptions, StartOutcome};
use tauri::{AppHandle, Manager, path::BaseDirectory};

use crate::error::WireError;

const NAME: &str = "hello-berth";
/// How many numbered names are tried.
const TRIES: u32 = 50;

/// The image as it ships with the app.
pub fn starter_tar(app: &AppHandle) -> Option<PathBuf> {
    app.path().resolve("resources/starter.tar", BaseDirectory::Resource).ok()
}

/// Imports the starter image where it is missing and starts a session from it,
/// named `hello-berth`, or `hello-berth-2` and so on when that one runs already.
///
/// # Errors
/// `no_starter` when the app was built without the image; the errors of importing and starting.
pub async fn try_it(app: &AppHandle, runner: &Runner) -> Result<StartOutcome, WireError> {
    runner.ensure_starter(starter_tar(app).as_deref()).await?;
    let mut number = 1;
    loop {
        let name = if number == 1 { NAME.to_owned() } else { format!("{NAME}-{number}") };
        let command = "/bin/sh -l".to_owned();
        let spec = SessionSpec { name, image: STARTER_IMAGE.to_owned(), command, ..SessionSpec::default() };
        match runner.start(&spec, StartOptions::default()).await {
            Err(Error::SessionExists { .. } | Error::SessionPaused { .. }) if number < TRIES => number += 1,
            outcome => return Ok(outcome?),
        }
    }
}
