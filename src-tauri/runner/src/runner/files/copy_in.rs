//! Copying into a session.

use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::process::Stdio;

use tokio::task::spawn_blocking;
use tokio::time::interval;

use super::super::inspect::Inspected;
use super::copy_out::REPORT_INTERVAL;
use crate::args;
use crate::error::{Error, Result};
use crate::files::path::cleaned;
use crate::files::progress::Progress;
use crate::files::{Copied, FileKind, pack::pack};
use crate::image::Transfer;
use crate::reason::Refusal;
use crate::runner::{CallContext, Runner};

impl Runner {
    /// Copies files and folders of this machine into a folder of a session, whether it runs or not. What is there by
    /// those names is replaced; folders are merged. All belongs to the folder's owner, or with `keep_owners` to the
    /// numbers of this machine. Dropping the future ends it; what has arrived stays.
    ///
    /// # Errors
    /// There is no such session or folder, nothing can be read, or the engine refuses.
    pub async fn copy_in(
        &self,
        key: &str,
        sources: &[PathBuf],
        folder: &str,
        keep_owners: bool,
        mut progress: impl FnMut(Transfer) + Send,
    ) -> Result<Copied> {
        let Inspected { session, .. } = self.resolve(key).await?;
        let context = CallContext { operation: "copy files into", name: &session.name };
        let refused = |reason| self.refusal(context, reason);
        let folder = cleaned(folder).map_err(refused)?;
        if let [source] = sources
            && let Err(source_error) = std::fs::metadata(source)
        {
            return Err(Error::File { operation: "read", path: source.clone(), source: source_error });
        }
        let owner = if keep_owners {
            None
        } else {
            // Of a folder that the engine can't tell, root is the owner, as engines do.
            let (_, facts) = self.facts_itself(context, &session, folder.clone()).await?;
            let is_other = |kind| matches!(kind, FileKind::File | FileKind::Device | FileKind::Pipe);
            if facts.as_ref().is_some_and(|facts| is_other(facts.kind)) {
                return Err(refused(Refusal::NotFolder { path: folder }));
            }
            Some(facts.and_then(|facts| Some((facts.uid?, facts.gid?))).unwrap_or((0, 0)))
        };
        let failed =
            |source| self.no_outcome(context, self.limits().pull, crate::process::CallError::Spawn(source));
        let (reader, writer) = io::pipe().map_err(failed)?;
        let now = Progress::default();
        let (sources, seen) = (sources.to_vec(), now.clone());
        let packing =
            spawn_blocking(move || pack(&sources, BufWriter::with_capacity(64 << 10, writer), owner, &seen));
        let call = args::copy_in(self.engine().kind, &session.id, &folder);
        let output = {
            let feeding = self.fed(context, call, Stdio::from(reader), self.limits().pull);
            tokio::pin!(feeding);
            let mut ticks = interval(REPORT_INTERVAL);
            loop {
                tokio::select! {
                    output = &mut feeding => break output?,
                    _ = ticks.tick() => progress(now.now()),
                }
            }
        };
        if !output.success() {
            return Err(self.copy_refused(context, &output, &folder));
        }
        let copied = match packing.await {
            Ok(copied) => copied.map_err(failed)?,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        };
        progress(Transfer { done: copied.bytes, total: copied.bytes });
        Ok(copied)
    }
}
