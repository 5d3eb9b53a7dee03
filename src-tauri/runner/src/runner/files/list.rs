//! What there is in a folder.

use std::collections::HashMap;
use std::time::Duration;

use super::super::inspect::Inspected;
use super::stream::Streamed;
use crate::args;
use crate::error::Result;
use crate::files::headers::{self, Headers};
use crate::files::path::cleaned;
use crate::files::{FileEntry, FileKind, Folder, found};
use crate::kind::EngineKind;
use crate::reason::Refusal;
use crate::runner::{CallContext, Runner};
use crate::session::State;
use crate::similar::programs::Pieces;

/// How long a folder is copied for its list: engines copy all that is below it.
const TIME: Duration = Duration::from_secs(20);
/// Links whose targets are read, at most: a process each.
const TARGETS: usize = 200;

impl Runner {
    /// What there is in a folder of a session, whether it runs or not. Links to folders are followed.
    ///
    /// # Errors
    /// There is no such session or folder, it is no folder, or the engine does not answer.
    pub async fn files(&self, key: &str, path: &str) -> Result<Folder> {
        let Inspected { session, .. } = self.resolve(key).await?;
        let context = CallContext { operation: "list the files of", name: &session.name };
        let path = cleaned(path).map_err(|reason| self.refusal(context, reason))?;
        if session.state == State::Running
            && let Some(entries) = self.found(context, &session.id, &path).await
        {
            return Ok(Folder::new(&path, entries, true));
        }
        self.copied_headers(context, &session.id, &path).await
    }

    /// By the session's own programs; `None` if it has none that can tell.
    async fn found(&self, context: CallContext<'_>, id: &str, path: &str) -> Option<Vec<FileEntry>> {
        let limit = self.limits().inspect;
        let asked = async |call| self.call(context, call, limit).await.ok();
        let output = asked(args::find(id, path)).await?;
        // A file that went meanwhile makes it fail, too.
        if !output.success() && output.stdout.is_empty() {
            return None;
        }
        let mut entries = found::entries(&output.stdout, path)?;
        let links = entries.iter().filter(|entry| entry.kind == FileKind::Link).count();
        if links > 0 {
            let led = asked(args::find_led(id, path)).await;
            let led = led.and_then(|output| found::entries(&output.stdout, path)).unwrap_or_default();
            let kinds: HashMap<String, FileKind> = led.into_iter().map(|led| (led.name, led.kind)).collect();
            let targets = match links <= TARGETS {
                true => asked(args::find_targets(id, path)).await,
                false => None,
            };
            let mut targets: HashMap<String, String> = targets
                .map(|output| found::targets(&output.stdout, path))
                .unwrap_or_default()
                .into_iter()
                .collect();
            for entry in entries.iter_mut().filter(|entry| entry.kind == FileKind::Link) {
                entry.leads_to = kinds.get(&entry.name).copied().filter(|kind| *kind != FileKind::Link);
                entry.target = targets.remove(&entry.name);
            }
        }
        Some(entries)
    }

    /// By what the engine copies.
    async fn copied_headers(&self, context: CallContext<'_>, id: &str, path: &str) -> Result<Folder> {
        let podman = self.engine().kind == EngineKind::Podman;
        // podman copies a file as the folder that it is not, and docker does not follow a link without the dot.
        let named = podman && path != "/";
        let call = match named {
            true => args::copy_file_out(id, path),
            false => args::copy_out(id, path.trim_end_matches('/')),
        };
        // podman (4.3) says that all is root's.
        let read = move |stream: Pieces| headers::entries(stream, named, !podman);
        let Streamed { value, ended } = self.streamed(context, call, Some(TIME), read).await?;
        let Headers { entries, whole, no_folder } = value;
        if no_folder {
            return Err(self.refusal(context, Refusal::NotFolder { path: path.to_owned() }));
        }
        match ended {
            Some(output) if !output.success() && entries.is_empty() => {
                Err(self.copy_refused(context, &output, path))
            }
            Some(output) => Ok(Folder::new(path, entries, whole && output.success())),
            None if entries.is_empty() => {
                Err(self.refusal(context, Refusal::FolderTooLarge { path: path.to_owned() }))
            }
            None => Ok(Folder::new(path, entries, false)),
        }
    }
}
