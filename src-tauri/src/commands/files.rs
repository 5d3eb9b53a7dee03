//! Commands on the files of sessions.

use berth_runner::{Copied, FileChange, Folder, TextFile, Transfer, name_of_copy};
use serde::Serialize;
use tauri::ipc::Channel;
use tauri::{Manager, State, WebviewWindow};

use crate::choosing;
use crate::drops::{DropEvent, Drops};
use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::grants::Grants;
use crate::saving;
use crate::subscribers::through;
use crate::subscriptions::Subscriptions;
use crate::terminals::SessionKey;

/// What is in a folder of a session.
#[tauri::command]
#[specta::specta]
pub async fn session_files(
    engines: State<'_, EngineRegistry>,
    session: SessionKey,
    path: String,
) -> Result<Folder, WireError> {
    Ok(engines.runner(&session.engine).await?.files(&session.id, &path).await?)
}

/// The text of a small file of a session.
#[tauri::command]
#[specta::specta]
pub async fn read_file(
    engines: State<'_, EngineRegistry>,
    session: SessionKey,
    path: String,
) -> Result<TextFile, WireError> {
    Ok(engines.runner(&session.engine).await?.read_file(&session.id, &path).await?)
}

/// Replaces the text of a file, if it still is `before`.
#[tauri::command]
#[specta::specta]
pub async fn write_file(
    engines: State<'_, EngineRegistry>,
    session: SessionKey,
    path: String,
    before: String,
    after: String,
) -> Result<(), WireError> {
    Ok(engines.runner(&session.engine).await?.write_file(&session.id, &path, &before, &after).await?)
}

/// The files of a session that differ from its image's.
#[tauri::command]
#[specta::specta]
pub async fn changed_files(
    engines: State<'_, EngineRegistry>,
    session: SessionKey,
) -> Result<Vec<FileChange>, WireError> {
    Ok(engines.runner(&session.engine).await?.changed_files(&session.id).await?)
}

/// How a copy goes. The last one says how it ended.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum CopyEvent {
    /// How far it is; a total of 0 is not known.
    Progress { transfer: Transfer },
    /// It is whole.
    Done { copied: Copied },
    /// It came to nothing.
    Failed { error: WireError },
}

/// A copy out that has begun.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct CopyBegun {
    /// The number to `unsubscribe` with, which cancels it.
    pub number: u32,
    /// Where it goes.
    pub path: String,
}

/// Copies a file or folder of a session into a folder that the person chooses; `null` when they chose none.
#[tauri::command]
#[specta::specta]
pub async fn copy_out(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    grants: State<'_, Grants>,
    session: SessionKey,
    path: String,
    title: String,
    channel: Channel<CopyEvent>,
) -> Result<Option<CopyBegun>, WireError> {
    let runner = engines.runner(&session.engine).await?;
    let name = runner.status(&session.id).await?.name;
    let Some(folder) = choosing::folder(&window, title, None).await? else { return Ok(None) };
    let to = saving::free_name(&folder.join(name_of_copy(&name, &path)));
    let shown = grants.give(&to);
    let number = window.state::<Subscriptions>().start(window.label(), async move {
        let copied = runner.copy_out(&session.id, &path, &to, told(&channel)).await;
        ended(&channel, copied);
    });
    Ok(Some(CopyBegun { number, path: shown }))
}

/// Asks for files to copy into a session; none when the person chose none.
#[tauri::command]
#[specta::specta]
pub async fn choose_files(
    window: WebviewWindow,
    grants: State<'_, Grants>,
    title: String,
) -> Result<Vec<String>, WireError> {
    let files = choosing::files(&window, title).await?;
    Ok(files.iter().map(|path| grants.give(path)).collect())
}

/// Copies files and folders that the person chose into a folder of a session; returns the number to `unsubscribe`
/// with.
#[tauri::command]
#[specta::specta]
pub async fn copy_in(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    grants: State<'_, Grants>,
    session: SessionKey,
    sources: Vec<String>,
    folder: String,
    channel: Channel<CopyEvent>,
) -> Result<u32, WireError> {
    let sources = grants.paths(&sources)?;
    let runner = engines.runner(&session.engine).await?;
    Ok(window.state::<Subscriptions>().start(window.label(), async move {
        let copied = runner.copy_in(&session.id, &sources, &folder, false, told(&channel)).await;
        ended(&channel, copied);
    }))
}

/// Tells of files that are dragged from the desktop over this window.
#[tauri::command]
#[specta::specta]
pub fn subscribe_drops(window: WebviewWindow, drops: State<'_, Drops>, channel: Channel<DropEvent>) {
    drops.subscribe(window.label(), through(channel));
}

fn told(channel: &Channel<CopyEvent>) -> impl FnMut(Transfer) + Send {
    let (channel, mut last) = (channel.clone(), None);
    move |transfer| {
        if last != Some(transfer) {
            last = Some(transfer);
            // The window is gone: so is this, soon.
            _ = channel.send(CopyEvent::Progress { transfer });
        }
    }
}

fn ended(channel: &Channel<CopyEvent>, copied: berth_runner::Result<Copied>) {
    _ = channel.send(match copied {
        Ok(copied) => CopyEvent::Done { copied },
        Err(error) => CopyEvent::Failed { error: error.into() },
    });
}
