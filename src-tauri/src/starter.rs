//! The first session, from a tiny image that ships with the app, so that it needs no network.

use berth_runner::{Error, Runner, SessionSpec, StartOptions, StartOutcome};
use tauri::{AppHandle, Manager, path::BaseDirectory};

use crate::error::{AppError, WireError};

/// The name of the starter image on an engine.
const IMAGE: &str = "localhost/berth-starter:1";
const NAME: &str = "hello-berth";
/// How many numbered names are tried.
const TRIES: u32 = 50;

/// Imports the starter image where it is missing and starts a session from it,
/// named `hello-berth`, or `hello-berth-2` and so on when that one runs already.
///
/// # Errors
/// `no_starter` when the app was built without the image; the errors of importing and starting.
pub async fn try_it(app: &AppHandle, runner: &Runner) -> Result<StartOutcome, WireError> {
    if !runner.image_exists(IMAGE).await? {
        let tar = app
            .path()
            .resolve("resources/starter.tar", BaseDirectory::Resource)
            .ok()
            .filter(|path| path.is_file())
            .ok_or(AppError::NoStarter)?;
        runner.import_image(&tar, IMAGE).await?;
    }
    let mut number = 1;
    loop {
        let name = if number == 1 { NAME.to_owned() } else { format!("{NAME}-{number}") };
        let spec =
            SessionSpec { name, image: IMAGE.into(), command: "/bin/sh -l".into(), ..SessionSpec::default() };
        match runner.start(&spec, StartOptions::default()).await {
            Err(Error::SessionExists { .. } | Error::SessionPaused { .. }) if number < TRIES => number += 1,
            outcome => return Ok(outcome?),
        }
    }
}
