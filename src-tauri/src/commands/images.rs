//! Commands on images.

use std::path::{Path, PathBuf};

use berth_runner::{BuildSpec, ImageListing, ImageRemoval, Newer, PruneImages, PrunePreview};
use serde::Serialize;
use tauri::{State, WebviewWindow, ipc::Channel};

use crate::choosing;
use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::grants::Grants;
use crate::images::{ImageJobEvent, ImageJobs};
use crate::saving::{self, SaveWords};
use crate::subscribers::through;

/// The images of an engine, with who uses them.
#[tauri::command]
#[specta::specta]
pub async fn list_images(
    engines: State<'_, EngineRegistry>,
    engine: String,
) -> Result<ImageListing, WireError> {
    Ok(engines.runner(&engine).await?.images().await?)
}

/// Gives an image a further name.
#[tauri::command]
#[specta::specta]
pub async fn tag_image(
    engines: State<'_, EngineRegistry>,
    engine: String,
    image: String,
    name: String,
) -> Result<(), WireError> {
    Ok(engines.runner(&engine).await?.tag_image(&image, &name).await?)
}

/// Removes an image by its id, or one of its several names.
#[tauri::command]
#[specta::specta]
pub async fn remove_image(
    engines: State<'_, EngineRegistry>,
    engine: String,
    image: String,
) -> Result<ImageRemoval, WireError> {
    Ok(engines.runner(&engine).await?.remove_image(&image).await?)
}

/// What a prune would remove, and what that frees.
#[tauri::command]
#[specta::specta]
pub async fn preview_prune_images(
    engines: State<'_, EngineRegistry>,
    engine: String,
    which: PruneImages,
) -> Result<PrunePreview, WireError> {
    Ok(engines.runner(&engine).await?.preview_prune_images(which).await?)
}

/// How the removal of an image went.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PrunedImage {
    pub id: String,
    /// It is gone by this; else it is needed by now, or was gone before.
    pub removed: bool,
    /// Why it is still there.
    pub failure: Option<WireError>,
}

/// Removes images of a preview, one after the other.
#[tauri::command]
#[specta::specta]
pub async fn prune_images(
    engines: State<'_, EngineRegistry>,
    engine: String,
    which: PruneImages,
    ids: Vec<String>,
) -> Result<Vec<PrunedImage>, WireError> {
    let results = engines.runner(&engine).await?.prune_images(which, &ids).await;
    let wire = |(id, outcome): (String, berth_runner::Result<bool>)| match outcome {
        Ok(removed) => PrunedImage { id, removed, failure: None },
        Err(error) => PrunedImage { id, removed: false, failure: Some(error.into()) },
    };
    Ok(results.into_iter().map(wire).collect())
}

/// Asks a registry whether it has a newer image by this name.
#[tauri::command]
#[specta::specta]
pub async fn newer_image(
    engines: State<'_, EngineRegistry>,
    engine: String,
    image: String,
) -> Result<Newer, WireError> {
    Ok(engines.runner(&engine).await?.newer_image(&image).await?)
}

/// Tells of every job on images, now and when one changes.
#[tauri::command]
#[specta::specta]
pub fn subscribe_image_jobs(
    window: WebviewWindow,
    jobs: State<'_, ImageJobs>,
    channel: Channel<ImageJobEvent>,
) {
    jobs.subscribe(window.label(), through(channel));
}

/// Begins to pull an image; returns the number of the job.
#[tauri::command]
#[specta::specta]
pub async fn pull_image(
    engines: State<'_, EngineRegistry>,
    jobs: State<'_, ImageJobs>,
    engine: String,
    image: String,
) -> Result<u32, WireError> {
    Ok(jobs.pull(engines.runner(&engine).await?, image))
}

/// Begins to build an image of a folder that the person chose, by a file in it; returns the number of the job.
#[tauri::command]
#[specta::specta]
pub async fn build_image(
    engines: State<'_, EngineRegistry>,
    jobs: State<'_, ImageJobs>,
    grants: State<'_, Grants>,
    engine: String,
    spec: BuildSpec,
) -> Result<u32, WireError> {
    let folder = grants.path(&spec.folder.display().to_string())?;
    Grants::require_within(&folder, Path::new(&spec.file))?;
    Ok(jobs.build(engines.runner(&engine).await?, BuildSpec { folder, ..spec }))
}

/// Begins to write an image to a file that the person chooses; `null` when they chose none.
#[tauri::command]
#[specta::specta]
pub async fn save_image(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    jobs: State<'_, ImageJobs>,
    engine: String,
    image: String,
    words: SaveWords,
) -> Result<Option<u32>, WireError> {
    let runner = engines.runner(&engine).await?;
    let Some(path) = saving::place_of_image(&window, &image, words).await? else { return Ok(None) };
    Ok(Some(jobs.save(runner, image, path)))
}

/// Begins to read images from a file that the person chooses; `null` when they chose none.
#[tauri::command]
#[specta::specta]
pub async fn load_images(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    jobs: State<'_, ImageJobs>,
    engine: String,
    words: SaveWords,
) -> Result<Option<u32>, WireError> {
    let runner = engines.runner(&engine).await?;
    let Some(path) = saving::file_of_images(&window, words).await? else { return Ok(None) };
    Ok(Some(jobs.load(runner, path)))
}

/// Asks for a folder to build, at first the one that was typed; `null` when the person chose none.
#[tauri::command]
#[specta::specta]
pub async fn choose_build_folder(
    window: WebviewWindow,
    grants: State<'_, Grants>,
    title: String,
    typed: Option<PathBuf>,
) -> Result<Option<String>, WireError> {
    let folder = choosing::folder(&window, title, typed).await?;
    Ok(folder.map(|folder| grants.give(&folder)))
}

/// Ends a job that goes on.
#[tauri::command]
#[specta::specta]
pub fn cancel_image_job(jobs: State<'_, ImageJobs>, number: u32) {
    jobs.cancel(number);
}

/// Takes a job that has ended off the list.
#[tauri::command]
#[specta::specta]
pub fn forget_image_job(jobs: State<'_, ImageJobs>, number: u32) {
    jobs.forget(number);
}
