//! What a session changed.

use super::super::inspect::Inspected;
use crate::args;
use crate::error::{Error, Result};
use crate::files::FileChange;
use crate::files::changes::changes;
use crate::reason::Illegible;
use crate::runner::{CallContext, Runner};

impl Runner {
    /// The files that differ from the image's, in the order of their paths. Volumes are not looked at.
    ///
    /// # Errors
    /// There is no such session, or the engine refuses, does not answer or prints something else.
    pub async fn changed_files(&self, key: &str) -> Result<Vec<FileChange>> {
        let Inspected { session, .. } = self.resolve(key).await?;
        let context = CallContext { operation: "list the changes of", name: &session.name };
        let kind = self.engine().kind;
        // The engine may compare all files.
        let output = self.call(context, args::changed(kind, &session.id), self.limits().import).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        changes(kind, &output.stdout).ok_or_else(|| Error::Unreadable {
            engine: self.engine().id.clone(),
            operation: format!("diff {}", session.name),
            reason: Illegible::NoChanges {},
            detail: String::from_utf8_lossy(&output.stdout).chars().take(500).collect(),
        })
    }
}
