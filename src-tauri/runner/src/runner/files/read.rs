//! Reading a small file of text.

use super::super::inspect::Inspected;
use crate::error::Result;
use crate::files::path::cleaned;
use crate::files::text::{text, too_large};
use crate::files::{FileKind, TextFile};
use crate::reason::Refusal;
use crate::runner::{CallContext, Runner};

impl Runner {
    /// The text in a file of a session, whether it runs or not; 1 MiB at most. Links are followed.
    ///
    /// # Errors
    /// There is no such session or file, it is no file, too large or not text, or the engine does not answer.
    pub async fn read_file(&self, key: &str, path: &str) -> Result<TextFile> {
        let Inspected { session, .. } = self.resolve(key).await?;
        let context = CallContext { operation: "read a file of", name: &session.name };
        let refused = |reason| self.refusal(context, reason);
        let path = cleaned(path).map_err(refused)?;
        let (_, found) = self.followed(context, &session.id, &path).await?;
        if found.kind != FileKind::File {
            return Err(refused(Refusal::NotFile { path }));
        }
        let content = found.content.ok_or_else(|| refused(too_large(&path)))?;
        let text = text(&path, content).map_err(refused)?;
        Ok(TextFile { path, text, mode: found.mode })
    }
}
