//! Copying out of a session.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use tokio::time::interval;

use super::super::inspect::Inspected;
use super::stream::Streamed;
use crate::args;
use crate::error::{Error, Result};
use crate::files::path::{cleaned, parts, split};
use crate::files::progress::Progress;
use crate::files::unpack::unpack;
use crate::files::{Copied, FileKind, host};
use crate::image::Transfer;
use crate::kind::EngineKind;
use crate::reason::Refusal;
use crate::runner::{CallContext, Runner};

/// Between two reports of how far it is.
pub(super) const REPORT_INTERVAL: Duration = Duration::from_millis(200);

impl Runner {
    /// Copies a file or a folder of a session, whether it runs or not, to `to` on this machine, which must not be there:
    /// whole, or not at all. Nothing is written elsewhere, whatever the session has put there; what could lead out
    /// is left out and named. Dropping the future ends it and leaves nothing.
    ///
    /// # Errors
    /// There is no such session or file, `to` is there, the disk is full, or the engine refuses.
    pub async fn copy_out(
        &self,
        key: &str,
        path: &str,
        to: &Path,
        mut progress: impl FnMut(Transfer) + Send,
    ) -> Result<Copied> {
        let Inspected { session, .. } = self.resolve(key).await?;
        let context = CallContext { operation: "copy files out of", name: &session.name };
        let refused = |reason| self.refusal(context, reason);
        let path = cleaned(path).map_err(refused)?;
        let taken = || refused(Refusal::PathTaken { path: to.display().to_string() });
        if fs::symlink_metadata(to).is_ok() {
            return Err(taken());
        }
        let failed = |source| Error::File { operation: "write", path: to.to_owned(), source };
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let draft = tempfile::Builder::new().prefix(".berth-").tempdir_in(folder).map_err(failed)?;
        // podman (4.3) says that all is root's.
        let owners = self.engine().kind == EngineKind::Docker;
        // What a link leads to is what the person sees by its name.
        let source = match split(&path) {
            None => None,
            Some(_) => Some(self.copy_source(context, &session.id, &path).await?),
        };
        let call = match &source {
            None => args::copy_out(&session.id, ""),
            Some(source) => args::copy_file_out(&session.id, source),
        };
        let name = source.as_deref().and_then(split).map(|(_, name)| name.to_owned());
        let is_all = source.is_none();
        let now = Progress::default();
        let (inside, seen) = (draft.path().to_owned(), now.clone());
        // The folder goes with the thread, which may go on for a moment after this is dropped.
        let copying = self.streamed(context, call, None, move |stream| {
            let unpacked = unpack(stream, &inside, name.as_deref(), owners, &seen);
            (unpacked, draft)
        });
        let Streamed { value: (unpacked, draft), ended } = {
            tokio::pin!(copying);
            let mut ticks = interval(REPORT_INTERVAL);
            loop {
                tokio::select! {
                    copied = &mut copying => break copied?,
                    _ = ticks.tick() => progress(now.now()),
                }
            }
        };
        match (&unpacked, ended) {
            (_, Some(output)) if !output.success() => return Err(self.copy_refused(context, &output, &path)),
            (Ok(_), None) => return Err(refused(Refusal::Silent {})),
            _ => {}
        }
        let copied = unpacked.map_err(failed)?;
        let from = if is_all { Some(draft.path().to_owned()) } else { only(draft.path()).map_err(failed)? };
        let Some(from) = from else {
            return Err(refused(Refusal::NothingToCopy { path }));
        };
        if is_all {
            host::set_mode(&from, 0o755).map_err(failed)?;
        }
        if fs::symlink_metadata(to).is_ok() {
            return Err(taken());
        }
        moved(&from, to).map_err(failed)?;
        let done = Transfer { done: copied.bytes, total: copied.bytes };
        progress(done);
        Ok(copied)
    }

    /// The path of what a link leads to; of another file its own.
    async fn copy_source(&self, context: CallContext<'_>, id: &str, path: &str) -> Result<String> {
        let found = self.fetched(context, id, path).await?;
        Ok(if found.kind == FileKind::Link {
            self.followed(context, id, path).await?.0
        } else {
            path.to_owned()
        })
    }
}

/// What a person may call a copy of that path.
pub fn name_of_copy(session: &str, path: &str) -> String {
    let name = cleaned(path).ok().and_then(|path| split(&path).map(|(_, name)| name.to_owned()));
    let name = name.filter(|name| parts(Path::new(name)).is_some_and(|parts| parts.len() == 1));
    name.unwrap_or_else(|| session.to_owned())
}

/// The one thing in a folder.
fn only(folder: &Path) -> io::Result<Option<std::path::PathBuf>> {
    Ok(fs::read_dir(folder)?.next().transpose()?.map(|entry| entry.path()))
}

/// A folder that may not be written into can't be moved by everybody: its `..` changes.
fn moved(from: &Path, to: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(from)?;
    if !found.is_dir() {
        return fs::rename(from, to);
    }
    let mode = host::mode(&found);
    host::set_mode(from, mode | 0o700)?;
    fs::rename(from, to)?;
    host::set_mode(to, mode)
}
